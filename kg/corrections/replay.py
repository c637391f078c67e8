"""The replay of corrections over what was resolved: a pure step of every build.

Corrections are replayed by kind, whatever their order in the file: split, retype, rename, merge, apart, add, set,
confirm and reject. Only where two speak of one thing does their order count, and the later one stands. A correction
may name a thing as it was called before another correction, or by an alias.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.corrections.identity import keep_apart, merge_all, rename, retype, split
from kg.corrections.record import Correction, Outcome
from kg.corrections.statement import add_entity, add_relation, judge, set_values
from kg.corrections.workspace import Miss, Workspace
from kg.ontology.model import Ontology
from kg.records import Document
from kg.resolution import Resolved
from kg.resolution.resolve import ALONE

__all__ = ["replay"]

Step = Callable[[Workspace, Correction], Outcome]


def replay(
    resolved: Resolved, corrections: Sequence[Correction], documents: Iterable[Document], ontology: Ontology
) -> tuple[Resolved, tuple[Outcome, ...]]:
    """What was resolved, corrected; and what became of each correction, in the order of the file.

    The result is the same for any order of corrections that do not speak of one thing.
    """
    if not corrections:
        return resolved, ()
    work = Workspace.of(resolved, documents, ontology)
    kinds: dict[str, list[Correction]] = {}
    for correction in sorted(corrections, key=lambda correction: correction.order):
        kinds.setdefault(_phase(correction), []).append(correction)
    outcomes: list[Outcome] = []
    for kind, step in (("split", split), ("retype", retype), ("rename", rename)):
        outcomes += [_tried(work, step, correction) for correction in kinds.get(kind, ())]
    outcomes += merge_all(work, kinds.get("merge", ()))
    for kind, step in (("apart", keep_apart), ("add entity", add_entity), ("add relation", add_relation)):
        outcomes += [_tried(work, step, correction) for correction in kinds.get(kind, ())]
    outcomes += _set(work, kinds.get("set", ()))
    outcomes += _judge(work, kinds.get("judge", ()))
    _drop_lonely(work)
    return work.resolved(), tuple(sorted(outcomes, key=lambda outcome: outcome.correction.order))


def _phase(correction: Correction) -> str:
    if correction.do == "reject" and len(correction.entities) > 1:
        return "apart"
    if correction.do == "add":
        return "add relation" if correction.relation else "add entity"
    return "judge" if correction.do in ("confirm", "reject") else correction.do


def _tried(work: Workspace, step: Step, correction: Correction) -> Outcome:
    try:
        return step(work, correction)
    except Miss as miss:
        return Outcome(correction, "unmatched", str(miss))


def _set(work: Workspace, corrections: Sequence[Correction]) -> list[Outcome]:
    """Set values in the order of the file; one whose every value is set again later is overruled."""
    outcomes: list[Outcome] = []
    holds: dict[tuple[str, str], int] = {}
    left: dict[int, set[tuple[str, str]]] = {}
    for number, correction in enumerate(corrections):
        try:
            subject, outcome = set_values(work, correction)
        except Miss as miss:
            subject, outcome = "", Outcome(correction, "unmatched", str(miss))
        outcomes.append(outcome)
        for name, _ in correction.values if outcome.status == "applied" else ():
            before = holds.get((subject, name))
            holds[subject, name] = number
            left.setdefault(number, set()).add((subject, name))
            if before is not None and before != number:
                left[before].discard((subject, name))
                if not left[before]:
                    outcomes[before] = _overruled(outcomes[before], correction)
    return outcomes


def _judge(work: Workspace, corrections: Sequence[Correction]) -> list[Outcome]:
    """Confirm and reject, the last of each thing; relations before entities, which take relations with them."""
    last: dict[str, int] = {}
    outcomes: dict[int, Outcome] = {}
    order = sorted(enumerate(corrections), key=lambda item: (item[1].relation is None, item[0]))
    for number, correction in order:
        try:
            subject = (
                " ".join(work.find_relation(correction.relation))
                if correction.relation
                else work.find(correction.entities[0])
            )
        except Miss as miss:
            outcomes[number] = Outcome(correction, "unmatched", str(miss))
            continue
        if subject in last:
            outcomes[last[subject]] = _overruled(Outcome(corrections[last[subject]], "applied"), correction)
        last[subject] = number
    for number in sorted(last.values(), key=lambda n: (corrections[n].relation is None, n)):
        outcomes[number] = judge(work, corrections[number])[1]
    return [outcomes[number] for number in sorted(outcomes)]


def _overruled(outcome: Outcome, by: Correction) -> Outcome:
    return Outcome(outcome.correction, "needless", f"overruled by {by.place}; remove one of the two")


def _drop_lonely(work: Workspace) -> None:
    """Take out names of the types that stand in the graph only with a relation, unless a person spoke of them."""
    joined = {end for head, _, tail in work.relations for end in (head, tail)}
    alone = [e.id for e in work.entities.values() if e.type not in ALONE and e.id not in joined and e.review is None]
    work.drop(alone)
