"""The pipeline: the components of all stages for spaCy, the files of their models, and what they make of a document."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg
from kg.ontology.model import Ontology
from kg.records import Document, Extraction
from kg.store.code import code_digest

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.relations.extract import Models

__all__ = ["EXTRACTING", "MODELS", "MODEL_FILES", "START", "extract", "fingerprint", "pipeline", "relation_models"]

MODELS = Path(__file__).parent / "models"
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


def fingerprint(ontology: Ontology) -> str:
    """A SHA-256 over what an extraction depends on besides its document: schemas, models, version, code."""
    code = code_digest(*EXTRACTING)
    digest = hashlib.sha256(f"{kg.__version__} {ontology.fingerprint} {code}".encode())
    for file in (*MODEL_FILES.values(), "words.tsv"):
        path = MODELS / file
        digest.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-")
    return digest.hexdigest()
