"""Realis: whether a statement is a fact, a plan, a hope, a claim, or denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kg.ontology.model import Ontology
from kg.relations.context import Context, Cue, Sentence, Term
from kg.relations.cue import DENIED, PLANNED, cues, cues_in
from kg.relations.pair import Instance

__all__ = ["DONE", "called_off", "denied", "only_denied", "only_planned", "realis", "scope", "sober", "told_of"]

FROM_STAGE = {"planned": "planned", "negotiating": "negotiating", "terminated": "terminated"}
DONE = frozenset({"signed", "under_construction", "completed", "operating"})
#: What stands between two things of which one only speaks of the other.
SPEAKS = re.compile(r"(?:介绍|参观|走访|称赞|点赞|看好|宣传|推介|解读|评价|评论|报道|表扬)(?:了|过)?")
SEMICOLON = re.compile(r"[;；]")
ENDED = frozenset({"PARTNERS_WITH", "UNDERTAKES", "SETTLES_IN"})
NEGOTIATED = frozenset({"PARTNERS_WITH", "SETTLES_IN"})
HOPED = {"PARTNERS_WITH": "encouraged", "UNDERTAKES": "encouraged", "AWARDED": "aspired"}


def _scope(context: Context, sentence: Sentence, instance: Instance) -> tuple[int, int]:
    """From the start of the clause of the first end to the end of the clause of the last one, within the sentence."""
    terms = [context.terms[i] for i in (instance.head, instance.tail)]
    inside = [t for t in terms if sentence.start <= t.start < sentence.end]
    if not inside:  # both ends are carried into the sentence
        return sentence.start, sentence.end
    first, last = min(t.start for t in inside), max(t.start for t in inside)
    return sentence.clauses[sentence.clause(first)][0], sentence.clauses[sentence.clause(last)][1]


def denied(context: Context, ontology: Ontology, sentence: Sentence, instance: Instance) -> bool:
    """Whether the clause that states the relation denies it (未能签约), or one end only speaks of the other."""
    left, right = sorted((context.terms[instance.head], context.terms[instance.tail]), key=lambda term: term.start)
    if SPEAKS.fullmatch(context.text, left.end, max(left.end, right.start)):
        return True
    start, end = _scope(context, sentence, instance)
    if instance.hit is not None:
        start = max(start, sentence.clauses[sentence.clause(instance.hit.start)][0])
        end = min(end, instance.hit.end + 4)
    return any(pattern.search(context.masked, start, end) for pattern in cues(ontology, "negation").values())


def realis(  # noqa: PLR0913, PLR0917 - what was read of a relation, and where
    context: Context, ontology: Ontology, sentence: Sentence, instance: Instance, relation: str, stage: str | None
) -> str:
    """The realis of a relation told in `sentence`; a stage that is told decides, else the words around it.

    Of a relation without stages only the clause of its last end speaks: 谋划建设储能项目,为海岳药业供应电芯 plans the
    project, not the supply.
    """
    patterns = cues(ontology, "realis")
    start, end = _scope(context, sentence, instance)
    if not ontology.relation_types[relation].staged:
        start = sentence.clauses[sentence.clause(max(start, end - 1))][0]

    def told(name: str, since: int = start) -> bool:
        return patterns[name].search(context.masked, since, end) is not None

    hope = HOPED.get(relation, "")
    answers = (
        (hope, bool(hope) and stage not in DONE and told(hope)),
        (FROM_STAGE.get(stage or "", ""), stage in FROM_STAGE),
        ("claimed", told("claimed", sentence.start)),
        ("fact", stage in DONE),
        ("terminated", relation in ENDED and told("terminated")),
        ("planned", told("planned")),
        ("negotiating", relation in NEGOTIATED and told("negotiating")),
    )
    return next((name for name, holds in answers if holds), "fact")


def only_planned(context: Context, ontology: Ontology, places: Iterable[tuple[Sentence, int]], stage: str) -> bool:
    """Whether a plan is told of the terms at `places` (sentence, index), and nothing that was reached.

    False where neither is told, and where the sentence before them, which speaks of several things, tells `stage`.
    """
    planned = False
    for sentence, index in places:
        term = context.terms[index]
        for cue in _told(context, ontology, sentence, scope(context, sentence, term)):
            if cue.stage in DONE and not cue.mood:
                return False
            planned |= cue.mood == PLANNED or cue.stage == "planned"
        before = _before(context, sentence, term)
        if before and any((cue.stage, cue.mood) == (stage, "") for cue in cues_in(context, ontology, before)):
            return False
    return planned


def only_denied(told: Iterable[Cue], stage: str) -> bool:
    """Whether `stage` is among what is told of a thing (`told_of`), and each time denied (尚未开工)."""
    return {cue.mood for cue in told if cue.stage == stage} == {DENIED}


def called_off(told: Iterable[Cue]) -> bool:
    """Whether the last stage that is told of a thing (`told_of`) is its end."""
    last = max(told, key=lambda cue: (cue.start, cue.stage, cue.mood), default=None)
    return last is not None and (last.stage, last.mood) == ("terminated", "")


def told_of(context: Context, ontology: Ontology, places: Iterable[tuple[Sentence, int]]) -> list[Cue]:
    """The stages told of the terms at `places` (sentence, index), in their order."""
    return [
        cue
        for sentence, index in places
        for cue in _told(context, ontology, sentence, scope(context, sentence, context.terms[index]))
    ]


def _told(context: Context, ontology: Ontology, sentence: Sentence, span: tuple[int, int]) -> list[Cue]:
    """The stages told in a span of a sentence."""
    start, end = span
    return [cue for cue in cues_in(context, ontology, sentence) if start <= cue.start and cue.end <= end]


def _before(context: Context, sentence: Sentence, term: Term) -> Sentence | None:
    """The sentence before, unless it speaks of another thing of the kind of `term`."""
    number = bisect_left(context.sentences, sentence.start, key=lambda s: s.start)
    before = context.sentences[number - 1] if number else None
    if before and not any(context.terms[i].kind == term.kind for i in before.terms):
        return before
    return None


def scope(context: Context, sentence: Sentence, term: Term) -> tuple[int, int]:
    """The clauses that speak of `term`: around it between semicolons, up to those of another thing of its kind."""
    start, end = sentence.clauses[sentence.clause(term.start)]
    edges = [match.start() for match in SEMICOLON.finditer(context.text, sentence.start, sentence.end)]
    first = max((edge + 1 for edge in edges if edge < term.start), default=sentence.start)
    last = min((edge for edge in edges if edge >= term.end), default=sentence.end)
    for index in sentence.terms:
        other = context.terms[index]
        if other.kind == term.kind and other.referent != term.referent:
            if other.end <= start:
                first = max(first, sentence.clauses[sentence.clause(other.start)][1])
            elif other.start >= end:
                last = min(last, sentence.clauses[sentence.clause(other.start)][0])
    return min(first, start), max(last, end)


def sober(
    context: Context, ontology: Ontology, places: Sequence[tuple[Sentence, int]], stage: str | None
) -> str | None:
    """A stage that is only planned where it is told is `planned`, and what was called off last is `terminated`.

    One that is only denied is none.
    """
    if stage not in DONE:
        return stage
    told = told_of(context, ontology, places)
    if called_off(told):
        return "terminated"
    if only_planned(context, ontology, places, stage):
        return "planned"
    return None if only_denied(told, stage) else stage
