"""What is in doubt: proposed merges, contradictions, unsure statements, lists that name only some of their members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.query.answer import Answer, answer
from kg.query.choice import realis_label, realis_of
from kg.query.contradiction import contradictions
from kg.query.evidence import attribute_name, attribute_value
from kg.query.listing import listings, told_name
from kg.query.statement import Lens
from kg.records import Evidence

__all__ = ["UNSURE", "doubtful"]

UNSURE = 0.6
"""Statements with less confidence than this are listed unless the question says otherwise."""


def doubtful(lens: Lens, below: float = UNSURE) -> Answer:
    """All that a person should look at, by 类别: 疑似同一, 说法不一, 把握不大, 列举未全.

    说法不一 has a row for each of the values, each with date and passage (see `kg.query.contradiction`). 把握不大
    begins with the least sure; the rest is in the order of the graph.

    Parameters
    ----------
    below
        Statements with a confidence (0 to 1) below this are listed.
    """
    rows = [*_proposed(lens), *_contradictions(lens), *_unsure(lens, below), *_open_lists(lens)]
    dates = {name: document.date for name, document in lens.graph.graph.get("documents", {}).items()}
    return answer(
        "类别 对象 说明 性质 置信度 日期 原文 文档", ({**row, "日期": dates.get(row["文档"])} for row in rows)
    )


def _row(kind: str, subject: str, why: str, piece: Evidence | None, **more: Any) -> dict[str, Any]:
    where = {"原文": piece.quote if piece else None, "文档": piece.document if piece else None}
    return {"类别": kind, "对象": subject, "说明": why, "性质": None, "置信度": None, **where, **more}


def _proposed(lens: Lens) -> Iterator[dict[str, Any]]:
    for judgement in lens.graph.graph.get("judgements", ()):
        if judgement.verdict == "unsure":
            pair = f"{told_name(lens, judgement.left)} ↔ {told_name(lens, judgement.right)}"
            yield _row("疑似同一", pair, judgement.reason, None, 文档=judgement.document)


def _contradictions(lens: Lens) -> Iterator[dict[str, Any]]:
    for found in contradictions(lens.graph, lens.ontology):
        for fact in found.tellings:
            what = f"{attribute_name(found.attribute)}：{attribute_value(found.attribute, fact.value, lens.ontology)}"
            more = {"性质": realis_label(lens.ontology, fact.realis), "置信度": fact.evidence.score}
            yield _row("说法不一", _subject(lens, found.subject), what, fact.evidence, **more)


def _subject(lens: Lens, subject: tuple[str, ...]) -> str:
    if len(subject) == 1:
        return lens.name(subject[0])
    return f"{lens.name(subject[0])} {lens.ontology.label(subject[1])} {lens.name(subject[2])}"


def _unsure(lens: Lens, below: float) -> Iterator[dict[str, Any]]:
    found = [
        s for s in lens.statements() if s.attributes.get("confidence", 1.0) < below and "review" not in s.attributes
    ]
    for statement in sorted(found, key=lambda s: s.attributes["confidence"]):
        attributes = statement.attributes
        relation = lens.ontology.label(statement.relation)
        what = f"{lens.name(statement.head)} {relation} {lens.name(statement.tail)}"
        piece = next(iter(attributes.get("evidence", ())), None)
        more = {"性质": realis_label(lens.ontology, realis_of(attributes)), "置信度": attributes["confidence"]}
        yield _row("把握不大", what, f"置信度低于{below:g}", piece, **more)


def _open_lists(lens: Lens) -> Iterator[dict[str, Any]]:
    for item in listings(lens):
        names, measure = "、".join(told_name(lens, member) for member in item.members), item.measure
        told = f"原文称共{item.declared}{measure}{item.noun}"
        why = f"{told}，点名{len(item.members)}{measure}，另{item.rest}{measure}未点名"
        yield _row("列举未全", names, why, item.evidence)
