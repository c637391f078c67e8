"""Training: the corpus -> the four models of the pipeline.

The chooser learns from what the tagger proposes for documents that it has not seen (jackknife), so that it learns how
far to trust it. Ranker and stages learn from the marked names.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.corpus import GoldDocument, spans_of
from kg.entities.candidate import Pool, propose
from kg.entities.chooser import Chooser, Name, train_chooser
from kg.entities.gazetteer import KNOWN, Gazetteer
from kg.entities.referent import referents
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

    `names` and `relations` choose the tagger and chooser, or the ranker and stages. The ranker learns from the gold
    names and from the names that models found in documents they had not seen, so that it knows what it will meet;
    without `names` it learns from the gold names alone.
    """
    directory.mkdir(parents=True, exist_ok=True)
    ontology = load()
    contexts = [(document, *gold_context(document)) for document in documents]
    if names:
        found = _train_names(documents, directory, Gazetteer(ontology, KNOWN))
        contexts += [
            (document, *found_context(document, chosen)) for document, chosen in zip(documents, found, strict=True)
        ]
    if relations:
        train_ranker(_pair_examples(contexts, ontology), directory / MODEL_FILES["ranker"])
        train_stages(_stage_examples(contexts, ontology), directory / MODEL_FILES["stages"])


def _train_names(documents: Sequence[GoldDocument], directory: Path, known: Gazetteer) -> list[list[Name]]:
    """Train tagger and chooser; the names that they find in each document when it is held out."""
    marked: list[Marked] = []
    for document in documents:
        normal = normalise(document.text)
        spans = [(s, e, k) for s, e, k, _ in spans_of(document, normal) if "\n" not in normal.text[s:e]]
        marked.append((normal.text, spans))
    pools: dict[int, Pool] = {}
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(JACKKNIFE):
            path = Path(folder) / f"{fold}.crfsuite"
            train_tagger([m for i, m in enumerate(marked) if i % JACKKNIFE != fold], path)
            tagger = Tagger(path)
            for i in range(fold, len(marked), JACKKNIFE):
                text = marked[i][0]
                pools[i] = propose(text, tagger.spans(text), lexicon(), known.spans(text))
        examples = [(pools[i], marked[i][1]) for i in range(len(marked))]
        found: dict[int, list[Name]] = {}
        for half in range(2):
            path = Path(folder) / f"names{half}.crfsuite"
            train_chooser([e for i, e in enumerate(examples) if i % 2 != half], path)
            chooser = Chooser(path)
            found |= {i: chooser.choose(pools[i]) for i in range(half, len(examples), 2)}
    train_chooser(examples, directory / MODEL_FILES["names"])
    train_tagger(marked, directory / MODEL_FILES["tagger"])
    return [found[i] for i in range(len(documents))]


def found_context(document: GoldDocument, names: Sequence[Name]) -> tuple[Context, dict[int, str]]:
    """The context of a document with names that were found, and the entity id of each referent that has one.

    A referent stands for the entity that most of its names mark.
    """
    normal = normalise(document.text)
    gold = {(s, e): (k, entity) for s, e, k, entity in spans_of(document, normal)}
    groups, _ = referents(normal.text, names)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for name, group in zip(names, groups, strict=True):
        kind, entity = gold.get((name.start, name.end), ("", ""))
        if kind == name.type:
            votes[group][entity] += 1
    entities = {group: count.most_common(1)[0][0] for group, count in votes.items()}
    return Context(normal.text, names, groups), entities


def gold_context(document: GoldDocument) -> tuple[Context, dict[int, str]]:
    """The context of a document with its gold names, and the entity id of each referent."""
    normal = normalise(document.text)
    spans = sorted(spans_of(document, normal))
    ids: dict[str, int] = {}
    names = [Name(start, end, kind, "gold", 1.0) for start, end, kind, _ in spans]
    groups = [ids.setdefault(entity, len(ids)) for *_, entity in spans]
    return Context(normal.text, names, groups), {number: entity for entity, number in ids.items()}


def _pair_examples(
    contexts: Sequence[tuple[GoldDocument, Context, dict[int, str]]], ontology: Ontology
) -> Iterator[tuple[str, Pair, bool]]:
    allowed = signatures(ontology)
    for document, context, entities in contexts:
        gold = {(r.head, r.type, r.tail): r.optional for r in document.relations}
        values = {(e.id, name): value for e in document.entities for name, value in e.attributes.items()}
        terms = {term.referent: term for term in context.terms}
        for pair in pairs(context, ontology):
            head = entities.get(pair.head, "")
            for name in allowed[context.kinds[pair.head], context.kinds[pair.tail]]:
                if pair.tail < 0:
                    if name in ATTRIBUTES and name != "amount_cny":
                        yield name, pair, _equal(name, values.get((head, name)), terms[pair.tail].value)
                    continue
                tail = entities.get(pair.tail, "")
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


def _stage_examples(
    contexts: Sequence[tuple[GoldDocument, Context, dict[int, str]]], ontology: Ontology
) -> Iterator[tuple[list[str], str | None]]:
    for document, context, entities in contexts:
        stages = {e.id: e.attributes.get("stage") for e in document.entities}
        told = {(r.head, r.type, r.tail): r.attributes.get("stage") for r in document.relations}
        for referent, kind in sorted(context.kinds.items()):
            if referent in entities and kind in "PKE":
                yield entity_stage_features(context, ontology, referent), stages[entities[referent]]
        for pair in pairs(context, ontology):
            for name, relation in ontology.relation_types.items():
                key = (entities.get(pair.head, ""), name, entities.get(pair.tail, ""))
                if relation.staged and key in told:
                    yield relation_stage_features(context, ontology, pair, name), told[key]
