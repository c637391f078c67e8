"""What the relation stage knows of a document: terms in their sentences and clauses, enumerations, carried subjects.

A term is a name with its referent, or a quantity (money, area, capacity, date), so that one machinery joins names to
names and amounts to names.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.entities.chooser import Name
from kg.entities.referent import main_zone
from kg.text import Quantity, clauses, moments, plain, quantities, sentences
from kg.text.lexicon import lexicon

__all__ = ["AGENTS", "LETTER", "Context", "Cue", "Sentence", "Term"]

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
#: Definite nouns and pronouns, by the kind of thing that they stand for; alone they must open a clause.
ANAPHORA = {
    "E": re.compile(
        r"该(?:公司|企业|集团|厂)|这家[^,。;:“”\n]{0,6}?(?:企业|公司|厂)|(?:(?<=[,。;:“\n])|^)(?:目前,?|如今,?|其中,?)?(?P<noun>公司|企业|集团)(?=[^名称员长高董经理总内外、])"
    ),
    "P": re.compile(r"该(?:项目|工程|生产线|产线)|(?:(?<=[,。;:“\n])|^)(?:目前,?|整个)?(?P<noun>项目)(?=[^名称建部])"),
    "*": re.compile(r"(?:(?<=[,。;:“\n])|^)(?P<noun>其(?!中|他|余|实|次|间)|它(?!们))"),
}
#: 前者 and 后者: of the two companies that were told last, the former and the latter.
ORDINAL = re.compile(r"前者|后者")
COORDINATION = re.compile(r"^[”\"]?(?:、|和|与|及|以及|,以及|,和)[“\"]?$")
ENDS = re.compile(r"[。!?\n]")
#: A line of a list of fields (投资主体:远山智造): what it names is added to what the lines before it named.
FIELD = re.compile(r"[^\n,。:]{2,10}:")
FIELD_LENGTH = 60
BLOT = "□"
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
class Cue:
    """A word that tells `stage` at a half-open span of normalised text (`kg.relations.cue`).

    `mood` is ``?`` planned, ``~`` supposed, ``!`` denied or empty.
    """

    start: int
    end: int
    stage: str
    mood: str


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
        return max(0, bisect_right(self.clauses, (position, math.inf)) - 1)


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
        self.masked = _masked(text, names)
        self.terms = self._terms(names, groups, date)
        self._term_starts = [term.start for term in self.terms]
        self.list_of = self._lists()
        self.forms: dict[int, set[str]] = {}
        scores: dict[int, list[float]] = {}
        for name, group in zip(names, groups, strict=True):
            self.forms.setdefault(group, set()).add(text[name.start : name.end])
            scores.setdefault(group, []).append(name.score)
        self.sureness = {group: (max(told), sum(told) / len(told)) for group, told in scores.items()}
        self.kinds = {term.referent: term.kind for term in reversed(self.terms)}
        self.count = Counter(term.referent for term in self.terms)
        self.words = lexicon().cut(text)
        self._word_starts = [start for start, _, _ in self.words]
        self._forms = [text[start:end] for start, end, _ in self.words]
        self._numerals = [i for i, form in enumerate(self._forms) if _is_numeral(form)]
        self.sentences = self._sentences()
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        #: By the start of their sentence, as `kg.relations.cue` finds them.
        self.cues: dict[int, tuple[Cue, ...]] = {}
        self.places: dict[int, list[tuple[Sentence, int]]] = {}
        for sentence in self.sentences:
            for i in sentence.terms:
                self.places.setdefault(self.terms[i].referent, []).append((sentence, i))

    def cut(self, start: int, end: int, *, names: bool = True) -> list[str]:
        """The words that begin in ``text[start:end]``, with or without those of names; digits are written ``#``."""
        first, last = bisect_left(self._word_starts, start), bisect_left(self._word_starts, end)
        if first >= last:
            return []
        whole = names and self.words[last - 1][1] <= end
        if whole and bisect_left(self._numerals, first) == bisect_left(self._numerals, last):
            return self._forms[first:last]
        words: list[str] = []
        for a, b, _ in self.words[first:last]:
            if not names and self.masked[a] == BLOT:
                continue
            word = self.text[a : min(b, end)]
            if _is_numeral(word):
                if words and words[-1] == "#":
                    continue
                word = "#"
            words.append(word)
        return words

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that holds a position."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, position) - 1)]

    def sentences_within(self, start: int, end: int) -> int:
        """How many sentences begin behind `start` and not behind `end`."""
        starts = self._sentence_starts
        return bisect_right(starts, end) - bisect_right(starts, start) if start < end else 0

    def terms_within(self, start: int, end: int) -> Sequence[Term]:
        """The terms that begin at `start` or later and before `end`."""
        return self.terms[bisect_left(self._term_starts, start) : bisect_left(self._term_starts, end)]

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
        terms.sort(key=lambda t: (t.start, t.end))
        terms += self._anaphora(terms, taken)
        return sorted(terms, key=lambda t: (t.start, t.end))

    def _anaphora(self, terms: Sequence[Term], taken: bytearray) -> list[Term]:
        """该公司, 该项目 and 其 as terms of what they stand for: the first fitting name of a sentence before."""
        found = []
        starts = [term.start for term in terms]
        for kind, pattern in ANAPHORA.items():
            for match in pattern.finditer(self.text):
                start, end = match.span("noun") if match["noun"] else match.span()
                if any(taken[start:end]):
                    continue
                antecedent = self._antecedent(terms[: bisect_left(starts, start)], kind, start)
                if antecedent is not None:
                    found.append(Term(start, end, antecedent.kind, antecedent.referent))
        for match in ORDINAL.finditer(self.text):
            told = [term for term in terms[: bisect_left(starts, match.start())] if term.kind == "E"][-2:]
            if len(told) == 2 and self.text.find("\n", told[0].start, match.start()) < 0:
                meant = told[match[0] == "后者"]
                found.append(Term(*match.span(), meant.kind, meant.referent))
        return found

    def _antecedent(self, before: Sequence[Term], kind: str, position: int) -> Term | None:
        """The first term of a kind in the nearest sentence before `position` that has one, at most a paragraph away."""
        fits = "EP" if kind == "*" else kind
        line = self.text.rfind("\n", 0, position)
        earliest = self.text.rfind("\n", 0, max(0, line))
        chosen: Term | None = None
        for term in reversed(before):
            if term.start < earliest or (chosen and ENDS.search(self.text, term.end, chosen.start)):
                break
            if term.kind in fits:
                chosen = term
        return chosen

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
            subjects = self._subjects(terms)
            if FIELD.match(self.text, start) and end - start <= FIELD_LENGTH:
                carried = tuple(dict.fromkeys((*carried, *subjects)))[-8:]
            else:
                carried = subjects or carried
        return found

    def _is_heading(self, found: list[Sentence], start: int) -> bool:
        """Whether the line before is a heading, whose names go on as subjects."""
        if not found:
            return False
        last = found[-1]
        return last.end - last.start <= 40 and self.text[last.end - 1] not in "。!?" and last.end <= start

    def _subjects(self, terms: Sequence[int]) -> tuple[int, ...]:
        """The terms that the next sentence may go on with: the first of each kind with its list, and the last."""
        agents = [i for i in terms if self.terms[i].kind in AGENTS]
        chosen: list[int] = []
        for kind in ("", "E", "P", "K"):
            alike = [i for i in agents if not kind or self.terms[i].kind == kind]
            if alike:
                chosen += [i for i in agents if self.list_of[i] == self.list_of[alike[0]]]
                if not kind or kind == "E":
                    chosen.append(alike[-1])
        return tuple(dict.fromkeys(chosen))


def _is_numeral(word: str) -> bool:
    return word.isdigit() or word == "."


def _masked(text: str, names: Sequence[Name]) -> str:
    """`text` with every character of a name blotted out, so that no cue is read inside a name."""
    parts, at = [], 0
    for name in names:
        parts += [text[at : name.start], BLOT * (name.end - name.start)]
        at = name.end
    return "".join(parts) + text[at:]


def _quantity_letter(q: Quantity) -> str | None:
    """The letter of a quantity that may be an attribute; None for counts, shares and what has no attribute."""
    if q.kind == "money":
        return {"CNY": "M", "USD": "U"}.get(q.unit)
    if q.kind == "area":
        return "A" if q.unit == "m2" else None
    return "C" if q.kind == "capacity" else None
