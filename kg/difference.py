"""What changed between two graphs: entities, relations, stages and amounts, each with its quotes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.records import Evidence

__all__ = ["Change", "changes", "renamed"]

NODE_VALUES = ("stage", "investment_cny", "investment_usd", "area_m2", "capacity", "start", "finish", "review")
EDGE_VALUES = ("realis", "stage", "amount_cny", "year", "field", "review")


@dataclass(frozen=True, slots=True)
class Change:
    """A change: `kind` is ``added``, ``gone`` or ``changed``; `subject` a node id or ``head relation tail``.

    `attribute` is empty where the whole subject came or went, and ``name`` where the same thing has another canonical
    name; `old_quote` and `new_quote` are the first evidence, `old_document` and `new_document` where it stands.
    """

    kind: str
    subject: str
    attribute: str = ""
    old: Any = None
    new: Any = None
    old_quote: str = ""
    new_quote: str = ""
    old_document: str = ""
    new_document: str = ""


def changes(old: nx.MultiDiGraph, new: nx.MultiDiGraph, ontology: Ontology | None = None) -> list[Change]:
    """The changes from `old` to `new`, entities first, each group in order of subject and attribute.

    A thing that has got a fuller name is the same thing (see `renamed`); its changes stand under the new name.

    Parameters
    ----------
    ontology
        Says which relations have no direction; the one of kg where it is not given.
    """
    ontology = ontology or load()
    symmetric = {name for name, kind in ontology.relation_types.items() if kind.symmetric}
    names = renamed(old, new)
    before = {names.get(node, node): data for node, data in old.nodes(data=True)}
    nodes = [
        *(_named(left, right, before[right], new.nodes[right]) for left, right in names.items()),
        *_compare(before, dict(new.nodes(data=True)), NODE_VALUES),
    ]
    edges = _compare(_edges(old, names, symmetric), _edges(new, {}, symmetric), EDGE_VALUES)
    return [*sorted(nodes, key=lambda change: (change.subject, change.attribute)), *edges]


def renamed(old: nx.MultiDiGraph, new: nx.MultiDiGraph) -> dict[str, str]:
    """The new id of each thing whose id is gone, where one new thing of its type alone knows its name as an alias."""
    claims: dict[tuple[Any, str], set[str]] = {}
    for node in new.nodes.keys() - old.nodes.keys():
        data = new.nodes[node]
        for form in (str(data.get("label", node)), *data.get("aliases", ())):
            claims.setdefault((data.get("type"), form), set()).add(node)
    found: dict[str, str] = {}
    for node in sorted(old.nodes.keys() - new.nodes.keys()):
        data = old.nodes[node]
        label = str(data.get("label", node))
        heirs = claims.get((data.get("type"), label), set())
        heirs = heirs or {n for form in data.get("aliases", ()) for n in claims.get((data.get("type"), form), ())}
        if len(heirs) == 1 and not heirs & set(found.values()):
            found[node] = next(iter(heirs))
    return found


def _named(left: str, right: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    values = (old.get("label", left), new.get("label", right))
    return _change("changed", right, "name", values, (_first(old), _first(new)))


def _edges(graph: nx.MultiDiGraph, names: Mapping[str, str], symmetric: Collection[str]) -> dict[str, dict[str, Any]]:
    """The edges by what they join; the ends of one without direction stand in order, which a new name may change."""
    found = {}
    for head, tail, key, data in graph.edges(keys=True, data=True):
        ends = (names.get(head, head), names.get(tail, tail))
        left, right = sorted(ends) if key in symmetric else ends
        found[f"{left} {key} {right}"] = data
    return found


def _compare(old: Mapping[str, Any], new: Mapping[str, Any], values: tuple[str, ...]) -> Iterator[Change]:
    for subject in sorted(old.keys() | new.keys()):
        before, after = old.get(subject), new.get(subject)
        if before is None:
            yield _change("added", subject, "", (None, None), (None, _first(after)))
        elif after is None:
            yield _change("gone", subject, "", (None, None), (_first(before), None))
        else:
            for name in values:
                pair = (before.get(name), after.get(name))
                if pair[0] != pair[1]:
                    yield _change("changed", subject, name, pair, (_first(before, name), _first(after, name)))


def _change(
    kind: str, subject: str, name: str, values: tuple[Any, Any], told: tuple[Evidence | None, Evidence | None]
) -> Change:
    quotes = [piece.quote if piece else "" for piece in told]
    documents = [piece.document if piece else "" for piece in told]
    return Change(kind, subject, name, *values, *quotes, *documents)


def _first(data: Any, attribute: str = "") -> Evidence | None:
    """The first passage that tells an attribute, or the thing itself; of a value, one that tells what stands."""
    facts = data.get("facts", ())
    told = [f for f in facts if attribute in ("", f.attribute)]
    stands = [f for f in told if f.value == data.get(attribute)]
    pieces = [f.evidence for f in (stands or told)]
    return next(iter((*pieces, *data.get("evidence", ()))), None)
