"""The passages behind an entity: what each of them proves, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.ontology.model import Ontology
from kg.query.answer import Answer, answer
from kg.query.choice import realis_label, realis_of
from kg.query.statement import Lens
from kg.records import Evidence

__all__ = ["attribute_name", "attribute_value", "evidence_of", "mentions_of", "place"]

_ATTRIBUTES = {
    "investment_cny": "投资",
    "investment_usd": "投资(美元)",
    "area_m2": "面积",
    "capacity": "产能",
    "stage": "阶段",
    "start": "开始",
    "finish": "完成",
    "realis": "性质",
    "amount_cny": "金额",
}
_AROUND = 20


def evidence_of(lens: Lens, node: str, other: str | None = None) -> Answer:
    """Every passage that states something of `node`: attributes first, then relations; with `other` only those of both.

    起 and 止 are half-open offsets in code points into the source text, and 原文 is what stands there.
    """
    rows = [*(() if other else _of_attributes(lens, node)), *_of_relations(lens, node, other)]
    return answer("依据 内容 性质 日期 原文 文档 起 止 规则 得分", rows)


def _of_attributes(lens: Lens, node: str) -> Iterator[dict[str, Any]]:
    for fact in lens.graph.nodes[node].get("facts", ()):
        if lens.realis is None or fact.realis in lens.realis:
            what = f"{attribute_name(fact.attribute)}：{attribute_value(fact.attribute, fact.value, lens.ontology)}"
            known = realis_label(lens.ontology, fact.realis)
            yield {"依据": "属性", "内容": what, "性质": known, **place(lens, fact.evidence)}


def _of_relations(lens: Lens, node: str, other: str | None) -> Iterator[dict[str, Any]]:
    for statement in lens.statements(node):
        if other is None or statement.other(node) == other:
            relation = lens.ontology.label(statement.relation)
            what = f"{lens.name(statement.head)} {relation} {lens.name(statement.tail)}"
            known = realis_label(lens.ontology, realis_of(statement.attributes))
            for piece in statement.attributes.get("evidence", ()):
                yield {"依据": "关系", "内容": what, "性质": known, **place(lens, piece)}


def place(lens: Lens, piece: Evidence) -> dict[str, Any]:
    """The columns of a passage, with the date of its document."""
    document = lens.graph.graph.get("documents", {}).get(piece.document)
    return {
        "日期": document.date if document else None,
        "原文": piece.quote,
        "文档": piece.document,
        "起": piece.start,
        "止": piece.end,
        "规则": piece.rule,
        "得分": piece.score,
    }


def attribute_name(attribute: str) -> str:
    """The Chinese name of an attribute of the contract; others keep theirs."""
    return _ATTRIBUTES.get(attribute, attribute)


def attribute_value(attribute: str, value: Any, ontology: Ontology) -> str:
    """The value of an attribute with its unit, in Chinese.

    Examples
    --------
    >>> from kg.ontology.load import load
    >>> attribute_value("investment_cny", 350_000_000, load()), attribute_value("stage", "operating", load())
    ('3.5亿元', '投产')
    """
    if attribute in ("investment_cny", "investment_usd", "amount_cny") and isinstance(value, int | float):
        unit = "美元" if attribute == "investment_usd" else "元"
        for size, word in ((100_000_000, "亿"), (10_000, "万")):
            if value >= size:
                return f"{round(value / size, 4):g}{word}{unit}"
        return f"{value:g}{unit}"
    if attribute == "area_m2" and isinstance(value, int | float):
        return f"{value:,.10g}平方米"
    if attribute == "realis":
        return realis_label(ontology, str(value))
    return ontology.label(str(value)) if attribute == "stage" else str(value)


def mentions_of(lens: Lens, node: str) -> Answer:
    """Every place where `node` is named, with what stands around it; line breaks are shown as blanks in 上下文."""
    documents = lens.graph.graph.get("documents", {})
    rows = []
    for document, start, end in lens.graph.nodes[node].get("spans", ()):
        text = documents[document].text if document in documents else ""
        around = text[max(0, start - _AROUND) : start] + "【" + text[start:end] + "】" + text[end : end + _AROUND]
        context = " ".join(around.split()) if text else None
        rows.append({"形式": text[start:end] or None, "上下文": context, "文档": document, "起": start, "止": end})
    return answer("形式 上下文 文档 起 止", rows)
