"""Graph files by their suffix: what `kg.load` reads and `KnowledgeGraph.export` writes."""

from __future__ import annotations

import gc
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphFileError
from kg.export import COLLAPSIBLE, FORMATS, SUFFIXES, files_of, writer

if TYPE_CHECKING:
    import networkx as nx

    from kg.ontology.model import Ontology

__all__ = ["format_of", "read", "write"]

_SUFFIXES = {".htm": "html", ".xml": "graphml"} | {suffix: name for name, suffix in SUFFIXES.items()}


def read(path: Path) -> nx.MultiDiGraph:
    """The graph in `path`: an output folder, graph.json, or GraphML; always a MultiDiGraph, with its edge keys.

    Raises
    ------
    GraphFileError
        The file is missing, damaged or of another format.
    """
    if path.is_dir() or path.suffix.lower() == ".json":
        name = "json"
    elif _SUFFIXES.get(path.suffix.lower()) == "graphml":
        name = "graphml"
    else:
        raise GraphFileError(
            f"{path}: cannot be read as a graph; expected an output folder of kg build, its graph.json, or a .graphml"
        )
    collecting = gc.isenabled()
    gc.disable()  # millions of records are made and none is garbage: looking for some takes half of the time
    try:
        return getattr(import_module(f"kg.export.{name}"), f"read_{name}")(path)
    finally:
        if collecting:
            gc.enable()


def format_of(path: Path, name: str | None = None) -> str:
    """The format called `name`, by default that of the suffix of `path`.

    Raises
    ------
    ValueError
        There is none; the message lists them.

    Examples
    --------
    >>> format_of(Path("图.graphml")), format_of(Path("图.htm")), format_of(Path("台账"), "xlsx")
    ('graphml', 'html', 'xlsx')
    """
    found = name or _SUFFIXES.get(path.suffix.lower())
    if found not in FORMATS:
        raise ValueError(
            f"{path}: {f'no format {name!r}' if name else 'no format has this suffix'}; "
            f"name the file after one of {', '.join(FORMATS)}, or give format="
        )
    return found


def write(
    graph: nx.MultiDiGraph, ontology: Ontology, path: Path, name: str | None = None, *, collapse: bool = False
) -> Path:
    """Write `graph` to `path`, atomically, in the format `name` or that of its suffix.

    The path of the file, or of the first where the format writes several beside each other.

    Raises
    ------
    ValueError
        There is no such format, or it cannot hold one edge a pair.
    ExportError
        A value has no form in the format.
    """
    found = format_of(path, name)
    if collapse and found not in COLLAPSIBLE:
        raise ValueError(f"{found} has no collapsed form: only {', '.join(COLLAPSIBLE)} can hold one edge a pair")
    options: dict[str, object] = {} if found == "json" else {"ontology": ontology}  # json holds codes, no labels
    writer(found)(graph, path, **options, **({"collapse": True} if collapse else {}))
    return files_of(found, path)[0]
