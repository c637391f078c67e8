"""Where the pairs and things of a document stand, for the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.network import Network, Place, Reading
from kg.network.network import kinds_of
from kg.relations.context import Context
from kg.relations.feature import Pair

__all__ = ["STAGED", "Read", "places_of", "read_pairs", "spans_of_terms", "stage_places"]

NEAREST = 3  # places of a pair that are looked at
FIRST, LAST = 2, 4  # mentions of a thing that are looked at for its stage
BEFORE, AFTER = 16, 32  # characters around a mention that are looked at for its stage
STAGED = frozenset("PKE")


@dataclass(frozen=True)
class Read:
    """What the network says: of each pair its relations, attributes and stages, of each thing its stages."""

    pairs: Mapping[tuple[int, int], Mapping[str, float]]
    things: Mapping[int, Mapping[str, float]]


def places_of(context: Context, pair: Pair) -> list[Place]:
    """The nearest places of a pair, each pair of terms once."""
    found: dict[tuple[int, int], Place] = {}
    for instance in sorted(pair.instances, key=lambda i: (i.distance, i.head, i.tail, i.hit is None)):
        ends = (instance.head, instance.tail)
        if ends in found:
            continue
        if len(found) == NEAREST:
            break
        head, tail = (context.terms[end] for end in ends)
        left, right = sorted((head, tail), key=lambda term: (term.start, term.end))
        found[ends] = Place(
            (head.start, head.end, head.kind),
            (tail.start, tail.end, tail.kind),
            (left.end, right.start),
            context.terms_within(left.end, right.start),
            pair.tail == context.zone,
            instance.hit is not None,
        )
    return list(found.values())


def stage_places(context: Context, referent: int) -> list[Place]:
    """The first and last mentions of a thing, each with what its sentence says around it."""
    places = context.places.get(referent, [])
    found = []
    for sentence, index in places if len(places) <= FIRST + LAST else [*places[:FIRST], *places[-LAST:]]:
        term = context.terms[index]
        mention = (term.start, term.end, term.kind)
        around = (max(sentence.start, term.start - BEFORE), min(sentence.end, term.end + AFTER))
        found.append(Place(mention, mention, around, zone=referent == context.zone))
    return found


def spans_of_terms(context: Context) -> list[tuple[int, int, str]]:
    """The spans and kinds of all terms."""
    return [(term.start, term.end, term.kind) for term in context.terms]


def read_pairs(context: Context, network: Network, reading: Reading, pairs: Sequence[Pair]) -> Read:
    """What the network says of pairs, and of everything that may have a stage."""
    things = [referent for referent, kind in sorted(context.kinds.items()) if kind in STAGED]
    places = [places_of(context, pair) for pair in pairs] + [stage_places(context, referent) for referent in things]
    kinds = kinds_of(len(context.text), spans_of_terms(context))
    told = [dict(zip(network.columns, row, strict=True)) for row in network.related(reading, kinds, places).tolist()]
    ends = [(pair.head, pair.tail) for pair in pairs]
    return Read(dict(zip(ends, told[: len(pairs)], strict=True)), dict(zip(things, told[len(pairs) :], strict=True)))
