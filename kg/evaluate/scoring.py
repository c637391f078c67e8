"""The graph of one document against its gold: entities and relations.

Decisions, beside those of tests/gold/GUIDELINES.md:

* What is optional in gold counts as right if found and as nothing if missing.
* Types other than Enterprise, Project and Park are annotated only where they take part in a relation, so a node of
  those types is a false find only where it has an edge.
* A relation counts whatever its realis: only head, type and tail matter. Stage and realis are judged apart.
* An edge with an end that matches no gold entity is false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any

import networkx as nx

from kg.corpus import GoldDocument, GoldEntity, GoldRelation, passage
from kg.evaluate.attribute import score_edge_attributes, score_node_attributes
from kg.evaluate.matching import match
from kg.evaluate.report import CORE, Finding, Report

__all__ = ["evaluate", "score"]

Triple = tuple[str, str, str]
SYMMETRIC = frozenset({"PARTNERS_WITH"})
EITHER = frozenset({"PART_OF", "SETTLES_IN"})
MIRRORS = {"SUBSIDIARY_OF": "HOLDS_STAKE_IN", "HOLDS_STAKE_IN": "SUBSIDIARY_OF"}


def evaluate(documents: Iterable[GoldDocument], extract: Callable[[GoldDocument], nx.MultiDiGraph]) -> Report:
    """The summed report over `documents`; `extract` gives the graph of one of them from its text alone."""
    report = Report()
    for document in documents:
        report.add(score(extract(document), document))
    return report


def score(graph: nx.MultiDiGraph, gold: GoldDocument) -> Report:
    """The report of one document; `graph` holds that document alone, with offsets into ``gold.text``."""
    report = Report(documents=1)
    matched = match(graph, gold)
    _score_entities(report, graph, gold, matched)
    _score_relations(report, graph, gold, matched)
    entities = {entity.id: entity for entity in gold.entities}
    nodes = {entity: graph.nodes[node] for node, entity in matched.items()}
    for entity in gold.entities:
        score_node_attributes(report, gold, entity, nodes.get(entity.id))
    for node, data in graph.nodes(data=True):
        if matched.get(node) not in entities:
            score_node_attributes(report, gold, None, data)
    return report


def _score_entities(report: Report, graph: nx.MultiDiGraph, gold: GoldDocument, matched: Mapping[str, str]) -> None:
    found = set(matched.values())
    for entity in gold.entities:
        name = ("entity", entity.types[0])
        if entity.id in found:
            report.right[name] += 1
            report.optional[name] += entity.optional
        elif not entity.optional:
            report.missed[name] += 1
            report.findings.append(Finding(gold.id, "missed", *name, entity.name, "", _sentence(gold, entity)))
    for node, data in graph.nodes(data=True):
        if node not in matched and (data["type"] in CORE or graph.degree(node)):
            report.wrong["entity", data["type"]] += 1
            quote = passage(gold.text, *data["spans"][0][1:]) if data.get("spans") else ""
            twin = _twin(data, gold)
            report.findings.append(Finding(gold.id, "false", "entity", data["type"], data["label"], twin, quote))


def _sentence(gold: GoldDocument, entity: GoldEntity) -> str:
    """The sentence of the first mention; of what stands only inside longer names, the evidence of a relation."""
    places = (passage(gold.text, start, end) for start, end, _, key in gold.mentions if key == entity.id)
    told = (relation.evidence for relation in gold.relations if entity.id in (relation.head, relation.tail))
    return next(chain(places, told), "")


def _twin(data: Mapping[str, Any], gold: GoldDocument) -> str:
    """What gold knows of a node that matches nothing: its form under another type, or a thing that is taken."""
    forms = {data["label"], *data["aliases"]}
    for entity in gold.entities:
        if forms & set(entity.forms):
            return (
                f"second node of {entity.name}" if data["type"] in entity.types else f"gold: {'|'.join(entity.types)}"
            )
    return ""


def same(relation: GoldRelation, head: GoldEntity, tail: GoldEntity) -> set[Triple]:
    """The triples that say the same as a gold relation (GUIDELINES.md, "Decisions on doubtful cases").

    A symmetric relation in either direction; PART_OF or SETTLES_IN of a park or project in a park; a subsidiary or
    the stake in it.
    """
    triples = {(relation.head, relation.type, relation.tail)}
    if relation.type in SYMMETRIC:
        triples.add((relation.tail, relation.type, relation.head))
    if relation.type in EITHER and {"Park", "Project"} & set(head.types) and "Park" in tail.types:
        triples |= {(relation.head, kind, relation.tail) for kind in EITHER}
    if relation.type in MIRRORS:
        triples.add((relation.tail, MIRRORS[relation.type], relation.head))
    return triples


def _score_relations(report: Report, graph: nx.MultiDiGraph, gold: GoldDocument, matched: Mapping[str, str]) -> None:
    entities = {entity.id: entity for entity in gold.entities}
    edges: dict[Triple, Mapping[str, Any]] = {
        (matched.get(head, head), kind, matched.get(tail, tail)): data
        for head, tail, kind, data in graph.edges(keys=True, data=True)
    }
    counted: set[Triple] = set()
    for relation in sorted(gold.relations, key=lambda r: r.optional):
        triples = same(relation, entities[relation.head], entities[relation.tail])
        if triples & counted:
            continue
        counted |= triples
        name = ("relation", relation.type)
        hits = [edges[triple] for triple in sorted(triples & edges.keys())]
        if hits:
            report.right[name] += 1
            report.optional[name] += relation.optional
        elif not relation.optional:
            report.missed[name] += 1
            label = f"{entities[relation.head].name} {relation.type} {entities[relation.tail].name}"
            reason = _reason(relation, matched, edges, entities)
            report.findings.append(Finding(gold.id, "missed", *name, label, reason, relation.evidence))
        score_edge_attributes(report, gold, relation, hits)
    for triple in sorted(edges.keys() - counted):
        report.wrong["relation", triple[1]] += 1
        report.findings.append(_false(graph, gold, triple, edges[triple]))


def _reason(
    relation: GoldRelation, matched: Mapping[str, str], edges: Iterable[Triple], entities: Mapping[str, GoldEntity]
) -> str:
    """Why a relation was missed: an end was not found, the pair was joined otherwise, or not at all."""
    lost = [entities[end].name for end in (relation.head, relation.tail) if end not in matched.values()]
    if lost:
        return "not found: " + ", ".join(lost)
    pair = {relation.head, relation.tail}
    told = sorted(
        kind if head == relation.head else f"{kind} backwards" for head, kind, tail in edges if {head, tail} == pair
    )
    return "told: " + ", ".join(told) if told else "both ends found"


def _false(graph: nx.MultiDiGraph, gold: GoldDocument, triple: Triple, data: Mapping[str, Any]) -> Finding:
    """A false edge with its rule, its confidence and what gold says of the pair."""
    entities = {entity.id: entity for entity in gold.entities}
    ends = [
        entities[end].name if end in entities else f"[{graph.nodes[end]['label']}]" for end in (triple[0], triple[2])
    ]
    pair = {triple[0], triple[2]}
    told = sorted(
        r.type if r.head == triple[0] else f"{r.type} backwards" for r in gold.relations if {r.head, r.tail} == pair
    )
    evidence = data["evidence"][0]
    detail = f"{data['confidence']:.2f} {evidence.rule}" + (f", gold: {', '.join(told)}" if told else "")
    label = f"{ends[0]} {triple[1]} {ends[1]}"
    return Finding(gold.id, "false", "relation", triple[1], label, detail, evidence.quote)
