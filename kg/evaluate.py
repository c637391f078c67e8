"""Graph against gold: precision, recall and F1 of entities and relations by type, attributes, what was missed.

How a doubt is decided stands in tests/gold/GUIDELINES.md. Entities match where the type is one of the gold types and a
form (label or alias) is equal after NFKC, without white space and quotation marks; each gold entity is matched by one
node at most. Types other than Enterprise, Project and Park are annotated only where they take part in a relation, so an
unmatched node of those types is no false find of its own; its relations are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.corpus import GoldDocument, GoldEntity
from kg.text import compact

__all__ = ["ATTRIBUTES", "CORE", "Report", "evaluate", "match", "score"]

CORE = ("Enterprise", "Project", "Park")
ATTRIBUTES = ("investment_cny", "investment_usd", "stage", "area_m2", "capacity", "start", "finish")
MARKS = re.compile(r"[“”\"'‘’「」『』]")
EITHER = ({"PART_OF", "SETTLES_IN"},)


@dataclass(slots=True)
class Report:
    """Counts of right, wrong and missed by category and name; `lines` tells each miss and false find."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    plans_as_facts: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Add the counts of another report."""
        self.right.update(other.right)
        self.wrong.update(other.wrong)
        self.missed.update(other.missed)
        self.plans_as_facts += other.plans_as_facts
        self.lines += other.lines

    def names(self, category: str) -> list[str]:
        """The names counted in a category, sorted."""
        return sorted(
            {name for table in (self.right, self.wrong, self.missed) for kind, name in table if kind == category}
        )

    def figures(self, category: str, names: Iterable[str]) -> tuple[int, int, int, float, float, float]:
        """Right, wrong, missed, precision, recall and F1 summed over `names`; 0.0 where nothing was to be found."""
        names = list(names)
        right, wrong, missed = (
            sum(table[category, n] for n in names) for table in (self.right, self.wrong, self.missed)
        )
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
        return right, wrong, missed, precision, recall, f1


def form_key(form: str) -> str:
    """A form for comparison."""
    return MARKS.sub("", compact(form))


def match(graph: nx.MultiDiGraph, gold: GoldDocument) -> dict[str, str]:
    """Node id -> gold entity id, one to one: equal names first, then most shared forms, then order."""
    candidates = []
    for node, data in graph.nodes(data=True):
        forms = {form_key(data["label"]), *(form_key(a) for a in data["aliases"])}
        for entity in gold.entities:
            if data["type"] in entity.types:
                gold_forms = {form_key(entity.name), *(form_key(a) for a in entity.aliases)}
                shared = forms & gold_forms
                if shared:
                    same = form_key(data["label"]) == form_key(entity.name)
                    candidates.append((not same, -max(map(len, shared)), -len(shared), entity.id, node))
    matched: dict[str, str] = {}
    for _, _, _, entity_id, node in sorted(candidates):
        if node not in matched and entity_id not in matched.values():
            matched[node] = entity_id
    return matched


def score(graph: nx.MultiDiGraph, gold: GoldDocument) -> Report:
    """The report of one document."""
    report = Report()
    matched = match(graph, gold)
    entities = {entity.id: entity for entity in gold.entities}
    _score_entities(report, graph, gold, matched)
    _score_relations(report, graph, gold, matched, entities)
    by_entity = {entity: node for node, entity in matched.items()}
    for entity in gold.entities:
        node = by_entity.get(entity.id)
        _score_attributes(report, gold.id, entity, graph.nodes[node] if node else None)
    return report


def _score_entities(report: Report, graph: nx.MultiDiGraph, gold: GoldDocument, matched: Mapping[str, str]) -> None:
    found = set(matched.values())
    for entity in gold.entities:
        kind = entity.types[0]
        if entity.id in found:
            if not entity.optional:
                report.right["entity", kind] += 1
        elif not entity.optional:
            report.missed["entity", kind] += 1
            report.lines.append(f"{gold.id}\tmissed {kind}\t{entity.name}")
    for node, data in graph.nodes(data=True):
        if node not in matched and data["type"] in CORE:
            report.wrong["entity", data["type"]] += 1
            report.lines.append(f"{gold.id}\tfalse {data['type']}\t{data['label']}")


def _keys(head: str, relation: str, tail: str) -> set[tuple[str, str, str]]:
    """The triples that count as the same: symmetric ones, PART_OF or SETTLES_IN, SUBSIDIARY_OF and its mirror."""
    keys = {(head, relation, tail)}
    if relation == "PARTNERS_WITH":
        keys.add((tail, relation, head))
    if relation in ("PART_OF", "SETTLES_IN"):
        keys |= {(head, "PART_OF", tail), (head, "SETTLES_IN", tail)}
    if relation == "SUBSIDIARY_OF":
        keys.add((tail, "HOLDS_STAKE_IN", head))
    if relation == "HOLDS_STAKE_IN":
        keys.add((tail, "SUBSIDIARY_OF", head))
    return keys


def _score_relations(
    report: Report,
    graph: nx.MultiDiGraph,
    gold: GoldDocument,
    matched: Mapping[str, str],
    entities: Mapping[str, GoldEntity],
) -> None:
    edges = {(matched.get(h, h), k, matched.get(t, t)): data for h, t, k, data in graph.edges(keys=True, data=True)}
    used: set[tuple[str, str, str]] = set()
    counted: set[tuple[str, str, str]] = set()
    for relation in sorted(gold.relations, key=lambda r: r.optional):
        keys = _keys(relation.head, relation.type, relation.tail)
        if keys & counted:
            used |= keys & set(edges)
            continue
        counted |= keys
        hit = sorted(keys & set(edges))
        label = f"{entities[relation.head].name} {relation.type} {entities[relation.tail].name}"
        used |= set(hit)
        if relation.optional:
            continue
        if not hit:
            report.missed["relation", relation.type] += 1
            report.lines.append(f"{gold.id}\tmissed relation\t{label}")
            continue
        report.right["relation", relation.type] += 1
        _score_stage(report, gold.id, label, relation.attributes.get("stage"), edges[hit[0]])
    for (head, kind, tail), data in edges.items():
        if (head, kind, tail) not in used:
            report.wrong["relation", kind] += 1
            names = [entities[end].name if end in entities else f"[{end}]" for end in (head, tail)]
            told = f"{data['confidence']:.2f}\t{data['evidence'][0].quote[:80]}"
            report.lines.append(f"{gold.id}\tfalse relation\t{names[0]} {kind} {names[1]}\t{told}")


def _score_stage(report: Report, document: str, label: str, stage: str | None, data: Mapping[str, Any]) -> None:
    if stage is None:
        return
    told = data.get("stage")
    if told == stage:
        report.right["attribute", "edge stage"] += 1
    else:
        report.missed["attribute", "edge stage"] += 1
        report.lines.append(f"{document}\tstage\t{label}: {told}, gold {stage}")
    if stage == "planned" and data["realis"] == "fact":
        report.plans_as_facts += 1
        report.lines.append(f"{document}\tplan as fact\t{label}")


def _score_attributes(report: Report, document: str, entity: GoldEntity, data: Mapping[str, Any] | None) -> None:
    for name in ATTRIBUTES:
        right = entity.attributes.get(name)
        told = data.get(name) if data else None
        if right is None:
            if told is not None and name != "stage":
                report.wrong["attribute", name] += 1
                report.lines.append(f"{document}\tfalse attribute\t{entity.name} {name}={told}")
            continue
        if _equal(name, right, told):
            report.right["attribute", name] += 1
        else:
            report.missed["attribute", name] += 1
            report.lines.append(f"{document}\tattribute\t{entity.name} {name}={told}, gold {right}")
            if name == "stage" and right == "planned" and told in ("under_construction", "completed", "operating"):
                report.plans_as_facts += 1


def _equal(name: str, gold: object, told: object) -> bool:
    if told is None:
        return False
    if name == "capacity":
        left, right = form_key(str(gold)), form_key(str(told))
        return left in right or right in left
    return str(gold) == str(told)


def evaluate(documents: Iterable[GoldDocument], build: Callable[[GoldDocument], nx.MultiDiGraph]) -> Report:
    """The summed report over `documents`; `build` gives the graph of one."""
    report = Report()
    for document in documents:
        report.add(score(build(document), document))
    return report
