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
#: Words that make what follows them in a clause a plan.
PLAN = re.compile(
    r"拟(?!合)|计划|谋划|筹划|将(?!军|近)|即将|力争|有望|预计|争取|打算|准备|规划|目标|确保|待|即可|本应|原定|促成"
)
SUPPOSED = re.compile(r"(?:投用|达产|达效|运营)?(?:后|之后|前|以后)")
DENIED = re.compile(r"(?:未|没|没有|尚未|仍未|从未|未能|暂停|暂缓|延期|推迟|不再)[^,。;]{0,4}$")
HEADING = 30  # characters of a line that may be a heading
PARAMETERS = {"c1": 0.3, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2}


@lru_cache(maxsize=8)
def _compiled(patterns: tuple[tuple[str, str], ...]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in patterns}


def cues(ontology: Ontology, kind: str) -> dict[str, re.Pattern[str]]:
    """The compiled cues of ``stage``, ``realis`` or ``negation``, by name."""
    chosen = tuple(sorted((k, v) for k, v in ontology.patterns.items() if k.partition(":")[0] == kind))
    return {name.partition(":")[2]: pattern for name, pattern in _compiled(chosen).items()}


def mood(text: str, start: int, cue: re.Match[str]) -> str:
    """How a cue of a stage is told in the clause from `start`: ``?`` planned, ``~`` supposed, ``!`` denied, else empty.

    >>> cue = re.compile("投产").search("二期将于明年投产。")
    >>> mood("二期将于明年投产。", 0, cue)
    '?'
    """
    before = text[start : cue.start()]
    if DENIED.search(before[-8:]):
        return "!"
    if PLAN.search(before):
        return "?"
    return "~" if SUPPOSED.match(text, cue.end()) else ""


def stage_features(
    context: Context, ontology: Ontology, places: Sequence[tuple[Sentence, int]], code: str
) -> list[str]:
    """Features of the stage of what the terms at `places` (sentence, term index) stand for; `code` names its kind."""
    features = {code, *_headings(context, ontology, places)}
    last: dict[str, tuple[int, int]] = {}
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
                    told = mood(context.masked, start, match) + name
                    found.append(told)
                    last[told] = (sentence.start, match.start())
                    features |= {
                        f"{told}@{place}{side}",
                        f"{told}{match[0]}@{place}{side}",
                        f"{told}@",
                        f"{code}{told}@{place}{side}",
                    }
            if "planned" in found and len(found) > 1:
                features |= {f"plan&{name}@{place}" for name in found}
            if number == here or (number == here + 1 and not blocked):
                features |= {f"w{place}@{word}" for word in context.cut(start, end, names=False)}
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
    return sorted(features) + sorted(code + f for f in features if "@" not in f)


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

    def stage(self, features: Sequence[str]) -> str | None:
        """The most probable stage, or None where none is told."""
        label = str(self._tagger.tag([list(features)])[0])
        return None if label == NONE else label
