"""The rule engine: a rule is a trigger and two slots (data in schemas/rules); the engine knows clauses, lists,
dropped subjects and the zone of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.ontology.model import Ontology, Rule, Slot
from kg.relations.context import LETTER, Context, Sentence

__all__ = ["Hit", "hits"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired: indices of head and tail terms, the span of the trigger, and how far the ends are carried."""

    rule: Rule
    head: int
    tail: int
    start: int
    end: int
    carried: bool


@lru_cache(maxsize=1024)
def _compiled(trigger: str) -> re.Pattern[str]:
    return re.compile(trigger)


def hits(context: Context, sentence: Sentence, ontology: Ontology) -> Iterator[Hit]:
    """Every way in which a rule fires in a sentence, in the order of the rules and of the text.

    A trigger inside a name is none. With 分别 in the sentence, lists of equal length are paired in order.
    """
    text = context.text
    distributive = "分别" in text[sentence.start : sentence.end]
    for rule in ontology.rules:
        for match in _compiled(rule.trigger).finditer(text, sentence.start, sentence.end):
            if any(_covers(context, i, match.start(), match.end()) for i in sentence.terms):
                continue
            place = (match.start(), match.end())
            if rule.tail.where == "around":
                heads, head_carried = _fill(context, sentence, rule.head, place, ())
                tails, tail_carried = _fill(context, sentence, rule.tail, place, heads)
            else:
                tails, tail_carried = _fill(context, sentence, rule.tail, place, ())
                heads, head_carried = _fill(context, sentence, rule.head, place, tails)
            for head, tail in _pair(heads, tails, distributive=distributive):
                if context.terms[head].referent != context.terms[tail].referent:
                    yield Hit(rule, head, tail, *place, head_carried or tail_carried)


def _covers(context: Context, index: int, start: int, end: int) -> bool:
    term = context.terms[index]
    return term.kind.isalpha() and term.referent >= 0 and term.start < end and start < term.end


def _pair(heads: Sequence[int], tails: Sequence[int], *, distributive: bool) -> list[tuple[int, int]]:
    if distributive and len(heads) == len(tails) > 1:
        return list(zip(heads, tails, strict=True))
    return [(head, tail) for head in heads for tail in tails]


def _fill(
    context: Context, sentence: Sentence, slot: Slot, place: tuple[int, int], other: Sequence[int]
) -> tuple[list[int], bool]:
    """The terms that fill a slot of a trigger at `place`, and whether they were carried from elsewhere.

    What the `other` slot took fills no second one.
    """
    start, end = place
    letters = {LETTER[kind] for kind in slot.types}
    fitting = [i for i in sentence.terms if context.terms[i].kind in letters and i not in other]
    before = [i for i in fitting if context.terms[i].end <= start]
    after = [i for i in fitting if context.terms[i].start >= end]
    clause = sentence.clauses[sentence.clause(start)]
    if slot.where == "around":
        left = [i for i in before if context.terms[i].start >= clause[0]]
        right = [i for i in after if context.terms[i].start < clause[1]]
        return (_whole(context, left[-1], before) if left else []) + (
            _whole(context, right[0], after) if right else []
        ), False
    if slot.where in ("after", "zone"):
        here = [i for i in after if context.terms[i].start < clause[1]]
        if here:
            return _whole(context, here[0], after), False
        if slot.where == "after":
            return [], False
        return _zone(context, sentence, before), True
    near = [i for i in before if context.terms[i].start >= clause[0]]
    if near:
        return _whole(context, near[0 if slot.where == "subject" else -1], before), False
    if slot.where == "subject":
        if before:
            return _whole(context, before[0], before), False
        carried = [i for i in sentence.carried if context.terms[i].kind in letters]
        if carried:
            return _whole(context, carried[0], carried), True
    return [], False


def _whole(context: Context, index: int, among: Sequence[int]) -> list[int]:
    """The whole enumeration that a term is part of."""
    return [i for i in among if context.list_of[i] == context.list_of[index]]


def _zone(context: Context, sentence: Sentence, before: Sequence[int]) -> list[int]:
    zones = [i for i in before if context.terms[i].referent == context.zone]
    if zones:
        return zones[:1]
    return (
        [next(i for i, term in enumerate(context.terms) if term.referent == context.zone)]
        if context.zone is not None
        else []
    )
