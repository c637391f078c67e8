"""kg: knowledge graphs of enterprises, projects, partners and parks from Chinese articles about development zones.

>>> import kg
>>> g = kg.build("seeds")  # doctest: +SKIP
>>> g = kg.load("output")  # doctest: +SKIP
>>> g.partners("老磨坊")  # doctest: +SKIP

Importing it loads no model; pandas, networkx and spaCy are loaded with the first graph that needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import (
    AmbiguousName,
    BinaryDocument,
    DocumentError,
    EmptyDocument,
    ExportError,
    GraphFileError,
    KgError,
    LookupFailed,
    MissingPackage,
    OversizeDocument,
    SchemaError,
    StoreError,
    UndecodableDocument,
    UnknownName,
    UnreadableDocument,
)

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.corrections import Correction
    from kg.ontology.model import Ontology
    from kg.query.entity import EntityView
    from kg.query.font import use_chinese_font
    from kg.query.knowledge import KnowledgeGraph

__version__ = "0.1.0"

__all__ = [
    "AmbiguousName",
    "BinaryDocument",
    "DocumentError",
    "EmptyDocument",
    "EntityView",
    "ExportError",
    "GraphFileError",
    "KgError",
    "KnowledgeGraph",
    "LookupFailed",
    "MissingPackage",
    "Ontology",
    "OversizeDocument",
    "SchemaError",
    "StoreError",
    "UndecodableDocument",
    "UnknownName",
    "UnreadableDocument",
    "build",
    "load",
    "use_chinese_font",
]

_LAZY = {
    "EntityView": "kg.query.entity",
    "KnowledgeGraph": "kg.query.knowledge",
    "Ontology": "kg.ontology.model",
    "use_chinese_font": "kg.query.font",
}


def build(
    paths: str | Path | Iterable[str | Path],
    *,
    ontology: Ontology | None = None,
    nlp: Language | None = None,
    workers: int = 1,
    corrections: str | Path | None = None,
) -> KnowledgeGraph:
    """Read articles into a graph, on the spot; ``kg build`` does the same and writes the output folder.

    Parameters
    ----------
    paths
        A file, a folder that is searched for files, or several of them.
    ontology
        By default the one that comes with kg.
    nlp
        A pipeline of your own that holds the components of kg.
    workers
        Processes that read documents; the graph is the same for any number.
    corrections
        A file of corrections to replay (see `kg.corrections.read`).

    Raises
    ------
    DocumentError
        A path does not exist.
    StoreError
        The corrections have faults.

    Examples
    --------
    >>> g = kg.build("tests/corpus/2023-09-honours.txt")  # doctest: +SKIP
    >>> g.honours("鹤鸣食品").荣誉.tolist()  # doctest: +SKIP
    ['2023年度市科技创新奖']
    """
    from kg.query.knowledge import KnowledgeGraph
    from kg.wiring import build_graph

    decided: tuple[Correction, ...] = ()
    if corrections is not None:
        from kg.corrections import read_corrections
        from kg.ontology.load import load as load_ontology

        ontology = ontology or load_ontology()
        decided = read_corrections(Path(corrections), ontology)
    every = [Path(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    graph = build_graph(every, ontology=ontology, nlp=nlp, workers=workers, corrections=decided)
    return KnowledgeGraph(graph, ontology)


def load(path: str | Path, *, ontology: Ontology | None = None) -> KnowledgeGraph:
    """The graph that ``kg build`` wrote.

    Parameters
    ----------
    path
        The output folder, its graph.json, or a .graphml of kg or of another program. Of these graph.json alone holds
        the documents and judgements.
    ontology
        What the types are called in Chinese; by default the one that comes with kg.

    Raises
    ------
    GraphFileError
        The file is missing, damaged, or not a graph; the message says what to do.

    Examples
    --------
    >>> g.export(tmp / "graph.json").name
    'graph.json'
    >>> kg.load(tmp)["老磨坊"]
    <企业 老磨坊粮油>
    """
    from kg.query.file import read
    from kg.query.knowledge import KnowledgeGraph

    return KnowledgeGraph(read(Path(path)), ontology)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        value = globals()[name] = getattr(import_module(_LAZY[name]), name)
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
