"""What the whole document knows of a candidate, as features of the chooser."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict

import ahocorasick

from kg.entities.anatomy import short_forms
from kg.entities.candidate import TAGGERS, Candidate, Pool, enumerations
from kg.entities.feature import shape
from kg.text.lexicon import Lexicon

__all__ = ["CandidateDocument", "conjoined"]

NONE = "-"
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
BUCKETS = (0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)


class CandidateDocument:
    """What the whole document knows of its candidates."""

    def __init__(self, pool: Pool, words: Lexicon) -> None:
        self.text, self.reading = pool.text, pool.reading
        self.candidates = list(pool)
        self.cut = words.cut(self.text)
        self.word_starts = {start: i for i, (start, _, _) in enumerate(self.cut)}
        self.word_ends = {end: i for i, (_, end, _) in enumerate(self.cut)}
        self.best: dict[int, tuple[int, int, str]] = {}
        self.votes: dict[str, Counter[str]] = defaultdict(Counter)
        self.shorts: Counter[str] = Counter()
        for candidate in self.candidates:
            for source, kind, _ in candidate.votes:
                if source in TAGGERS:
                    form = self.text[candidate.start : candidate.end]
                    self.votes[form][kind] += 1
                    for position in range(candidate.start, candidate.end):
                        self.best[position] = (candidate.start, candidate.end, kind)
        for form, kinds in self.votes.items():
            if kinds.most_common(1)[0][0] == "Enterprise":
                self.shorts.update(short_forms(form))
        #: By form, the numbers of the candidates that are written so.
        self.same: dict[str, list[int]] = defaultdict(list)
        for number, candidate in enumerate(self.candidates):
            self.same[self.text[candidate.start : candidate.end]].append(number)
        self.holding = self._holding()
        self.enumerations = list(enumerations(self.text))
        self.lists = self._lists()

    def _holding(self) -> dict[str, list[int]]:
        """For each form that longer ones hold, the numbers of the candidates that are written like those."""
        automaton = ahocorasick.Automaton()
        for form in self.same:
            automaton.add_word(form, form)
        automaton.make_automaton()
        found: dict[str, list[int]] = defaultdict(list)
        for form, numbers in self.same.items():
            for inner in {inner for _, inner in automaton.iter(form) if len(inner) < len(form)}:
                found[inner] += numbers
        return found

    def _lists(self) -> dict[int, tuple[str, str, int]]:
        """For the start of each part of an enumeration: types of the other parts, head noun, number of parts."""
        found: dict[int, tuple[str, str, int]] = {}
        for parts in self.enumerations:
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
            if source.rstrip("2") in TAGGERS:
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


def conjoined(features: list[str], candidate: Candidate) -> list[str]:
    """The features, and most of them once more with the types that the sources propose."""
    kinds = sorted({kind[:2] for source, kind, _ in candidate.votes if kind and source != "suffix"})
    tag = "".join(kinds)
    return features + [f"{tag}|{f}" for f in features if f[0] in "eLdlrnkow"]
