"""Parts of a graph that are graphs of the same kind, with the documents and judgements that they need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.query.statement import Lens

__all__ = ["neighbourhood", "part"]


def part(lens: Lens, nodes: Iterable[str]) -> nx.MultiDiGraph:
    """The graph of `nodes` and the edges among them that `lens` sees, as a copy in the order of ids.

    It keeps the documents that its nodes and edges stand in, the judgements on its nodes and their forms, and the
    lists with members among its nodes.
    """
    graph = lens.graph
    kept = dict.fromkeys(sorted(set(nodes), key=str))
    within: nx.MultiDiGraph = nx.MultiDiGraph()
    within.add_nodes_from((node, dict(graph.nodes[node])) for node in kept)
    within.add_edges_from(
        (head, tail, key, dict(attributes))
        for head, tail, key, attributes in graph.edges(kept, keys=True, data=True)
        if tail in kept and lens.sees(key, attributes)
    )
    within.graph.update({name: value for name, value in graph.graph.items() if name not in _TRIMMED})
    forms = {
        f"{a.get('type')}:{form}"
        for _, a in within.nodes(data=True)
        for form in (a.get("label"), *a.get("aliases", ()))
    }
    known = forms | kept.keys()
    judgements = graph.graph.get("judgements", ())
    cited = _cited(within)
    documents = graph.graph.get("documents", {})
    within.graph["documents"] = {name: document for name, document in documents.items() if name in cited}
    within.graph["judgements"] = tuple(j for j in judgements if j.left in known and j.right in known)
    within.graph["lists"] = tuple(item for item in graph.graph.get("lists", ()) if kept.keys() & set(item.members))
    return within


_TRIMMED = ("documents", "judgements", "lists")


def _cited(graph: nx.MultiDiGraph) -> set[str]:
    """The ids of the documents that a graph quotes."""
    cited: set[str] = set()
    for _, attributes in graph.nodes(data=True):
        cited.update(document for document, _, _ in attributes.get("spans", ()))
        cited.update(fact.evidence.document for fact in attributes.get("facts", ()))
    pieces: Iterable[Any] = (piece for _, _, a in graph.edges(data=True) for piece in a.get("evidence", ()))
    return cited | {piece.document for piece in pieces}


def neighbourhood(lens: Lens, nodes: Iterable[str], steps: int) -> list[str]:
    """`nodes` and what is at most `steps` statements away, whichever way they point; the nearest first."""
    seen = dict.fromkeys(nodes)
    level = list(seen)
    for _ in range(steps):
        reached = {other for node in level for other in lens.neighbours(node)}
        level = sorted(reached - seen.keys())
        seen.update(dict.fromkeys(level))
    return list(seen)
