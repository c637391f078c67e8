"""Stages: which of planned … operating the text tells of a thing or of a relation, last.

A maximum-entropy model weighs the cues (`kg.relations.cue`), where they stand, and what the network says of each.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pycrfsuite

from kg.ontology.model import Ontology
from kg.relations.context import Context, Sentence
from kg.relations.cue import cues, cues_beyond, cues_in
from kg.relations.pair import Pair

__all__ = ["NONE", "Seen", "StageModel", "StageOf", "stage_features", "stage_of", "subject", "train_stages"]

NONE = "-"
HEADING = 30  # characters of a line that may be a heading
PARAMETERS = {"c1": 0.3, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2}
BUCKETS = (0.03, 0.1, 0.25, 0.4, 0.6, 0.75, 0.9)
Seen = Mapping[str, Sequence[float]]
"""What the network says of a thing: for each stage that has a cue, its answer to each question."""


class StageOf(NamedTuple):
    """What a stage is asked of: a thing, or a relation that the sentences about the thing `referent` tell."""

    referent: int
    pair: Pair | None = None
    relation: str = ""


def subject(context: Context, pair: Pair, relation: str) -> int:
    """The end whose sentences tell the stage of a relation: what is undertaken, or the one that is not the zone."""
    return pair.tail if relation == "UNDERTAKES" or pair.head == context.zone else pair.head


def stage_of(context: Context, pair: Pair, relation: str) -> StageOf:
    """What to ask for the stage of a relation: the project that it is about, if it is about one, or the relation."""
    end = subject(context, pair, relation)
    if relation == "UNDERTAKES" or (relation == "SETTLES_IN" and context.kinds[end] == "P"):
        return StageOf(end)
    return StageOf(end, pair, relation)


def stage_features(
    context: Context, ontology: Ontology, asked: StageOf, read: Mapping[int, Seen] = MappingProxyType({})
) -> list[str]:
    """Features of a stage over all mentions of its thing; `read` is what the network says of each referent."""
    code = "@" + context.kinds[asked.referent]
    if asked.pair is not None:
        code = "@" + asked.relation[:4] + context.kinds[asked.pair.head] + context.kinds[asked.pair.tail]
    places = context.places.get(asked.referent, [])
    return _features(context, ontology, places, code, read.get(asked.referent, {}))


def _features(
    context: Context, ontology: Ontology, places: Sequence[tuple[Sentence, int]], code: str, seen: Seen
) -> list[str]:
    """Features of the stage of what the terms at `places` (sentence, term index) stand for; `code` names its kind."""
    features = {code, *_headings(context, ontology, places)}
    last: dict[str, tuple[int, int]] = {}
    for sentence, index in places:
        term = context.terms[index]
        here = sentence.clause(term.start)
        others = [t for t in map(context.terms.__getitem__, sentence.terms) if t.kind in "EPK"]
        other = min(
            (t.start for t in others if t.referent != term.referent and t.start >= term.end), default=sentence.end
        )
        found: list[set[str]] = [set() for _ in sentence.clauses]
        where = [
            f"{max(-2, min(3, number - here))}{'x' if number > here and other < start else ''}"
            for number, (start, _) in enumerate(sentence.clauses)
        ]
        for cue in cues_in(context, ontology, sentence):
            number = sentence.clause(cue.start)
            side = ("b" if cue.end <= term.start else "a") if number == here else ""
            told, form, place = cue.mood + cue.stage, context.masked[cue.start : cue.end], where[number]
            found[number].add(told)
            last[told] = (sentence.start, cue.start)
            features |= {
                f"{told}@{place}{side}",
                f"{told}{form}@{place}{side}",
                f"{told}@",
                f"{code}{told}@{place}{side}",
            }
        features |= {f"{way}@{cue.mood}{cue.stage}" for way, cue in cues_beyond(context, ontology, sentence)}
        for number, (start, end) in enumerate(sentence.clauses):
            if "planned" in found[number] and len(found[number]) > 1:
                features |= {f"plan&{name}@{where[number]}" for name in found[number]}
            if number == here or where[number] == "1":
                features |= {f"w{where[number]}@{word}" for word in context.cut(start, end, names=False)}
        after = context.cut(term.end, min(sentence.end, term.end + 8))[:2]
        before = context.cut(max(sentence.start, term.start - 8), term.start)[-2:]
        features |= {
            "r" + "".join(after[:1]),
            "r2" + "".join(after),
            "l" + "".join(before[-1:]),
            "l2" + "".join(before),
        }
    if last:
        features.add("last@" + max(last, key=lambda name: last[name]))
    features.update(_seen(seen))
    return sorted(features) + sorted(code + f for f in features if "@" not in f)


def _seen(seen: Seen) -> Iterator[str]:
    """What the network says, as features: how likely each stage is, and which is likeliest."""
    if not seen:
        yield "n-"
    for question in range(len(next(iter(seen.values()), ()))):
        told = sorted((bisect(BUCKETS, answers[question]), stage) for stage, answers in seen.items())
        yield from (f"n{question}{stage}{bucket}" for bucket, stage in told)
        yield f"N{question}{told[-1][1]}{told[-1][0]}"


def _headings(context: Context, ontology: Ontology, places: Iterable[tuple[Sentence, int]]) -> set[str]:
    """The stages told in the line above, where that is a heading (签约项目:) or opens a list."""
    features = set()
    for sentence, _ in places:
        line = context.text.rfind("\n", 0, sentence.start)
        above = context.masked[context.masked.rfind("\n", 0, max(0, line)) + 1 : max(0, line)]
        if 0 < len(above) <= HEADING:
            features |= {f"head@{name}" for name, pattern in cues(ontology, "stage").items() if pattern.search(above)}
    return features


def train_stages(examples: Iterable[tuple[Sequence[str], str | None]], path: Path) -> None:
    """Train on ``(features, stage or None)`` and write the model to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    for features, stage in examples:
        trainer.append([list(features)], [stage or NONE])
    trainer.train(str(path))


class StageModel:
    """A trained stage model; `path` is what `train_stages` wrote."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))
        self._labels: list[str] = self._tagger.labels()

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """The probability of each stage, and of `NONE`."""
        self._tagger.set([list(features)])
        return {label: float(self._tagger.marginal(label, 0)) for label in self._labels}
