"""Training: the corpus -> the models of the pipeline (needs the extra ``train``).

The chooser learns from what the tagger proposes for documents that it has not seen (jackknife), so that it learns how
far to trust it. Ranker and stages learn from the marked names.
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import numpy as np

from kg.corpus import GoldDocument, spans_of
from kg.corpus.augment import with_other_names
from kg.entities.candidate import Pool, propose
from kg.entities.chooser import Chooser, Name, train_chooser
from kg.entities.evidence import CandidateDocument
from kg.entities.gazetteer import KNOWN, Gazetteer
from kg.entities.referent import referents
from kg.entities.rescore import candidate_rows, right
from kg.entities.tagger import Tagger, train_tagger
from kg.errors import MissingPackage
from kg.forest import train_forest
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.relations.context import Context
from kg.relations.extract import entity_stage_features, relation_stage_features, scored_pairs
from kg.relations.feature import ATTRIBUTES, Pair, pairs, signatures
from kg.relations.ranker import Ranker, train_ranker
from kg.relations.rescore import pair_rows
from kg.relations.stage import train_stages
from kg.text import normalise
from kg.text.lexicon import lexicon
from kg.wiring import MODEL_FILES

__all__ = ["gold_context", "train"]

JACKKNIFE = 4
COPIES = 2  # of the corpus with other names, for the tagger
Marked = tuple[str, list[tuple[int, int, str]]]
Marking = tuple[GoldDocument, Context, dict[int, str]]
"""A document, its names in their sentences, and the entity of each referent."""


def train(documents: Sequence[GoldDocument], directory: Path, *, names: bool = True, relations: bool = True) -> None:
    """Train the models on `documents` and write them to `directory`.

    `names` and `relations` choose the tagger and chooser, or the ranker and stages. The relations are learnt from the
    gold names and from the names that models found in documents they had not seen, so that they know what they will
    meet; without `names`, from the gold names alone. Every second look learns from what its first model said of
    documents that it had not seen.

    Raises
    ------
    MissingPackage
        scikit-learn, the extra ``train``, is not installed.
    """
    if importlib.util.find_spec("sklearn") is None:
        raise MissingPackage("training needs the package scikit-learn; install it with: pip install 'kg[train]'")
    directory.mkdir(parents=True, exist_ok=True)
    gold = [(document, *gold_context(document)) for document in documents]
    found: Sequence[Marking] = ()
    with ProcessPoolExecutor() as workers:
        if names:
            chosen = _train_names(documents, directory, workers)
            found = [
                (document, *found_context(document, names_of))
                for document, names_of in zip(documents, chosen, strict=True)
            ]
        if relations:
            _train_relations(gold, found or gold, directory, workers)


def _train_names(documents: Sequence[GoldDocument], directory: Path, workers: Executor) -> list[list[Name]]:
    """Train tagger and chooser; the names that they find in each document when it is held out."""
    known = Gazetteer(load(), KNOWN)
    marked: list[Marked] = []
    for document in documents:
        normal = normalise(document.text)
        spans = [(s, e, k) for s, e, k, _ in spans_of(document, normal) if "\n" not in normal.text[s:e]]
        marked.append((normal.text, spans))
    held_out = [[m for i, m in enumerate(marked) if i % JACKKNIFE != fold] for fold in range(JACKKNIFE)]
    pools: dict[int, Pool] = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{fold}.crfsuite" for fold in range(JACKKNIFE)]
        jobs = [*zip(held_out, paths, strict=True), (marked, directory / MODEL_FILES["tagger"])]
        deque(workers.map(_tagger_of, *zip(*jobs, strict=True)), maxlen=0)
        for fold, path in enumerate(paths):
            tagger = Tagger(path)
            for i in range(fold, len(marked), JACKKNIFE):
                text = marked[i][0]
                pools[i] = propose(text, tagger.spans(text), lexicon(), known.spans(text))
        examples = [(pools[i], marked[i][1]) for i in range(len(marked))]
        parts = [examples[1::2], examples[0::2]]  # a half is judged by the model of the other
        halves = [Path(folder) / f"names{half}.crfsuite" for half in range(2)]
        deque(workers.map(train_chooser, [*parts, examples], [*halves, directory / MODEL_FILES["names"]]), maxlen=0)
        forest = directory / MODEL_FILES["name forest"]
        _train_name_forest(examples, [Chooser(path) for path in halves], forest)
        choosers = [Chooser(path, forest) for path in halves]
        return [choosers[i % 2].choose(pools[i]) for i in range(len(documents))]


def _train_name_forest(
    examples: Sequence[tuple[Pool, Sequence[tuple[int, int, str]]]], choosers: Sequence[Chooser], path: Path
) -> None:
    rows, labels = [], []
    for i, (pool, spans) in enumerate(examples):
        document = CandidateDocument(pool, lexicon())
        first = choosers[i % 2].first(document)
        looked, found = candidate_rows(document, first, lexicon())
        rows.append(found)
        held = right(document.candidates, first, {(start, end): kind for start, end, kind in spans})
        labels += [holds for holds, seen in zip(held, looked, strict=True) if seen]
    train_forest(np.vstack([part for part in rows if len(part)]), labels, path)


def _train_relations(gold: Sequence[Marking], found: Sequence[Marking], directory: Path, workers: Executor) -> None:
    contexts = [*gold, *found] if found is not gold else list(gold)
    with tempfile.TemporaryDirectory() as folder:
        halves = [Path(folder) / f"ranker{half}.crfsuite" for half in range(2)]
        parts = [[*gold[1 - half :: 2], *found[1 - half :: 2]] for half in range(2)]
        stages = workers.submit(_stages_of, contexts, directory / MODEL_FILES["stages"])
        deque(workers.map(_ranker_of, [*parts, contexts], [*halves, directory / MODEL_FILES["ranker"]]), maxlen=0)
        stages.result()
        _train_pair_forest(found, [Ranker(path) for path in halves], directory / MODEL_FILES["pair forest"])


def _train_pair_forest(found: Sequence[Marking], rankers: Sequence[Ranker], path: Path) -> None:
    ontology = load()
    relations = sorted(ontology.relation_types)
    rows, labels = [], []
    for i, (document, context, entities) in enumerate(found):
        gold = _told(document)
        scored = scored_pairs(ontology, context, pairs(context, ontology), rankers[i % 2])
        held = [_holds(gold, ontology, entities, pair, name) for pair, name, _ in scored]
        if scored:
            rows.append(pair_rows(context, scored, relations)[[holds is not None for holds in held]])
        labels += [holds for holds in held if holds is not None]
    train_forest(np.vstack(rows), labels, path, names=relations)


def _tagger_of(marked: Sequence[Marked], path: Path) -> None:
    """Train a tagger on marked text and on the same text with other names."""
    train_tagger([*marked, *with_other_names(marked, COPIES)], path)


def _ranker_of(contexts: Sequence[Marking], path: Path) -> None:
    train_ranker(_pair_examples(contexts, load()), path)


def _stages_of(contexts: Sequence[Marking], path: Path) -> None:
    train_stages(_stage_examples(contexts, load()), path)


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


def _pair_examples(contexts: Sequence[Marking], ontology: Ontology) -> Iterator[tuple[str, Pair, bool]]:
    allowed = signatures(ontology)
    for document, context, entities in contexts:
        gold = _told(document)
        values = {(e.id, name): value for e in document.entities for name, value in e.attributes.items()}
        terms = {term.referent: term for term in context.terms}
        for pair in pairs(context, ontology):
            head = entities.get(pair.head, "")
            for name in allowed[context.kinds[pair.head], context.kinds[pair.tail]]:
                if pair.tail < 0:
                    if name in ATTRIBUTES and name != "amount_cny":
                        yield name, pair, _equal(name, values.get((head, name)), terms[pair.tail].value)
                    continue
                holds = _holds(gold, ontology, entities, pair, name)
                if holds is not None:
                    yield name, pair, holds


def _told(document: GoldDocument) -> dict[tuple[str, str, str], bool]:
    """The relations of a document, and whether each is optional."""
    return {(r.head, r.type, r.tail): r.optional for r in document.relations}


def _holds(
    gold: Mapping[tuple[str, str, str], bool], ontology: Ontology, entities: Mapping[int, str], pair: Pair, name: str
) -> bool | None:
    """Whether a relation holds of a pair; None where it is optional."""
    head, tail = entities.get(pair.head, ""), entities.get(pair.tail, "")
    optional = gold.get((head, name, tail))
    if optional is None and ontology.relation_types[name].symmetric:
        optional = gold.get((tail, name, head))
    return None if optional else optional is not None


def _equal(name: str, gold: object, value: object) -> bool:
    if gold is None:
        return False
    left, right = str(gold), str(value)
    return left in right or right in left if name == "capacity" else left == right


def _stage_examples(contexts: Sequence[Marking], ontology: Ontology) -> Iterator[tuple[list[str], str | None]]:
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
