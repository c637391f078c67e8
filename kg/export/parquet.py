"""Parquet frames, nodes and edges, for pandas, Polars, DuckDB and Spark: typed columns, everything that GraphML has.

Needs pyarrow (``pip install 'kg[exports]'``). Evidence, facts and spans are text (`kg.export.passage`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import GraphFileError
from kg.export.atomic import atomic_write
from kg.export.collapse import collapse as collapsed
from kg.export.column import KEY, Column
from kg.export.flat import Progress, flatten
from kg.export.needed import needed
from kg.export.record import add_edge, add_node, contract_graph, restored
from kg.ontology.model import Ontology

__all__ = ["files", "read_parquet", "write_parquet"]

_BATCH = 50_000
_NODE_IDS = ("id",)
_EDGE_IDS = ("id", "source", "target")


def files(path: str | Path) -> tuple[Path, Path]:
    """``NAME.nodes.parquet`` and ``NAME.edges.parquet`` for the path ``NAME.parquet`` (or ``NAME``)."""
    base = Path(path)
    name = base.name.removesuffix(".parquet")
    return base.with_name(f"{name}.nodes.parquet"), base.with_name(f"{name}.edges.parquet")


def write_parquet(
    graph: nx.MultiDiGraph,
    path: str | Path,
    *,
    ontology: Ontology | None = None,
    collapse: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write the two `files` of `path`, each atomically.

    Parameters
    ----------
    ontology
        For the Chinese labels beside the codes; the one of kg where it is not given.
    collapse
        One edge a pair of nodes instead of one a relation (`kg.export.collapse`).
    progress
        Called with the number of rows written since the last call.

    Raises
    ------
    MissingPackage
        pyarrow is not installed.
    ExportError
        A value has no flat form; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_parquet(graph, tmp / "graph.parquet")
    >>> nx.utils.edges_equal(read_parquet(tmp / "graph.parquet").edges, graph.edges, directed=True)
    True
    """
    flat = flatten(collapsed(graph) if collapse else graph, ontology=ontology, progress=progress)
    nodes, edges = files(path)
    _write(nodes, _NODE_IDS, flat.node_columns, ([node, *values] for node, values in flat.nodes()))
    _write(edges, _EDGE_IDS, flat.edge_columns, ([*ids, *values] for *ids, values in flat.edges()))


def _write(path: Path, ids: tuple[str, ...], columns: tuple[Column, ...], rows: Iterator[list[Any]]) -> None:
    pa, pq = needed("pyarrow"), needed("pyarrow.parquet")
    kinds = {
        "boolean": pa.bool_(),
        "int": pa.int64(),
        "long": pa.int64(),
        "double": pa.float64(),
        "string": pa.string(),
    }
    fields = [pa.field(name, pa.string(), nullable=False) for name in ids]
    schema = pa.schema([*fields, *(pa.field(column.name, kinds[column.kind]) for column in columns)])
    with atomic_write(path, "wb") as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _BATCH)):
            arrays = [
                pa.array(values, field.type) for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def read_parquet(path: str | Path) -> nx.MultiDiGraph:
    """The graph in the two `files` of `path`: always a MultiDiGraph, with relations as edge keys and records.

    Raises
    ------
    GraphFileError
        A file is missing or is not such a frame.
    """
    graph = contract_graph()
    nodes, edges = files(path)
    for row in _rows(nodes, _NODE_IDS):
        add_node(graph, row.pop("id"), restored(row))
    for row in _rows(edges, _EDGE_IDS):
        edge, ends = row.pop("id"), (row.pop("source"), row.pop("target"))
        add_edge(graph, edge, ends, restored(row), row.get(KEY))
    return graph


def _rows(path: Path, ids: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows of a frame without their empty cells."""
    pa, pq = needed("pyarrow"), needed("pyarrow.parquet")
    if not path.is_file():
        raise GraphFileError(f"{path}: there is no such file. Check the path, or write it with kg export.")
    try:
        table = pq.read_table(path)
    except pa.ArrowInvalid as error:
        raise GraphFileError(f"{path}: is not a Parquet file: {error}. Write it again with kg export.") from error
    missing = [name for name in ids if name not in table.column_names]
    if missing:
        raise GraphFileError(f"{path}: lacks the columns {', '.join(missing)}. Write it again with kg export.")
    for batch in table.to_batches():
        for row in batch.to_pylist():
            yield {name: value for name, value in row.items() if value is not None}
