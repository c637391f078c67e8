"""The wiring of the stages: documents -> text -> entities -> relations -> resolution -> corrections -> graph."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import networkx as nx

import kg
from kg.corrections import Correction, Outcome, replay
from kg.graph import assemble
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.records import Document, Extraction, Skip
from kg.resolution import Resolved, resolve, resolve_shards
from kg.store import Store
from kg.store.code import code_digest
from kg.store.store import extraction_key

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.engine import Engine
    from kg.relations.extract import Models

__all__ = [
    "MODELS",
    "Build",
    "build",
    "build_graph",
    "extract",
    "fingerprint",
    "graph_of",
    "pipeline",
    "rebuild",
    "relation_models",
]

MODELS = Path(__file__).parent / "models"
WORTH = 32
"""So many documents are worth a process of their own: about a second of work each."""
EXTRACTING = ("text", "network", "entities", "relations", "forest.py", "records.py")
"""Rooms and modules that an extraction depends on: stored ones of other code are made anew."""
START = "lac.npz"
"""What training of the network begins with."""
MODEL_FILES = {
    "network": "network.npz",
    "tagger": "tagger.crfsuite",
    "names": "names.crfsuite",
    "name forest": "names.trees.json",
    "name forest again": "names.again.json",
    "ranker": "ranker.npz",
    "pair forest": "ranker.trees.json",
    "pair forest again": "ranker.again.json",
    "attribute forest": "attributes.trees.json",
    "stages": "stages.crfsuite",
    "stage forest": "stages.trees.json",
}


def pipeline(schemas: Path | None = None, *, models: Path | None = MODELS) -> Language:
    """The spaCy pipeline: blank Chinese, one token a character, and the components of kg.

    Parameters
    ----------
    schemas
        A folder of schemas; by default the ones that come with kg.
    models
        The folder of the trained models; None, or a folder without them, builds a pipeline of rules alone, with one
        warning.
    """
    import spacy

    import kg.entities.component
    import kg.relations.component  # noqa: F401 - registers the factories

    files = {
        name: str(models / file) if models and (models / file).is_file() else None for name, file in MODEL_FILES.items()
    }
    if None in files.values():
        warnings.warn(
            "statistical models are off: names are found by rules alone; train them with `kg train tests/gold`",
            stacklevel=2,
        )
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.CharacterTokenizer.v1"}}})
    nlp.max_length = 100_000_000
    folder = str(schemas) if schemas else None
    nlp.add_pipe("kg_network", config={"model": files["network"]})
    nlp.add_pipe("kg_tagger", config={"model": files["tagger"]})
    nlp.add_pipe("kg_candidates", config={"schemas": folder})
    nlp.add_pipe("kg_names", config={"model": files["names"], "forests": _forests(files, "name")})
    nlp.add_pipe("kg_relations", config={"schemas": folder, **_relation_files(files)})
    return nlp


def relation_models(models: Path = MODELS) -> Models:
    """The models of the relation stage from a folder of trained models."""
    from kg.relations.component import load_models

    return load_models(**_relation_files({name: str(models / file) for name, file in MODEL_FILES.items()}))


def _relation_files(files: Mapping[str, str | None]) -> dict[str, Any]:
    """The settings of the relation stage, from the files of all models."""
    single = ("ranker", "attribute forest", "stages", "stage forest", "network")
    return {name.replace(" ", "_"): files[name] for name in single} | {"forests": _forests(files, "pair")}


def _forests(files: Mapping[str, str | None], of: str) -> list[str]:
    """The trees that look at names or pairs, in their order."""
    return [file for file in (files[f"{of} forest"], files[f"{of} forest again"]) if file]


def extract(document: Document, nlp: Language) -> Extraction:
    """What one document says."""
    doc = nlp.make_doc(document.text)
    doc._.kg_document = document
    extraction: Extraction = nlp(doc)._.kg_extraction
    return extraction


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


def fingerprint(ontology: Ontology) -> str:
    """A SHA-256 over what an extraction depends on besides its document: schemas, models, version, code."""
    code = code_digest(*EXTRACTING)
    digest = hashlib.sha256(f"{kg.__version__} {ontology.fingerprint} {code}".encode())
    for file in (*MODEL_FILES.values(), "words.tsv"):
        path = MODELS / file
        digest.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-")
    return digest.hexdigest()
