"""The visible lines of a page, in order, each with the element it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.documents.row import row_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Line", "is_data", "lines_of", "rows_of"]

HIDDEN = frozenset((
    "script", "style", "noscript", "template", "select", "datalist", "button", "textarea", "svg", "iframe",
    "object", "embed", "audio", "video", "canvas", "math", "head", "nav", "footer", "aside", "dialog", "input",
    "rt", "rp"
))  # fmt: skip
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "o:p", "st1:chsdate"
))  # fmt: skip
SILENT = INLINE | {"script", "style", "noscript", "template"}
"""Elements that do not end the line they stand in."""
NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
BLANKS = " \t\n\r\f\v\u3000\xa0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a reader of the page sees it; `linked` of its characters are links."""

    text: str
    linked: int
    element: HtmlElement


class _Writer:
    """Collects text until a block ends, then makes a line of it."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._text: list[str] = []
        self._linked = 0

    def add(self, text: str | None, *, linked: bool) -> None:
        if text:
            self._text.append(text)
            self._linked += len(text.strip(BLANKS)) if linked else 0

    def end(self, element: HtmlElement) -> None:
        text = re.sub(r"[ \t\n\r\f\v\xa0]+", " ", "".join(self._text)).strip(BLANKS)
        if text:
            self.lines.append(Line(text, self._linked, element))
        self._text, self._linked = [], 0


def lines_of(root: HtmlElement) -> list[Line]:
    """The lines of a page or of a part of it: a block, a list item, a table row or what stands before a <br>.

    A table of data gives one line a row with its cells joined by `` | ``; a cell over several rows is repeated in
    each. A table that only lays out the page is read as blocks. Iterative: depth costs no stack.
    """
    from lxml import etree

    writer = _Writer()
    block, links, hidden = root, 0, 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if hidden:
                hidden += 1
                continue
            if tag not in SILENT:
                writer.end(block)
                block = element
            if element is not root and (_is_hidden(element, tag) or is_data(element)):
                writer.lines += rows_of(element) if tag == "table" and not _is_hidden(element, tag) else []
                hidden = 1
                continue
            links += tag == "a"
            writer.add(element.text, linked=links > 0)
            continue
        links -= tag == "a" and not hidden
        hidden -= hidden > 0
        if not hidden and element is not root:
            if tag not in SILENT:
                writer.end(block)
                block = element.getparent()
            writer.add(element.tail, linked=links > 0)
    writer.end(root)
    return writer.lines


def _is_hidden(element: HtmlElement, tag: str) -> bool:
    return (
        not tag
        or tag in HIDDEN
        or element.get("hidden") is not None
        or NOT_SHOWN.search(element.get("style") or "") is not None
    )


def is_data(table: HtmlElement) -> bool:
    """Whether an element is a table of data: two columns or more, short cells, no table and few links inside."""
    if table.tag != "table" or table.find(".//table") is not None:
        return False
    cells = [cell for row in table.iter("tr") for cell in row.iterchildren("td", "th")]
    widest = max((len(list(row.iterchildren("td", "th"))) for row in table.iter("tr")), default=0)
    sizes = [len(cell.text_content().strip()) for cell in cells]
    linked = sum(len(link.text_content().strip()) for link in table.iter("a"))
    return widest > 1 and max(sizes) <= 400 and linked <= 0.5 * sum(sizes)


def rows_of(table: HtmlElement) -> list[Line]:
    """The rows of a table of data as lines, a cell over several rows repeated in each."""
    rows = []
    above: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells: list[str] = []
        pending = list(row.iterchildren("td", "th"))
        column = linked = 0
        while pending or column in above:
            left, text = above.pop(column, (0, ""))
            width = 1
            if not left:
                cell = pending.pop(0)
                lines = lines_of(cell)
                text = " ".join(line.text for line in lines)
                linked += sum(line.linked for line in lines)
                left, width = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            if left > 1:
                above[column] = left - 1, text
            cells.append(text)
            column += width
        line = row_line(cells)
        if line:
            rows.append(Line(line, linked, table))
    return rows


def _span(stated: str | None) -> int:
    return int(stated) if stated and re.fullmatch(r"[1-9][0-9]{0,2}", stated.strip()) else 1
