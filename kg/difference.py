"""What changed between two graphs: entities, relations, stages and amounts, each with its quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

__all__ = ["Change", "changes"]

NODE_VALUES = ("stage", "investment_cny", "investment_usd", "area_m2", "capacity", "start", "finish")
EDGE_VALUES = ("realis", "stage", "amount_cny")


@dataclass(frozen=True, slots=True)
class Change:
    """A change: `kind` is ``added``, ``gone`` or ``changed``; `subject` a node id or ``head relation tail``.

    `attribute` is empty where the whole subject came or went; `old_quote` and `new_quote` are the first evidence.
    """

    kind: str
    subject: str
    attribute: str = ""
    old: Any = None
    new: Any = None
    old_quote: str = ""
    new_quote: str = ""


def changes(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> list[Change]:
    """The changes from `old` to `new`, entities first, each group in order of subject and attribute."""
    nodes = _compare(dict(old.nodes(data=True)), dict(new.nodes(data=True)), NODE_VALUES)
    edges = _compare(_edges(old), _edges(new), EDGE_VALUES)
    return [*nodes, *edges]


def _edges(graph: nx.MultiDiGraph) -> dict[str, dict[str, Any]]:
    return {f"{head} {key} {tail}": data for head, tail, key, data in graph.edges(keys=True, data=True)}


def _compare(old: dict[str, Any], new: dict[str, Any], values: tuple[str, ...]) -> Iterator[Change]:
    for subject in sorted(old.keys() | new.keys()):
        before, after = old.get(subject), new.get(subject)
        if before is None:
            yield Change("added", subject, new_quote=_quote(after))
        elif after is None:
            yield Change("gone", subject, old_quote=_quote(before))
        else:
            for name in values:
                if before.get(name) != after.get(name):
                    pair = (before.get(name), after.get(name))
                    yield Change("changed", subject, name, *pair, _quote(before, name), _quote(after, name))


def _quote(data: Any, attribute: str = "") -> str:
    """The first passage that tells an attribute, or the thing itself."""
    facts = [fact.evidence for fact in data.get("facts", ()) if attribute in ("", fact.attribute)]
    evidence = [*facts, *data.get("evidence", ())]
    return evidence[0].quote if evidence else ""
