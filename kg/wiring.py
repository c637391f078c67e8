"""The wiring of the stages: documents -> text -> entities -> relations -> resolution -> graph."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from kg.graph import assemble
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.records import Document, Extraction
from kg.resolution import resolve

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["MODELS", "extract", "graph_of", "pipeline"]

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
    ontology = ontology or load()
    resolved = resolve([extract(document, nlp) for document in read], ontology)
    return assemble(ontology, read, resolved.entities, resolved.relations, resolved.judgements, resolved.lists)
