"""Realis: whether a statement is a fact, a plan, a hope, a claim, or denied."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ontology.model import Ontology
from kg.relations.context import Context, Sentence
from kg.relations.feature import Instance
from kg.relations.stage import PLAN, cues

__all__ = ["denied", "planned_only", "realis", "told_at_all"]

FROM_STAGE = {"planned": "planned", "negotiating": "negotiating", "terminated": "terminated"}
DONE = frozenset({"signed", "under_construction", "completed", "operating"})
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
    """Whether the clause that states the relation denies it (未能签约, 没有合作)."""
    start, end = _scope(context, sentence, instance)
    if instance.hit is not None:
        start = max(start, sentence.clauses[sentence.clause(instance.hit.start)][0])
        end = min(end, instance.hit.end + 4)
    return any(pattern.search(context.masked, start, end) for pattern in cues(ontology, "negation").values())


def realis(  # noqa: PLR0913, PLR0917 - what was read of a relation, and where
    context: Context, ontology: Ontology, sentence: Sentence, instance: Instance, relation: str, stage: str | None
) -> str:
    """The realis of a relation told in `sentence`; a stage that is told decides, else the words around it."""
    patterns = cues(ontology, "realis")
    start, end = _scope(context, sentence, instance)

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


def planned_only(context: Context, ontology: Ontology, places: Iterable[Sentence], stage: str) -> bool:
    """Whether every word of a reached stage in `places` is governed by a plan before it in its clause (将于6月动工).

    False where no word of the stage stands there.
    """
    cue, plan = cues(ontology, "stage")[stage], PLAN
    told = False
    for sentence in places:
        for start, end in sentence.clauses:
            for match in cue.finditer(context.masked, start, end):
                told = True
                if not plan.search(context.masked, start, match.start()):
                    return False
    return told


def told_at_all(context: Context, ontology: Ontology, places: Iterable[Sentence]) -> bool:
    """Whether something is said to be reached in `places`, or nothing to be planned."""
    patterns = cues(ontology, "stage")
    spans = [(sentence.start, sentence.end) for sentence in places]
    reached = any(patterns[stage].search(context.masked, *span) for stage in DONE for span in spans)
    return reached or not any(PLAN.search(context.masked, *span) for span in spans)
