"""What the relation stage knows of a document: its terms in their sentences and clauses, enumerations, carried subjects.

A term is a name with its referent, or a quantity (money, area, capacity, date), so that one machinery joins names to
names and amounts to names.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.entities.chooser import Name
from kg.entities.referent import main_zone
from kg.text import Quantity, clauses, moments, plain, quantities, sentences
from kg.text.lexicon import lexicon

__all__ = ["LETTER", "Context", "Sentence", "Term"]

LETTER = {
    "Enterprise": "E",
    "Project": "P",
    "Park": "K",
    "Organization": "O",
    "Place": "L",
    "Industry": "I",
    "Product": "D",
    "Honor": "H",
    "money": "M",
    "area": "A",
    "capacity": "C",
}
COORDINATION = re.compile(r"^[”\"]?(?:、|和|与|及|以及|,以及|,和)[“\"]?$")
AGENTS = frozenset("EPKO")


@dataclass(frozen=True, slots=True)
class Term:
    """A name or quantity at a half-open span of normalised text.

    `kind` is its letter; `referent` numbers what is meant (quantities have one of their own each, below zero);
    `value` is the value of a quantity.
    """

    start: int
    end: int
    kind: str
    referent: int
    value: int | float | str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span, its clauses, the indices of its terms, and the terms carried over as possible subjects."""

    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]
    terms: tuple[int, ...]
    carried: tuple[int, ...]

    def clause(self, position: int) -> int:
        """The number of the clause that holds `position`."""
        starts = [start for start, _ in self.clauses]
        return max(0, bisect_right(starts, position) - 1)


class Context:
    """The terms of a document in their sentences.

    Parameters
    ----------
    text
        Normalised text.
    names, groups
        Names in order and the referent of each.
    date
        ISO date of the document, for relative dates.
    """

    def __init__(self, text: str, names: Sequence[Name], groups: Sequence[int], date: str | None = None) -> None:
        self.text = text
        self.zone = main_zone(text, names, groups)
        self.terms = self._terms(names, groups, date)
        self.list_of = self._lists()
        self.kinds = {term.referent: term.kind for term in reversed(self.terms)}
        self.count = Counter(term.referent for term in self.terms)
        self.words = lexicon().cut(text)
        self._word_starts = [start for start, _, _ in self.words]
        self.sentences = self._sentences()

    def cut(self, start: int, end: int) -> list[str]:
        """The words that begin in ``text[start:end]``; digits are written ``#``."""
        first, last = bisect_left(self._word_starts, start), bisect_left(self._word_starts, end)
        words: list[str] = []
        for a, b, _ in self.words[first:last]:
            word = self.text[a : min(b, end)]
            if word.isdigit() or word == ".":
                if words and words[-1] == "#":
                    continue
                word = "#"
            words.append(word)
        return words

    def _terms(self, names: Sequence[Name], groups: Sequence[int], date: str | None) -> list[Term]:
        terms = [Term(n.start, n.end, LETTER[n.type], g) for n, g in zip(names, groups, strict=True)]
        taken = bytearray(len(self.text))
        for name in names:
            taken[name.start : name.end] = b"\x01" * (name.end - name.start)
        number = 0
        for q in quantities(self.text):
            kind = _quantity_letter(q)
            if kind is None or (q.kind != "capacity" and any(taken[q.start : q.end])):
                continue
            number -= 1
            terms.append(Term(q.start, q.end, kind, number, q.text if q.kind == "capacity" else plain(q.value)))
        for moment in moments(self.text, date):
            if not any(taken[moment.start : moment.end]):
                number -= 1
                terms.append(Term(moment.start, moment.end, "T", number, moment.iso))
        return sorted(terms, key=lambda t: (t.start, t.end))

    def _lists(self) -> list[int]:
        numbers = [0] * len(self.terms)
        for i in range(1, len(self.terms)):
            left, right = self.terms[i - 1], self.terms[i]
            joined = left.kind == right.kind and COORDINATION.match(self.text[left.end : right.start])
            numbers[i] = numbers[i - 1] + (0 if joined else 1)
        return numbers

    def _sentences(self) -> list[Sentence]:
        starts = [term.start for term in self.terms]
        found: list[Sentence] = []
        carried: tuple[int, ...] = ()
        paragraph = -1
        for start, end in sentences(self.text):
            line = self.text.rfind("\n", 0, start)
            if line != paragraph:
                carried = carried if self._is_heading(found, start) else ()
                paragraph = line
            terms = tuple(range(bisect_left(starts, start), bisect_left(starts, end)))
            found.append(Sentence(start, end, tuple(clauses(self.text, start, end)), terms, carried))
            carried = self._subjects(terms) or carried
        return found

    def _is_heading(self, found: list[Sentence], start: int) -> bool:
        """Whether the line before is a heading, whose names go on as subjects."""
        if not found:
            return False
        last = found[-1]
        return last.end - last.start <= 40 and self.text[last.end - 1] not in "。!?" and last.end <= start

    def _subjects(self, terms: Sequence[int]) -> tuple[int, ...]:
        """The terms of a sentence that the next one may go on with: the first of each kind with its list, and the last."""
        agents = [i for i in terms if self.terms[i].kind in AGENTS]
        chosen: list[int] = []
        for kind in ("", "E", "P", "K"):
            alike = [i for i in agents if not kind or self.terms[i].kind == kind]
            if alike:
                chosen += [i for i in agents if self.list_of[i] == self.list_of[alike[0]]]
                if not kind or kind == "E":
                    chosen.append(alike[-1])
        return tuple(dict.fromkeys(chosen))


def _quantity_letter(q: Quantity) -> str | None:
    """The letter of a quantity that may be an attribute; None for counts, shares and what has no attribute."""
    if q.kind == "money":
        return {"CNY": "M", "USD": "U"}.get(q.unit)
    if q.kind == "area":
        return "A" if q.unit == "m2" else None
    return "C" if q.kind == "capacity" else None
