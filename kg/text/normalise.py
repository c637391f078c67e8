r"""Normalised text with a map back to the source.

Every character of the normalised text comes from exactly one character of the source, so the map is one offset a
character. Full-width forms become half-width (NFKC, where that gives one character), white space and control characters
that carry nothing are dropped, damaged marks are put right (`kg.text.mark`), and a line break that cuts a sentence or a
name is taken out (`kg.text.linebreak`).

>>> normalise("迪川通（ 中岳 ）落户云岭开\n发区。").text
'迪川通(中岳)落户云岭开发区。'
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.text.linebreak import Line, joined
from kg.text.mark import mended

__all__ = ["NormalisedText", "compact", "normalise"]

QUOTES = {
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "〝": "“",
    "〞": "”",
    "﹁": "“",
    "﹂": "”",
    "＂": '"',
    "∶": ":",
    "〜": "~",
}
LINE_ENDS = "\n\r\u2028\u2029\x85"
DROPPED = "\0"
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS = "、。,;:!?()“”‘’《》〈〉【】%…—"
GAP = re.compile(r"[\0 \t\n]+")
WORD_GAP = re.compile(rf"(?<=[{HAN}])[ \t](?=[{HAN}])")
LETTERS = re.compile(rf"[{HAN}]+")
PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+")
"""Characters that folding leaves as they are; most names have no other."""
INNER = re.compile(r"[,。;!?]")
SHORTEST_HEADING = 4
HEADING = 30
"""Characters: a line without inner marks, or shorter than this, keeps the spaces that part its words."""


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """`text` with the offset in the source of each of its characters (`starts`, strictly rising)."""

    text: str
    starts: array[int]
    source_length: int

    @property
    def ends(self) -> array[int]:
        """For each character of `text` the offset behind it in the source."""
        return array("q", (start + 1 for start in self.starts))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the source that ``text[start:end]`` comes from; an empty span stays empty."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.source_length
            return at, at
        return self.starts[start], self.starts[end - 1] + 1

    def to_normal(self, offset: int) -> int:
        """The first position of `text` that comes from the source at or after `offset`."""
        return bisect_left(self.starts, offset)


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """The one character that stands for `char`: a line end, a blank, ``DROPPED``, its NFKC form, or itself.

    Characters whose NFKC form is longer (㎡, Ⅱ, …) stay, and so do circled and raised digits, which would join the
    number beside them (①35亿元).
    """
    if char in LINE_ENDS:
        return "\n"
    if char in QUOTES:
        return QUOTES[char]
    if char == "\t":
        return "\t"
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char in "\x0b\x0c":
        return " " if char != "\x0c" else "\n"
    if category in ("Cc", "Cf", "Cs") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return DROPPED
    folded = unicodedata.normalize("NFKC", char)
    return char if len(folded) != 1 or category == "No" else QUOTES.get(folded, folded)


def compact(form: str) -> str:
    """A name for comparison: NFKC, without white space; the form under which a mention is known."""
    if PLAIN.fullmatch(form):
        return form
    kept = (folded for char in form if (folded := _fold(char)) not in (DROPPED, " ", "\n", "\t"))
    return "".join(unicodedata.normalize("NFKC", "".join(kept)).split())


def normalise(source: str) -> NormalisedText:
    """Normalise a source text; never fails, linear in its length."""
    text = mended(_folded(source))
    every = _identity(len(text))
    chars: list[str] = []
    starts = array("q")
    last = 0
    for start, end, keep in _gaps(text):
        chars.append(text[last:start])
        starts += every[last:start]
        if keep is not None:
            at, char = keep
            chars.append(char)
            starts.append(at)
        last = end
    chars.append(text[last:])
    starts += every[last:]
    return NormalisedText("".join(chars), starts, len(source))


FEW = 64
CACHED = 1 << 15


@lru_cache(maxsize=1)
def _identities() -> array[int]:
    return array("q", range(CACHED))


@lru_cache(maxsize=1)
def _stable() -> frozenset[str]:
    """The common characters that fold to themselves: of ASCII, and the first block of Chinese ones."""
    return frozenset(char for char in map(chr, range(0x20, 0x7F)) if _fold(char) == char) | set(
        map(chr, range(0x4E00, 0xA000))
    )


def _identity(size: int) -> array[int]:
    """The numbers from 0 to `size`, from a cache for texts of usual length."""
    return _identities()[:size] if size <= CACHED else array("q", range(size))


def _folded(source: str) -> str:
    """`source` with every character folded; the length stays."""
    folds = {char: folded for char in set(source) - _stable() if (folded := _fold(char)) != char}
    text = source
    if len(folds) > FEW:
        text = source.translate({ord(char): folded for char, folded in folds.items()})
    else:
        for char, folded in folds.items():
            text = text.replace(char, folded)
    return _without_carriage_returns(source, text) if "\r" in folds else text


def _without_carriage_returns(source: str, folded: str) -> str:
    """`folded` with each CR of a CRLF dropped, so that the pair counts as one line break."""
    parts = source.split("\r\n")
    pieces: list[str] = []
    at = 0
    for part in parts:
        pieces.append(folded[at : at + len(part)])
        at += len(part) + 2
    return f"{DROPPED}\n".join(pieces)


Gap = tuple[int, int, tuple[int, str] | None]


def _gaps(text: str) -> Iterator[Gap]:
    """The gaps of folded `text` in order: span, and the offset and character that stays of it, if any does."""
    found = [match.span() for match in GAP.finditer(text)]
    breaks = [i for i, (start, end) in enumerate(found) if "\n" in text[start:end]]
    if not breaks:
        yield from _line_gaps(text, 0, len(text), found)
        return
    inner = [i for i in breaks if found[i][0] > 0 and found[i][1] < len(text)]
    borders = [found[i] for i in inner]
    begins = [found[breaks[0]][1] if found[breaks[0]][0] == 0 else 0, *(end for _, end in borders)]
    stops = [*(start for start, _ in borders), found[breaks[-1]][0] if found[breaks[-1]][1] == len(text) else len(text)]
    counts = [text.count("\n", start, end) for start, end in borders]
    lines = [Line(text[a:b].strip("\0 \t"), n) for a, b, n in zip(begins, stops, [*counts, 0], strict=True)]
    joins = dict(zip(inner, joined(lines), strict=True))
    at = 0
    for number, index in enumerate([*breaks, len(found)]):
        start = found[breaks[number - 1]][1] if number else 0
        stop = found[index][0] if index < len(found) else len(text)
        yield from _line_gaps(text, start, stop, found[at:index])
        if index < len(found):
            yield _break(text, *found[index], joins.get(index))
        at = index + 1


def _break(text: str, start: int, end: int, join: bool | None) -> Gap:  # noqa: FBT001 - None: at an end of the text
    """What stays of a gap with a line break: nothing in a sentence, a blank between Latin words, else a break."""
    at = text.index("\n", start, end)
    if join is None:
        return start, end, None
    if not join:
        return start, end, (at, "\n")
    left, right = text[start - 1], text[end]
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        return start, end, (at, " ")
    return start, end, None


def _line_gaps(text: str, start: int, stop: int, found: list[tuple[int, int]]) -> Iterator[Gap]:
    """The gaps inside one line ``text[start:stop]``."""
    if not found:
        return
    parts = None
    for first, end in found:
        if first <= start or end >= stop:
            yield first, end, None
            continue
        left, right = text[first - 1], text[end]
        if (
            left.isascii()
            and right.isascii()
            and end - first == 1
            and text[first] == " "
            and not (_is_mark(left) or _is_mark(right))
        ):
            continue
        blank = next((i for i in range(first, end) if text[i] in " \t"), None)
        if blank is None or _is_mark(left) or _is_mark(right):
            yield first, end, None
        elif _is_han(left) and _is_han(right):
            if _told_again(
                text[start:first], text[end:stop]
            ):  # 储能电池项目 储能电池项目由… : a heading before its text
                yield first, end, (blank, " ")
                continue
            if parts is None:
                parts = _parts_words(text[start:stop])
            wide = end - first > 1 or text[blank] == "\t"
            yield first, end, (blank, " ") if parts or (wide and parts is not False) else None
        elif (_is_han(left) or _is_han(right)) and end - first == 1 and text[blank] == " ":
            yield first, end, None
        else:
            yield first, end, (blank, " ")


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


def _is_mark(char: str) -> bool:
    return char in MARKS


def _told_again(heading: str, rest: str) -> bool:
    """Whether what follows a gap begins with all that stands before it."""
    return SHORTEST_HEADING <= len(heading) <= HEADING and rest.startswith(heading)


def _parts_words(line: str) -> bool:
    """Whether blanks part the words of a line (党建引领 凝聚合力) rather than damage it (总 建 筑 面积)."""
    gaps = sum(1 for _ in WORD_GAP.finditer(line))
    letters = sum(map(len, LETTERS.findall(line)))
    if gaps * 3 > letters:
        return False
    return INNER.search(line) is None or len(line) < HEADING
