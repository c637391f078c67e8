"""graph.json: the whole graph, nothing lost; what `kg.load` reads.

One JSON object with the keys ``format``, ``version``, ``graph``, ``documents``, ``judgements``, ``lists``, ``nodes``
and ``edges``; one document, judgement, list, node or edge a line, in sorted order, so that two graphs can be compared
with any diff. Equal graphs give equal bytes. A file is trusted no further than JSON: reading one runs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import GraphFileError
from kg.export.atomic import atomic_write
from kg.export.flat import Progress
from kg.export.value import plain, to_json
from kg.records import Document, Evidence, Fact, Judgement, OpenList, from_dict

__all__ = ["FORMAT", "VERSION", "read_json", "write_json"]

FORMAT = "kg-graph"
VERSION = 1

_STEP = 1000

_SECTIONS = ("documents", "judgements", "lists", "nodes", "edges")
_CURE = "Build it again with: kg build INPUT... -o OUTPUT"


def write_json(graph: nx.MultiDiGraph, path: str | Path, *, progress: Progress | None = None) -> None:
    """Write `graph` to `path`, atomically.

    Tuples stay tuples and records records for what the contract names (see `kg.graph.assemble`); other attributes
    come back as JSON has them, sequences as tuples.

    Parameters
    ----------
    progress
        Called with the number of nodes or edges written since the last call.

    Raises
    ------
    ExportError
        A value has no form in JSON; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_json(graph, tmp / "graph.json")
    >>> nx.utils.graphs_equal(read_json(tmp / "graph.json"), graph)
    True
    """
    with atomic_write(path) as file:
        rest = {k: v for k, v in graph.graph.items() if k not in _SECTIONS}
        file.write(f'{{"format":"{FORMAT}","version":{VERSION},"graph":{to_json(plain(rest, "graph"))}')
        for name in _SECTIONS:
            file.write(f',\n"{name}":[')
            for index, line in enumerate(_lines(graph, name)):
                file.write((",\n" if index else "\n") + line)
                if progress and name in ("nodes", "edges") and index % _STEP == _STEP - 1:
                    progress(_STEP)
            file.write("\n]")
        file.write("}\n")


def _lines(graph: nx.MultiDiGraph, section: str) -> Iterator[str]:
    if section == "nodes":
        for node in sorted(graph.nodes, key=_order):
            attributes = graph.nodes[node]
            yield to_json({"id": plain(node, f"node {node}"), "attributes": _plain(attributes, f"node {node}")})
    elif section == "edges":
        edges = graph.edges(keys=True, data=True)
        for head, tail, key, attributes in sorted(edges, key=lambda e: (_order(e[0]), _order(e[1]), _order(e[2]))):
            where = f"edge {head} -{key}-> {tail}"
            ends = {"head": plain(head, where), "tail": plain(tail, where), "key": plain(key, where)}
            yield to_json({**ends, "attributes": _plain(attributes, where)})
    else:
        items = graph.graph.get(section, ())
        records = [items[key] for key in sorted(items)] if isinstance(items, dict) else items
        yield from (to_json(plain(record, section)) for record in records)


def _order(value: Any) -> tuple[str, str]:
    return str(value), type(value).__name__


def _plain(attributes: dict[str, Any], where: str) -> dict[str, Any]:
    return {str(name): plain(value, f"{where}, attribute {name}") for name, value in attributes.items()}


def read_json(path: str | Path) -> nx.MultiDiGraph:
    """The graph that `write_json` wrote to `path` (a file, or an output directory with ``graph.json`` in it).

    Raises
    ------
    GraphFileError
        The file is missing, damaged, or of another version; the message says what to do.
    """
    path = Path(path)
    path = path / "graph.json" if path.is_dir() else path
    data = _parse(path)
    try:
        return _graph(data)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise GraphFileError(
            f"{path}: the graph is damaged: {type(error).__name__}: {error}; expected a graph written by kg. {_CURE}"
        ) from error


def _parse(path: Path) -> dict[str, Any]:
    """The JSON object in `path`, once its format and version are known to be ours."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError as error:
        raise GraphFileError(f"{path}: there is no such file. {_CURE}") from error
    except OSError as error:
        raise GraphFileError(f"{path}: cannot be read: {error.strerror}. Check its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise GraphFileError(f"{path}: is not JSON, or only a part of it: {error}. {_CURE}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise GraphFileError(f'{path}: is not a graph of kg: expected "format": "{FORMAT}". Give the graph.json of kg.')
    version = data.get("version")
    if version != VERSION:
        cure = "Update kg." if isinstance(version, int) and version > VERSION else _CURE
        raise GraphFileError(f"{path}: has version {version!r}, and this kg reads version {VERSION}. {cure}")
    missing = [name for name in ("graph", *_SECTIONS) if name not in data]
    if missing:
        raise GraphFileError(f"{path}: lacks {', '.join(missing)}. {_CURE}")
    return data


def _graph(data: dict[str, Any]) -> nx.MultiDiGraph:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    graph.graph.update({name: _frozen(value) for name, value in data["graph"].items()})
    documents = [from_dict(Document, item) for item in data["documents"]]
    graph.graph["documents"] = {document.id: document for document in documents}
    graph.graph["judgements"] = tuple(from_dict(Judgement, item) for item in data["judgements"])
    graph.graph["lists"] = tuple(from_dict(OpenList, item) for item in data["lists"])
    for item in data["nodes"]:
        graph.add_node(item["id"])
        graph.nodes[item["id"]].update(_attributes(item["attributes"]))
    for item in data["edges"]:
        if item["head"] not in graph or item["tail"] not in graph:
            raise ValueError(f"the edge {item['head']} -{item['key']}-> {item['tail']} has an end that is no node")
        key = graph.add_edge(item["head"], item["tail"], key=item["key"])
        graph.edges[item["head"], item["tail"], key].update(_attributes(item["attributes"]))
    return graph


def _attributes(data: dict[str, Any]) -> dict[str, Any]:
    """Attributes as in memory: records where the contract has records, tuples for sequences."""
    return {name: _value(name, value) for name, value in data.items()}


def _value(name: str, value: Any) -> Any:
    kind = {"facts": Fact, "evidence": Evidence}.get(name)
    if kind is not None and isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return tuple(from_dict(kind, item) for item in value)
    return _frozen(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {name: _frozen(item) for name, item in value.items()}
    return value
