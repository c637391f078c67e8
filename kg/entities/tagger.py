"""Taggers: each gives the characters of a text labels (O, and B and I of each type), and so proposes names.

The linear-chain CRF of this module is trained by ``kg train`` on the corpus in tests/gold; the other tagger is the
network (`kg.network`). Both propose the names of their likeliest path and other likely ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pycrfsuite

from kg.entities.feature import character_features
from kg.network import Reading
from kg.network.shape import LABELS, TYPES
from kg.text.lexicon import lexicon

__all__ = ["Tagged", "Tagger", "read_spans", "train_tagger"]

LINE = re.compile(r"[^\n]+")
PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 90, "feature.minfreq": 2}
#: A label less likely than this is not worth an alternative; the network is surer of itself than the tagger.
DOUBT, NETWORK_DOUBT = 0.05, 0.02


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that the tagger proposes; `score` is the mean probability of its labels, `best` tells the best path."""

    start: int
    end: int
    type: str
    score: float
    best: bool


def train_tagger(documents: Iterable[tuple[str, Sequence[tuple[int, int, str]]]], path: Path) -> None:
    """Train on ``(normalised text, [(start, end, type)])`` and write the model to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    words = lexicon()
    for text, spans in documents:
        labels = ["O"] * len(text)
        for start, end, kind in spans:
            labels[start] = "B-" + kind
            labels[start + 1 : end] = ["I-" + kind] * (end - start - 1)
        for line in LINE.finditer(text):
            trainer.append(character_features(line[0], words), labels[line.start() : line.end()])
    trainer.train(str(path))


class Tagger:
    """A trained tagger.

    Parameters
    ----------
    path
        The model file that `train_tagger` wrote.
    """

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))
        self._types = sorted(label[2:] for label in self._tagger.labels() if label.startswith("B-"))

    def spans(self, text: str) -> list[Tagged]:
        """The spans of the best path and likely alternatives, in the order of the text."""
        found: list[Tagged] = []
        for line in LINE.finditer(text):
            found += self._line(line[0], line.start())
        return found

    def _line(self, line: str, offset: int) -> list[Tagged]:
        self._tagger.set(character_features(line, lexicon()))
        labels, probability = self._tagger.tag(), self._tagger.marginal
        starts = [i for i in range(len(line)) if probability("O", i) <= 1 - DOUBT]
        return _tagged(offset, labels, starts, self._types, probability, DOUBT)


def read_spans(reading: Reading) -> list[Tagged]:
    """The spans of the best path of the network and likely alternatives, in the order of the text."""
    labels, column = reading.labels, {label: number for number, label in enumerate(LABELS)}
    best = [LABELS[label] for label in reading.best.tolist()]
    starts = np.flatnonzero(labels[:, 0] <= 1 - NETWORK_DOUBT).tolist()

    def probability(label: str, position: int) -> float:
        return float(labels[position, column[label]])

    return _tagged(0, best, starts, TYPES, probability, NETWORK_DOUBT)


Probability = Callable[[str, int], float]


def _tagged(  # noqa: PLR0913, PLR0917 - a path and what is known of other labels
    offset: int,
    labels: Sequence[str],
    starts: Sequence[int],
    types: Sequence[str],
    probability: Probability,
    doubt: float,
) -> list[Tagged]:
    """The spans of a path, and of likely alternatives from `starts`; `probability` is that of a label at a position."""
    found = {}
    for start, end, kind in _decode(labels):
        score = _mean(probability, start, end, kind)
        found[start, end, kind] = Tagged(offset + start, offset + end, kind, score, best=True)
    for start, end, kind in _alternatives(len(labels), starts, types, probability, doubt):
        if (start, end, kind) not in found:
            score = _mean(probability, start, end, kind)
            found[start, end, kind] = Tagged(offset + start, offset + end, kind, score, best=False)
    return [found[key] for key in sorted(found)]


def _mean(probability: Probability, start: int, end: int, kind: str) -> float:
    total = probability("B-" + kind, start)
    total += sum(probability("I-" + kind, i) for i in range(start + 1, end))
    return float(total / (end - start))


def _alternatives(
    size: int, starts: Sequence[int], types: Sequence[str], probability: Probability, doubt: float
) -> Iterable[tuple[int, int, str]]:
    for start in starts:
        for kind in types:
            if probability("B-" + kind, start) < doubt:
                continue
            end, inside = start + 1, "I-" + kind
            while end < size:
                on = probability(inside, end)
                if on < doubt:
                    break
                if on < 1 - 4 * doubt:
                    yield start, end, kind
                end += 1
            yield start, end, kind


def _decode(labels: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    start, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and label != "I-" + kind:
            yield start, i, kind
            kind = ""
        if label != "O" and not kind:
            start, kind = i, label[2:]
