"""Two tables, nodes and edges, for Gephi's spreadsheet import and for Excel: UTF-8 with the mark that Excel looks for.

The columns that Gephi goes by come first: Id and Label; Id, Source, Target, Type, Kind, Label and Weight. Kind is the
relation, which keeps parallel edges apart. A text that begins like a formula has an apostrophe before it, so that no
spreadsheet runs it. Facts and spans of nodes are left out: these tables are looked at.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import networkx as nx

from kg.errors import GraphFileError
from kg.export.atomic import atomic_write
from kg.export.collapse import collapse as collapsed
from kg.export.column import KEY, Column
from kg.export.flat import Progress, flatten
from kg.export.record import add_edge, add_node, contract_graph, restored
from kg.export.scalar import Scalar, clean
from kg.ontology.model import Ontology

__all__ = ["cell", "files", "read_csv", "write_csv"]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_HEADS = {"label": "Label", "weight": "Weight"}
_NUMBERS = {"investment_cny", "investment_usd", "area_m2", "documents", "mentions"}
_NUMBERS |= {"amount_cny", "year", "confidence", "weight"}


def files(path: str | Path) -> tuple[Path, Path]:
    """``NAME.nodes.csv`` and ``NAME.edges.csv``, beside each other, for the path ``NAME.csv`` (or ``NAME``)."""
    base = Path(path)
    name = base.name.removesuffix(".csv")
    return base.with_name(f"{name}.nodes.csv"), base.with_name(f"{name}.edges.csv")


def write_csv(
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
    ExportError
        A value has no flat form; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_csv(graph, tmp / "graph.csv")
    >>> [file.name for file in files(tmp / "graph.csv")]
    ['graph.nodes.csv', 'graph.edges.csv']
    """
    flat = flatten(collapsed(graph) if collapse else graph, ontology=ontology, details=False, progress=progress)
    nodes, edges = files(path)
    head, order = _header(flat.node_columns)
    _write(nodes, ["Id", *head], ([node, *order(values)] for node, values in flat.nodes()))
    head, order = _header(flat.edge_columns)
    kinds = [clean(str(data.get("relation", key))) for key, data in zip(*flat.edge_order.told(), strict=True)]
    rows = (
        [edge, source, target, "Directed", kind, *order(values)]
        for (edge, source, target, values), kind in zip(flat.edges(), kinds, strict=True)
    )
    _write(edges, ["Id", "Source", "Target", "Type", "Kind", *head], rows)


def _header(columns: tuple[Column, ...]) -> tuple[list[str], Callable[[list[Scalar | None]], list[Scalar | None]]]:
    """The names of the columns, those of Gephi first, and a function that puts values in that order."""
    order = sorted(range(len(columns)), key=lambda index: columns[index].name not in _HEADS)
    names = [_HEADS.get(columns[index].name, columns[index].name) for index in order]
    return names, lambda values: [values[index] for index in order]


def _write(path: Path, head: list[str], rows: Iterable[list[Scalar | None]]) -> None:
    with atomic_write(path, encoding="utf-8-sig") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([cell(name) for name in head])
        writer.writerows([cell(value) for value in row] for row in rows)


def cell(value: Scalar | None) -> Scalar:
    """A value as a cell that no spreadsheet runs as a formula."""
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def read_csv(path: str | Path) -> nx.MultiDiGraph:
    """The graph in the two `files` of `path`, as far as tables hold it.

    An empty cell is no value, and only the numbers of the contract are numbers.

    Raises
    ------
    GraphFileError
        A file is missing, or lacks a column that it must have.
    """
    graph = contract_graph()
    nodes, edges = files(path)
    for row in _rows(nodes, {"Id"}):
        add_node(graph, row.pop("Id"), _values(row))
    for row in _rows(edges, {"Id", "Source", "Target"}):
        ends = row.pop("Source"), row.pop("Target")
        edge, kind, _ = row.pop("Id"), row.pop("Kind", ""), row.pop("Type", "")
        add_edge(graph, kind or edge, ends, _values(row), row.get(KEY))
    return graph


def _rows(path: Path, needed: set[str]) -> Iterable[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file, strict=True)) or [[]]
    except FileNotFoundError as error:
        raise GraphFileError(f"{path}: there is no such file. Check the path, or write it with kg export.") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise GraphFileError(f"{path}: is not a table in UTF-8: {error}. Write it again with kg export.") from error
    missing = sorted(needed - set(head))
    if missing:
        raise GraphFileError(f"{path}: lacks the columns {', '.join(missing)}. Write it again with kg export.")
    return [dict(zip(head, map(_uncell, row), strict=False)) for row in rows]


def _uncell(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _values(row: dict[str, str]) -> dict[str, object]:
    named = {{"Label": "label", "Weight": "weight"}.get(name, name): text for name, text in row.items() if text}
    return restored({name: _number(text) if name in _NUMBERS else text for name, text in named.items()})


def _number(text: str) -> int | float | str:
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+(e[+-]?\d+)?", text) else text
