"""One edge a pair, for tools that merge parallel edges or draw one over the other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import networkx as nx

__all__ = ["SEPARATOR", "collapse"]

SEPARATOR = ";"


def collapse(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A graph with the nodes of `graph` and one edge for each pair of head and tail.

    The edge has ``relations`` (codes joined with ``;`` in sorted order, and ``label`` in the same order), the sum of
    the weights (an edge without one weighs as much as it has pieces of evidence, at least 1), the evidence of all,
    the highest ``confidence``, ``amount_cny`` and ``year``, and of every other attribute the different values, joined
    with ``;`` where there are several. `graph` is not changed.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("甲", "园", key="落户", relation="落户", weight=1)
    >>> _ = graph.add_edge("甲", "园", key="投资", relation="投资", weight=2)
    >>> collapse(graph)["甲"]["园"]
    AtlasView({'投资;落户': {'relations': '投资;落户', 'label': '投资;落户', 'weight': 3}})
    """
    made: nx.MultiDiGraph = nx.MultiDiGraph(**graph.graph)
    made.add_nodes_from(graph.nodes(data=True))
    for head in graph:
        for tail, edges in graph.adj[head].items():
            members = sorted(edges.items(), key=lambda item: str(item[1].get("relation", item[0])))
            attributes = _joined([(str(data.get("relation", key)), data) for key, data in members])
            made.add_edge(head, tail, key=attributes["relations"])
            made.edges[head, tail, attributes["relations"]].update(attributes)
    return made


def _joined(edges: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "relations": SEPARATOR.join(relation for relation, _ in edges),
        "label": SEPARATOR.join(str(data.get("label", relation)) for relation, data in edges),
        "weight": sum(_weight(data) for _, data in edges),
    }
    for name in dict.fromkeys(name for _, data in edges for name in data if name not in (*attributes, "relation")):
        values = [data[name] for _, data in edges if data.get(name) is not None]
        if values:
            attributes[name] = _JOINS.get(name, _distinct)(values)
    return attributes


def _weight(attributes: dict[str, Any]) -> int | float:
    weight, evidence = attributes.get("weight"), attributes.get("evidence")
    if isinstance(weight, int | float) and math.isfinite(weight) and weight > 0:
        return weight
    return max(len(evidence), 1) if isinstance(evidence, tuple | list) else 1


def _distinct(values: Sequence[Any]) -> Any:
    told = list(dict.fromkeys(str(value) for value in values))
    return values[0] if len(told) == 1 else SEPARATOR.join(told)


def _all(values: Sequence[Any]) -> Any:
    if not all(isinstance(value, tuple | list) for value in values):
        return _distinct(values)
    return tuple(dict.fromkeys(piece for value in values for piece in value))


def _highest(values: Sequence[Any]) -> Any:
    return max(values) if all(isinstance(value, int | float) for value in values) else _distinct(values)


_JOINS: dict[str, Callable[[Sequence[Any]], Any]] = {
    "evidence": _all,
    "confidence": _highest,
    "amount_cny": _highest,
    "year": _highest,
}
