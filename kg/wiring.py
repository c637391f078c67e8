"""The wiring of the stages: documents -> text -> entities -> relations -> resolution -> corrections -> graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import networkx as nx

from kg.corrections import Correction, Outcome, replay
from kg.graph import assemble
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.pipeline import extract, fingerprint, pipeline
from kg.records import Document, Skip
from kg.resolution import Resolved, resolve, resolve_shards
from kg.store import Store
from kg.store.store import extraction_key

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.engine import Engine

__all__ = ["Build", "build", "build_graph", "graph_of", "rebuild"]

WORTH = 32
"""So many documents are worth a process of their own: about a second of work each."""


def graph_of(documents: Iterable[Document], nlp: Language, ontology: Ontology | None = None) -> nx.MultiDiGraph:
    """The graph of some documents."""
    read: Sequence[Document] = list(documents)
    ontology = ontology or load()
    resolved = resolve((extract(d, nlp) for d in read), ontology, {d.id: d.date for d in read})
    return _graph(read, resolved, ontology)[0]


def _graph(
    documents: Sequence[Document],
    resolved: Resolved,
    ontology: Ontology,
    corrections: Sequence[Correction] = (),
) -> tuple[nx.MultiDiGraph, tuple[Outcome, ...]]:
    resolved, outcomes = replay(resolved, corrections, documents, ontology)
    graph = assemble(ontology, documents, resolved.entities, resolved.relations, resolved.judgements, resolved.lists)
    if outcomes:
        graph.graph["corrections"] = tuple(sorted((outcome.told() for outcome in outcomes), key=repr))
    return graph, outcomes


@dataclass(frozen=True)
class Build:
    """What a build gives: the graph, the skipped documents, the ontology, how many came from the store, corrections."""

    graph: nx.MultiDiGraph
    skips: tuple[Skip, ...]
    ontology: Ontology
    reused: int = 0
    outcomes: tuple[Outcome, ...] = ()


def build(  # noqa: PLR0913 - the options of `kg build`
    inputs: Sequence[Path],
    *,
    ontology: Ontology | None = None,
    nlp: Language | None = None,
    workers: int | None = 1,
    engine: Engine | None = None,
    store: Store | None = None,
    corrections: Sequence[Correction] = (),
    progress: Callable[[str, int], None] | None = None,
) -> Build:
    """Read files and folders and build their graph; the same bytes for any order of `inputs` and number of `workers`.

    Parameters
    ----------
    inputs
        Files, or folders that are searched for files.
    ontology
        By default the one that comes with kg; read a user's own with ``kg.ontology.load.load(directory)``.
    nlp
        A pipeline made by `pipeline`, perhaps with more components; with one, `workers` is 1 and `store` unused.
    workers
        Processes that read documents; None for as many as there are cores and the documents are worth.
    engine
        Who reads the documents instead of `workers` processes, and resolves what they say (`kg.engine`).
    store
        Where extractions are kept from one build to the next; what is no longer needed is dropped from it.
    corrections
        What people decided (`kg.corrections.read_corrections`), replayed after resolution.
    progress
        Called with the id of each document that is done or skipped, and the number of documents.

    Raises
    ------
    DocumentError
        An input does not exist.
    """
    from kg.documents import Limits, find_sources
    from kg.engine import Settings, cores, local, pooled
    from kg.engine.harvest import Harvest
    from kg.engine.remembering import remembering

    ontology = ontology or load()
    sources = find_sources(inputs, Limits())
    kept = store if store is not None and nlp is None else None
    settings = Settings(ontology.directory, fingerprint(ontology), kept.keys() if kept is not None else frozenset())
    if engine is None:
        number = min(cores(), len(sources) // WORTH) if workers is None else min(workers, len(sources))
        engine = pooled(number) if number > 1 and nlp is None else local(nlp)
    with ExitStack() as stack:
        stack.enter_context(engine)
        harvest = Harvest(kept if kept is not None else stack.enter_context(_spool()), kept is not None)
        readings = engine.read(sources, settings) if kept is None else remembering(engine, kept, sources, settings)
        for reading in readings:
            harvest.take(reading)
            if progress:
                progress(reading.read.id, len(sources))
        harvest.tidy()
        resolved = resolve_shards(engine.map, list(harvest.shards(engine)), ontology, engine.folder)
    graph, outcomes = _graph(harvest.documents, resolved, ontology, corrections)
    return Build(graph, tuple(sorted(harvest.skips, key=lambda s: s.id)), ontology, harvest.reused, outcomes)


def rebuild(
    documents: Iterable[Document],
    skips: Iterable[Skip],
    *,
    ontology: Ontology,
    store: Store,
    corrections: Sequence[Correction] = (),
) -> Build:
    """The build of documents that were read before: their extractions come from the store, or are made anew.

    It equals a build that finds these documents and these skips.
    """
    from kg.engine import local

    ordered = sorted(documents, key=lambda document: document.id)
    mark, known, nlp, fresh = fingerprint(ontology), store.keys(), None, 0
    keys: list[tuple[str, str | None]] = []
    for document in ordered:
        key = extraction_key(document, mark)
        if key not in known:
            nlp, fresh = nlp or pipeline(ontology.directory), fresh + 1
            store.put(key, extract(document, nlp))
        keys.append((key, document.date))
    store.keep(key for key, _ in keys)
    store.keep_documents(document.id for document in ordered)
    with local() as engine:
        resolved = resolve_shards(engine.map, list(engine.shards(store, keys)), ontology, engine.folder)
    graph, outcomes = _graph(ordered, resolved, ontology, corrections)
    told = tuple(sorted(skips, key=lambda skip: skip.id))
    return Build(graph, told, ontology, len(ordered) - fresh, outcomes)


@contextmanager
def _spool() -> Iterator[Store]:
    """A store for one build, so that extractions wait on disk where no store is given."""
    with TemporaryDirectory(prefix="kg-") as folder, Store(Path(folder) / "store.sqlite") as store:
        yield store


def build_graph(
    inputs: Sequence[Path],
    *,
    ontology: Ontology | None = None,
    nlp: Language | None = None,
    workers: int = 1,
    corrections: Sequence[Correction] = (),
) -> nx.MultiDiGraph:
    """The graph of `build`."""
    return build(inputs, ontology=ontology, nlp=nlp, workers=workers, corrections=corrections).graph
