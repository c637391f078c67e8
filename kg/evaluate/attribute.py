"""Attributes of nodes and edges against gold, and plans that come out as facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.corpus import GoldDocument, GoldEntity, GoldRelation
from kg.evaluate.report import Finding, Report
from kg.text import form_key

__all__ = ["EDGE_ATTRIBUTES", "NODE_ATTRIBUTES", "equal", "score_edge_attributes", "score_node_attributes"]

NODE_ATTRIBUTES = ("investment_cny", "investment_usd", "stage", "area_m2", "capacity", "start", "finish")
EDGE_ATTRIBUTES = ("stage", "amount_cny", "year", "field")
HAPPENED = frozenset({"signed", "under_construction", "completed", "operating"})
"""Stages that something has reached; ``planned`` and ``negotiating`` are ahead of it, ``terminated`` is behind."""
UNREAL = frozenset({"planned", "encouraged", "aspired"})
"""Values of realis that a question for facts leaves out."""


def score_node_attributes(
    report: Report, gold: GoldDocument, entity: GoldEntity | None, data: Mapping[str, Any] | None
) -> None:
    """Judge the attributes of a node (`data`) that stands for `entity`; None where the other side has none.

    What a node says that stands for nothing is false; what an optional entity has that was not found is no miss.
    """
    right: Mapping[str, Any] = entity.attributes if entity and (data or not entity.optional) else {}
    label = entity.name if entity else str((data or {}).get("label"))
    _compare(report, ("attribute", NODE_ATTRIBUTES), (gold.id, label), right, data)
    if right.get("stage") == "planned" and data and data.get("stage") in HAPPENED:
        report.plans_as_facts += 1
        report.findings.append(Finding(gold.id, "plan as fact", "attribute", "stage", label, str(data["stage"])))


def score_edge_attributes(
    report: Report, gold: GoldDocument, relation: GoldRelation, edges: Sequence[Mapping[str, Any]]
) -> None:
    """Judge the attributes of the edges that say a gold relation; of two that say it, the one with the right stage.

    ``amount_cny``, ``year`` and ``field`` are annotated so seldom that telling them where gold does not is no fault.
    """
    stage = relation.attributes.get("stage")
    data = min(edges, key=lambda edge: edge.get("stage") != stage, default=None)
    if data is None and relation.optional:
        return
    names = {entity.id: entity.name for entity in gold.entities}
    label = f"{names[relation.head]} {relation.type} {names[relation.tail]}"
    told = data and {name: data.get(name) for name in EDGE_ATTRIBUTES if name == "stage" or name in relation.attributes}
    _compare(report, ("edge attribute", EDGE_ATTRIBUTES), (gold.id, label), relation.attributes, told)
    if data is None:
        return
    if stage == "planned" and (data["realis"] == "fact" or data.get("stage") in HAPPENED):
        report.plans_as_facts += 1
        detail = f"{data['realis']} {data.get('stage')}"
        report.findings.append(
            Finding(gold.id, "plan as fact", "relation", relation.type, label, detail, relation.evidence)
        )
    if stage in HAPPENED and data["realis"] in UNREAL:
        report.facts_as_plans += 1
        detail = f"{data['realis']}, gold {stage}"
        report.findings.append(
            Finding(gold.id, "fact as plan", "relation", relation.type, label, detail, relation.evidence)
        )


def _compare(
    report: Report,
    attributes: tuple[str, Sequence[str]],
    where: tuple[str, str],
    gold: Mapping[str, Any],
    data: Mapping[str, Any] | None,
) -> None:
    category, names = attributes
    document, label = where
    for name in names:
        key = (category, name)
        right, told = gold.get(name), (data or {}).get(name)
        if right is not None and told is not None and equal(name, right, told):
            report.right[key] += 1
            continue
        if right is not None:
            report.missed[key] += 1
            report.absent[key] += data is None
        if told is not None:
            report.wrong[key] += 1
        if right is not None or told is not None:
            lost = "the thing was not found" if data is None else f"told {told}"
            detail = f"gold {right}, {lost}"
            report.findings.append(
                Finding(document, "false" if right is None else "missed", category, name, label, detail)
            )


def equal(name: str, gold: object, told: object) -> bool:
    """Whether a told value is the gold one: numbers exactly; a capacity also without the words around it.

    >>> equal("area_m2", 6000, 6000.0), equal("capacity", "年产2000吨", "2000吨"), equal("start", "2022", "2022-07")
    (True, True, False)
    """
    if isinstance(gold, int | float):
        return isinstance(told, int | float) and gold == told
    left, right = form_key(str(gold)), form_key(str(told))
    if name == "capacity" and left and right:
        short, long = sorted((left, right), key=len)
        return re.search(rf"(?<![\d.,]){re.escape(short)}(?!\d)", long) is not None
    return left == right
