"""GraphML for Gephi, Gephi Lite, igraph, yEd, Cytoscape and networkx.

The id of a key is the name of the attribute, as Gephi goes by ids; an attribute has one type; an edge has an id of its
own; no name is one that Gephi keeps for looks. Evidence, facts and spans are text (`kg.export.passage`); the texts of
the documents, judgements and open lists stay in graph.json. The file is streamed: it needs no memory of its own.

Only read files that you trust: the XML parser of Python is used, which a crafted file can keep busy.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any

import networkx as nx

from kg.errors import GraphFileError
from kg.export.atomic import atomic_write
from kg.export.collapse import collapse as collapsed
from kg.export.column import KEY, Column, Memo
from kg.export.flat import Flat, Progress, flatten
from kg.export.record import add_edge, add_node, contract_graph, unflatten
from kg.export.scalar import Scalar
from kg.export.xml import attribute, text
from kg.ontology.model import Ontology

__all__ = ["read_graphml", "write_graphml"]

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd">
"""
_BATCH = 500
_RENAMED, _DERIVED = "attribute ", "label of "


def write_graphml(
    graph: nx.MultiDiGraph,
    path: str | Path,
    *,
    ontology: Ontology | None = None,
    collapse: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write `graph` to `path`, atomically.

    Parameters
    ----------
    ontology
        For the columns ``type_label``, ``stage_label`` and ``realis_label``; the one of kg where it is not given.
    collapse
        One edge a pair of nodes instead of one a relation (`kg.export.collapse`).
    progress
        Called with the number of nodes or edges written since the last call.

    Raises
    ------
    ExportError
        A value has no form in GraphML; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_graphml(graph, tmp / "graph.graphml")
    >>> edges = read_graphml(tmp / "graph.graphml").edges
    >>> nx.utils.edges_equal(edges(keys=True, data=True), graph.edges(keys=True, data=True), directed=True)
    True
    """
    flat = flatten(collapsed(graph) if collapse else graph, ontology=ontology, progress=progress, text=text)
    with atomic_write(path) as file:
        file.write(_HEAD)
        _write_keys(file, "node", flat.node_columns)
        _write_keys(file, "edge", flat.edge_columns)
        file.write('  <graph id="G" edgedefault="directed">\n')
        _write_lines(file, _nodes(flat))
        _write_lines(file, _edges(flat))
        file.write("  </graph>\n</graphml>\n")


def _write_keys(file: IO[str], scope: str, columns: tuple[Column, ...]) -> None:
    for column in columns:
        name = attribute(column.name)
        desc = _DERIVED + column.source if column.derived else _RENAMED + column.source
        inside = f"<desc>{text(desc)}</desc>" if column.derived or column.name != column.source else ""
        file.write(f'  <key id="{name}" for="{scope}" attr.name="{name}" attr.type="{column.kind}">{inside}</key>\n')


def _write_lines(file: IO[str], lines: Iterator[str]) -> None:
    while batch := list(islice(lines, _BATCH)):
        file.write("".join(batch))


def _nodes(flat: Flat) -> Iterator[str]:
    flat = replace(flat, node_columns=tuple(map(_rendered, flat.node_columns)))
    for node, cells in flat.nodes():
        yield f'    <node id="{attribute(node)}">{"".join(cells)}</node>\n'  # type: ignore[arg-type]


def _edges(flat: Flat) -> Iterator[str]:
    flat = replace(flat, edge_columns=tuple(map(_rendered, flat.edge_columns)))
    for edge, head, tail, cells in flat.edges():
        ids = edge, head, tail
        if (told := attribute(edge)) is not edge:  # the id holds head and tail, so that it tells of all three
            ids = told, attribute(head), attribute(tail)
        yield '    <edge id="%s" source="%s" target="%s">%s</edge>\n' % (*ids, "".join(cells))  # type: ignore[arg-type] # noqa: UP031 - quicker


def _rendered(column: Column) -> Column:
    """The column with a data element, or nothing, in place of each value; its texts are escaped already."""
    start, convert = f'<data key="{attribute(column.name)}">', column.convert

    def cell(value: Any) -> str:
        made = convert(value)
        if made is None:
            return ""
        return f"{start}{str(made).lower() if isinstance(made, bool) else made}</data>"

    return replace(column, convert=Memo(cell).__getitem__ if column.memorable else cell)


@dataclass
class _Key:
    """A key element: the attribute it stands for (None for one that the graph does not have), and its reader."""

    name: str | None
    read: Callable[[str], Scalar]


_FROM_TEXT: dict[str, Callable[[str], Scalar]] = {
    "boolean": lambda value: value.strip().lower() in ("true", "1"),
    "int": int,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
}


@dataclass
class _Reader:
    graph: nx.MultiDiGraph = field(default_factory=contract_graph)
    keys: dict[tuple[str, str], _Key] = field(default_factory=dict)

    def key(self, element: ET.Element) -> None:
        scope, name = element.get("for", "all"), element.get("id", "")
        title: str | None = element.get("attr.name") or name
        desc = element.findtext(f"{{{NAMESPACE}}}desc") or ""
        if desc.startswith(_DERIVED) or name == KEY:
            title = None
        elif desc.startswith(_RENAMED):
            title = str(unflatten("", desc.removeprefix(_RENAMED)))
        read = _FROM_TEXT.get(element.get("attr.type", "string"), str)
        for each in ("node", "edge") if scope == "all" else (scope,):
            self.keys[each, name] = _Key(title, read)

    def data(self, scope: str, element: ET.Element) -> dict[str, Any]:
        found = {}
        for item in element.iterfind(f"{{{NAMESPACE}}}data"):
            name = item.get("key", "")
            key = self.keys.get((scope, name), _Key(name, str))
            if key.name is not None:
                found[key.name] = unflatten(key.name, key.read(item.text or ""))
        return found

    def node(self, element: ET.Element) -> None:
        add_node(self.graph, element.attrib["id"], self.data("node", element))

    def edge(self, element: ET.Element) -> None:
        ends = element.attrib["source"], element.attrib["target"]
        keys = [item for item in element.iterfind(f"{{{NAMESPACE}}}data") if item.get("key") == KEY]
        key = self.keys["edge", KEY].read(keys[0].text or "") if keys and ("edge", KEY) in self.keys else None
        add_edge(self.graph, element.get("id", ""), ends, self.data("edge", element), key)


def read_graphml(path: str | Path) -> nx.MultiDiGraph:
    """The graph in `path`: always a MultiDiGraph, with relations as edge keys and records where kg wrote records.

    What other programs wrote is read too; the graph attributes of the contract are empty, since GraphML has no room
    for the texts of the documents.

    Raises
    ------
    GraphFileError
        The file is missing or is not GraphML; the message says where it breaks off.
    """
    reader = _Reader()
    try:
        for name, element in _elements(Path(path)):
            {"key": reader.key, "node": reader.node, "edge": reader.edge}[name](element)
    except FileNotFoundError as error:
        raise GraphFileError(f"{path}: there is no such file. Check the path, or write it with kg export.") from error
    except (ET.ParseError, KeyError, ValueError) as error:
        raise GraphFileError(
            f"{path}: is not GraphML, or is damaged: {type(error).__name__}: {error}. Write it again with kg export."
        ) from error
    return reader.graph


def _elements(path: Path) -> Iterator[tuple[str, ET.Element]]:
    """The keys, nodes and edges of the file in their order, each forgotten when the next is asked for."""
    with path.open("rb") as file:
        parents: list[ET.Element] = []
        for event, element in ET.iterparse(file, events=("start", "end")):  # noqa: S314 - the docstring warns
            if event == "start":
                parents.append(element)
                continue
            parents.pop()
            name = element.tag.removeprefix(f"{{{NAMESPACE}}}")
            if name in ("key", "node", "edge"):
                yield name, element
                parents[-1].remove(element)
