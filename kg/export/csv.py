"""Two tables for Gephi's spreadsheet import and for Excel: nodes and edges, UTF-8 with a mark that Excel looks for.

A text that begins like a formula gets an apostrophe before it, as spreadsheets write a text.
"""

from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx

from kg.export.atomic import atomic_write
from kg.export.flat import flatten
from kg.export.scalar import Scalar
from kg.ontology.model import Ontology

__all__ = ["write_csv"]

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None) -> None:
    """Write ``NAME.nodes.csv`` and ``NAME.edges.csv`` beside `path` ``NAME.csv``, each atomically.

    Raises
    ------
    ExportError
        A value has no flat form; the message names the node or edge, the attribute and the value.
    """
    base = Path(path).with_suffix("")
    flat = flatten(graph, ontology=ontology, details=False)
    node_head = ["Id", *(_head(column.name) for column in flat.node_columns)]
    edge_head = ["Source", "Target", "Type", "Id", *(_head(column.name) for column in flat.edge_columns)]
    nodes = ([node, *values] for node, values in flat.nodes())
    edges = ([head, tail, "Directed", name, *values] for name, head, tail, values in flat.edges())
    for name, head, rows in (("nodes", node_head, nodes), ("edges", edge_head, edges)):
        with atomic_write(base.with_name(f"{base.name}.{name}.csv"), encoding="utf-8-sig") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            writer.writerows([_cell(value) for value in row] for row in rows)


def _head(name: str) -> str:
    """The name of a column; Gephi takes Label and Weight with a capital."""
    return {"label": "Label", "weight": "Weight"}.get(name, name)


def _cell(value: Scalar | None) -> Scalar:
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
