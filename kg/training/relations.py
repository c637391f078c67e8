"""Training the relation stage: ranker and stage model, and the trees that look again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.forest import Matrix, train_forest, train_forests
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.pipeline import MODEL_FILES
from kg.relations.extract import scored_attributes, scored_pairs
from kg.relations.feature import pairs
from kg.relations.pair import OF_THINGS, Pair
from kg.relations.place import Read, read_document
from kg.relations.ranker import Ranker
from kg.relations.rescore import again, pair_rows, standing_rows
from kg.relations.stage import StageModel, StageOf, stage_features, stage_of, train_stages
from kg.relations.stage_rescore import STAGED, stage_rows
from kg.training.case import StageCase, has, holds, pair_cases, relations_of, stage_cases, values_of
from kg.training.marking import HeldOut, Marking

__all__ = ["train_relations"]


def train_relations(  # noqa: PLR0913, PLR0917 - what is learnt, from what, into what
    gold: Sequence[Marking],
    found: Sequence[Marking],
    more: Sequence[Marking],
    held_out: Sequence[HeldOut],
    directory: Path,
    workers: Executor,
) -> None:
    """Train ranker, stage model and all trees of relations, attributes and stages.

    Parameters
    ----------
    gold, found
        The documents with their marked names, and with the names that were found in them when they were held out.
    more
        More documents for the ranker.
    held_out
        What a network says of each document that has not seen it.
    """
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
        gold = relations_of(document)
        scored.append(scored_pairs(ontology, context, looked.pairs, rankers[i % 2], looked.read))
        labels.append([holds(gold, ontology, entities, told.pair, told.relation) for told in scored[-1]])
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
        values = values_of(document)
        scored = scored_attributes(ontology, context, looked.pairs, rankers[i % 2], looked.read)
        rows += list(pair_rows(context, scored, OF_THINGS, standing_rows(context, scored)))
        known += [has(values, context, entities, told.pair, told.relation) for told in scored]
    train_forest(np.array(rows), known, path, names=OF_THINGS)


def _train_stage_forest(looks: Sequence[Looked], models: Sequence[StageModel], path: Path) -> None:
    """Train the trees of stages: of things, found by mistake or not, and of relations that have stages of their own."""
    ontology = load()
    names = sorted(name for name, relation in ontology.relation_types.items() if relation.staged)
    found, known = [], []
    for i, looked in enumerate(looks):
        _, context, entities = looked.marking
        mistaken = [r for r, kind in sorted(context.kinds.items()) if kind in STAGED and r not in entities]
        cases = [*stage_cases(looked.marking, ontology), *(StageCase(StageOf(r), None) for r in mistaken)]
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


def _ranker_of(markings: Sequence[Marking], path: Path) -> None:
    from kg.relations.ranker_training import train_ranker

    ontology = load()
    train_ranker(pair_cases(markings, ontology), [*sorted(ontology.relation_types), *OF_THINGS], path)


def _stages_of(markings: Sequence[Marking], held_out: Sequence[HeldOut], path: Path) -> None:
    train_stages(_stage_examples(markings, held_out, load()), path)


def _stage_examples(
    markings: Iterable[Marking], held_out: Iterable[HeldOut], ontology: Ontology
) -> Iterator[tuple[list[str], str | None]]:
    for marking, held in zip(markings, held_out, strict=True):
        _, context, _ = marking
        read = read_document(context, ontology, held.network, held.reading).stages
        for case in stage_cases(marking, ontology):
            yield stage_features(context, ontology, case.asked, read), case.stage
