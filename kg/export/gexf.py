"""GEXF 1.3 for Gephi and Gephi Lite: types as colours, degrees as sizes, a layout, and a timeline that plays.

``kind`` of an edge is its relation, which is how Gephi tells parallel edges apart. Positions are those of the page
(`kg.export.layout`), so that the drawing is known before any layout is run. Only read files that you trust.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx

from kg.errors import GraphFileError
from kg.export.atomic import atomic_write
from kg.export.collapse import collapse as collapsed
from kg.export.column import KEY, Column
from kg.export.flat import Flat, Progress, flatten
from kg.export.lifetime import NEVER, Lifetime
from kg.export.look import Looks
from kg.export.record import add_edge, add_node, contract_graph, restored
from kg.export.scalar import Scalar, clean
from kg.export.xml import attribute
from kg.ontology.model import Ontology

__all__ = ["read_gexf", "write_gexf"]

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {"boolean": "boolean", "int": "integer", "long": "long", "double": "double", "string": "string"}


def write_gexf(
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
        For colours and labels; the one of kg where it is not given.
    collapse
        One edge a pair of nodes instead of one a relation (`kg.export.collapse`).
    progress
        Called with the number of nodes or edges written since the last call.

    Raises
    ------
    ExportError
        A value has no form in GEXF; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_gexf(graph, tmp / "graph.gexf")
    >>> read_gexf(tmp / "graph.gexf").number_of_edges() == graph.number_of_edges()
    True
    """
    if ontology is None:
        from kg.ontology.load import load

        ontology = load()
    graph = collapsed(graph) if collapse else graph
    flat = flatten(graph, ontology=ontology, progress=progress)
    looks = Looks.of(graph, ontology)
    timed = any(life != NEVER for life in (*looks.nodes.values(), *looks.edges.values()))
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if timed else 'mode="static"'
    with atomic_write(path) as file:
        file.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz" '
            f'version="1.3">\n  <meta>\n    <creator>kg</creator>\n  </meta>\n'
            f'  <graph defaultedgetype="directed" {mode}>\n'
        )
        file.writelines(_attributes("node", flat.node_columns))
        file.writelines(_attributes("edge", flat.edge_columns))
        file.write("    <nodes>\n")
        file.writelines(_nodes(flat, looks))
        file.write("    </nodes>\n    <edges>\n")
        file.writelines(_edges(flat, looks))
        file.write("    </edges>\n  </graph>\n</gexf>\n")


def _attributes(scope: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f'    <attributes class="{scope}" mode="static">\n'
    for column in columns:
        if not _own(column):
            name = attribute(column.name)
            yield f'      <attribute id="{name}" title="{name}" type="{_TYPES[column.kind]}"/>\n'
    yield "    </attributes>\n"


def _own(column: Column) -> bool:
    """Whether GEXF has an attribute of its own for the column."""
    return column.name in ("label", "weight")


def _nodes(flat: Flat, looks: Looks) -> Iterator[str]:
    label = _finder(flat.node_columns, "label")
    for node, values in flat.nodes():
        red, green, blue = looks.colour(node)
        x, y = looks.places[node]
        told = label(values)
        yield (
            f'      <node id="{attribute(node)}" label="{attribute(str(node if told is None else told))}">'
            f"{_values(flat.node_columns, values)}{_spell(looks.nodes[node])}"
            f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:position x="{x}" y="{-y}" z="0.0"/>'
            f'<viz:size value="{looks.sizes[node]:.2f}"/></node>\n'
        )


def _edges(flat: Flat, looks: Looks) -> Iterator[str]:
    label, weight, relation = (_finder(flat.edge_columns, name) for name in ("label", "weight", "relation"))
    for (edge, head, tail, values), key in zip(flat.edges(), flat.edge_order.keys, strict=True):
        kind = clean(str(relation(values) or key))
        red, green, blue = looks.colour(head)
        told = label(values)
        yield (
            f'      <edge id="{attribute(edge)}" source="{attribute(head)}" target="{attribute(tail)}" '
            f'kind="{attribute(kind)}"{_optional("label", told)}{_optional("weight", weight(values))}>'
            f"{_values(flat.edge_columns, values)}{_spell(looks.edges[head, tail, str(key)])}"
            f'<viz:color r="{red}" g="{green}" b="{blue}"/></edge>\n'
        )


def _optional(name: str, value: Scalar | None) -> str:
    return f' {name}="{attribute(str(value))}"' if value is not None else ""


def _finder(columns: tuple[Column, ...], name: str) -> Callable[[list[Scalar | None]], Scalar | None]:
    place = next((index for index, column in enumerate(columns) if column.name == name), None)
    return lambda values: values[place] if place is not None else None


def _values(columns: tuple[Column, ...], values: list[Scalar | None]) -> str:
    told = []
    for column, value in zip(columns, values, strict=True):
        if value is not None and not _own(column):
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            told.append(f'<attvalue for="{attribute(column.name)}" value="{attribute(shown)}"/>')
    return f"<attvalues>{''.join(told)}</attvalues>" if told else ""


def _spell(life: Lifetime) -> str:
    start, end = life
    bounds = "".join(f' {name}="{day}"' for name, day in (("start", start), ("end", end)) if day is not None)
    return f"<spells><spell{bounds}/></spells>" if bounds else ""


_READERS: dict[str | None, Callable[[str], Scalar]] = {
    "boolean": lambda value: value == "true",
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
}


def read_gexf(path: str | Path) -> nx.MultiDiGraph:
    """The graph in `path`: always a MultiDiGraph, with relations as edge keys and records where kg wrote records.

    Looks, positions and times are not read: they were made from the graph. Every node has a label, as GEXF demands.

    Raises
    ------
    GraphFileError
        The file is missing or is not GEXF; the message says where it breaks off.
    """
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - the docstring of the module warns
        return _graph(root, root.tag.rpartition("gexf")[0])
    except FileNotFoundError as error:
        raise GraphFileError(f"{path}: there is no such file. Check the path, or write it with kg export.") from error
    except (ET.ParseError, KeyError, ValueError) as error:
        raise GraphFileError(
            f"{path}: is not GEXF, or is damaged: {type(error).__name__}: {error}. Write it again with kg export."
        ) from error


def _graph(root: ET.Element, space: str) -> nx.MultiDiGraph:
    graph = contract_graph()
    readers: dict[tuple[str, str], Callable[[str], Scalar]] = {}
    for group in root.iter(f"{space}attributes"):
        for item in group.iter(f"{space}attribute"):
            readers[group.get("class", ""), item.attrib["id"]] = _READERS.get(item.get("type"), str)

    def values(scope: str, element: ET.Element) -> dict[str, Scalar]:
        items = element.iter(f"{space}attvalue")
        told = {item.attrib["for"]: readers[scope, item.attrib["for"]](item.attrib["value"]) for item in items}
        own = {name: element.attrib[name] for name in ("label", "weight") if name in element.attrib}
        return told | {name: _number(v) if name == "weight" else v for name, v in own.items()}

    for element in root.iter(f"{space}node"):
        add_node(graph, element.attrib["id"], restored(values("node", element)))
    for element in root.iter(f"{space}edge"):
        ends = element.attrib["source"], element.attrib["target"]
        told = values("edge", element)
        add_edge(graph, element.get("id", ""), ends, restored(told), told.get(KEY))
    return graph


def _number(value: str) -> int | float:
    return int(value) if value.isdecimal() else float(value)
