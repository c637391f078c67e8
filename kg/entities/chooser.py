"""Which candidates are names.

A maximum-entropy model scores each span by what the whole document knows of it, gradient-boosted trees look twice more
at each beside its neighbours, and the best set of spans that do not overlap is chosen exactly (weighted interval
scheduling).

This is the overlap policy of the pipeline: every source of names only proposes.
"""

from __future__ import annotations

import bisect
import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pycrfsuite

from kg.entities.candidate import EDGE, Candidate, Pool
from kg.entities.evidence import CandidateDocument, conjoined
from kg.entities.rescore import TYPES, candidate_rows
from kg.forest import Forest
from kg.text.lexicon import lexicon
from kg.text.unit import AREA

__all__ = ["Chooser", "Name", "by_rules", "select", "settle", "train_chooser"]

Matrix = npt.NDArray[np.float64]

NONE = "-"
SPREAD_OVER = re.compile(rf"[约近超]?\d[\d.,]*[万多余]*(?:{AREA})的?")
SHORTEST_BUILT = 3  # characters of a name behind an area
PARAMETERS = {"c1": 0.2, "c2": 0.02, "max_iterations": 150, "feature.minfreq": 2}
#: The probability from which a span of a type is a name; lower where a name without a relation costs nothing, since
#: such names are left out of the graph. Measured on held-out documents.
BARS = {
    "Enterprise": 0.4,
    "Project": 0.4,
    "Park": 0.4,
    "Organization": 0.2,
    "Place": 0.2,
    "Industry": 0.12,
    "Product": 0.12,
    "Honor": 0.2,
}


@dataclass(frozen=True, slots=True)
class Name:
    """A chosen name: half-open span of normalised text, type, the sources that proposed it, probability."""

    start: int
    end: int
    type: str
    source: str
    score: float


def _label(candidate: Candidate, gold: dict[tuple[int, int], str]) -> str:
    return gold.get((candidate.start, candidate.end), NONE)


def train_chooser(documents: Iterable[tuple[Pool, Sequence[tuple[int, int, str]]]], path: Path) -> None:
    """Train on ``(candidates of a text, [(start, end, type)])`` and write the model to `path`.

    The candidates must come from a tagger that has not seen the text.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    words = lexicon()
    for pool, spans in documents:
        gold = {(start, end): kind for start, end, kind in spans}
        document = CandidateDocument(pool, words)
        for candidate in document.candidates:
            features = conjoined(document.features(candidate), candidate)
            trainer.append([features], [_label(candidate, gold)])
    trainer.train(str(path))


class Chooser:
    """A trained chooser; `path` is what `train_chooser` wrote, `forests` what `kg.forest.train_forests` wrote."""

    def __init__(self, path: Path, forests: Sequence[Path] = ()) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))
        labels = set(self._tagger.labels())
        self._types = [(column, kind) for column, kind in enumerate(TYPES) if kind in labels]
        self._forests = [Forest(forest) for forest in forests]

    def first(self, document: CandidateDocument) -> Matrix:
        """The probability of each type for each candidate by itself, ``(n, types)``."""
        scores = np.zeros((len(document.candidates), len(TYPES)))
        for row, candidate in enumerate(document.candidates):
            self._tagger.set([conjoined(document.features(candidate), candidate)])
            for column, kind in self._types:
                scores[row, column] = self._tagger.marginal(kind, 0)
        return scores

    def choose(self, pool: Pool) -> list[Name]:
        """The names of a text, in order, none overlapping another."""
        document = CandidateDocument(pool, lexicon())
        scores = self.first(document)
        for forest in self._forests:
            looked, rows = candidate_rows(document, scores, lexicon())
            scores = np.zeros_like(scores)
            scores[looked] = forest.probabilities(rows)
        scored, zones = [], _zones(pool)
        for row, candidate in enumerate(document.candidates):
            likeliest = int(scores[row].argmax())
            kind, score = TYPES[likeliest], float(scores[row, likeliest])
            sources = "+".join(sorted({source for source, _, _ in candidate.votes}))
            for named, sure in _sure(pool, candidate, zones):
                if sure > score:
                    kind, score = named, sure
            scored.append(Name(candidate.start, candidate.end, kind, sources, score))
        return settle(pool.text, select(scored))


def select(names: Iterable[Name]) -> list[Name]:
    """The set of names without overlap whose summed log odds over the bars are greatest; ties go to the earlier."""
    likely = sorted((n for n in names if n.score > BARS[n.type]), key=lambda n: (n.end, n.start))
    ends = [name.end for name in likely]
    best: list[float] = [0.0]
    taken: list[bool] = []
    for i, name in enumerate(likely):
        before = bisect.bisect_right(ends, name.start, 0, i)
        gain = best[before] + _log_odds(name.score) - _log_odds(BARS[name.type])
        taken.append(gain > best[i])
        best.append(max(gain, best[i]))
    chosen, i = [], len(likely)
    while i:
        if taken[i - 1]:
            chosen.append(likely[i - 1])
            i = bisect.bisect_right(ends, likely[i - 1].start, 0, i - 1)
        else:
            i -= 1
    return chosen[::-1]


def _without_area(text: str, name: Name) -> Name:
    """A name without the area that stands before it: 2100平方米 | 便民服务中心 (tests/gold/GUIDELINES.md, "Names")."""
    area = SPREAD_OVER.match(text, name.start, name.end - SHORTEST_BUILT) if name.type in {"Project", "Park"} else None
    return replace(name, start=area.end()) if area else name


def _log_odds(probability: float) -> float:
    probability = min(probability, 1 - 1e-9)
    return math.log(probability / (1 - probability))


def settle(text: str, names: Sequence[Name]) -> list[Name]:
    """One name in one type all through, and a name that was found once found wherever it stands.

    The area of a thing is no part of its name. The type with the greatest summed probability wins; a form of three or
    more characters is then marked at every place where no other name stands.
    """
    names = [_without_area(text, name) for name in names]
    weight: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        weight[text[name.start : name.end]][name.type] += name.score  # type: ignore[assignment]
    kinds = {form: _type(form, types) for form, types in weight.items()}
    settled = [Name(n.start, n.end, kinds[text[n.start : n.end]], n.source, n.score) for n in names]
    taken = bytearray(len(text))
    for name in settled:
        taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    spreading = [
        f
        for f in kinds
        if len(f) >= 3 and kinds[f] in ("Enterprise", "Project", "Park") and max(weight[f].values()) > 0.6
    ]
    for form in sorted(spreading, key=lambda f: (-len(f), f)):
        at = text.find(form)
        while at >= 0:
            if not any(taken[at : at + len(form)]):
                settled.append(Name(at, at + len(form), kinds[form], "repeat", 0.6))
                taken[at : at + len(form)] = b"\x01" * len(form)
            at = text.find(form, at + 1)
    return sorted(settled, key=lambda n: n.start)


def _zones(pool: Pool) -> set[int]:
    """Where the zones of a gazetteer begin."""
    return {start for (start, _), c in pool.spans.items() if ("gazetteer", "Park", 1.0) in c.votes}


def _sure(pool: Pool, candidate: Candidate, zones: Container[int]) -> Iterator[tuple[str, float]]:
    """What is known of a candidate without a model: types and how sure they are."""
    for source, named, _ in candidate.votes:
        if named and source != "definition":
            yield named, SURE.get(source, 0.0)
    if (candidate.start, candidate.end) in pool.sure:
        yield pool.sure[candidate.start, candidate.end]
    if candidate.start in zones and ("suffix", "Organization", 1.0) in candidate.votes:
        yield "Organization", OF_A_ZONE  # 云岭开发区管理委员会 is not 云岭开发区


def _type(form: str, weight: Counter[str]) -> str:
    """The type with the greatest weight; what ends in 项目 is no park (tests/gold/GUIDELINES.md, "Described works")."""
    kind = max(sorted(weight), key=lambda k: weight[k])
    return "Project" if kind == "Park" and form.endswith("项目") else kind


SURE = {"gazetteer": 0.97, "external": 0.8, "definition": 0.9, "described": 0.9}
OF_A_ZONE = 0.98
BY_SUFFIX = {"Enterprise": 0.75, "Park": 0.7, "Organization": 0.65, "Project": 0.6}


def by_rules(pool: Pool) -> list[Name]:
    """The names that the rules alone find, for a pipeline without models: sure sources and the grammar of endings."""
    names = []
    zones = _zones(pool)
    for candidate in pool:
        best = max(
            ((SURE.get(s) or (BY_SUFFIX.get(k, 0.0) if s == "suffix" else 0.0), s, k) for s, k, _ in candidate.votes),
            default=None,
        )
        if best and candidate.start in zones and best[1:] == ("suffix", "Organization"):
            best = (OF_A_ZONE, *best[1:])
        if best and best[0] > 0 and best[2]:
            length = candidate.end - candidate.start
            edges = sum(1 for _ in EDGE.finditer(pool.text, candidate.start, candidate.end))
            penalty = 0.02 * max(0, length - 14) + (0.05 * edges if best[1] == "suffix" else 0.0)
            names.append(Name(candidate.start, candidate.end, best[2], best[1], max(0.51, best[0] - penalty)))
    return settle(pool.text, select(names))
