"""A later look at the pairs: what the look before said of a pair beside its rivals, as numbers for trees.

Ranker and network score each pair by itself. Only then is known whether another company is likelier to undertake the
same project, whether the same company settles elsewhere, or whether its list as a whole is told of.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kg.relations.context import LETTER, Context
from kg.relations.pair import Instance, Pair, is_phase

__all__ = ["FAINT", "Scored", "again", "list_bests", "log_odds", "pair_rows", "standing_rows", "together"]

Matrix = npt.NDArray[np.float64]


class Scored(NamedTuple):
    """A pair and a relation that may join it: how likely it is by all together, by the ranker and by the network."""

    pair: Pair
    relation: str
    score: float
    ranker: float
    network: float


FAINT = 0.01  # a pair that is less likely than this is not looked at again
LIKELY = 0.3
UNDERTAKEN = 0.2  # from this probability a project stands for who undertakes it
FAR, ABOVE = 100, 500  # distances of instances that are carried, and that lead to a park told above
NO_DISTANCE = 999
OWNED = ("SUBSIDIARY_OF", "HOLDS_STAKE_IN", "PART_OF")
LETTERS = "".join(dict.fromkeys(LETTER.values()))


def log_odds(probability: float) -> float:
    """The logarithm of the odds, finite."""
    probability = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(probability / (1 - probability))


def together(ranker: float, network: float) -> float:
    """The probability between two: that of their mean log odds."""
    return 1 / (1 + math.exp(-(log_odds(ranker) + log_odds(network)) / 2))


def again(scored: Sequence[Scored], scores: Iterable[float]) -> list[Scored]:
    """The same pairs as a later look scores them."""
    return [told._replace(score=float(score)) for told, score in zip(scored, scores, strict=True)]


def list_bests(context: Context, scored: Sequence[Scored]) -> list[float]:
    """The best score of the enumeration that each pair is part of: the pairs of one relation and one other end.

    The members are those whose nearest places stand in one enumeration.
    """
    best: dict[tuple[str, str, int, int], float] = {}
    keys = []
    for pair, name, score, *_ in scored:
        place = _nearest(pair)
        lists = context.list_of
        mine = [("h", name, lists[place.head], pair.tail), ("t", name, lists[place.tail], pair.head)]
        keys.append(mine)
        for key in mine:
            best[key] = max(best.get(key, 0.0), score)
    return [max(best[key] for key in mine) for mine in keys]


def pair_rows(context: Context, scored: Sequence[Scored], relations: Sequence[str], standing: Matrix) -> Matrix:
    """Numbers of each scored pair, ``(n, columns)``.

    Parameters
    ----------
    relations
        The names that the trees know, in their order.
    standing
        What `standing_rows` gives: it is the same for every look.
    """
    if not scored:
        return np.zeros((0, 0))
    return np.hstack([np.array(list(_Rows(context, scored, relations).run()), float), standing])


def standing_rows(context: Context, scored: Sequence[Scored]) -> Matrix:
    """The numbers of each scored pair that no score changes: its ends, its places, what stands between."""
    rows = _StandingRows(context)
    return np.array([rows.row(told.pair, told.relation) for told in scored], float)


def _nearest(pair: Pair) -> Instance:
    return min(pair.instances, key=lambda i: (i.distance, i.start))


def _best(scores: Mapping[int, float], but: int) -> int | None:
    """The likeliest but for one; of equals the last."""
    return max(((score, other) for other, score in scores.items() if other != but), default=(0.0, None))[1]


class _Rows:
    def __init__(self, context: Context, scored: Sequence[Scored], relations: Sequence[str]) -> None:
        self.context, self.scored = context, scored
        self.number = {name: number for number, name in enumerate(relations)}
        self.score = {(pair.head, name, pair.tail): score for pair, name, score, *_ in scored}
        self.heads: dict[tuple[str, int], dict[int, float]] = defaultdict(dict)
        self.tails: dict[tuple[str, int], dict[int, float]] = defaultdict(dict)
        self.joined: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
        self.any: dict[int, dict[tuple[str, int], float]] = defaultdict(dict)
        self.undertaken: dict[int, dict[int, float]] = defaultdict(dict)
        for (head, name, tail), score in self.score.items():
            self.heads[name, tail][head] = score
            self.tails[name, head][tail] = score
            self.joined[head, tail][name] = score
            self.any[head][name, tail] = max(score, self.any[head].get((name, tail), 0.0))
            self.any[tail][name, head] = max(score, self.any[tail].get((name, head), 0.0))
            if name == "UNDERTAKES" and score > UNDERTAKEN:
                self.undertaken[head][tail] = self.undertaken[tail][head] = score

    def run(self) -> Iterator[list[float]]:
        for (pair, name, score, *apart), listed in zip(self.scored, list_bests(self.context, self.scored), strict=True):
            row = [self.number.get(name, -1), log_odds(score), listed, (score + listed) / 2, *map(log_odds, apart)]
            row += self._rivals(pair, name, score)
            yield row + self._chains(pair, name)

    def _rivals(self, pair: Pair, name: str, score: float) -> list[float]:
        heads = [s for head, s in self.heads[name, pair.tail].items() if head != pair.head]
        tails = [s for tail, s in self.tails[name, pair.head].items() if tail != pair.tail]
        others = [s for other, s in self.joined[pair.head, pair.tail].items() if other != name]
        inverse = self.joined.get((pair.tail, pair.head), {}).values()
        through = [
            min(near, self.score.get((other, name, pair.tail), 0.0))
            for other, near in self.undertaken.get(pair.head, {}).items()
            if other != pair.tail
        ]
        return [
            max(heads, default=-1.0),
            max(tails, default=-1.0),
            sum(s > score for s in heads),
            sum(s > score for s in tails),
            sum(s > LIKELY for s in heads),
            sum(s > LIKELY for s in tails),
            max(others, default=-1.0),
            max(inverse, default=-1.0),
            max((s for key, s in self.any[pair.head].items() if key != (name, pair.tail)), default=0.0),
            max((s for key, s in self.any[pair.tail].items() if key != (name, pair.head)), default=0.0),
            max(through, default=-1.0),
        ]

    def _chains(self, pair: Pair, name: str) -> list[float]:
        """Whether the best rival of an end belongs to that end, or that end to it, and how much is said of each end.

        A firm of a park in a zone settles in one of the two; of a company and its subsidiary one undertakes.
        """
        heads, tails = self.heads[name, pair.tail], self.tails[name, pair.head]
        head, tail = _best(heads, pair.head), _best(tails, pair.tail)
        whole, part = (self._score(*ends) for ends in ((tail, "PART_OF", pair.tail), (pair.tail, "PART_OF", tail)))
        owned = (self._score(*ends) for by in OWNED for ends in ((head, by, pair.head), (pair.head, by, head)))
        return [whole, part, max(owned), sum(tails.values()), sum(heads.values())]

    def _score(self, head: int | None, name: str, tail: int | None) -> float:
        """What was said of a relation; -1 of what nothing was said of."""
        return -1.0 if head is None or tail is None else self.score.get((head, name, tail), -1.0)


class _StandingRows:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.parks = sum(1 for kind in context.kinds.values() if kind == "K")
        self.first: dict[int, int] = {}
        for term in context.terms:
            self.first.setdefault(term.referent, term.start)

    def row(self, pair: Pair, name: str) -> list[float]:
        return [*self._ends(pair), *self._places(pair, name), *self._between(pair)]

    def _ends(self, pair: Pair) -> list[float]:
        context, row = self.context, []
        for end in (pair.head, pair.tail):
            row += [
                LETTERS.find(context.kinds[end]),
                *context.sureness.get(end, (1.0, 1.0)),
                context.count[end],
                float(end == context.zone),
                float(is_phase(context, end)),
                self.first[end],
                max((len(form) for form in context.forms.get(end, ())), default=0),
            ]
        return [*row, self.first[pair.tail] - self.first[pair.head]]

    def _places(self, pair: Pair, name: str) -> list[float]:
        fired = [i for i in pair.instances if i.hit is not None]
        told = [(i.hit.rule.score, i.distance) for i in fired if i.hit and i.hit.rule.relation == name]
        distances = [i.distance for i in pair.instances]
        return [
            len(distances),
            len(fired),
            len(told),
            max((score for score, _ in told), default=0.0),
            min((distance for _, distance in told), default=NO_DISTANCE),
            min(distances, default=NO_DISTANCE),
            sum(distance < FAR for distance in distances),
            sum(FAR <= distance < ABOVE for distance in distances),
            sum(distance >= ABOVE for distance in distances),
            len(pair.features),
            self.parks,
            len(self.context.terms),
        ]

    def _between(self, pair: Pair) -> list[float]:
        """What stands between the ends at their nearest place, and where in the document that is."""
        context, place = self.context, _nearest(pair)
        head, tail = context.terms[place.head], context.terms[place.tail]
        left, right = sorted((head, tail), key=lambda term: (term.start, term.end))
        stretch = (left.end, max(left.end, right.start))
        others = [term for term in context.terms_within(*stretch) if term.referent not in (pair.head, pair.tail)]
        return [
            len({term.referent for term in others if term.kind == head.kind}),
            len({term.referent for term in others if term.kind == tail.kind}),
            context.sentences_within(*stretch),
            context.text.count("\n", *stretch),
            place.start / len(context.text),
            float(head.start < tail.start),
            len(context.sentences),
        ]
