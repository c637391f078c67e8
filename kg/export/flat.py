"""The graph as two tables, nodes and edges, of plain scalars: what every flat format writes.

Nodes stand in the order of their ids and edges in the order of head, tail and key, so that equal graphs give equal
bytes. Every edge has an id of its own, made of what it joins, which stays the same when the rest of the graph changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import networkx as nx

from kg.errors import ExportError
from kg.export.column import CODED, KEY, Column, Elements, columns
from kg.export.record import key_of
from kg.export.scalar import Scalar, clean
from kg.ontology.model import Ontology

__all__ = ["DETAILS", "EdgeRow", "Flat", "NodeRow", "Progress", "flatten"]

Progress = Callable[[int], object]
NodeRow = tuple[str, list[Scalar | None]]
EdgeRow = tuple[str, str, str, list[Scalar | None]]
DETAILS = ("facts", "spans")
_STEP = 1000


@dataclass
class EdgeOrder:
    """The edges in order, as lists of equal length: there may be so many that a tuple for each would cost seconds."""

    heads: list[str] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    keys: list[Any] = field(default_factory=list)
    attributes: list[Mapping[str, Any]] = field(default_factory=list)

    def told(self) -> tuple[list[Any], list[Mapping[str, Any]]]:
        """The keys and the attributes of the edges."""
        return self.keys, self.attributes

    def describe(self, index: int) -> str:
        """The edge at `index`, for a message."""
        return f"edge {self.heads[index]} -{self.keys[index]}-> {self.tails[index]}"


@dataclass(frozen=True)
class Flat:
    """The tables; they may be walked again and again, and no row is held longer than needed."""

    node_order: Mapping[str, Mapping[str, Any]]
    edge_order: EdgeOrder
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]
    progress: Progress

    def nodes(self) -> Iterator[NodeRow]:
        """The id of each node, and its values in the order of `node_columns`; None stands for no value."""
        rows = _rows(self.node_columns, list(self.node_order.values()), ())
        for count, (node, values) in enumerate(zip(self.node_order, rows, strict=True), 1):
            yield node, values
            if count % _STEP == 0:
                self.progress(_STEP)

    def edges(self) -> Iterator[EdgeRow]:
        """The id, head and tail of each edge, and its values in the order of `edge_columns`."""
        order = self.edge_order
        rows = _rows(self.edge_columns, order.attributes, order.keys)
        named = zip(self._edge_ids(), order.heads, order.tails, rows, strict=True)
        for count, row in enumerate(named, 1):
            yield row
            if count % _STEP == 0:
                self.progress(_STEP)

    def _edge_ids(self) -> Iterator[str]:
        """An id for each edge: head, key and tail; ``~`` is added where that could be read in two ways."""
        order, taken = self.edge_order, set[str]()
        texts = set(map(type, order.keys)) <= {str}
        for head, key, tail in zip(order.heads, order.keys, order.tails, strict=True):
            name = f"{head} {clean(key if texts else str(key))} {tail}"
            if name.count(" ") != 2 or not texts:  # the parts have spaces of their own, or 1 and "1" are keys
                while name in taken:
                    name += "~"
                taken.add(name)
            yield name


def _rows(
    columns: tuple[Column, ...], attributes: Sequence[Mapping[str, Any]], keys: Sequence[Any]
) -> Iterator[list[Scalar | None]]:
    """The values of each element, made a column of a thousand at a time, which is quicker than a row at a time."""
    for start in range(0, len(attributes), _STEP):
        chunk = attributes[start : start + _STEP]
        made = [
            map(column.convert, keys[start : start + _STEP] if column.name == KEY else _told(chunk, column.source))
            for column in columns
        ]
        yield from map(list, zip(*made, strict=True)) if made else ([] for _ in chunk)


def _told(chunk: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    return [attributes.get(name) for attributes in chunk]


def flatten(
    graph: nx.MultiDiGraph,
    *,
    ontology: Ontology | None = None,
    details: bool = True,
    progress: Progress | None = None,
    text: Callable[[str], str] = str,
) -> Flat:
    """The tables of `graph`.

    Parameters
    ----------
    ontology
        For the Chinese labels beside the codes; the one of kg where it is not given.
    details
        Whether nodes keep ``facts`` and ``spans``, for formats that are read back rather than looked at.
    progress
        Called with the number of rows walked since the last call.
    text
        How the format writes a text among the values; ids stay as they are.

    Raises
    ------
    ExportError
        Two nodes have one id as text, a node has none, or a value has no flat form; the message names it.
    """
    graph = graph if graph.is_multigraph() else nx.MultiDiGraph(graph)
    ids = _ids(graph)
    nodes = {text: graph.nodes[node] for node, text in ids.items()}
    edges = _sorted_edges(graph, ids)
    names = list(nodes)
    scopes = {
        "node": Elements(list(nodes.values()), lambda index: f"node {names[index]}"),
        "edge": Elements(edges.attributes, edges.describe),
    }
    made = columns(scopes, _labels(ontology), text)
    node_columns = tuple(column for column in made["node"] if details or column.source not in DETAILS)
    edge_columns = (*made["edge"], *_keys(edges, text))
    return Flat(nodes, edges, node_columns, edge_columns, progress or (lambda _: None))


def _sorted_edges(graph: nx.MultiDiGraph, ids: Mapping[Any, str]) -> EdgeOrder:
    order = EdgeOrder()
    adjacency = dict(graph.adjacency())
    for head, text in ids.items():
        for tail in sorted(adjacency[head], key=ids.__getitem__):
            edges = adjacency[head][tail]
            for key in sorted(edges, key=str) if len(edges) > 1 else edges:
                order.heads.append(text)
                order.tails.append(ids[tail])
                order.keys.append(key)
                order.attributes.append(edges[key])
    return order


def _ids(graph: nx.MultiDiGraph) -> dict[Any, str]:
    """The id of every node as text, in sorted order."""
    ids = {node: clean(node if isinstance(node, str) else str(node)) for node in graph}
    if len(set(ids.values())) < len(ids):
        seen: dict[str, Any] = {}
        for node, text in ids.items():
            if text in seen:
                raise ExportError(
                    f"node {node!r} and node {seen[text]!r} have one id as text; expected ids that differ as text; "
                    f"relabel one of them before the export (networkx.relabel_nodes)"
                )
            seen[text] = node
    if "" in ids.values():
        raise ExportError("node '' has an empty id, which no reader accepts; relabel it before the export")
    return dict(sorted(ids.items(), key=lambda item: item[1]))


def _labels(ontology: Ontology | None) -> dict[str, Callable[[str], str]]:
    if ontology is None:
        from kg.ontology.load import load

        ontology = load()
    tables: list[Mapping[str, Any]] = [ontology.entity_types, ontology.stages, ontology.realis]
    return {name: partial(_label, table) for name, table in zip(CODED, tables, strict=True)}


def _label(table: Mapping[str, Any], code: str) -> str:
    return str(table[code].label) if code in table else code


def _keys(edges: EdgeOrder, text: Callable[[str], str]) -> tuple[Column, ...]:
    """A column for the keys of edges, where they are not just the relation (or the relations of a collapsed edge)."""
    if all(key_of(data, None) == key for key, data in zip(edges.keys, edges.attributes, strict=True)):
        return ()
    made = columns({"edge": Elements([{KEY: key} for key in edges.keys], edges.describe)}, {}, text)["edge"]
    return tuple(replace(column, name=KEY) for column in made)  # here it is the key, not an attribute of that name
