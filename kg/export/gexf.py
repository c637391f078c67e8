"""GEXF 1.3 with the looks of the graph: colours by type, sizes by degree, and the positions of the page.

Gephi and networkx read it. Parallel edges are kept, each with its own id and the
relation as ``kind``, since an edge attribute called ``type`` would break the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import networkx as nx

from kg.export.atomic import atomic_write
from kg.export.column import Column
from kg.export.flat import flatten
from kg.export.layout import positions
from kg.export.scalar import Scalar
from kg.export.xml import attribute
from kg.ontology.model import Ontology

__all__ = ["write_gexf"]

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    '<graph mode="static" defaultedgetype="directed">\n'
)
KINDS = {"int": "integer", "long": "long", "double": "double", "boolean": "boolean", "string": "string"}
GREY = "#9aa0a6"


def write_gexf(graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None) -> None:
    """Write `graph` to `path`, atomically; equal graphs give equal bytes.

    Raises
    ------
    ExportError
        A value has no flat form; the message names the node or edge, the attribute and the value.
    """
    if ontology is None:
        from kg.ontology.load import load

        ontology = load()
    flat = flatten(graph, ontology=ontology, details=False)
    places = positions(graph)
    colors = {name: kind.color for name, kind in ontology.entity_types.items()}
    degree = {str(node): count for node, count in graph.degree()}
    kinds = {str(node): data.get("type") for node, data in graph.nodes(data=True)}
    names = [column.name for column in flat.node_columns]
    at = names.index("label") if "label" in names else None
    with atomic_write(path) as file:
        file.write(HEAD)
        file.writelines(_attributes("node", flat.node_columns))
        file.writelines(_attributes("edge", flat.edge_columns))
        file.write("<nodes>\n")
        for node, values in flat.nodes():
            label = str(values[at]) if at is not None and values[at] is not None else node
            look = _look(colors.get(kinds.get(node) or "", GREY), degree.get(node, 0), places[node])
            file.write(f'<node id="{attribute(node)}" label="{attribute(label)}">{_values(values)}{look}</node>\n')
        file.write("</nodes>\n<edges>\n")
        weight = [column.name for column in flat.edge_columns].index("weight") if _has(flat.edge_columns) else None
        for name, head, tail, values in flat.edges():
            heavy = f' weight="{values[weight]}"' if weight is not None and values[weight] else ""
            ends = f'source="{attribute(head)}" target="{attribute(tail)}"'
            file.write(f'<edge id="{attribute(name)}" {ends}{heavy}>{_values(values)}</edge>\n')
        file.write("</edges>\n</graph>\n</gexf>\n")


def _has(columns: Sequence[Column]) -> bool:
    return any(column.name == "weight" for column in columns)


def _attributes(scope: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f'<attributes class="{scope}">\n'
    for number, column in enumerate(columns):
        name = "kind" if scope == "edge" and column.name == "type" else column.name
        yield f'<attribute id="{number}" title="{attribute(name)}" type="{KINDS[column.kind]}"/>\n'
    yield "</attributes>\n"


def _values(values: Sequence[Scalar | None]) -> str:
    told = [f'<attvalue for="{i}" value="{attribute(_text(v))}"/>' for i, v in enumerate(values) if v is not None]
    return f"<attvalues>{''.join(told)}</attvalues>" if told else ""


def _text(value: Scalar) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _look(color: str, degree: int, place: tuple[float, float]) -> str:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    size = round(8 + 4 * math.sqrt(degree), 1)
    return (
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{size}"/>'
        f'<viz:position x="{place[0]}" y="{-place[1]}" z="0.0"/>'
    )
