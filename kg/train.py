"""Training: the corpus -> the models of the pipeline (needs the extra ``train``).

Tagger and network read the corpus; the chooser learns from what they propose for documents that they have not seen
(jackknife), so that it learns how far to trust them. Ranker and stages learn from the marked names and the found ones.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.corpus import GoldDocument, spans_of
from kg.corpus.augment import with_other_names
from kg.entities.candidate import Pool, propose
from kg.entities.chooser import Chooser, Name, train_chooser
from kg.entities.evidence import CandidateDocument
from kg.entities.gazetteer import KNOWN, Gazetteer
from kg.entities.referent import referents
from kg.entities.rescore import Mask, candidate_rows, right
from kg.entities.tagger import Tagger, train_tagger
from kg.errors import MissingPackage
from kg.forest import Matrix, train_forest, train_forests
from kg.network import Network, Reading
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.relations.context import Context
from kg.relations.extract import STAGED, scored_attributes, scored_pairs
from kg.relations.feature import pairs
from kg.relations.pair import ATTRIBUTES, OF_THINGS, Pair, signatures
from kg.relations.place import QUESTIONS, Read, cue_places, places_of, read_document, spans_of_terms
from kg.relations.ranker import Ranker
from kg.relations.rescore import again, pair_rows, standing_rows
from kg.relations.stage import StageModel, StageOf, stage_features, stage_of, subject, train_stages
from kg.relations.stage_rescore import stage_rows
from kg.text import normalise
from kg.text.lexicon import lexicon
from kg.wiring import MODEL_FILES, MODELS, START

if TYPE_CHECKING:
    from kg.network.training import Example

__all__ = ["gold_context", "train"]

JACKKNIFE = 3
COPIES = 2  # of the corpus with other names, for the tagger
ROUNDS = 8  # of the network through the corpus
ROUNDS_ALSO = 4  # of the network through what it learns from before the corpus
NEEDED = {"sklearn": "scikit-learn", "torch": "torch"}
Spans = list[tuple[int, int, str]]
Marked = tuple[str, Spans]
Marking = tuple[GoldDocument, Context, dict[int, str]]
"""A document, its names in their sentences, and the entity of each referent."""


@dataclass(frozen=True)
class HeldOut:
    """What models say of a document that they have not seen."""

    pool: Pool
    network: Network
    reading: Reading


def train(
    documents: Sequence[GoldDocument],
    directory: Path,
    *,
    also: Sequence[Sequence[GoldDocument]] = (),
    rounds: int = ROUNDS,
) -> None:
    """Train the models on `documents` and write them to `directory`.

    The chooser learns from what tagger and network propose for documents that they have not seen. The relations are
    learnt from the gold names and from the names that models found in documents they had not seen, so that they know
    what they will meet. Every second look learns from what its first model said of documents that it had not seen.

    Parameters
    ----------
    also
        More documents to learn from, in parts, each more like what will be read than the one before and less than
        `documents`: the network goes through the parts in turn and then through `documents`, with the last part once
        more between them; the ranker learns from all of them. How far to trust the two is learnt from `documents`
        alone.
    rounds
        How often the network sees every one of `documents`.

    Raises
    ------
    MissingPackage
        scikit-learn or PyTorch, the extra ``train``, is not installed.
    """
    missing = [package for module, package in NEEDED.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise MissingPackage(
            f"training needs the packages {' and '.join(missing)}; install them with: pip install 'kg[train]'"
        )
    directory.mkdir(parents=True, exist_ok=True)
    gold, *more = (
        [(document, *gold_context(document)) for document in part] for part in (documents, *filter(None, also))
    )
    with ProcessPoolExecutor() as workers:
        held_out = _train_readers(gold, more, directory, workers, rounds)
        chosen = _train_names(gold, held_out, directory, workers)
        found = [
            (document, *found_context(document, names_of)) for document, names_of in zip(documents, chosen, strict=True)
        ]
        _train_relations(gold, found, list(chain(*more)), held_out, directory, workers)


def _train_readers(
    gold: Sequence[Marking], more: Sequence[Sequence[Marking]], directory: Path, workers: Executor, rounds: int
) -> list[HeldOut]:
    """Train tagger and network; what those say of each document that have not seen it."""
    known = Gazetteer(load(), KNOWN)
    marked = [_marked(document) for document, _, _ in gold]
    with tempfile.TemporaryDirectory() as folder:
        parts = [[i for i in range(len(gold)) if i % JACKKNIFE != fold] for fold in range(JACKKNIFE)]
        taggers = [Path(folder) / f"{fold}.crfsuite" for fold in range(JACKKNIFE)]
        networks = [Path(folder) / f"{fold}.npz" for fold in range(JACKKNIFE)]
        start = Path(folder) / "start.npz"
        begun = workers.submit(_begin, more, start, min(rounds, ROUNDS_ALSO))
        jobs = []
        for part, path in [(range(len(gold)), directory / MODEL_FILES["tagger"]), *zip(parts, taggers, strict=True)]:
            jobs.append(workers.submit(_tagger_of, [marked[i] for i in part], path))
        begun.result()
        for part, path in [(range(len(gold)), directory / MODEL_FILES["network"]), *zip(parts, networks, strict=True)]:
            jobs.append(workers.submit(_network_of, [gold[i] for i in part], start, path, rounds, more[-1:]))
        for job in jobs:
            job.result()
        readers = [(Tagger(tagger), Network(network)) for tagger, network in zip(taggers, networks, strict=True)]
    found = []
    for i, (text, _) in enumerate(marked):
        tagger, network = readers[i % JACKKNIFE]
        reading = network.read(text)
        found.append(
            HeldOut(propose(text, tagger.spans(text), lexicon(), known.spans(text), reading), network, reading)
        )
    return found


def _marked(document: GoldDocument) -> Marked:
    normal = normalise(document.text)
    return normal.text, [(s, e, k) for s, e, k, _ in spans_of(document, normal) if "\n" not in normal.text[s:e]]


def _train_names(
    gold: Sequence[Marking], held_out: Sequence[HeldOut], directory: Path, workers: Executor
) -> list[list[Name]]:
    """Train the chooser; the names that it finds in each document when that is held out."""
    examples = [(held.pool, _marked(document)[1]) for (document, _, _), held in zip(gold, held_out, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        parts = [examples[1::2], examples[0::2]]  # a half is judged by the model of the other
        halves = [Path(folder) / f"names{half}.crfsuite" for half in range(2)]
        deque(workers.map(train_chooser, [*parts, examples], [*halves, directory / MODEL_FILES["names"]]), maxlen=0)
        forests = [directory / MODEL_FILES[name] for name in ("name forest", "name forest again")]
        _train_name_forests(examples, [Chooser(path) for path in halves], forests)
        choosers = [Chooser(path, forests) for path in halves]
        return [choosers[i % 2].choose(pool) for i, (pool, _) in enumerate(examples)]


def _train_name_forests(
    examples: Sequence[tuple[Pool, Spans]], choosers: Sequence[Chooser], paths: Sequence[Path]
) -> None:
    documents = [CandidateDocument(pool, lexicon()) for pool, _ in examples]
    gold = [{(start, end): kind for start, end, kind in spans} for _, spans in examples]
    scores = [choosers[i % 2].first(document) for i, document in enumerate(documents)]
    looked: dict[int, Mask] = {}

    def look(i: int) -> tuple[Matrix, list[bool]]:
        looked[i], rows = candidate_rows(documents[i], scores[i], lexicon())
        return rows, right(documents[i].candidates, looked[i], gold[i])

    def tell(i: int, probabilities: Matrix) -> None:
        scores[i] = np.zeros_like(scores[i])
        scores[i][looked[i]] = probabilities

    train_forests(paths, len(examples), look, tell)


def _train_relations(  # noqa: PLR0913, PLR0917 - what is learnt, from what, into what
    gold: Sequence[Marking],
    found: Sequence[Marking],
    more: Sequence[Marking],
    held_out: Sequence[HeldOut],
    directory: Path,
    workers: Executor,
) -> None:
    contexts, held = [*gold, *found], [*held_out, *held_out]
    with tempfile.TemporaryDirectory() as folder:
        rankers, stages = ([Path(folder) / f"{name}{half}" for half in range(2)] for name in ("ranker", "stages"))
        parts = [[*gold[1 - half :: 2], *found[1 - half :: 2]] for half in range(2)]
        held_parts = [[*held_out[1 - half :: 2], *held_out[1 - half :: 2]] for half in range(2)]
        jobs = [
            workers.submit(_ranker_of, [*part, *more], path)
            for part, path in zip([*parts, contexts], [*rankers, directory / MODEL_FILES["ranker"]], strict=True)
        ]
        jobs += [
            workers.submit(_stages_of, part, of, path)
            for part, of, path in zip(
                [*parts, contexts], [*held_parts, held], [*stages, directory / MODEL_FILES["stages"]], strict=True
            )
        ]
        for job in jobs:
            job.result()
        looks = [_looked_at(marking, of, load()) for marking, of in zip(found, held_out, strict=True)]
        by_half = [Ranker(path) for path in rankers]
        forests = [directory / MODEL_FILES[name] for name in ("pair forest", "pair forest again")]
        _train_pair_forests(looks, by_half, forests)
        _train_attribute_forest(looks, by_half, directory / MODEL_FILES["attribute forest"])
        _train_stage_forest(looks, [StageModel(path) for path in stages], directory / MODEL_FILES["stage forest"])


@dataclass(frozen=True)
class Looked:
    """A document with found names, its pairs, and what a network says of them that has not seen it."""

    marking: Marking
    pairs: Sequence[Pair]
    read: Read


def _looked_at(marking: Marking, held: HeldOut, ontology: Ontology) -> Looked:
    _, context, _ = marking
    found = pairs(context, ontology)
    return Looked(marking, found, read_document(context, ontology, held.network, held.reading, found))


def _train_pair_forests(looks: Sequence[Looked], rankers: Sequence[Ranker], paths: Sequence[Path]) -> None:
    """Train the trees of relations, one set a look; each half is scored by the ranker of the other."""
    ontology = load()
    relations = sorted(ontology.relation_types)
    scored, labels, standing = [], [], []
    for i, looked in enumerate(looks):
        document, context, entities = looked.marking
        gold = _told(document)
        scored.append(scored_pairs(ontology, context, looked.pairs, rankers[i % 2], looked.read))
        labels.append([_holds(gold, ontology, entities, told.pair, told.relation) for told in scored[-1]])
        standing.append(standing_rows(context, scored[-1]))

    def look(i: int) -> tuple[Matrix, list[bool | None]]:
        _, context, _ = looks[i].marking
        return pair_rows(context, scored[i], relations, standing[i]), labels[i]

    def tell(i: int, probabilities: Matrix) -> None:
        scored[i] = again(scored[i], probabilities)

    train_forests(paths, len(looks), look, tell, names=relations)


def _train_attribute_forest(looks: Sequence[Looked], rankers: Sequence[Ranker], path: Path) -> None:
    """Train the trees of names and quantities, in the same way; they look once."""
    ontology = load()
    rows, known = [], []
    for i, looked in enumerate(looks):
        document, context, entities = looked.marking
        values = _values(document)
        scored = scored_attributes(ontology, context, looked.pairs, rankers[i % 2], looked.read)
        rows += list(pair_rows(context, scored, OF_THINGS, standing_rows(context, scored)))
        known += [_has(values, context, entities, told.pair, told.relation) for told in scored]
    train_forest(np.array(rows), known, path, names=OF_THINGS)


def _train_stage_forest(looks: Sequence[Looked], models: Sequence[StageModel], path: Path) -> None:
    """Train the trees of stages: of things, found by mistake or not, and of relations that have stages of their own."""
    ontology = load()
    names = sorted(name for name, relation in ontology.relation_types.items() if relation.staged)
    found, known = [], []
    for i, looked in enumerate(looks):
        _, context, entities = looked.marking
        mistaken = [r for r, kind in sorted(context.kinds.items()) if kind in STAGED and r not in entities]
        cases = [*_stage_cases(looked.marking, ontology), *(StageCase(StageOf(r), None) for r in mistaken)]
        for asked, stage in ((case.asked, case.stage) for case in cases):
            if asked.pair is not None and stage_of(context, asked.pair, asked.relation).pair is None:
                continue  # its stage is that of a thing
            first = models[i % 2].probabilities(stage_features(context, ontology, asked, looked.read.stages))
            stages, rows = stage_rows(
                context, ontology, asked, first, looked.read.stages.get(asked.referent, {}), names
            )
            found += list(rows)
            known += [name == stage for name in stages]
    train_forest(np.array(found), known, path, names=names)


def _begin(parts: Sequence[Sequence[Marking]], path: Path, rounds: int) -> None:
    """Train a network on each part in turn; what the network of the corpus begins with."""
    shutil.copy(MODELS / START, path)
    for part in parts:
        _network_of(part, path, path, rounds)


def _network_of(
    gold: Sequence[Marking], start: Path, path: Path, rounds: int, beside: Sequence[Sequence[Marking]] = ()
) -> None:
    """Train a network on documents, and on the names alone of the same text with other names, from `start` on.

    Each document of the parts `beside` is seen once.
    """
    from kg.network.training import Example, train_network

    ontology = load()
    examples = [_example(marking, ontology) for marking in gold]
    marked = [(example.text, example.names) for example in examples]
    more = [[Example(*line) for line in with_other_names(marked, 1, seed)] for seed in range(1, rounds + 1)]
    columns = [*sorted(ontology.relation_types), *ATTRIBUTES, *QUESTIONS]
    once = [_example(marking, ontology) for marking in chain(*beside)]
    train_network(examples, more, columns, start, path, rounds=rounds, beside=once)


def _example(marking: Marking, ontology: Ontology) -> Example:
    """A document for the network: its names, its pairs and cues, and what holds of them."""
    from kg.network.training import Example, Told

    document, context, _ = marking
    told = [Told(list(places_of(context, pair).values()), holds) for pair, holds in _pair_examples([marking], ontology)]
    for case in _stage_cases(marking, ontology):
        question = QUESTIONS[0 if case.asked.pair is None else 1]
        for stage, places in cue_places(context, ontology, case.asked.referent).items():
            told.append(Told(places, [(question, stage == case.stage)]))
    return Example(context.text, _marked(document)[1], spans_of_terms(context), told)


def _tagger_of(marked: Sequence[Marked], path: Path) -> None:
    """Train a tagger on marked text and on the same text with other names."""
    train_tagger([*marked, *with_other_names(marked, COPIES)], path)


def _ranker_of(markings: Sequence[Marking], path: Path) -> None:
    from kg.relations.ranker_training import train_ranker

    ontology = load()
    train_ranker(_pair_examples(markings, ontology), [*sorted(ontology.relation_types), *OF_THINGS], path)


def _stages_of(markings: Sequence[Marking], held_out: Sequence[HeldOut], path: Path) -> None:
    train_stages(_stage_examples(markings, held_out, load()), path)


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


def _pair_examples(markings: Iterable[Marking], ontology: Ontology) -> Iterator[tuple[Pair, list[tuple[str, bool]]]]:
    """All pairs, and of each relation and attribute that may hold of one whether it does; nothing of optional ones."""
    allowed = signatures(ontology)
    for document, context, entities in markings:
        gold, values = _told(document), _values(document)
        for pair in pairs(context, ontology):
            told: list[tuple[str, bool]] = []
            for name in allowed[context.kinds[pair.head], context.kinds[pair.tail]]:
                if pair.tail < 0:
                    if name in OF_THINGS:
                        told.append((name, _has(values, context, entities, pair, name)))
                    continue
                holds = _holds(gold, ontology, entities, pair, name)
                if holds is not None:
                    told.append((name, holds))
            if told:
                yield pair, told


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


def _values(document: GoldDocument) -> dict[tuple[str, str], object]:
    """The attributes of the entities of a document."""
    return {(e.id, name): value for e in document.entities for name, value in e.attributes.items()}


def _has(
    values: Mapping[tuple[str, str], object], context: Context, entities: Mapping[int, str], pair: Pair, name: str
) -> bool:
    """Whether the quantity of a pair is an attribute of its thing."""
    gold = values.get((entities.get(pair.head, ""), name))
    if gold is None:
        return False
    left, right = str(gold), str(context.terms[pair.instances[0].tail].value)
    return left in right or right in left if name == "capacity" else left == right


def _stage_examples(
    markings: Iterable[Marking], held_out: Iterable[HeldOut], ontology: Ontology
) -> Iterator[tuple[list[str], str | None]]:
    for marking, held in zip(markings, held_out, strict=True):
        _, context, _ = marking
        read = read_document(context, ontology, held.network, held.reading).stages
        for case in _stage_cases(marking, ontology):
            yield stage_features(context, ontology, case.asked, read), case.stage


@dataclass(frozen=True, slots=True)
class StageCase:
    """What a stage is asked of, and which it is, None for none."""

    asked: StageOf
    stage: str | None


def _stage_cases(marking: Marking, ontology: Ontology) -> Iterator[StageCase]:
    """All things that may have a stage, and all relations that have one or none."""
    document, context, entities = marking
    stages = {e.id: e.attributes.get("stage") for e in document.entities}
    told = {(r.head, r.type, r.tail): r.attributes.get("stage") for r in document.relations}
    for referent, kind in sorted(context.kinds.items()):
        if referent in entities and kind in STAGED:
            yield StageCase(StageOf(referent), stages[entities[referent]])
    for pair in pairs(context, ontology):
        for name, relation in ontology.relation_types.items():
            key = (entities.get(pair.head, ""), name, entities.get(pair.tail, ""))
            if relation.staged and key in told:
                yield StageCase(StageOf(subject(context, pair, name), pair, name), told[key])
