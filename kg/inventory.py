"""The audit of an output folder: every file tells the same graph, and the sums of the ledger add up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import KgError
from kg.ontology.model import Ontology
from kg.output import FILES, run_counts

__all__ = ["differing_files", "wrong_sums"]

Check = Callable[[Path, nx.MultiDiGraph, Ontology], Iterator[tuple[str, Any, Any]]]


def differing_files(output: Path, graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    """A sentence for each file of `output` that is missing, damaged, or tells something else than `graph`."""
    for name in FILES[1:]:
        path = output / name
        if not path.is_file():
            yield f"{name}: missing; build again"
            continue
        try:
            for what, found, expected in _CHECKS[name](path, graph, ontology):
                if found != expected:
                    yield f"{name}: has {found} {what}, the graph {expected}; build again"
        except (KgError, ValueError, KeyError, TypeError, IndexError) as error:
            yield f"{name}: cannot be read ({error}); build again"


def wrong_sums(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    """A sentence for each group of the ledger whose sums do not add up to the whole."""
    from kg.query.investment import add
    from kg.query.ledger import GROUPS, ledger, totals

    rows = ledger(graph, ontology)
    (whole,) = totals(rows)
    for group, label in GROUPS.items():
        parts = totals(rows, group)
        for unit in ("cny", "usd", "projects", "counted"):
            found, expected = add(getattr(part, unit) for part in parts), getattr(whole, unit)
            if found != expected:
                yield f"ledger: the groups by {label} add up to {found} {unit}, not {expected}; please report it"


def _run(path: Path, graph: nx.MultiDiGraph, _: Ontology) -> Iterator[tuple[str, Any, Any]]:
    record = json.loads(path.read_text(encoding="utf-8"))
    counts = record["counts"]
    for name, expected in run_counts(graph).items():
        yield name, counts[name], expected
    yield "documents and skips", counts["documents"] + counts["skipped"], counts["found"]
    yield "skips", len(record["skipped"]), counts["skipped"]
    yield "ids of documents", [d["id"] for d in record["documents"]], list(graph.graph["documents"])


def _graphml(path: Path, graph: nx.MultiDiGraph, _: Ontology) -> Iterator[tuple[str, Any, Any]]:
    from kg.export.graphml import read_graphml

    yield from _sizes(read_graphml(path), graph)


def _sizes(found: nx.MultiDiGraph, graph: nx.MultiDiGraph) -> Iterator[tuple[str, Any, Any]]:
    yield "nodes", found.number_of_nodes(), graph.number_of_nodes()
    yield "edges", found.number_of_edges(), graph.number_of_edges()
    yield "quotes", _quotes(found), _quotes(graph)


def _quotes(graph: nx.MultiDiGraph) -> int:
    return sum(len(pieces) for *_, pieces in graph.edges(data="evidence", default=()))


def _page(path: Path, graph: nx.MultiDiGraph, _: Ontology) -> Iterator[tuple[str, Any, Any]]:
    text = re.search(r'id="data"[^>]*>(.*?)</script>', path.read_text(encoding="utf-8"), re.DOTALL)
    if text is None:
        raise ValueError("holds no data")
    data = json.loads(text[1])["data"]
    yield "nodes", len(data["entities"]), graph.number_of_nodes()
    yield "edges", len(data["relations"]), graph.number_of_edges()
    yield "documents", len(data["documents"]), len(graph.graph["documents"])


def _workbook(path: Path, graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[tuple[str, Any, Any]]:
    from kg.export.xlsx import read_xlsx
    from kg.query.investment import add
    from kg.query.ledger import ledger, totals

    sheets, rows = read_xlsx(path), ledger(graph, ontology)
    (whole,) = totals(rows)
    yield "projects", len(sheets["项目台账"]), len(rows)
    yield "yuan", add(row["计入合计(元)"] or 0 for row in sheets["项目台账"]), whole.cny
    yield "edges", len(sheets["关系"]), graph.number_of_edges()


_CHECKS: dict[str, Check] = {
    "graph.graphml": _graphml,
    "graph.html": _page,
    "ledger.xlsx": _workbook,
    "run.json": _run,
}
