"""Where names may stand: every source of names proposes spans, and what it knows of them.

Sources
-------
``tagger``      the best path of the statistical tagger
``tagger2``     its other likely paths
``network``     the best path of the network, and ``network2`` its other likely paths
``list``        the parts of an enumeration (甲、乙和丙等), with the types of their neighbours
``suffix``      spans that end as names of a type do (产业园, 有限公司, 项目 …), with several left edges
``definition``  what 以下简称“X” introduces
``quoted``      what stands in quotation marks
``described``   projects told by their parts and one sum (投资10亿元的药品研发、智能生产等项目)
``known``       words of the lists of well-known companies, places and zones; only a hint
``repeat``      other places of a form that was proposed, and of short forms of company names

`kg.entities.chooser` decides among them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import ahocorasick

from kg.entities.anatomy import abbreviates, short_forms
from kg.entities.tagger import Tagged, read_spans
from kg.network import Reading
from kg.text.lexicon import Lexicon

__all__ = ["TAGGERS", "Candidate", "Pool", "propose"]

LONGEST_NAME = 40
TAGGERS = ("tagger", "network")
REPEATED = frozenset({*TAGGERS, "definition"})  # sources whose forms are looked for elsewhere
LIKELY = 0.4  # or other paths of a tagger from this probability
SHORTEST_LEGAL = 8
SEGMENT = re.compile(r"[^、,。;:()!?\n]+")
JOINT = re.compile(r"[和与及]|以及")
TAIL = re.compile(r"等")
QUOTED = re.compile(r"“([^“”\n]{2,20})”")
DEFINITION = re.compile(r"(?:简称|下称|又名|原名|曾用名)(?:为|:)?[“\"']?([^“”\"',。;)\n]{2,14})[”\"']?")
ALIAS = re.compile(r"(?:公司|集团|股份|研究院)\((?P<alias>[^()“”,。;:、\n]{2,10})\)")
LEGAL = re.compile(r"(?:有限责任公司|股份有限公司|有限公司)$")
#: A project that is described by its parts and has one sum: 总投资10亿元的药品研发、智能生产等项目.
DESCRIBED = re.compile(
    r"投资额?(?:约|近|超)?[\d.]+[万亿]*元的((?:[^,。;:、\n的]{2,16}、){1,4}[^,。;:、\n的]{2,16}等(?:系列)?项目)"
)
ENDINGS = {
    "Enterprise": re.compile(r"(?:有限公司|有限责任公司|股份公司|集团|公司|合作社|研究院有限公司)"),
    "Park": re.compile(
        r"(?:开发区|高新区|经开区|产业园|工业园|园区|科技园|物流园|集聚区|集中区|示范区|孵化器|孵化园|产业基地|创业园|小镇|综保区|保税区|新区|科创园|创新园|双创园|工业区|加速器|新城|新港|港区)"
    ),
    "Project": re.compile(r"(?:项目|工程|生产线|基地|二期|一期|三期|产线|中心|厂房|车间|工厂|电站)"),
    "Organization": re.compile(
        r"(?:管委会|管理委员会|委员会|大学|学院|研究院|研究所|协会|商会|实验室|医院|政府|[县市省区]委|局|厅|学校)"
    ),
}
EDGE = re.compile(
    r"[的在了由为是对从到将把等与和及、,。;:(“\n]|\d+(?:\.\d+)?(?:余|多)?[个家条座亿万元项]+|投资|建设|引进|签约|落户"
)


@dataclass(slots=True)
class Candidate:
    """A span that may be a name; `votes` are ``(source, type, score)``."""

    start: int
    end: int
    votes: list[tuple[str, str, float]] = field(default_factory=list)


class Pool:
    """The candidates of a document, one a span; `reading` is what the network read in it."""

    def __init__(self, text: str, reading: Reading | None = None) -> None:
        self.text, self.reading = text, reading
        self.spans: dict[tuple[int, int], Candidate] = {}
        self.sure: dict[tuple[int, int], tuple[str, float]] = {}

    def add(self, start: int, end: int, source: str, kind: str, score: float = 1.0) -> None:
        """Propose ``text[start:end]``; white space and lone marks at its edges are never part of a name."""
        if not 2 <= end - start <= LONGEST_NAME or "\n" in self.text[start:end]:
            return
        form = self.text[start:end]
        if form[0].isspace() or form[-1].isspace() or form.count("(") != form.count(")") or "。" in form:
            return
        candidate = self.spans.setdefault((start, end), Candidate(start, end))
        if not any(s == source and k == kind for s, k, _ in candidate.votes):
            candidate.votes.append((source, kind, score))

    def trust(self, start: int, end: int, kind: str, score: float) -> None:
        """Hold that the candidate ``text[start:end]`` is a name of a type with at least this probability."""
        if (start, end) in self.spans:
            self.sure[start, end] = (kind, score)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.spans[key] for key in sorted(self.spans))


def propose(
    text: str,
    tagged: Iterable[Tagged],
    lexicon: Lexicon,
    known: Iterable[tuple[int, int, str]] = (),
    reading: Reading | None = None,
) -> Pool:
    """All candidates of a normalised text, in order of place.

    Parameters
    ----------
    tagged
        What the tagger proposes.
    known
        Spans of well-known names.
    reading
        What the network read.
    """
    pool = Pool(text, reading)
    for start, end, kind in known:
        pool.add(start, end, "known", kind)
    best: dict[int, Tagged] = {}
    for source, spans in zip(TAGGERS, (tagged, read_spans(reading) if reading else ()), strict=True):
        for span in spans:
            pool.add(span.start, span.end, source if span.best else f"{source}2", span.type, span.score)
            if span.best:
                for position in range(span.start, span.end):
                    best[position] = span
    _lists(pool, best)
    _suffixes(pool, lexicon)
    for match in DEFINITION.finditer(text):
        pool.add(match.start(1), match.end(1), "definition", "Enterprise")
    _aliases(pool)
    for match in DESCRIBED.finditer(text):
        pool.add(match.start(1), match.end(1), "described", "Project")
    for match in QUOTED.finditer(text):
        pool.add(match.start(1), match.end(1), "quoted", "")
    _repeats(pool)
    return pool


def enumerations(text: str) -> Iterator[list[tuple[int, int]]]:
    """The parts of each enumeration: runs of segments joined by 、, whose last part is cut at 和, 与, 及 and 等."""
    chain: list[tuple[int, int]] = []
    for match in SEGMENT.finditer(text):
        if chain and text[chain[-1][1] : match.start()] in ("、", "”、“", "”、", "、“"):
            chain.append(match.span())
            continue
        if len(chain) > 1:
            yield _split_last(text, chain)
        chain = [match.span()]
    if len(chain) > 1:
        yield _split_last(text, chain)


def _split_last(text: str, chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
    start, end = chain[-1]
    tail = TAIL.search(text, start + 1, end)
    stop = tail.start() if tail else end
    joint = JOINT.search(text, start + 1, stop)
    last = [(start, joint.start()), (joint.end(), stop)] if joint else [(start, stop)]
    return [*chain[:-1], *last]


def _lists(pool: Pool, best: dict[int, Tagged]) -> None:
    for parts in enumerations(pool.text):
        edges = [position for start, end in parts for position in (start, end - 1)]
        (first, stop), (last, end) = parts[0], parts[-1]
        places = [(left, stop) for left in _left_edges(pool.text, first, stop, limit=4)]
        places += [*parts[1:], *((last, right) for right in range(last + 2, min(end, last + 7)))]
        for kind in sorted({best[position].type for position in edges if position in best}):
            for place in places:
                pool.add(*place, "list", kind)


def _left_edges(text: str, start: int, end: int, limit: int) -> list[int]:
    """Places before `end` where a name may begin, nearest first, not before `start`."""
    edges = [match.end() for match in EDGE.finditer(text, start, end - 1)]
    return [*[edge for edge in reversed(edges) if end - edge >= 2][: limit - 1], start]


def _suffixes(pool: Pool, lexicon: Lexicon) -> None:
    for segment in re.finditer(r"[^、,。;:!?\n]+", pool.text):
        starts: list[int] | None = None
        for kind, endings in ENDINGS.items():
            for match in endings.finditer(pool.text, *segment.span()):
                end = match.end()
                edges = _left_edges(pool.text, max(segment.start(), end - LONGEST_NAME), end, limit=4)
                if starts is None:
                    places = [s for s, _, tag in lexicon.cut(segment[0]) if tag.startswith(("ns", "nr"))]
                    starts = [segment.start() + place for place in places]
                near = [left for left in starts if end - LONGEST_NAME <= left < end - 2]
                for left in (*edges, *near):
                    pool.add(left, end, "suffix", kind)
                if LEGAL.search(match[0]):
                    _trust_legal(pool, [left for left in near if left >= edges[0]], end)
                    if len(edges) == 1 and pool.text[edges[0] - 1 : edges[0]] in "。!?\n":
                        pool.trust(edges[0], end, "Enterprise", 0.75)  # a sentence that begins with it


def _trust_legal(pool: Pool, starts: Sequence[int], end: int) -> None:
    """A company in full, from the place in its name to 有限公司."""
    if starts and end - starts[0] >= SHORTEST_LEGAL:
        pool.trust(starts[0], end, "Enterprise", 0.6)


def _aliases(pool: Pool) -> None:
    """河北远山智造科技有限公司(远山智造): a short form in parentheses behind the full name."""
    for match in ALIAS.finditer(pool.text):
        before = pool.text[max(0, match.start() - LONGEST_NAME) : match.start("alias") - 1]
        if abbreviates(match["alias"], before.rpartition("\n")[2]):
            pool.add(*match.span("alias"), "definition", "Enterprise")
            pool.trust(*match.span("alias"), "Enterprise", 0.9)


def _repeats(pool: Pool) -> None:
    forms: dict[str, set[str]] = defaultdict(set)
    for candidate in pool:
        for source, kind, score in candidate.votes:
            if source in REPEATED or (source.endswith("2") and score > LIKELY):
                form = pool.text[candidate.start : candidate.end]
                forms[form].add(kind)
                if kind == "Enterprise":
                    for short in short_forms(form):
                        forms[short].add("Enterprise")
    if not forms:
        return
    automaton = ahocorasick.Automaton()
    for form in sorted(forms):
        automaton.add_word(form, form)
    automaton.make_automaton()
    for last, form in automaton.iter(pool.text):
        for kind in sorted(forms[form]):
            pool.add(last + 1 - len(form), last + 1, "repeat", kind)
