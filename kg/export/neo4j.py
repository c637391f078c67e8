r"""CSV for ``neo4j-admin database import``, which loads millions of nodes at once into an empty database.

::

    neo4j-admin database import full --multiline-fields=true --legacy-style-quoting=false \
        --nodes=graph.neo4j-nodes.csv --relationships=graph.neo4j-edges.csv neo4j
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import networkx as nx

from kg.export.atomic import atomic_write
from kg.export.column import Column
from kg.export.cypher import node_label, relationship_type
from kg.export.flat import Progress, flatten
from kg.export.scalar import Scalar
from kg.ontology.model import Ontology

__all__ = ["files", "write_neo4j"]

_KINDS = {"boolean": "boolean", "int": "long", "long": "long", "double": "double", "string": "string"}


def files(path: str | Path) -> tuple[Path, Path]:
    """``NAME.neo4j-nodes.csv`` and ``NAME.neo4j-edges.csv`` for the path ``NAME.neo4j`` (or ``NAME``)."""
    base = Path(path)
    name = base.name.removesuffix(".neo4j")
    return base.with_name(f"{name}.neo4j-nodes.csv"), base.with_name(f"{name}.neo4j-edges.csv")


def write_neo4j(
    graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None, progress: Progress | None = None
) -> None:
    """Write the two `files` of `path`, each atomically.

    Parameters
    ----------
    ontology
        For the Chinese labels beside the codes; the one of kg where it is not given.
    progress
        Called with the number of rows written since the last call.

    Raises
    ------
    ExportError
        A value has no flat form; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_neo4j(graph, tmp / "graph.neo4j")
    >>> files(tmp / "graph.neo4j")[0].read_text(encoding="utf-8")[:25]
    'id:ID,:LABEL,type:string,'
    """
    flat = flatten(graph, ontology=ontology, progress=progress)
    nodes, edges = files(path)
    labels = map(node_label, flat.node_order.values())
    rows = ([node, _labels(label), *values] for (node, values), label in zip(flat.nodes(), labels, strict=True))
    _write(nodes, ["id:ID", ":LABEL", *map(_head, flat.node_columns)], rows)
    kinds = (relationship_type(data, key) for key, data in zip(*flat.edge_order.told(), strict=True))
    rows = (
        [head, tail, kind, edge, *values] for (edge, head, tail, values), kind in zip(flat.edges(), kinds, strict=True)
    )
    _write(edges, [":START_ID", ":END_ID", ":TYPE", "id:string", *map(_head, flat.edge_columns)], rows)


def _labels(label: str) -> str:
    return f"Entity;{label.replace(';', ',')}" if label != "Entity" else label


def _head(column: Column) -> str:
    return f"{column.name.replace(':', '_')}:{_KINDS[column.kind]}"


def _write(path: Path, head: list[str], rows: Iterable[list[Scalar | None]]) -> None:
    with atomic_write(path) as file:
        writer = csv.writer(file, lineterminator="\r\n")  # both, so that either within a text is quoted
        writer.writerow(head)
        writer.writerows(["" if value is None else _cell(value) for value in row] for row in rows)


def _cell(value: Scalar) -> Scalar:
    return ("true" if value else "false") if isinstance(value, bool) else value
