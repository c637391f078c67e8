"""Normalised text with a map back to the source.

Every character of the normalised text comes from exactly one character of the source, so the map is one offset a
character. White space and control characters that carry nothing are dropped, full-width forms become half-width
(NFKC, where that gives one character), and a line break that cuts a sentence or a name is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.text.lexicon import lexicon

__all__ = ["NormalisedText", "compact", "normalise"]

BREAK = re.compile(r"(?:[^\S\n\r\u2028\u2029\x85]*(?:\r\n|[\n\r\u2028\u2029\x85]))+[^\S\n\r]*")
FINAL = frozenset("。!?…:;”\"')》】」』")
OPENING = re.compile(r"\s*(?:——|--|[#■□◆◇●○▲△►▶★☆※•·*|【\[(「『]|[一二三四五六七八九十]+[、.]|\d+[、.)]|第[一二三四五六七八九十]+[章节条]|图[为:]|编辑|来源|作者|责编|策划|记者)")
INNER = re.compile(r"[,。;!?]")
CAPTION = re.compile(r"(?:[摄图]|现场|供稿)$")
SPACE = re.compile(r"[^\S\n]+")
CJK = r"\u3400-\u9fff\uf900-\ufaff、。,;:!?()“”《》〈〉【】"
BESIDE_CJK = re.compile(rf"(?<=[{CJK}%]) +| +(?=[{CJK}])")
QUOTES = {"「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "﹁": "“", "﹂": "”", "＂": '"'}


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """`text` with, for each of its characters, the offset of that character in the source (strictly rising)."""

    text: str
    offsets: array[int]
    source_length: int

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the source that ``text[start:end]`` comes from; an empty span stays empty."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else self.source_length
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    def to_normal(self, offset: int) -> int:
        """The first position of the normalised text that comes from the source at or after `offset`."""
        return bisect_left(self.offsets, offset)


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    if char in "\n\r\u2028\u2029\x85":
        return "\n"
    if char in QUOTES:
        return QUOTES[char]
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char in "\t\x0b\x0c":
        return " "
    if category in ("Cc", "Cf", "Cs") or char == "\ufeff":
        return ""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def compact(form: str) -> str:
    """A name for comparison: NFKC, without white space; the form under which a mention is known."""
    return "".join(folded for char in form if (folded := _fold(char)) not in ("", " ", "\n"))


def normalise(source: str) -> NormalisedText:
    """Normalise a source text; never fails, linear in its length."""
    chars: list[str] = []
    offsets = array("q")
    for offset, char in enumerate(source):
        if char == "\r" and source[offset + 1 : offset + 2] == "\n":
            continue
        folded = _fold(char)
        if folded:
            chars.append(folded)
            offsets.append(offset)
    text = "".join(chars)
    drop = sorted(_droppable(text))
    if not drop:
        return NormalisedText(text, offsets, len(source))
    kept_text, kept_offsets, last = [], array("q"), 0
    for start, end in drop:
        if end <= last:
            continue
        start = max(start, last)
        kept_text.append(text[last:start])
        kept_offsets.extend(offsets[last:start])
        last = end
    kept_text.append(text[last:])
    kept_offsets.extend(offsets[last:])
    return NormalisedText("".join(kept_text), kept_offsets, len(source))


def _droppable(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` that carry nothing: breaks inside sentences, the rest of wide breaks, spaces beside Chinese."""
    for match in SPACE.finditer(text):
        if match.end() - match.start() > 1:
            yield match.start() + 1, match.end()
    breaks = [match.span() for match in BREAK.finditer(text)]
    wrapped = _is_wrapped(text, breaks)
    previous = 0
    for number, (start, end) in enumerate(breaks):
        following = breaks[number + 1][0] if number + 1 < len(breaks) else len(text)
        if _joins(text, previous, start, end, following, wrapped=wrapped):
            yield start, end
        else:
            mark = text.index("\n", start)
            yield start, mark
            yield mark + 1, end
        previous = end
    for match in BESIDE_CJK.finditer(text):
        if not _separates(text, match.start(), match.end()):
            yield match.span()


def _separates(text: str, start: int, end: int) -> bool:
    """A space that parts a heading or a by-line (党建引领 凝聚合力) stays: Chinese on both sides, no mark in reach."""
    left, right = text[start - 1 : start], text[end : end + 1]
    if not (left and right and "\u3400" <= left <= "\u9fff" and "\u3400" <= right <= "\u9fff"):
        return False
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return INNER.search(text, line, stop) is None or stop - line < 30


def _is_wrapped(text: str, breaks: list[tuple[int, int]]) -> bool:
    """Whether the lines of a text are cut at a width: two or more breaks fall inside a word."""
    cut = loose = 0
    for start, end in breaks[:400]:
        if start == 0 or end >= len(text) or text[start - 1] in FINAL or OPENING.match(text, end):
            continue
        loose += 1
        window = text[max(0, start - 4) : start] + text[end : end + 4]
        at = min(4, start)
        if "\n" not in window and any(a < at < b for a, b, _ in lexicon().cut(window)):
            cut += 1
    return cut >= 2 and cut * 8 >= loose


def _joins(text: str, previous: int, start: int, end: int, following: int, *, wrapped: bool) -> bool:
    if start == 0 or end >= len(text) or text[start - 1] in FINAL or OPENING.match(text, end):
        return False
    line, after = text[previous:start], text[end:following]
    if "|" in line or OPENING.match(line) and not INNER.search(line):
        return False
    if wrapped and text.count("\n", start, end) == 1:
        return True
    if line.endswith(("、", ",")):
        return True
    if CAPTION.search(line) or not ("。" in line or len(line) >= 45):
        return False
    return INNER.search(line) is not None and after.rstrip()[-1:] in FINAL
