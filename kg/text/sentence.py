"""Sentences and clauses of normalised text, as half-open spans."""

from __future__ import annotations

import re

__all__ = ["clauses", "paragraphs", "sentences"]

PARAGRAPH = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"[^。!?]+(?:[。!?]+[”’\"')》]*)?|[。!?]+[”’\"')》]*")
CLAUSE_END = re.compile(r"[,;:](?!\d{3}(?!\d))")
BRACKETS = {"(": ")", "《": "》", "【": "】"}


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The lines of `text`."""
    return [match.span() for match in PARAGRAPH.finditer(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text`: they end at 。!? with the closing marks behind them, and at line breaks.

    A point in a number ends nothing (3.5亿元), and a quotation that the sentence goes on after (“……!”他说,) does not
    end it where a comma follows.
    """
    spans: list[tuple[int, int]] = []
    for first, last in paragraphs(text):
        held: int | None = None
        for match in SENTENCE.finditer(text, first, last):
            start = match.start() if held is None else held
            if text[match.end() : match.end() + 1] in (",", "、", ";") and match.end() < last:
                held = start
                continue
            held = None
            if text[start : match.end()].strip():
                spans.append((start, match.end()))
        if held is not None:
            spans.append((held, last))
    return spans


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of ``text[start:end]``, cut behind , ; : but not inside numbers or brackets."""
    spans: list[tuple[int, int]] = []
    depth_ends = _bracketed(text, start, end)
    last = start
    for match in CLAUSE_END.finditer(text, start, end):
        if any(a < match.start() < b for a, b in depth_ends):
            continue
        spans.append((last, match.end()))
        last = match.end()
    if last < end:
        spans.append((last, end))
    return spans


def _bracketed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for opening, closing in BRACKETS.items():
        at = text.find(opening, start, end)
        while at >= 0:
            stop = text.find(closing, at, end)
            if stop < 0:
                break
            spans.append((at, stop))
            at = text.find(opening, stop, end)
    return spans
