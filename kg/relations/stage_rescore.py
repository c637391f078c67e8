"""The second look at stages: what the stage model and the network said of each stage of a thing, as numbers for trees.

Only beside the others is known how much a stage is worth, and when to tell none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from kg.forest import Forest, Matrix
from kg.ontology.model import Ontology
from kg.relations.context import Context, Cue
from kg.relations.pair import is_phase
from kg.relations.place import QUESTIONS, Ends
from kg.relations.realis import called_off, only_denied, only_planned, sober, told_of
from kg.relations.rescore import log_odds
from kg.relations.stage import NONE, Seen, StageModel, StageOf, stage_features

__all__ = ["STAGED", "Stages", "likeliest", "stage_rows"]

STAGED = frozenset("PKE")  # the kinds of things that have stages
FAINT = 0.01  # a stage that is less likely than this, and has no cue, is not looked at
BAR = 0.35
CAUTION = 1.5  # what a plan is worth beside a stage that was reached
UNSAID = -20.0


class Stages:
    """The stages that a document tells, each worked out once; those of its things all at once.

    Parameters
    ----------
    model, forest
        What reads stages; without trees the stage model alone speaks, without it nothing is told.
    read
        What the network says of each referent.
    """

    def __init__(
        self,
        context: Context,
        ontology: Ontology,
        model: StageModel | None,
        forest: Forest | None,
        read: Mapping[int, Seen],
    ) -> None:
        self.context, self.ontology, self.model, self.forest, self.read = context, ontology, model, forest, read
        things = [StageOf(referent) for referent, kind in context.kinds.items() if kind in STAGED]
        self._known: dict[tuple[int, str, Ends | None], str | None] = {}
        for asked, stage in zip(things, self._read(things), strict=True):
            self._known[asked.referent, "", None] = stage

    def told(self, asked: StageOf) -> str | None:
        """The stage of a thing or of a relation, or None."""
        key = (asked.referent, asked.relation, (asked.pair.head, asked.pair.tail) if asked.pair else None)
        if key not in self._known:
            (self._known[key],) = self._read([asked])
        return self._known[key]

    def _read(self, things: Sequence[StageOf]) -> list[str | None]:
        return [
            sober(self.context, self.ontology, self.context.places.get(asked.referent, []), likeliest(told))
            for asked, told in zip(things, self._probabilities(things), strict=True)
        ]

    def _probabilities(self, things: Sequence[StageOf]) -> list[dict[str, float]]:
        if self.model is None:
            return [{} for _ in things]
        context, ontology = self.context, self.ontology
        first = [self.model.probabilities(stage_features(context, ontology, asked, self.read)) for asked in things]
        if self.forest is None:
            return [{stage: p for stage, p in told.items() if stage != NONE} for told in first]
        looked = [
            stage_rows(context, ontology, asked, told, self.read.get(asked.referent, {}), self.forest.names)
            for asked, told in zip(things, first, strict=True)
        ]
        filled = [rows for stages, rows in looked if stages]
        found = iter(self.forest.probabilities(np.concatenate(filled)).tolist() if filled else [])
        return [{stage: next(found) for stage in stages} for stages, _ in looked]


def likeliest(probabilities: Mapping[str, float]) -> str | None:
    """The likeliest stage, or None where none is likely enough.

    A plan told as a fact is worse than a fact told as a plan: `CAUTION` weighs its probability beside the others.
    """
    weighed = {stage: p * (CAUTION if stage == "planned" else 1.0) for stage, p in probabilities.items()}
    stage = max(weighed, key=lambda name: weighed[name], default=None)
    return stage if stage is not None and probabilities[stage] > BAR else None


def stage_rows(  # noqa: PLR0913, PLR0917 - what is asked, and what was said of it
    context: Context,
    ontology: Ontology,
    asked: StageOf,
    first: Mapping[str, float],
    seen: Seen,
    relations: Sequence[str],
) -> tuple[list[str], Matrix]:
    """The stages that are in question, and numbers of each beside the others, ``(stages, columns)``.

    Parameters
    ----------
    first
        The probability of each stage, and of none, by the stage model.
    seen
        What the network says of the thing.
    relations
        The names that the trees know, in their order.
    """
    order = list(ontology.stages)
    stages = [name for name in order if name in seen or first.get(name, 0.0) > FAINT]
    if not stages:
        return [], np.zeros((0, 0))
    places = context.places.get(asked.referent, [])
    told = told_of(context, ontology, places)
    asking = [relations.index(asked.relation) if asked.relation else -1, *_of_thing(context, asked.referent, told)]
    rows = [
        [
            *asking,
            order.index(name),
            *_first(first, name),
            *_seen(seen, order, name),
            float(only_planned(context, ontology, places, name)),
            float(only_denied(told, name)),
        ]
        for name in stages
    ]
    return stages, np.array(rows, float)


def _of_thing(context: Context, referent: int, told: Sequence[Cue]) -> list[float]:
    return [
        "EPK".find(context.kinds[referent]),
        *context.sureness.get(referent, (1.0, 1.0)),
        context.count[referent],
        len(context.places.get(referent, [])),
        float(is_phase(context, referent)),
        len(told),
        float(called_off(told)),
        float(referent == context.zone),
        max((len(form) for form in context.forms.get(referent, ())), default=0),
        sum(kind == "P" for kind in context.kinds.values()),
        len(context.sentences),
        len(context.terms),
    ]


def _first(first: Mapping[str, float], name: str) -> list[float]:
    rival = max((p for stage, p in first.items() if stage not in {name, NONE}), default=0.0)
    return [log_odds(p) for p in (first.get(name, 0.0), first.get(NONE, 0.0), rival)]


def _seen(seen: Seen, order: Sequence[str], name: str) -> list[float]:
    """What the network answers to each question, beside what it says of earlier and of later stages."""
    row: list[float] = [len(seen)]
    place = order.index(name)
    for question in range(len(QUESTIONS)):
        said = {stage: answers[question] for stage, answers in seen.items()}
        others = [(order.index(stage), p) for stage, p in said.items() if stage != name]
        best = (
            max((p for at, p in others if at < place), default=0.0),
            max((p for at, p in others if at > place), default=0.0),
            said.get("planned", 0.0),
        )
        row += [log_odds(said[name]) if name in said else UNSAID, sum(p for _, p in others), *map(log_odds, best)]
    return row
