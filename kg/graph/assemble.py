"""Entities and relations -> networkx.MultiDiGraph, with the attributes of the contract.

Node attributes: ``type``, ``label``, ``aliases`` (tuple), ``investment_cny``, ``area_m2``, ``stage``, ``capacity``,
``start``, ``finish`` where known, ``documents``, ``mentions`` (counts); ``review`` where a person confirmed, added or
corrected it, and ``corrected`` (tuple), the attributes that a person set; and what the flat formats leave out:
``facts`` (tuple of `Fact`) and ``spans`` (tuple of ``(document, start, end)``).

Edge attributes (key = relation): ``relation``, ``label``, ``realis``, ``stage``, ``amount_cny``, ``year``, ``field``
where known, ``confidence``, ``weight`` (number of pieces of evidence), ``evidence`` (tuple of `Evidence`); ``review``
where a person confirmed, rejected, added or corrected it (a rejected one has the realis ``rejected`` and no values);
and ``facts`` (tuple of `Fact`), what each passage tells, where passages differ or a person decided otherwise.

Graph attributes: ``documents`` (id -> `Document`), ``judgements`` (tuple of `Judgement` on node ids),
``lists`` (tuple of `OpenList` on node ids), and ``corrections`` (tuple of dicts), where there are any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.ontology.model import Ontology
from kg.records import Document, Entity, Fact, Judgement, OpenList, Relation
from kg.resolution.telling import differing, standing_stage

__all__ = ["assemble"]

STATED = ("investment_cny", "investment_usd", "area_m2", "capacity", "start", "finish")


def assemble(  # noqa: PLR0913, PLR0917 - the results of resolution, each of its own kind
    ontology: Ontology,
    documents: Iterable[Document],
    entities: Iterable[Entity],
    relations: Iterable[Relation],
    judgements: Iterable[Judgement] = (),
    lists: Iterable[OpenList] = (),
) -> nx.MultiDiGraph:
    """The graph of what was resolved; nodes and edges stand in sorted order, so equal input gives equal bytes.

    A fact attribute is taken before a planned one; among several the one told most often, then the first told.
    """
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.graph["documents"] = {document.id: document for document in sorted(documents, key=lambda d: d.id)}
    dates = {document.id: document.date for document in graph.graph["documents"].values()}
    graph.graph["judgements"] = tuple(sorted(judgements, key=lambda j: (j.left, j.right, j.verdict, j.document or "")))
    graph.graph["lists"] = tuple(lists)
    for entity in sorted(entities, key=lambda e: e.id):
        graph.add_node(entity.id, **_node(entity, ontology, dates))
    for relation in sorted(relations, key=lambda r: (r.head, r.tail, r.relation)):
        graph.add_edge(relation.head, relation.tail, key=relation.relation, **_edge(relation, ontology))
    return graph


def _node(entity: Entity, ontology: Ontology, dates: Mapping[str, str | None]) -> dict[str, Any]:
    attributes: dict[str, Any] = {"type": entity.type, "label": entity.name, "aliases": entity.aliases}
    told = {name: fact.value for name in STATED if (fact := chosen(entity.facts, name)) is not None}
    stage = standing_stage(entity.facts, dates, ontology)
    told |= ({"stage": stage} if stage is not None else {}) | dict(entity.stated)
    attributes |= {name: told[name] for name in (*STATED, "stage") if name in told}
    attributes["documents"] = len({document for document, _, _ in entity.spans})
    attributes["mentions"] = len(entity.spans)
    if entity.review is not None:
        attributes["review"] = entity.review
    if entity.stated:
        attributes["corrected"] = tuple(name for name, _ in entity.stated)
    attributes["facts"] = entity.facts
    attributes["spans"] = entity.spans
    return attributes


def _edge(relation: Relation, ontology: Ontology) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "relation": relation.relation,
        "label": ontology.relation_types[relation.relation].label,
        "realis": relation.realis,
    }
    for name in ("stage", "amount_cny", "year", "field"):
        value = getattr(relation, name)
        if value is not None:
            attributes[name] = value
    attributes["confidence"] = relation.confidence
    attributes["weight"] = len(relation.evidence)
    if relation.review is not None:
        attributes["review"] = relation.review
    if differing(relation.facts) or relation.review in ("rejected", "corrected"):
        attributes["facts"] = relation.facts
    attributes["evidence"] = relation.evidence
    return attributes


def chosen(facts: Iterable[Fact], attribute: str) -> Fact | None:
    """What stands for `attribute`: facts before plans, then told most often, then first; None where it is not told."""
    told = [fact for fact in facts if fact.attribute == attribute]
    told = [fact for fact in told if fact.realis == "fact"] or told
    if not told:
        return None
    counts: dict[Any, int] = {}
    for fact in told:
        counts[fact.value] = counts.get(fact.value, 0) + 1
    return min(told, key=lambda f: (-counts[f.value], f.evidence.document, f.evidence.start))
