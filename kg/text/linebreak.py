"""Which line breaks cut a sentence or a name, and which part paragraphs, headings, captions and rows.

Three kinds of evidence, in this order:

* A mark that cannot stand there: a line that begins with a comma, one that ends with 、.
* A word on the break (动力系⏎统总成): by the lexicon the two lines are far likelier as one text than as two.
  On the corpus of kg no heading, caption or row has a word on its break, and two thirds of the cut names have.
* A width: where words stand on two breaks or more, the text is set at a width, and every full line that does not end
  a sentence goes on. A short line (a heading, the last of a paragraph) does not.

Lines are compared after NFKC; see `kg.text.normalise`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from kg.text.lexicon import lexicon

__all__ = ["Line", "joined"]

LIKELIER = 3.0
"""Nats by which one text must be likelier than two; of 881 breaks between paragraphs of the corpus none reaches 2.5."""
NEAR = 0.14
"""Share of the width by which the lines that break a word may differ."""
SLACK = 0.03
"""Share of the width by which a full line may fall short: letters of a proportional font."""
ENOUGH = 5
"""Line breaks that a text must have for its widest line to be its width."""
WINDOW = 6
"""Characters on either side of a break that the lexicon looks at: longer than any word."""
WIDEST = 160
"""Columns: a line longer than this was not set at a width."""

SHORT = 12
"""Characters: a line shorter than this is taken for a heading."""

CLOSING = "”’\"'）)》】」』\\]"
FINAL = re.compile(rf"[。!?;:…~][{CLOSING}]*\Z")
ENDING = 8
"""Characters: a mark that ends a sentence and the closing ones behind it."""
SOFT = re.compile(rf"[{CLOSING}]\Z")
OPENING = re.compile(
    r"(?:——|--|[#■□◆◇●○▲△►▶★☆※•·*|【\[「『◎⊙✦]|[(]?[一二三四五六七八九十]{1,3}[、.)]|[0-9]{1,2}[、.)](?![0-9])|[①-⑳]|- "
    r"|第[一二三四五六七八九十百]+[章节条]|图[为:片]|(?:编辑|来源|作者|责编|责任编辑|策划|记者|摄影|撰文|供稿|文/|本报讯|本报记者|编者按|附|注)[:：]?)"
)
ROW = re.compile(r"[|\t]")
INNER = re.compile(r"[,。;!?]")
NOUN = r"(?:项目|基地|有限公司|有限责任公司|股份公司|公司|集团|中心|工程|生产线|产业园|园区|开发区)"
REST = re.compile(rf"[^,。;:!?、( ]{{0,4}}{NOUN}[,。、;(]")
"""A line that begins with the end of a name and goes on behind it: 聚木糖项目。鼓励."""
HEAD = re.compile(NOUN)
STUMP = re.compile(r"[^,。;:!?、( ]?[线厂区园站港司团地][,。]")
TAIL = re.compile(r"[。!?][^,。;:!?、( ]{1,6}\Z")
"""A sentence that has just begun when the line ends."""
CREDIT = re.compile(r"(?:摄|图|文|讯|电|现场|供稿|编辑)\)?\Z")
HAN_BEHIND = re.compile(rf"[\u3400-\u9fff]{{1,{WINDOW}}}\Z")
HAN_AHEAD = re.compile(rf"[\u3400-\u9fff]{{1,{WINDOW}}}")
STARTER = re.compile(r"[“]|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年|据|近日|日前|昨日|今年|去年|眼下|目前|记者|本报")
WORD = re.compile(r"[A-Za-z0-9.%+-]+|.[,。、;:!?)”》】]*")
NO_MARKS = dict.fromkeys(map(ord, ",;:!?()"))
NEVER_FIRST = frozenset(",。、;:!?)”’》】%")
UNIT = re.compile(r"(?:[万亿]?元|万|亿|平方|亩|吨|[年月日](?![产初])|%|个|家)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `breaks` is how many line breaks follow it."""

    text: str
    breaks: int


def joined(lines: Sequence[Line]) -> list[bool]:
    """For each line but the last, whether it goes on in the next one.

    Linear in the length of the text; the decision of a break depends on its two lines and on the width of the text.
    """
    pairs = list(pairwise(lines))
    sure = [_never_parts(left.text, right.text) for left, right in pairs]
    open_ = [
        not certain and _may_join(left.text, right.text) for certain, (left, right) in zip(sure, pairs, strict=True)
    ]
    cut = [may and _word_on_break(left.text, right.text) for may, (left, right) in zip(open_, pairs, strict=True)]
    measures = {spaced: _measure(pairs, open_, cut, spaced=spaced) for spaced in (False, True)}
    found = [
        sure[i]
        or cut[i]
        or (open_[i] and _continues(left.text, right.text))
        or _fills(left, right, measures[left.breaks > 1], may=open_[i])
        for i, (left, right) in enumerate(pairs)
    ]
    if measures[False] is not None:
        return found
    for first, last in _runs([may and left.breaks == 1 for may, (left, _) in zip(open_, pairs, strict=True)]):
        if sum(cut[first:last]) >= 2 and 2 * sum(cut[first:last]) >= last - first:
            found[first:last] = [True] * (last - first)
    return found


def _runs(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The half-open spans of True in `marks`."""
    start = 0
    for value, group in groupby(marks):
        end = start + sum(1 for _ in group)
        if value:
            yield start, end
        start = end


def _never_parts(left: str, right: str) -> bool:
    """A mark at the break that neither ends nor begins a paragraph."""
    return (right[0] in NEVER_FIRST and left[-1] not in "。!?:") or (left[-1] in ",、" and not OPENING.match(right))


def _may_join(left: str, right: str) -> bool:
    ends = FINAL.search(left, max(0, len(left) - ENDING))
    return not (ends or OPENING.match(right) or ROW.search(left) or ROW.search(right))


def _word_on_break(left: str, right: str) -> bool:
    behind, ahead = HAN_BEHIND.search(left, max(0, len(left) - WINDOW)), HAN_AHEAD.match(right)
    return behind is not None and ahead is not None and lexicon().gain(behind[0], ahead[0]) >= LIKELIER


def _continues(left: str, right: str) -> bool:
    """Running text whose next line begins with the rest of a name, or a numeral whose unit is on the next line."""
    tail = left[-ENDING:]
    if SOFT.search(tail) or CREDIT.search(tail):
        return False
    if STUMP.match(right):
        return len(left) >= SHORT
    if not INNER.search(left):
        return False
    if left[-1].isdigit():
        return UNIT.match(right) is not None and right[-1] in "。!?"
    return REST.match(right) is not None or (HEAD.match(right) is not None and TAIL.search(left) is not None)


def _columns(text: str, mark: int) -> float:
    """Width in columns: two for a Chinese character, one for a Latin one, `mark` for a half-width mark."""
    return (len(text.encode("utf-8", "replace")) + len(text)) / 2 + (mark - 1) * (
        len(text) - len(text.translate(NO_MARKS))
    )


@dataclass(frozen=True, slots=True)
class _Measure:
    """The width a text is set at, in columns of `mark` to a half-width mark."""

    width: float
    mark: int

    def is_full(self, left: str, right: str) -> bool:
        """Whether the first word of `right` did not fit behind `left`."""
        word = WORD.match(right)
        space = _columns(word[0], self.mark) if word else 2
        return (
            self.width - min(space, 0.3 * self.width) - SLACK * self.width
            <= _columns(left, self.mark)
            <= 1.15 * self.width
        )


def _measure(
    pairs: Sequence[tuple[Line, Line]], may: Sequence[bool], cut: Sequence[bool], *, spaced: bool
) -> _Measure | None:
    """The measure of the text, or None; `spaced` is for lines with blank lines between them.

    Marks may have been full-width when the text was set and half-width since: the reading that spreads less is taken.
    """
    here = [pair[0].text for pair, is_cut in zip(pairs, cut, strict=True) if is_cut and (pair[0].breaks > 1) == spaced]
    if not here or (len(here) == 1 and not _is_widest(here[0], pairs)):
        return None
    candidates = []
    for mark in (1, 2):
        widths = [_columns(text, mark) for text in here]
        middle = median(widths)
        near = [width for width in widths if abs(width - middle) <= NEAR * middle]
        if near and len(near) * 3 >= len(widths) * 2:
            candidates.append(((max(near) - min(near)) / middle, _Measure(max(near), mark)))
    if not candidates:
        return None
    measure = min(candidates, key=lambda candidate: candidate[0])[1]
    loose = sum(
        may_join and (left.breaks > 1) == spaced and measure.is_full(left.text, right.text)
        for (left, right), may_join in zip(pairs, may, strict=True)
    )
    return measure if measure.width <= WIDEST and len(here) * 6 >= loose else None


def _is_widest(text: str, pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Whether no line is wider than `text`, of enough lines to tell: then one word on a break shows the width."""
    most = (1 + 2 * SLACK) * _columns(text, 1)
    return len(pairs) >= ENOUGH and all(_columns(line.text, 1) <= most for pair in pairs for line in pair)


def _fills(left: Line, right: Line, measure: _Measure | None, *, may: bool) -> bool:
    """Whether `left` fills the width of the text and ends no paragraph."""
    if measure is None or OPENING.match(right.text) or not measure.is_full(left.text, right.text):
        return False
    if may:
        return INNER.search(left.text) is not None or STARTER.match(right.text) is None
    ends = left.text[-1] in "。;!?" and left.breaks == 1 and not ROW.search(left.text)
    return ends and (right.text[-1] in "。;!?,、" or _columns(right.text, measure.mark) >= (1 - NEAR) * measure.width)
