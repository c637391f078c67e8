"""What was told when: the attributes and relations of entities by the date of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.query.answer import Answer, answer
from kg.query.choice import realis_label, realis_of
from kg.query.evidence import attribute_name, attribute_value, place
from kg.query.statement import Lens

__all__ = ["history"]


def history(lens: Lens, nodes: Iterable[str], *, relations: bool) -> Answer:
    """A row each time that something is told of one of `nodes`, by date of document; undated documents come last.

    事项 is an attribute, or with `relations` also a relation; 性质 of a relation is what is known of it today.
    """
    rows = [row for node in nodes for row in _told(lens, node, relations=relations)]
    rows.sort(key=lambda row: (row["日期"] or "9999", row["文档"], row["起"], row["实体"], row["事项"], row["内容"]))
    return answer("日期 实体 类型 事项 内容 性质 原文 文档", rows)


def _told(lens: Lens, node: str, *, relations: bool) -> Iterator[dict[str, Any]]:
    entity = {"实体": lens.name(node), "类型": lens.type_label(node)}
    for fact in lens.graph.nodes[node].get("facts", ()):
        if lens.realis is None or fact.realis in lens.realis:
            content = attribute_value(fact.attribute, fact.value, lens.ontology)
            what = {
                "事项": attribute_name(fact.attribute),
                "内容": content,
                "性质": realis_label(lens.ontology, fact.realis),
            }
            yield {**entity, **what, **place(lens, fact.evidence)}
    for statement in lens.statements(node) if relations else ():
        relation = lens.ontology.label(statement.relation)
        known = realis_label(lens.ontology, realis_of(statement.attributes))
        content = f"{lens.name(statement.head)} {relation} {lens.name(statement.tail)}"
        for piece in statement.attributes.get("evidence", ()):
            yield {**entity, "事项": relation, "内容": content, "性质": known, **place(lens, piece)}
