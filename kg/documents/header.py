"""What a person says of a document: a small header at its top, or a row of ``meta.csv`` in its folder.

A header is a block of ``key: value`` lines between two lines ``---``, at the very start of a txt or md file::

    ---
    title: 开发区:凝聚奋进力量
    publisher: 周口日报
    date: 2023-01-12
    ---

Keys may be Chinese (标题, 来源, 日期). It is read line by line and not as full YAML, so that a colon in a title
needs no quotes and nothing can be expanded or run. `meta.csv` has a column ``file`` (文件) and any of the others.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, fields

from kg.documents.encoding import decode
from kg.errors import DocumentError, UnreadableDocument
from kg.text.date import iso_month

__all__ = ["NOTHING", "Metadata", "iso_date", "read_table", "split_header"]

KEYS = {
    "title": "title", "标题": "title", "题名": "title",
    "publisher": "publisher", "source": "publisher", "来源": "publisher",
    "发布单位": "publisher", "发布机构": "publisher",
    "date": "date", "日期": "date", "发布日期": "date", "发布时间": "date", "时间": "date",
    "file": "file", "id": "file", "文件": "file", "文件名": "file",
}  # fmt: skip
BLOCK = re.compile(r"\s*---[ \t]*\r?\n((?:[^\n]{0,500}\n){0,40}?)---[ \t]*(?:\r?\n|\Z)")
PAIR = re.compile(r"([\w\- ]{1,30}?)[ \t]*[:：][ \t]*(.*)")
PARTIAL = re.compile(r"((?:19|20)[0-9]{2})(?:[-/.年]?(0?[1-9]|1[0-2])月?)?年?")
COMPACT = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Title, publisher and ISO date (as fine as known) of a document; None where not known."""

    title: str | None = None
    publisher: str | None = None
    date: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """Each field from here, or from `other` where it is not known here."""
        return Metadata(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


NOTHING = Metadata()


def iso_date(stated: str) -> str | None:
    """The ISO form of a date that is stated in full, as fine as it is stated; None where it is none.

    >>> iso_date("2023年1月12日 09:30"), iso_date("2023/1"), iso_date("二○二三年一月十二日"), iso_date("去年")
    ('2023-01-12', '2023-01', '2023-01-12', None)
    """
    text = re.sub(r"(?<=[年月])\s+|\s+(?=[年月日])", "", unicodedata.normalize("NFKC", stated).strip()).replace(
        "○", "〇"
    )
    text = COMPACT.sub(r"\1-\2-\3", text) if COMPACT.fullmatch(text) else text
    partial = PARTIAL.fullmatch(text)
    if partial:
        return partial[1] + (f"-{int(partial[2]):02}" if partial[2] else "")
    found = iso_month(text, None)
    return found if found and re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", found) else None


def split_header(text: str) -> tuple[Metadata, str]:
    """The header's metadata and the text after the header; a text without a header comes back as it is.

    A block without a title, publisher or date is not a header (a rule in Markdown starts with --- too).

    Raises
    ------
    UnreadableDocument
        The header's date is not a date.
    """
    match = BLOCK.match(text)
    if match is None:
        return NOTHING, text
    values: dict[str, str] = {}
    for line in match[1].splitlines():
        pair = PAIR.fullmatch(line.strip())
        if pair is None:
            if line.strip() and not line.startswith((" ", "\t", "-", "#")):
                return NOTHING, text
            continue
        values[KEYS.get(pair[1].strip().lower(), "")] = pair[2].strip().strip("\"'")
    if not values.keys() & {"title", "publisher", "date"}:
        return NOTHING, text
    return _metadata(values, "the header"), text[match.end() :]


def read_table(data: bytes, name: str) -> dict[str, Metadata]:
    """The rows of a ``meta.csv`` by file: a path relative to the table, with forward slashes, in NFC.

    Raises
    ------
    DocumentError
        The table has no column for the file, or a date that is none; the message starts with ``name:line:``.
    """
    try:
        text = decode(data)[0]
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from error
    try:
        rows = csv.reader(io.StringIO(text, newline=""), strict=False)
        columns = [KEYS.get(cell.strip().lower(), "") for cell in next(rows, [])]
        if "file" not in columns:
            raise DocumentError(
                f"{name}:1: no column 'file' (or 文件); expected a first line such as file,title,publisher,date"
            )
        table = {}
        for row in rows:
            values = {column: cell.strip() for column, cell in zip(columns, row, strict=False) if column}
            if values.get("file"):
                path = unicodedata.normalize("NFC", values.pop("file").replace("\\", "/").removeprefix("./"))
                table[path] = _metadata(values, f"{name}:{rows.line_num}")
    except csv.Error as error:
        raise DocumentError(f"{name}: not a table of comma-separated values ({error})") from error
    return table


def _metadata(values: dict[str, str], place: str) -> Metadata:
    date = iso_date(values["date"]) if values.get("date") else None
    if values.get("date") and date is None:
        raise UnreadableDocument(f"{place}: {values['date']!r} is not a date; write 2023-01-12, 2023-01 or 2023")
    return Metadata(values.get("title") or None, values.get("publisher") or None, date)
