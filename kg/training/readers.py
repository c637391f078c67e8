"""Training tagger and network, and what those say of each document that have not seen it (jackknife)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import Executor
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.corpus.augment import with_other_names
from kg.entities.candidate import propose
from kg.entities.gazetteer import KNOWN, Gazetteer
from kg.entities.tagger import Tagger, train_tagger
from kg.network import Network
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.pipeline import MODEL_FILES, MODELS, START
from kg.relations.pair import ATTRIBUTES
from kg.relations.place import QUESTIONS, cue_places, places_of, spans_of_terms
from kg.text.lexicon import lexicon
from kg.training.case import pair_cases, stage_cases
from kg.training.marking import HeldOut, Marked, Marking, marked_text

if TYPE_CHECKING:
    from kg.network.training import Example

__all__ = ["train_readers"]

JACKKNIFE = 3
COPIES = 2  # of the corpus with other names, for the tagger
ROUNDS_ALSO = 4  # of the network through what it learns from before the corpus


def train_readers(
    gold: Sequence[Marking], more: Sequence[Sequence[Marking]], directory: Path, workers: Executor, rounds: int
) -> list[HeldOut]:
    """Train tagger and network; what those say of each document that have not seen it."""
    known = Gazetteer(load(), KNOWN)
    marked = [marked_text(document) for document, _, _ in gold]
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
    told = [Told(list(places_of(context, pair).values()), holds) for pair, holds in pair_cases([marking], ontology)]
    for case in stage_cases(marking, ontology):
        question = QUESTIONS[0 if case.asked.pair is None else 1]
        for stage, places in cue_places(context, ontology, case.asked.referent).items():
            told.append(Told(places, [(question, stage == case.stage)]))
    return Example(context.text, marked_text(document)[1], spans_of_terms(context), told)


def _tagger_of(marked: Sequence[Marked], path: Path) -> None:
    """Train a tagger on marked text and on the same text with other names."""
    train_tagger([*marked, *with_other_names(marked, COPIES)], path)
