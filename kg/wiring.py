"""The wiring of the stages: documents -> text -> entities -> relations -> resolution -> corrections -> graph."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

import kg
from kg.corrections import Correction, Outcome, replay
from kg.graph import assemble
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.records import Document, Extraction, Skip
from kg.resolution import resolve
from kg.store import Store
from kg.store.store import extraction_key

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODELS", "Build", "build", "build_graph", "extract", "fingerprint", "graph_of", "pipeline"]

MODELS = Path(__file__).parent / "models"
MODEL_FILES = {
    "tagger": "tagger.crfsuite",
    "names": "names.crfsuite",
    "ranker": "ranker.crfsuite",
    "stages": "stages.crfsuite",
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
    nlp.add_pipe("kg_tagger", config={"model": files["tagger"]})
    nlp.add_pipe("kg_candidates", config={"schemas": folder})
    nlp.add_pipe("kg_names", config={"model": files["names"]})
    nlp.add_pipe("kg_relations", config={"schemas": folder, "ranker": files["ranker"], "stages": files["stages"]})
    return nlp


def extract(document: Document, nlp: Language) -> Extraction:
    """What one document says."""
    doc = nlp.make_doc(document.text)
    doc._.kg_document = document
    extraction: Extraction = nlp(doc)._.kg_extraction
    return extraction


def graph_of(documents: Iterable[Document], nlp: Language, ontology: Ontology | None = None) -> nx.MultiDiGraph:
    """The graph of some documents."""
    read: Sequence[Document] = list(documents)
    return _graph(read, [extract(document, nlp) for document in read], ontology or load())[0]


def _graph(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    ontology: Ontology,
    corrections: Sequence[Correction] = (),
) -> tuple[nx.MultiDiGraph, tuple[Outcome, ...]]:
    resolved = resolve(extractions, ontology, {document.id: document.date for document in documents})
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
    workers: int = 1,
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
        Processes that read documents.
    store
        Where extractions are kept from one build to the next; what is no longer needed is dropped from it.
    corrections
        What people decided (`kg.corrections.read_corrections`), replayed after resolution.
    progress
        Called with the id of each document that is done, and the number of documents.

    Raises
    ------
    DocumentError
        An input does not exist.
    """
    from kg.documents import read_documents

    ontology = ontology or load()
    documents: list[Document] = []
    skips: list[Skip] = []
    for item in read_documents(inputs):
        if isinstance(item, Skip):
            skips.append(item)
        else:
            documents.append(item)
    keys = [extraction_key(document, fingerprint(ontology)) for document in documents]
    known = {key: found for key in keys if store is not None and not nlp and (found := store.get(key)) is not None}
    fresh = [document for document, key in zip(documents, keys, strict=True) if key not in known]
    results = _extractions(fresh, ontology.directory, nlp, workers)
    extractions: dict[str, Extraction] = {}
    for document, key in zip(documents, keys, strict=True):
        result = known.get(key) or next(results)
        if isinstance(result, Extraction):
            extractions[document.id] = result
            if store is not None and key not in known and not nlp:
                store.put(key, result)
        else:
            skips.append(Skip(document.id, "failed", f"reading it raised {result}; please report it with the document"))
        if progress:
            progress(document.id, len(documents))
    if store is not None:
        store.keep(keys)
    kept = [document for document in documents if document.id in extractions]
    graph, outcomes = _graph(kept, list(extractions.values()), ontology, corrections)
    return Build(graph, tuple(sorted(skips, key=lambda s: s.id)), ontology, len(known), outcomes)


def build_graph(
    inputs: Sequence[Path], *, ontology: Ontology | None = None, nlp: Language | None = None, workers: int = 1
) -> nx.MultiDiGraph:
    """The graph of `build`."""
    return build(inputs, ontology=ontology, nlp=nlp, workers=workers).graph


def fingerprint(ontology: Ontology) -> str:
    """A SHA-256 over what an extraction depends on besides its document: schemas, models, version."""
    digest = hashlib.sha256(f"{kg.__version__} {ontology.fingerprint}".encode())
    for file in (*MODEL_FILES.values(), "words.tsv"):
        path = MODELS / file
        digest.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-")
    return digest.hexdigest()


def _extractions(
    documents: Sequence[Document], schemas: Path | None, nlp: Language | None, workers: int
) -> Iterator[Extraction | str]:
    """The extraction of each document in order, or what went wrong."""
    if workers > 1 and nlp is None and len(documents) > 1:
        with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_start_worker, initargs=(schemas,)) as pool:
            yield from pool.map(_work, documents, chunksize=4)
        return
    used = nlp
    for document in documents:
        used = used or pipeline(schemas)
        yield _attempt(document, used)


def _attempt(document: Document, nlp: Language) -> Extraction | str:
    try:
        return extract(document, nlp)
    except Exception as error:  # noqa: BLE001 - one bad document is a recorded skip, never the end of a build
        return f"{type(error).__name__}: {error}"


_worker: dict[str, Language] = {}


def _start_worker(schemas: Path | None) -> None:
    warnings.simplefilter("ignore", UserWarning)  # the parent has told it
    _worker["nlp"] = pipeline(schemas)


def _work(document: Document) -> Extraction | str:
    return _attempt(document, _worker["nlp"])
