"""Texts and passages of a page, each stored once however often it is used."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from kg.records import Document, Evidence

__all__ = ["Passages", "Texts", "Utf16", "columns"]


class Texts:
    """A table of texts; a text is the number of its place in the table.

    Examples
    --------
    >>> texts = Texts()
    >>> texts.number("开发区"), texts.number("落户"), texts.number("开发区"), texts.number(None)
    (0, 1, 0, -1)
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str | None) -> int:
        """The number of `text`, which is put into the table where it is new; -1 for None."""
        return -1 if text is None else self._numbers.setdefault(text, len(self._numbers))

    @property
    def table(self) -> list[str]:
        """The texts in the order of their numbers."""
        return list(self._numbers)


class Utf16:
    """Offsets in code points of a text as offsets in UTF-16 units, which is how JavaScript counts.

    Examples
    --------
    >>> Utf16("𠮷祥港")(1)
    2
    """

    def __init__(self, text: str) -> None:
        self._wide = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]

    def __call__(self, offset: int) -> int:
        """The offset in UTF-16 units; an offset is half-open, as in `Evidence`."""
        return offset + bisect_left(self._wide, offset)


class Passages:
    """A table of passages: ``[document, start, end]`` into the articles, or ``[-1, text]`` where no article has it."""

    def __init__(self, documents: Mapping[str, Document], texts: Texts) -> None:
        self._documents = documents
        self._places = {name: place for place, name in enumerate(documents)}
        self._utf16 = {name: Utf16(document.text) for name, document in documents.items()}
        self._texts = texts
        self._numbers: dict[tuple[int, ...], int] = {}

    def number(self, piece: Evidence) -> int:
        """The number of the passage of `piece`."""
        document = self._documents.get(piece.document)
        if document is not None and document.text[piece.start : piece.end] == piece.quote:
            return self._put(self.span(piece.document, piece.start, piece.end))
        return self.quote(piece.quote)

    def quote(self, text: str) -> int:
        """The number of a quote that stands in no article."""
        return self._put((-1, self._texts.number(text)))

    def span(self, document: str, start: int, end: int) -> tuple[int, int, int]:
        """A span as the page counts: number of the document, UTF-16 offsets; the document must be known."""
        utf16 = self._utf16[document]
        return self._places[document], utf16(start), utf16(end)

    def known(self, document: str) -> bool:
        """Whether the article travels in the page."""
        return document in self._places

    def _put(self, passage: tuple[int, ...]) -> int:
        return self._numbers.setdefault(passage, len(self._numbers))

    @property
    def table(self) -> list[list[int]]:
        """The passages in the order of their numbers."""
        return [list(passage) for passage in self._numbers]


def columns(records: list[dict[str, Any]], texts: Texts) -> dict[str, dict[str, list[Any]]]:
    """Records as columns, so that keys and values that occur many times are stored once.

    A column is ``{"text": numbers}`` (-1 where a record has none), ``{"number": values}`` (None where it has none), or
    ``{"of": values, "at": places}`` for everything else (-1 where it has none).
    """
    names = list(dict.fromkeys(name for record in records for name in record))
    return {name: _column([record.get(name) for record in records], texts) for name in names}


def _column(values: list[Any], texts: Texts) -> dict[str, list[Any]]:
    known = [value for value in values if value is not None]
    if all(isinstance(value, str) for value in known):
        return {"text": [texts.number(value) for value in values]}
    if all(isinstance(value, int | float) for value in known):
        return {"number": values}
    of: list[Any] = []
    at = []
    places: dict[str, int] = {}
    for value in values:
        if value is not None and repr(value) not in places:
            places[repr(value)] = len(of)
            of.append(value)
        at.append(-1 if value is None else places[repr(value)])
    return {"of": of, "at": at}
