"""The graph in the formats of other programs: one module a format, with ``write_x`` and ``read_x``.

Nothing heavy is imported here: ``kg.export.write_graphml`` loads ``kg.export.graphml`` when it is first asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["COLLAPSIBLE", "FORMATS", "SUFFIXES", "files_of", "writer"]

FORMATS: dict[str, str] = {
    "csv": "NAME.nodes.csv and NAME.edges.csv for Gephi's spreadsheet import and for Excel",
    "cypher": "a Cypher script for Neo4j, with parameters and constraints",
    "gexf": "GEXF 1.3 with colours, sizes, positions and time for Gephi",
    "graphml": "GraphML for Gephi, Gephi Lite, igraph, yEd, Cytoscape",
    "html": "one page that works without a network",
    "json": "graph.json, lossless: what kg.load reads",
    "jsonld": "RDF as JSON-LD: every relation a claim with its quote",
    "neo4j": "NAME.neo4j-nodes.csv and NAME.neo4j-edges.csv for neo4j-admin database import",
    "parquet": "NAME.nodes.parquet and NAME.edges.parquet for data frames",
    "rdf": "RDF as Turtle: every relation a claim with its quote",
    "xlsx": "the ledger of projects as an Excel workbook",
}
COLLAPSIBLE = ("csv", "gexf", "graphml", "parquet")
"""Formats that can be written with one edge a pair of nodes."""

SUFFIXES: dict[str, str] = {name: f".{name}" for name in FORMATS} | {"rdf": ".ttl"}
_MODULES: dict[str, str] = {name: f"kg.export.{name}" for name in FORMATS} | {"jsonld": "kg.export.rdf"}


def writer(name: str) -> Callable[..., Any]:
    """The function ``write_<name>(graph, path)`` of the format `name`.

    Raises
    ------
    KeyError
        There is no such format; `FORMATS` lists them.
    """
    if name not in FORMATS:
        raise KeyError(f"no format {name!r}; the formats are {', '.join(FORMATS)}")
    return getattr(importlib.import_module(_MODULES[name]), f"write_{name}")  # type: ignore[no-any-return]


def files_of(name: str, path: Path) -> tuple[Path, ...]:
    """The files that the format `name` writes for `path`: that one, or several beside it.

    Examples
    --------
    >>> [file.name for file in files_of("csv", Path("graph.csv"))]
    ['graph.nodes.csv', 'graph.edges.csv']
    """
    module = importlib.import_module(_MODULES[name])
    return tuple(module.files(path)) if hasattr(module, "files") else (path,)


def __getattr__(name: str) -> Any:
    verb, _, form = name.partition("_")
    if verb in ("write", "read") and form in FORMATS:
        module = importlib.import_module(_MODULES[form])
        if hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
