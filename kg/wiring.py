"""The wiring of the stages: documents -> text -> entities -> relations -> resolution -> graph."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from kg.graph import assemble
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.records import Document, Extraction, Skip
from kg.resolution import resolve

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODELS", "Build", "build", "build_graph", "extract", "graph_of", "pipeline"]

MODELS = Path(__file__).parent / "models"
MODEL_FILES = {"tagger": "tagger.crfsuite", "names": "names.crfsuite", "ranker": "ranker.crfsuite", "stages": "stages.crfsuite"}


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

    files = {name: str(models / file) if models and (models / file).is_file() else None for name, file in MODEL_FILES.items()}
    if None in files.values():
        warnings.warn("statistical models are off: names are found by rules alone; train them with `kg train tests/gold`", stacklevel=2)
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
    return _graph(read, [extract(document, nlp) for document in read], ontology or load())


def _graph(documents: Sequence[Document], extractions: Sequence[Extraction], ontology: Ontology) -> nx.MultiDiGraph:
    resolved = resolve(extractions, ontology)
    return assemble(ontology, documents, resolved.entities, resolved.relations, resolved.judgements, resolved.lists)


@dataclass(frozen=True)
class Build:
    """What a build gives: the graph, the documents that were skipped, and the ontology that was used."""

    graph: nx.MultiDiGraph
    skips: tuple[Skip, ...]
    ontology: Ontology


def build(  # noqa: PLR0913 - the options of `kg build`
    inputs: Sequence[Path],
    *,
    schemas: Path | None = None,
    nlp: Language | None = None,
    workers: int = 1,
    progress: Callable[[str, int], None] | None = None,
) -> Build:
    """Read files and folders and build their graph; the same bytes for any order of `inputs` and number of `workers`.

    Parameters
    ----------
    inputs
        Files, or folders that are searched for files.
    schemas
        A user's own schemas.
    nlp
        A pipeline made by `pipeline`, perhaps with more components; with one, `workers` is 1.
    workers
        Processes that read documents.
    progress
        Called with the id of each document that is done, and the number of documents.

    Raises
    ------
    DocumentError
        An input does not exist.
    SchemaError
        The schemas have faults.
    """
    from kg.documents import read_documents

    ontology = load(schemas)
    documents: list[Document] = []
    skips: list[Skip] = []
    for item in read_documents(inputs):
        if isinstance(item, Skip):
            skips.append(item)
        else:
            documents.append(item)
    extractions = []
    told = progress or (lambda *_: None)
    for document, result in zip(documents, _extractions(documents, schemas, nlp, workers), strict=True):
        if isinstance(result, Extraction):
            extractions.append(result)
        else:
            skips.append(Skip(document.id, "failed", f"reading it raised {result}; please report it with the document"))
        told(document.id, len(documents))
    failed = {skip.id for skip in skips if skip.reason == "failed"}
    kept = [document for document in documents if document.id not in failed]
    return Build(_graph(kept, extractions, ontology), tuple(sorted(skips, key=lambda s: s.id)), ontology)


def build_graph(
    inputs: Sequence[Path], *, ontology: Ontology | None = None, nlp: Language | None = None, workers: int = 1
) -> nx.MultiDiGraph:
    """The graph of `build`; an `ontology` given takes the place of the one that comes with kg in resolution and labels."""
    result = build(inputs, nlp=nlp, workers=workers)
    if ontology is not None:
        result.graph.graph["ontology"] = ontology.fingerprint
    return result.graph


def _extractions(
    documents: Sequence[Document], schemas: Path | None, nlp: Language | None, workers: int
) -> Iterator[Extraction | str]:
    """The extraction of each document in order, or what went wrong."""
    if workers > 1 and nlp is None and len(documents) > 1:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

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
