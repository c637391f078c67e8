"""From the scalars of a flat format back to what the graph holds: tuples, records, original names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from kg.export.column import DERIVED, KEY, restore
from kg.export.passage import aliases_from_text, evidence_from_text, facts_from_text, spans_from_text
from kg.export.scalar import Scalar, unclean

__all__ = ["add_edge", "add_node", "contract_graph", "key_of", "restored", "unflatten"]

_READERS: dict[str, Callable[[str], Any]] = {
    "aliases": aliases_from_text,
    "corrected": aliases_from_text,
    "evidence": evidence_from_text,
    "facts": facts_from_text,
    "spans": spans_from_text,
}


def unflatten(name: str, value: Scalar) -> Any:
    """The value that was flattened to `value`; text of other programs, and lists as JSON, stay text.

    Examples
    --------
    >>> unflatten("aliases", "天子铝业|天子")
    ('天子铝业', '天子')
    """
    if not isinstance(value, str):
        return value
    text = unclean(value)
    if name not in _READERS:
        return text
    try:
        return _READERS[name](text)
    except (ValueError, IndexError):  # written by hand or by another program: the text is all there is
        return text


def key_of(attributes: Mapping[str, Any], default: Any) -> Any:
    """The key of an edge: its relation, the relations of a collapsed edge, or else `default`."""
    return attributes.get("relation", attributes.get("relations", default))


def restored(values: Mapping[str, Scalar]) -> dict[str, Any]:
    """The attributes that were exported as `values`: original names, no labels of codes, records where they were."""
    sources = {name: restore(name) for name in values if name not in (*DERIVED, KEY)}
    return {source: unflatten(source, values[name]) for name, source in sources.items()}


def add_edge(
    graph: nx.MultiDiGraph, edge: str, ends: tuple[str, str], attributes: dict[str, Any], key: Scalar | None = None
) -> None:
    """Add an edge that was exported with the id `edge`, under its `key`, or the relation where it has none."""
    head, tail = (unflatten("", end) for end in ends)
    name = graph.add_edge(head, tail, key=key_of(attributes, edge) if key is None else unflatten("", key))
    graph.edges[head, tail, name].update(attributes)


def add_node(graph: nx.MultiDiGraph, node: str, attributes: dict[str, Any]) -> None:
    """Add a node that was exported with the id `node`."""
    name = unflatten("", node)
    graph.add_node(name)
    graph.nodes[name].update(attributes)


def contract_graph() -> nx.MultiDiGraph:
    """An empty graph with the graph attributes of the contract, of which flat formats hold nothing."""
    return nx.MultiDiGraph(documents={}, judgements=(), lists=())
