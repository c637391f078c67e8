"""Where the documents contradict each other: kept side by side with dates and sources, never settled in silence.

Two amounts, areas or dates of one thing told as facts contradict each other. Stages, and what is known of a relation,
move on: two of them contradict only where the lower is known to be told later, or where it is not known which is later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from kg.ontology.model import Ontology
from kg.records import Fact
from kg.resolution.telling import Dates, in_order, later

__all__ = ["Contradiction", "contradictions"]

RANKS = {"claimed": 0, "encouraged": 0, "aspired": 0, "planned": 1, "negotiating": 2, "fact": 3, "terminated": 4}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is told in more than one way.

    `subject` is a node id, or head, relation and tail; `tellings` has the first telling of each value, in the order of
    telling.
    """

    subject: tuple[str, ...]
    attribute: str
    tellings: tuple[Fact, ...]


def contradictions(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[Contradiction]:
    """Every contradiction, of nodes first, in the order of the graph; what a person decided is one no more."""
    dates = {name: document.date for name, document in graph.graph.get("documents", {}).items()}
    orders = {name: stage.order for name, stage in ontology.stages.items()}
    for node, attributes in graph.nodes(data=True):
        for attribute, told in _groups(attributes.get("facts", ())).items():
            if attribute not in attributes.get("corrected", ()):
                clash = _back(told, orders, dates) if attribute == "stage" else _several(told)
                if clash:
                    facts = told if attribute == "stage" else _as_facts(told)
                    yield Contradiction((node,), attribute, _firsts(facts, dates))
    for head, tail, key, attributes in graph.edges(keys=True, data=True):
        if "review" not in attributes:
            groups = _groups(attributes.get("facts", ()))
            for attribute, facts in _clashes(groups, orders, dates):
                yield Contradiction((head, str(key), tail), attribute, _firsts(facts, dates))


def _clashes(groups: dict[str, list[Fact]], orders: dict[str, int], dates: Dates) -> Iterator[tuple[str, list[Fact]]]:
    """What clashes of a relation; a stage that goes with its realis is one contradiction."""
    for attribute, ranks in (("realis", RANKS), ("stage", orders)):
        if _back(groups.get(attribute, ()), ranks, dates):
            yield attribute, groups[attribute]
            break
    amounts = groups.get("amount_cny", ())
    if _several(amounts):
        yield "amount_cny", _as_facts(amounts)


def _as_facts(told: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in told if fact.realis == "fact"]


def _several(told: Iterable[Fact]) -> bool:
    return len({fact.value for fact in _as_facts(told)}) > 1


def _groups(facts: Any) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts if not isinstance(facts, str) else ():
        groups.setdefault(fact.attribute, []).append(fact)
    return groups


def _back(told: Sequence[Fact], ranks: dict[str, int], dates: Dates) -> bool:
    """Whether two of the values stand in no order of telling, or in the wrong one."""
    known = [(ranks[str(fact.value)], fact.evidence) for fact in told if str(fact.value) in ranks]
    return any(
        one != other and not (later(second, first, dates) if one < other else later(first, second, dates))
        for (one, first), (other, second) in combinations(known, 2)
    )


def _firsts(told: Iterable[Fact], dates: Dates) -> tuple[Fact, ...]:
    found: dict[Any, Fact] = {}
    for fact in in_order(told, dates):
        found.setdefault(fact.value, fact)
    return tuple(found.values())
