"""Where the pairs of a document stand, and the cues of its things, for the network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg.network import Network, Place, Reading
from kg.network.network import kinds_of
from kg.network.shape import STAGES
from kg.ontology.model import Ontology
from kg.relations.context import AGENTS, Context, Cue, Term
from kg.relations.cue import DENIED, PLANNED, cues_beyond, cues_in
from kg.relations.pair import Pair

__all__ = ["QUESTIONS", "Ends", "Read", "cue_places", "places_of", "read_document", "spans_of_terms"]

NEAREST = 3  # places of a pair that are looked at
CUES = 4  # of a stage, around a thing
#: What the network is asked of a thing and a stage: whether it is its own, whether it is that of a relation about it.
QUESTIONS = ("stage", "edge_stage")

Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Read:
    """What the network says of a document.

    `pairs`: by the referents of head and tail the probability of each relation and attribute. `told`: by the terms of
    head and tail the same for one place of a pair. `stages`: by referent and stage the answers to `QUESTIONS`, for
    stages that have a cue near it.
    """

    pairs: Mapping[Ends, Mapping[str, float]] = field(default_factory=dict)
    told: Mapping[Ends, Mapping[str, float]] = field(default_factory=dict)
    stages: Mapping[int, Mapping[str, tuple[float, ...]]] = field(default_factory=dict)


def places_of(context: Context, pair: Pair) -> dict[Ends, Place]:
    """The nearest places of a pair by their terms."""
    fired = {(i.head, i.tail) for i in pair.instances if i.hit is not None}
    found: dict[Ends, Place] = {}
    for instance in sorted(pair.instances, key=lambda i: (i.distance, i.head, i.tail)):
        ends = (instance.head, instance.tail)
        if ends in found:
            continue
        if len(found) == NEAREST:
            break
        head, tail = (_span(context.terms[end]) for end in ends)
        found[ends] = _place(context, head, tail, zone=pair.tail == context.zone, fired=ends in fired)
    return found


def cue_places(context: Context, ontology: Ontology, referent: int) -> dict[str, list[Place]]:
    """For each stage that is told around the mentions of a thing: where its nearest cues stand.

    The two marks of a `Place` tell here that the cue is denied and that it is planned.
    """
    nearest: dict[Cue, tuple[int, Term]] = {}
    for sentence, index in context.places.get(referent, ()):
        term = context.terms[index]
        around = (cue for _, cue in cues_beyond(context, ontology, sentence))
        for cue in (*cues_in(context, ontology, sentence), *around):
            gap = max(cue.start - term.end, term.start - cue.end)
            if cue.stage in STAGES and (cue not in nearest or gap < nearest[cue][0]):
                nearest[cue] = (gap, term)
    found: dict[str, list[Place]] = defaultdict(list)
    for cue, (_, term) in sorted(nearest.items(), key=lambda item: (item[1][0], item[0].start, item[0].end)):
        if len(found[cue.stage]) < CUES:
            tail = (cue.start, cue.end, STAGES[cue.stage])
            place = _place(context, _span(term), tail, zone=cue.mood == DENIED, fired=cue.mood == PLANNED)
            found[cue.stage].append(place)
    return found


def _span(term: Term) -> tuple[int, int, str]:
    return term.start, term.end, term.kind


def _place(
    context: Context, head: tuple[int, int, str], tail: tuple[int, int, str], *, zone: bool, fired: bool
) -> Place:
    left, right = sorted((head[:2], tail[:2]))
    middle = (left[1], right[0])
    return Place(head, tail, middle, len(context.terms_within(*middle)), zone, fired)


def spans_of_terms(context: Context) -> list[tuple[int, int, str]]:
    """The spans and kinds of all terms."""
    return [_span(term) for term in context.terms]


def read_document(
    context: Context, ontology: Ontology, network: Network, reading: Reading, pairs: Sequence[Pair] = ()
) -> Read:
    """What the network says of some pairs, and of the stages of everything that may have one."""
    cases = list(_stage_cases(context, ontology))
    standing = [places_of(context, pair) for pair in pairs]
    places = [*(list(found.values()) for found in standing), *(found for *_, found in cases)]
    flat = [place for found in places for place in found]
    told = network.related(reading, kinds_of(len(context.text), spans_of_terms(context)), flat)
    best = np.maximum.reduceat(told, np.cumsum([0, *map(len, places[:-1])]), axis=0).tolist() if places else []
    asked = [network.columns.index(question) for question in QUESTIONS]
    stages: dict[int, dict[str, tuple[float, ...]]] = defaultdict(dict)
    for (referent, stage, _), row in zip(cases, best[len(pairs) :], strict=True):
        stages[referent][stage] = tuple(row[column] for column in asked)

    def named(keys: Iterable[Ends], rows: Iterable[Sequence[float]]) -> dict[Ends, dict[str, float]]:
        return {key: dict(zip(network.columns, row, strict=True)) for key, row in zip(keys, rows, strict=False)}

    ends = [(pair.head, pair.tail) for pair in pairs]
    return Read(named(ends, best), named((key for found in standing for key in found), told.tolist()), stages)


def _stage_cases(context: Context, ontology: Ontology) -> Iterator[tuple[int, str, list[Place]]]:
    for referent, kind in sorted(context.kinds.items()):
        if kind in AGENTS:
            for stage, places in cue_places(context, ontology, referent).items():
                yield referent, stage, places
