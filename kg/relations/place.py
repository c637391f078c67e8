"""Where the pairs of a document stand, for the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.network import Network, Place, Reading
from kg.network.network import kinds_of
from kg.relations.context import Context
from kg.relations.feature import Pair

__all__ = ["Read", "places_of", "read_pairs", "spans_of_terms"]

NEAREST = 3  # places of a pair that are looked at

#: What the network says of the ends of each pair: the probability of each relation and attribute.
Read = Mapping[tuple[int, int], Mapping[str, float]]


def places_of(context: Context, pair: Pair) -> list[Place]:
    """The nearest places of a pair, each pair of terms once."""
    fired = {(i.head, i.tail) for i in pair.instances if i.hit is not None}
    found: dict[tuple[int, int], Place] = {}
    for instance in sorted(pair.instances, key=lambda i: (i.distance, i.head, i.tail)):
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
            ends in fired,
        )
    return list(found.values())


def spans_of_terms(context: Context) -> list[tuple[int, int, str]]:
    """The spans and kinds of all terms."""
    return [(term.start, term.end, term.kind) for term in context.terms]


def read_pairs(context: Context, network: Network, reading: Reading, pairs: Sequence[Pair]) -> Read:
    """What the network says of each pair."""
    kinds = kinds_of(len(context.text), spans_of_terms(context))
    told = network.related(reading, kinds, [places_of(context, pair) for pair in pairs])
    return {
        (pair.head, pair.tail): dict(zip(network.columns, row, strict=True))
        for pair, row in zip(pairs, told.tolist(), strict=True)
    }
