"""The rule engine.

A rule is a trigger and two slots (data in schemas/rules); the engine knows clauses, lists, dropped subjects and the
zone of the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
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
        taken: set[int] = set()
        for match in _compiled(rule.trigger).finditer(text, sentence.start, sentence.end):
            if any(_covers(context, i, match.start(), match.end()) for i in sentence.terms):
                continue
            place = (match.start(), match.end())
            if rule.tail.where == "around":
                heads, head_carried = _fill(context, sentence, rule.head, place, ())
                tails, tail_carried = _fill(context, sentence, rule.tail, place, heads)
            elif rule.tail.where == "subject" and rule.head.where in ("after", "before"):
                heads, head_carried = _fill(context, sentence, rule.head, place, ())
                tails, tail_carried = _fill(context, sentence, rule.tail, place, {*heads, *taken})
                taken.update(heads if rule.head.where == "after" else ())
            else:
                tails, tail_carried = _fill(context, sentence, rule.tail, place, ())
                heads, head_carried = _fill(context, sentence, rule.head, place, {*tails, *taken})
                taken.update(tails if rule.tail.where == "after" else ())
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
    context: Context, sentence: Sentence, slot: Slot, place: tuple[int, int], other: Collection[int]
) -> tuple[list[int], bool]:
    """The terms that fill a slot of a trigger at `place`, and whether they were carried from elsewhere.

    What the `other` slot took fills no second one; nor is it the subject where the rule fires once more in the sentence
    (由A供应,B由C供应: the buyer is not A).
    """
    start, end = place
    letters = {LETTER[kind] for kind in slot.types}
    fitting = [i for i in sentence.terms if context.terms[i].kind in letters and i not in other]
    before = [i for i in fitting if context.terms[i].end <= start]
    after = [i for i in fitting if context.terms[i].start >= end]
    left, right = sentence.clauses[sentence.clause(start)]
    near = [i for i in before if context.terms[i].start >= left]
    here = [i for i in after if context.terms[i].start < right]
    if slot.where == "around":
        return _whole(context, near[-1:], before) + _whole(context, here[:1], after), False
    if slot.where in ("after", "zone"):
        found = _whole(context, here[:1], after)
        return (found, False) if found or slot.where == "after" else (_zone(context, before), True)
    if slot.where == "before":
        return _whole(context, near[-1:], before), False
    told = _whole(context, near[:1] or before[:1], before)
    if told:
        return told, False
    carried = [i for i in sentence.carried if context.terms[i].kind in letters]
    return _whole(context, carried[:1], carried), bool(carried)


def _whole(context: Context, chosen: Sequence[int], among: Sequence[int]) -> list[int]:
    """The whole enumeration that a chosen term is part of; nothing where none was chosen."""
    lists = {context.list_of[i] for i in chosen}
    return [i for i in among if context.list_of[i] in lists]


def _zone(context: Context, before: Sequence[int]) -> list[int]:
    """The zone of the document: where it stands before the trigger, else where it is told first."""
    everywhere = (i for i, term in enumerate(context.terms) if term.referent == context.zone)
    return [i for i in before if context.terms[i].referent == context.zone][:1] or list(everywhere)[:1]
