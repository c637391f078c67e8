"""Cues: the words that tell a stage, each with its mood and the sentence that it stands in.

The words are data (schemas/cues.yaml). A cue is never read inside a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from kg.ontology.model import Ontology
from kg.relations.context import Context, Cue, Sentence

__all__ = ["DENIED", "PLANNED", "SUPPOSED", "cues", "cues_beyond", "cues_in", "mood"]

PLANNED, SUPPOSED, DENIED = "?", "~", "!"
#: Words that make what follows them in a clause a plan.
PLAN = re.compile(
    r"拟(?!合)|计划|谋划|筹划|将(?!军|近)|即将|力争|有望|预计|争取|打算|准备|规划|目标|确保|待|即可|本应|原定|促成"
)
LATER = re.compile(r"(?:投用|达产|达效|运营)?(?:后|之后|前|以后)")
NEVER = re.compile(r"(?:未|没|没有|尚未|仍未|从未|未能|暂停|暂缓|延期|推迟|不再)[^,。;]{0,4}$")
NUMBER = r"[一二三四五六七八九十]{1,2}[、.。]"
#: A numbered heading under which plans are told: 四、下一步打算.
PLANS = re.compile(
    rf"^{NUMBER}[^。,;\n]{{0,12}}(?:打算|下一?步|下阶段|工作计划|工作安排|工作思路)[^。,;\n]{{0,8}}$", re.MULTILINE
)
HEADING = re.compile(rf"^{NUMBER}", re.MULTILINE)
REACHED = re.compile(r"已|刚刚?|[了过]$")
#: How a sentence begins that goes on with what the one before counted: 其中, 分别为, 这三个项目, 1.
OPENER = re.compile(r"其中|包括|分别|此外|另外|同时|以及|[这上述][^,。]{0,4}个|\d+[.、]|一是|还有")
OPENING = 12  # characters in which an opener stands


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
    if NEVER.search(before[-8:]):
        return DENIED
    if PLAN.search(before):
        return PLANNED
    return SUPPOSED if LATER.match(text, cue.end()) else ""


def cues_in(context: Context, ontology: Ontology, sentence: Sentence) -> tuple[Cue, ...]:
    """The stages told in a sentence; what stands under a heading of plans is planned unless it says that it is done."""
    found = context.cues.get(sentence.start)
    if found is None:
        found = context.cues[sentence.start] = tuple(_cues_in(context, ontology, sentence))
    return found


def _cues_in(context: Context, ontology: Ontology, sentence: Sentence) -> Iterator[Cue]:
    for name, pattern in cues(ontology, "stage").items():
        for match in pattern.finditer(context.masked, sentence.start, sentence.end):
            clause = sentence.clauses[sentence.clause(match.start())][0]
            told = mood(context.masked, clause, match)
            if not told and _among_plans(context.text, match.start()):
                told = "" if REACHED.search(context.masked, clause, match.end() + 1) else PLANNED
            yield Cue(match.start(), match.end(), name, told)


def cues_beyond(context: Context, ontology: Ontology, sentence: Sentence) -> Iterator[tuple[str, Cue]]:
    """The stages told around a sentence that tells none itself, or that goes on with what the one before counted.

    Each with its place: ``prev`` and ``next`` for the sentence before and after, with ``n`` where a line ends between,
    ``op`` where an opener (其中, 分别为) goes on with it, ``title`` for the first sentence of the document.
    """
    own = cues_in(context, ontology, sentence)
    opener = OPENER.search(context.text, sentence.start, min(sentence.end, sentence.start + OPENING)) is not None
    if own and not opener:
        return
    number = bisect_left(context.sentences, sentence.start, key=lambda s: s.start)
    for way, other in (("prev", number - 1), ("next", number + 1)):
        if not 0 <= other < len(context.sentences):
            continue
        beside = context.sentences[other]
        low, high = sorted((sentence.start, beside.start))
        line = "n" if "\n" in context.text[low:high] else ""
        if way == "prev" and line and not opener:
            continue
        place = f"{way}{line}{'op' if opener else ''}{'+' if own else ''}"
        yield from ((place, cue) for cue in cues_in(context, ontology, beside))
    if not own and number > 1:
        yield from (("title", cue) for cue in cues_in(context, ontology, context.sentences[0]))


def _among_plans(text: str, position: int) -> bool:
    """Whether `position` stands under a numbered heading that announces plans."""
    return any(start < position < end for start, end in _plans(text))


@lru_cache(maxsize=8)
def _plans(text: str) -> tuple[tuple[int, int], ...]:
    spans = []
    for heading in PLANS.finditer(text):
        after = HEADING.search(text, heading.end())
        spans.append((heading.end(), after.start() if after else len(text)))
    return tuple(spans)
