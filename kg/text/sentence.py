"""Paragraphs, sentences and clauses of normalised text, as half-open spans into it. All are linear in the length.

>>> text = "甲公司投资3.5亿元,建设《园区,你好》!乙公司(总部在杭州,1,200人)落户。"
>>> [text[start:end] for start, end in sentences(text)]
['甲公司投资3.5亿元,建设《园区,你好》!', '乙公司(总部在杭州,1,200人)落户。']
>>> [text[start:end] for start, end in clauses(text, 0, 21)]
['甲公司投资3.5亿元,', '建设《园区,你好》!']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["clauses", "paragraphs", "sentences"]

PARAGRAPH = re.compile(r"[^\n]+")
END = re.compile(r"(?:[。!]|\?(?![0-9A-Za-z]))[。!?]*[”’\"')》】\]]*")
"""Full stop, exclamation or question mark with the closing marks behind it; the point of 3.5 is none of them."""
GOES_ON = frozenset(",、;:的之等和及或)")
"""What may stand behind a closing mark within one sentence: “干!”的号子."""
TITLE = re.compile(r"《[^》\n]{1,60}》")
SEPARATOR = re.compile(r",(?!(?<=[0-9],)[0-9]{3}(?![0-9]))|;|:(?!(?<=[0-9]:)[0-9])")
BRACKET = re.compile(r"[()《》【】\[\]]")
CLOSES = {")": "(", "》": "《", "】": "【", "]": "["}


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of `text`, without their line breaks; blank ones are left out."""
    return [match.span() for match in PARAGRAPH.finditer(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` in order; together they cover all of it but line breaks and blanks between paragraphs.

    A sentence ends at 。 ! ? with the closing quotes and brackets behind, and at a line break. ``;`` and the point in a
    number end nothing, nor does a mark inside a title (《加油!》) or one whose quotation the clause goes on behind
    (“开工!”的号令).
    """
    spans: list[tuple[int, int]] = []
    titles = TITLE.finditer(text)
    title = next(titles, None)
    for first, last in paragraphs(text):
        start = first
        for match in END.finditer(text, first, last):
            end = match.end()
            while title is not None and title.end() <= match.start():
                title = next(titles, None)
            if title is not None and title.start() < match.start() and end < title.end():
                continue
            closed = text[end - 1] not in "。!?"
            if end < last and text[end] in (GOES_ON if closed else ",、;"):
                continue
            spans.append((start, end))
            start = end
        if start < last and not text[start:last].isspace():
            spans.append((start, last))
    return spans


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of ``text[start:end]`` in order, each with the mark that ends it; together they cover it all.

    They end at , ; : but not inside a number (1,200), a time (9:30) or a pair of brackets.
    """
    spans: list[tuple[int, int]] = []
    brackets = _bracketed(text, start, end)
    inside = next(brackets, None)
    last = start
    for match in SEPARATOR.finditer(text, start, end):
        while inside is not None and inside[1] < match.start():
            inside = next(brackets, None)
        if inside is None or match.start() < inside[0]:
            spans.append((last, match.end()))
            last = match.end()
    if last < end:
        spans.append((last, end))
    return spans


def _bracketed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The outermost pairs of brackets in ``text[start:end]`` in order; one without its partner counts for nothing."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in BRACKET.finditer(text, start, end):
        mark = match[0]
        if mark not in CLOSES:
            stack.append((mark, match.start()))
        elif stack and stack[-1][0] == CLOSES[mark]:
            opened = stack.pop()[1]
            while pairs and pairs[-1][0] > opened:
                pairs.pop()
            pairs.append((opened, match.start()))
    return iter(pairs)
