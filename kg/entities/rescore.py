"""A later look at the candidates: what the look before gave to their neighbours, as numbers for trees.

The first look scores each candidate by itself. Only then is known how likely the names are that overlap it, that stand
beside it in its list, that are written the same elsewhere, or that it may abbreviate.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from kg.entities.anatomy import short_forms
from kg.entities.candidate import LONGEST_NAME, TAGGERS, Candidate
from kg.entities.evidence import CandidateDocument
from kg.network.shape import TYPES
from kg.text.lexicon import Lexicon

__all__ = ["TYPES", "Mask", "candidate_rows", "right"]

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FAINT = 0.02  # a type that is less likely than this is looked at again only where a tagger proposes it
LIKELY = 0.3  # a company name from this probability may have short forms
SHORTEST_FULL = 4


def candidate_rows(document: CandidateDocument, first: Matrix, words: Lexicon) -> tuple[Mask, Matrix]:
    """Which types of which candidates are looked at again, ``(n, 8)``, and the numbers of those, ``(looked, columns)``.

    Parameters
    ----------
    document
        The candidates, in order.
    first
        The probability of each of `TYPES` for each candidate, ``(n, 8)``.
    """
    looked: Mask = first >= FAINT
    for i, candidate in enumerate(document.candidates):
        for source, kind, _ in candidate.votes:
            if source in TAGGERS:
                looked[i, TYPES.index(kind)] = True
    rows = list(_Rows(document, first, words).run(looked))
    return looked, np.array(rows, float) if rows else np.zeros((0, 0))


class _Rows:
    def __init__(self, document: CandidateDocument, first: Matrix, words: Lexicon) -> None:
        self.text, self.candidates, self.words, self.first = document.text, document.candidates, words, first
        self.labels = document.reading.labels if document.reading else None
        self.best = first.max(axis=1)
        self.starts = [c.start for c in self.candidates]
        self.same, self.enumerations = document.same, document.enumerations
        self.opening: dict[int, list[int]] = defaultdict(list)
        self.closing: dict[int, float] = defaultdict(float)
        for i, c in enumerate(self.candidates):
            self.opening[c.start].append(i)
            self.closing[c.end] = max(self.closing[c.end], float(self.best[i]))
        self.lists = self._lists()
        self.shorts = self._shorts()
        self.holding = {form: first[numbers].max(axis=0) for form, numbers in document.holding.items()}

    def run(self, looked: Mask) -> Iterator[list[float]]:
        for i, kind in np.argwhere(looked).tolist():
            candidate = self.candidates[i]
            others = max(self.first[i, :kind].max(initial=0.0), self.first[i, kind + 1 :].max(initial=0.0))
            row = [*self.first[i], self.first[i, kind], others, kind, 1 - self.first[i].sum()]
            row += self._votes(candidate, TYPES[kind])
            row += self._read(candidate, kind)
            row += self._overlaps(i, kind)
            row += self._elsewhere(i, kind)
            row += self._around(i, kind)
            yield row

    def _votes(self, candidate: Candidate, kind: str) -> list[float]:
        """How sure each source is of the candidate, and the taggers of this type."""
        scores: dict[object, float] = defaultdict(float)
        for source, named, score in candidate.votes:
            scores[source] = max(scores[source], score)
            if named == kind:
                scores[source, kind] = max(scores[source, kind], score)
        sources = [scores[name] for name in ("tagger", "tagger2", "network", "network2", "list", "repeat")]
        return sources + [scores[name, kind] for name in ("tagger", "tagger2", "network", "network2", "suffix")]

    def _read(self, candidate: Candidate, kind: int) -> list[float]:
        """How the network reads a candidate as a type: its beginning, what follows (mean, least), whether it goes on.

        And how likely each end is the end of a name of any type.
        """
        if self.labels is None:
            return [-1.0] * 6
        begin, inside = self.labels[:, 1 + 2 * kind], self.labels[:, 2 + 2 * kind]
        start, end = candidate.start, candidate.end
        rest = inside[start + 1 : end]
        after = self.labels[end] if end < len(self.labels) else None
        return [
            float(begin[start]),
            float(rest.mean()),
            float(rest.min()),
            float(inside[end]) if after is not None else 0.0,
            float(self.labels[start, 1::2].sum()),
            float(after[2::2].sum()) if after is not None else 0.0,
        ]

    def _overlaps(self, i: int, kind: int) -> list[float]:
        """The likeliest candidate within this one, around it, across its edge, from its start, to its end; of all."""
        mine = self.candidates[i]
        outer = inner = crossing = beginning = ending = alike = other = 0.0
        low = bisect.bisect_left(self.starts, mine.start - LONGEST_NAME)
        for j in range(low, bisect.bisect_left(self.starts, mine.end)):
            theirs, score = self.candidates[j], float(self.best[j])
            if j == i or theirs.end <= mine.start:
                continue
            alike, other = max(alike, float(self.first[j][kind])), max(other, score)
            if theirs.start <= mine.start and theirs.end >= mine.end:
                outer = max(outer, score)
            elif theirs.start >= mine.start and theirs.end <= mine.end:
                inner = max(inner, score)
            else:
                crossing = max(crossing, score)
            beginning = max(beginning, score if theirs.start == mine.start else 0.0)
            ending = max(ending, score if theirs.end == mine.end else 0.0)
        return [inner, outer, crossing, beginning, ending, alike, other]

    def _elsewhere(self, i: int, kind: int) -> list[float]:
        """The same form at other places, what it abbreviates, and the longer forms that hold it."""
        mine = self.candidates[i]
        form = self.text[mine.start : mine.end]
        others = [j for j in self.same[form] if j != i]
        scores = [float(self.first[j][kind]) for j in others]
        return [
            len(others) + 1,
            self.text.count(form),
            max(scores, default=-1.0),
            sum(scores) / len(scores) if scores else -1.0,
            float(sum(self.best[j] for j in others)),
            self.shorts.get(form, 0.0),
            float(self.holding[form][kind]) if form in self.holding else 0.0,
        ]

    def _around(self, i: int, kind: int) -> list[float]:
        """The other members of its list, its length and word, and the names before and behind it."""
        mine = self.candidates[i]
        alike, other, size = self.lists.get(mine.start, (None, -1.0, 0))
        beside = [
            max((float(self.best[j]) for j in self.opening.get(mine.end + gap, ())), default=0.0) for gap in (1, 0)
        ]
        return [
            -1.0 if alike is None else float(alike[kind]),
            other,
            size,
            mine.end - mine.start,
            self.words.cost(self.text[mine.start : mine.end]),
            self.closing.get(mine.start - 1, 0.0),
            *beside,
            self.closing.get(mine.start, 0.0),
        ]

    def _lists(self) -> dict[int, tuple[Matrix, float, int]]:
        """For each place in a part of an enumeration: mean probabilities of the other parts, number of parts."""
        found = {}
        for parts in self.enumerations:
            scores = [self._part(*part) for part in parts]
            total = np.sum(scores, axis=0)
            for (start, end), score in zip(parts, scores, strict=True):
                others = (total - score) / max(1, len(parts) - 1)
                for place in range(start, end):
                    found[place] = (others, float(others.max()), len(parts))
        return found

    def _part(self, start: int, end: int) -> Matrix:
        inside = [
            j for place in range(start, end) for j in self.opening.get(place, ()) if self.candidates[j].end <= end
        ]
        best: Matrix = self.first[inside].max(axis=0) if inside else np.zeros(len(TYPES))
        return best

    def _shorts(self) -> dict[str, float]:
        """The short forms of likely company names, with the probability of the name."""
        shorts: dict[str, float] = {}
        for form, places in self.same.items():
            likely = max(float(self.first[i][0]) for i in places)
            if likely > LIKELY and len(form) >= SHORTEST_FULL:
                for short in short_forms(form):
                    shorts[short] = max(shorts.get(short, 0.0), likely)
        return shorts


def right(candidates: Sequence[Candidate], looked: Mask, gold: dict[tuple[int, int], str]) -> list[bool]:
    """Whether each type of a candidate that is looked at is that of the name which stands there."""
    return [
        gold.get((candidates[i].start, candidates[i].end)) == TYPES[kind] for i, kind in np.argwhere(looked).tolist()
    ]
