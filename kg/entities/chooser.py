"""Which candidates are names.

A maximum-entropy model scores each span by what the whole document knows of it, and the best set of spans that do not
overlap is chosen exactly (weighted interval scheduling).

This is the overlap policy of the pipeline: every source of names only proposes.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from kg.entities.anatomy import short_forms
from kg.entities.candidate import EDGE, Candidate, Pool, enumerations
from kg.entities.feature import shape
from kg.text.lexicon import Lexicon, lexicon

__all__ = ["Chooser", "Name", "by_rules", "select", "settle", "train_chooser"]

NONE = "-"
PARAMETERS = {"c1": 0.2, "c2": 0.02, "max_iterations": 150, "feature.minfreq": 2}
HEADS = (
    "企业",
    "公司",
    "项目",
    "园区",
    "产品",
    "国家",
    "行业",
    "领域",
    "产业",
    "品牌",
    "车企",
    "药企",
    "酒企",
    "高校",
    "院校",
    "机构",
    "商超",
    "工程",
    "基地",
    "地",
    "客户",
    "荣誉",
    "称号",
    "市场",
    "龙头",
)
#: The probability from which a span of a type is a name; lower where a name without a relation costs nothing, since
#: such names are left out of the graph. Measured on held-out documents.
BARS = {
    "Enterprise": 0.35,
    "Project": 0.35,
    "Park": 0.4,
    "Organization": 0.2,
    "Place": 0.2,
    "Industry": 0.12,
    "Product": 0.12,
    "Honor": 0.2,
}
BUCKETS = (0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)


@dataclass(frozen=True, slots=True)
class Name:
    """A chosen name: half-open span of normalised text, type, the sources that proposed it, probability."""

    start: int
    end: int
    type: str
    source: str
    score: float


class _Document:
    """What the whole document knows of its candidates."""

    def __init__(self, pool: Pool, words: Lexicon) -> None:
        self.text = pool.text
        self.candidates = list(pool)
        self.cut = words.cut(self.text)
        self.word_starts = {start: i for i, (start, _, _) in enumerate(self.cut)}
        self.word_ends = {end: i for i, (_, end, _) in enumerate(self.cut)}
        self.best: dict[int, tuple[int, int, str]] = {}
        self.votes: dict[str, Counter[str]] = defaultdict(Counter)
        self.shorts: Counter[str] = Counter()
        for candidate in self.candidates:
            for source, kind, _ in candidate.votes:
                if source == "tagger":
                    form = self.text[candidate.start : candidate.end]
                    self.votes[form][kind] += 1
                    for position in range(candidate.start, candidate.end):
                        self.best[position] = (candidate.start, candidate.end, kind)
        for form, kinds in self.votes.items():
            if kinds.most_common(1)[0][0] == "Enterprise":
                self.shorts.update(short_forms(form, words))
        self.lists = self._lists()

    def _lists(self) -> dict[int, tuple[str, str, int]]:
        """For the start of each part of an enumeration: types of the other parts, head noun, number of parts."""
        found: dict[int, tuple[str, str, int]] = {}
        for parts in enumerations(self.text):
            kinds = [self.best.get(end - 1, (0, 0, NONE))[2] for _, end in parts]
            after = self.text[parts[-1][1] : parts[-1][1] + 14]
            head = next((h for h in HEADS if h in after), "") if after.startswith("等") else "?"
            for number, (start, end) in enumerate(parts):
                others = [kind for i, kind in enumerate(kinds) if i != number and kind != NONE]
                kind = Counter(others).most_common(1)[0][0] if others else NONE
                for position in range(start, end):
                    found[position] = (kind, head, min(len(parts), 5))
        return found

    def features(self, candidate: Candidate) -> list[str]:
        """The features of one candidate."""
        text, start, end = self.text, candidate.start, candidate.end
        form = text[start:end]
        features = [
            *(f"e{n}{form[-n:]}" for n in (1, 2, 3, 4)),
            *(f"s{n}{form[:n]}" for n in (1, 2, 3)),
            *(f"l{n}{text[max(0, start - n) : start]}" for n in (1, 2, 3)),
            *(f"r{n}{text[end : end + n]}" for n in (1, 2, 3)),
            f"n{min(len(form), 16)}",
            f"c{text[start - 1 : start]}{text[end : end + 1]}",
            "sh" + "".join(sorted({shape(c) if shape(c) in "0ah" else "p" for c in form})),
        ]
        features += self._words(start, end)
        features += self._sources(candidate)
        features += self._overlap(start, end)
        features += self._document(form, start)
        return features

    def _words(self, start: int, end: int) -> list[str]:
        first, last = self.word_starts.get(start), self.word_ends.get(end)
        features = [f"w{first is not None}{last is not None}"]
        if first is not None:
            a, b, tag = self.cut[first]
            features += [f"wf{self.text[a:b]}", f"wft{tag}"]
            if first:
                a, b, tag = self.cut[first - 1]
                features += [f"wp{self.text[a:b]}", f"wpt{tag}"]
        if last is not None:
            a, b, tag = self.cut[last]
            features += [f"wl{self.text[a:b]}", f"wlt{tag}"]
            if last + 1 < len(self.cut):
                a, b, tag = self.cut[last + 1]
                features += [f"wn{self.text[a:b]}", f"wnt{tag}"]
        if first is not None and last is not None:
            tags = [tag for _, _, tag in self.cut[first : last + 1]]
            features.append("wt" + "".join(t[0] for t in tags[:6]))
            features += [f"wi{self.text[a:b]}" for a, b, _ in self.cut[first : last + 1]]
        form = self.text[start:end]
        features += [f"h{c}" for c in "的和等与及在了、" if c in form]
        return features

    def _sources(self, candidate: Candidate) -> list[str]:
        features = []
        for source, kind, score in candidate.votes:
            features.append(f"v{source}{kind[:3]}")
            if source.startswith("tagger"):
                bucket = bisect.bisect(BUCKETS, score)
                features.append(f"vt{kind[:3]}{bucket}")
                features.append(f"vs{source}{kind[:3]}{bucket}")
        features.append("V" + "+".join(sorted({source + kind[:2] for source, kind, _ in candidate.votes})))
        return features

    def _overlap(self, start: int, end: int) -> list[str]:
        features = []
        seen = {self.best[p] for p in (start, end - 1) if p in self.best} | {
            self.best[p] for p in range(start, end) if p in self.best
        }
        for a, b, kind in seen:
            relation = (
                "="
                if (a, b) == (start, end)
                else "in"
                if a <= start and end <= b
                else "over"
                if start <= a and b <= end
                else "x"
            )
            side = ("L" if a == start else "") + ("R" if b == end else "")
            features.append(f"o{relation}{side}{kind[:3]}")
        if not seen:
            features.append("o0")
        for name, position in (("ol", start - 1), ("or", end)):
            if position in self.best:
                features.append(name + self.best[position][2][:3])
        return features

    def _document(self, form: str, start: int) -> list[str]:
        votes = self.votes.get(form)
        count = self.text.count(form)
        features = [f"k{min(count, 4)}", f"head{start < 60}"]
        if votes:
            kind, times = votes.most_common(1)[0]
            share = times / max(count, 1)
            features += [f"d{kind[:3]}{min(times, 3)}", f"ds{kind[:3]}{int(share * 3)}", f"dk{len(votes)}"]
        else:
            features.append("d0")
        if form in self.shorts:
            features.append(f"short{min(len(form), 5)}")
        siblings = self.lists.get(start)
        if siblings:
            kind, head, size = siblings
            features += [f"L{kind[:3]}", f"Lh{head}", f"Ln{size}", f"L{kind[:3]}{head}"]
        else:
            features.append("L0")
        return features


def _conjoin(features: list[str], candidate: Candidate) -> list[str]:
    kinds = sorted({kind[:2] for source, kind, _ in candidate.votes if kind and source != "suffix"})
    tag = "".join(kinds)
    return features + [f"{tag}|{f}" for f in features if f[0] in "eLdlrnkow"]


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
        document = _Document(pool, words)
        for candidate in document.candidates:
            features = _conjoin(document.features(candidate), candidate)
            trainer.append([features], [_label(candidate, gold)])
    trainer.train(str(path))


class Chooser:
    """A trained chooser; `path` is what `train_chooser` wrote."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))
        self._types = [label for label in self._tagger.labels() if label != NONE]

    def choose(self, pool: Pool) -> list[Name]:
        """The names of a text, in order, none overlapping another."""
        document = _Document(pool, lexicon())
        scored = []
        for candidate in document.candidates:
            self._tagger.set([_conjoin(document.features(candidate), candidate)])
            kind = max(self._types, key=lambda k: self._tagger.marginal(k, 0))
            score = float(self._tagger.marginal(kind, 0))
            sources = "+".join(sorted({source for source, _, _ in candidate.votes}))
            for source, named, _ in candidate.votes:
                if SURE.get(source, 0.0) > score and source != "definition" and named:
                    kind, score = named, SURE[source]
            sure = pool.sure.get((candidate.start, candidate.end))
            if sure and sure[1] > score:
                kind, score = sure
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


def _log_odds(probability: float) -> float:
    probability = min(probability, 1 - 1e-9)
    return math.log(probability / (1 - probability))


def settle(text: str, names: Sequence[Name]) -> list[Name]:
    """One name in one type all through, and a name that was found once found wherever it stands.

    The type with the greatest summed probability wins; a form of three or more characters is then marked at every
    place where no other name stands.
    """
    weight: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        weight[text[name.start : name.end]][name.type] += name.score  # type: ignore[assignment]
    kinds = {form: max(sorted(types), key=lambda k: types[k]) for form, types in weight.items()}
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


SURE = {"gazetteer": 0.97, "external": 0.8, "definition": 0.9, "described": 0.9}
OF_A_ZONE = 0.98
BY_SUFFIX = {"Enterprise": 0.75, "Park": 0.7, "Organization": 0.65, "Project": 0.6}


def by_rules(pool: Pool) -> list[Name]:
    """The names that the rules alone find, for a pipeline without models: sure sources and the grammar of endings."""
    names = []
    zones = {start for (start, _), c in pool.spans.items() if ("gazetteer", "Park", 1.0) in c.votes}
    for candidate in pool:
        best = max(
            ((SURE.get(s) or (BY_SUFFIX.get(k, 0.0) if s == "suffix" else 0.0), s, k) for s, k, _ in candidate.votes),
            default=None,
        )
        if best and candidate.start in zones and best[1:] == ("suffix", "Organization"):
            best = (OF_A_ZONE, *best[1:])  # 云岭开发区管理委员会 is not 云岭开发区
        if best and best[0] > 0 and best[2]:
            length = candidate.end - candidate.start
            edges = sum(1 for _ in EDGE.finditer(pool.text, candidate.start, candidate.end))
            penalty = 0.02 * max(0, length - 14) + (0.05 * edges if best[1] == "suffix" else 0.0)
            names.append(Name(candidate.start, candidate.end, best[2], best[1], max(0.51, best[0] - penalty)))
    return settle(pool.text, select(names))
