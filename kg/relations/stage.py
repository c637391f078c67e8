"""Stages: which of planned … operating the text tells of a thing or of a relation, last.

The words that tell a stage are data (schemas/cues.yaml); a maximum-entropy model weighs where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import pycrfsuite

from kg.ontology.model import Ontology
from kg.relations.context import Context, Sentence

__all__ = ["StageModel", "cues", "stage_features", "train_stages"]

NONE = "-"
PARAMETERS = {"c1": 0.3, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2}


@lru_cache(maxsize=8)
def _compiled(patterns: tuple[tuple[str, str], ...]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns}


def cues(ontology: Ontology, kind: str) -> dict[str, re.Pattern[str]]:
    """The compiled cues of ``stage``, ``realis`` or ``negation``, by name."""
    chosen = tuple(sorted((k, v) for k, v in ontology.patterns.items() if k.partition(":")[0] == kind))
    return {name.partition(":")[2]: pattern for name, pattern in _compiled(chosen).items()}


def stage_features(
    context: Context, ontology: Ontology, places: Iterable[tuple[Sentence, int]], code: str
) -> list[str]:
    """Features of the stage of what the terms at `places` (sentence, term index) stand for; `code` names its kind."""
    features = {code}
    patterns = cues(ontology, "stage")
    for sentence, index in places:
        term = context.terms[index]
        here = sentence.clause(term.start)
        others = [
            i for i in sentence.terms if context.terms[i].kind in "EPK" and context.terms[i].referent != term.referent
        ]
        for number, (start, end) in enumerate(sentence.clauses):
            offset = max(-2, min(3, number - here))
            blocked = any(term.end <= context.terms[i].start < start for i in others) if number > here else False
            place = f"{offset}{'x' if blocked else ''}"
            found = []
            for name, pattern in patterns.items():
                for match in pattern.finditer(context.masked, start, end):
                    side = ("b" if match.end() <= term.start else "a") if number == here else ""
                    found.append(name)
                    features |= {
                        f"{name}@{place}{side}",
                        f"{match[0]}@{place}{side}",
                        f"{name}@",
                        f"{code}{name}@{place}{side}",
                    }
            if "planned" in found and len(found) > 1:
                features |= {f"plan&{name}@{place}" for name in found}
        after = context.cut(term.end, min(sentence.end, term.end + 8))[:2]
        before = context.cut(max(sentence.start, term.start - 8), term.start)[-2:]
        features |= {
            "r" + "".join(after[:1]),
            "r2" + "".join(after),
            "l" + "".join(before[-1:]),
            "l2" + "".join(before),
        }
    return sorted(features) + sorted(code + f for f in features if "@" not in f)


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

    def stage(self, features: Sequence[str]) -> str | None:
        """The most probable stage, or None where none is told."""
        label = str(self._tagger.tag([list(features)])[0])
        return None if label == NONE else label
