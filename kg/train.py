"""Training: the corpus -> the four models of the pipeline.

The chooser learns from what the tagger proposes for documents that it has not seen (jackknife), so that it learns how
far to trust it. Ranker and stages learn from the marked names.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.corpus import GoldDocument, spans_of
from kg.entities.candidate import Pool, propose
from kg.entities.chooser import Name, train_chooser
from kg.entities.tagger import Tagger, train_tagger
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.relations.context import Context
from kg.relations.extract import entity_stage_features, relation_stage_features
from kg.relations.feature import ATTRIBUTES, Pair, pairs, signatures
from kg.relations.ranker import train_ranker
from kg.relations.stage import train_stages
from kg.text import normalise
from kg.text.lexicon import lexicon
from kg.wiring import MODEL_FILES

__all__ = ["gold_context", "train"]

JACKKNIFE = 4
Marked = tuple[str, list[tuple[int, int, str]]]


def train(documents: Sequence[GoldDocument], directory: Path, *, names: bool = True, relations: bool = True) -> None:
    """Train the models on `documents` and write them to `directory`.

    `names` and `relations` choose the tagger and chooser, or the ranker and stages.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if names:
        _train_names(documents, directory)
    if relations:
        ontology = load()
        contexts = [(document, *gold_context(document)) for document in documents]
        train_ranker(_pair_examples(contexts, ontology), directory / MODEL_FILES["ranker"])
        train_stages(_stage_examples(contexts, ontology), directory / MODEL_FILES["stages"])


def _train_names(documents: Sequence[GoldDocument], directory: Path) -> None:
    marked: list[Marked] = []
    for document in documents:
        normal = normalise(document.text)
        spans = [(s, e, k) for s, e, k, _ in spans_of(document, normal) if "\n" not in normal.text[s:e]]
        marked.append((normal.text, spans))
    examples: list[tuple[Pool, list[tuple[int, int, str]]]] = []
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(JACKKNIFE):
            path = Path(folder) / f"{fold}.crfsuite"
            train_tagger([m for i, m in enumerate(marked) if i % JACKKNIFE != fold], path)
            tagger = Tagger(path)
            for text, spans in marked[fold::JACKKNIFE]:
                examples.append((propose(text, tagger.spans(text), lexicon()), spans))
    train_chooser(examples, directory / MODEL_FILES["names"])
    train_tagger(marked, directory / MODEL_FILES["tagger"])


def gold_context(document: GoldDocument) -> tuple[Context, dict[int, str]]:
    """The context of a document with its gold names, and the entity id of each referent."""
    normal = normalise(document.text)
    spans = sorted(spans_of(document, normal))
    ids: dict[str, int] = {}
    names = [Name(start, end, kind, "gold", 1.0) for start, end, kind, _ in spans]
    groups = [ids.setdefault(entity, len(ids)) for *_, entity in spans]
    return Context(normal.text, names, groups), {number: entity for entity, number in ids.items()}


def _pair_examples(contexts: Sequence[tuple[GoldDocument, Context, dict[int, str]]], ontology: Ontology) -> Iterator[tuple[str, Pair, bool]]:
    allowed = signatures(ontology)
    for document, context, entities in contexts:
        gold = {(r.head, r.type, r.tail): r.optional for r in document.relations}
        values = {(e.id, name): value for e in document.entities for name, value in e.attributes.items()}
        terms = {term.referent: term for term in context.terms}
        for pair in pairs(context, ontology):
            head = entities[pair.head]
            for name in allowed[context.kinds[pair.head], context.kinds[pair.tail]]:
                if pair.tail < 0:
                    if name in ATTRIBUTES and name != "amount_cny":
                        yield name, pair, _equal(name, values.get((head, name)), terms[pair.tail].value)
                    continue
                tail = entities[pair.tail]
                optional = gold.get((head, name, tail))
                if optional is None and ontology.relation_types[name].symmetric:
                    optional = gold.get((tail, name, head))
                if not optional:
                    yield name, pair, optional is not None


def _equal(name: str, gold: object, value: object) -> bool:
    if gold is None:
        return False
    left, right = str(gold), str(value)
    return left in right or right in left if name == "capacity" else left == right


def _stage_examples(contexts: Sequence[tuple[GoldDocument, Context, dict[int, str]]], ontology: Ontology) -> Iterator[tuple[list[str], str | None]]:
    for document, context, entities in contexts:
        stages = {e.id: e.attributes.get("stage") for e in document.entities}
        told = {(r.head, r.type, r.tail): r.attributes.get("stage") for r in document.relations}
        for referent, kind in sorted(context.kinds.items()):
            if referent >= 0 and (kind == "P" or (kind in "KE" and stages[entities[referent]])):
                yield entity_stage_features(context, ontology, referent), stages[entities[referent]]
            elif referent >= 0 and kind in "KE":
                yield entity_stage_features(context, ontology, referent), None
        for pair in pairs(context, ontology):
            for name, kind in ontology.relation_types.items():
                key = (entities.get(pair.head, ""), name, entities.get(pair.tail, ""))
                if kind.staged and key in told:
                    yield relation_stage_features(context, ontology, pair, name), told[key]
