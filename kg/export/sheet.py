r"""A sheet of a workbook: a table with a frozen, filtered head, written row by row so that it may be long.

Text stays text: what looks like a formula is never one, and what a workbook cannot hold is shown as ``\uXXXX``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from kg.errors import ExportError
from kg.export.scalar import clean

__all__ = [
    "COUNT",
    "SHARE",
    "YI",
    "YUAN",
    "Cell",
    "Field",
    "Formula",
    "Link",
    "Table",
    "settled",
    "streamed_book",
    "write_table",
]

YUAN, YI, SHARE, COUNT = "#,##0", "#,##0.00", "0.00", "0"
LONGEST = 32_767  # characters that Excel holds in a cell
MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
_EPOCH = (2000, 1, 1, 0, 0, 0)
_HEAD, _FILL = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
_LINK = Font(color="0563C1", underline="single")
_TOP = Alignment(vertical="top")
_WRAP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class Link:
    """A number that leads to a cell of this workbook: ``'证据'!E5``."""

    number: int
    target: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours; it begins with ``=``, and no text of a document stands in it."""

    text: str


Cell = str | int | float | bool | Link | Formula | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its head, its width in characters and the number format of its cells."""

    head: str
    width: int = 12
    form: str = "General"


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a sheet, and its rows in that order."""

    fields: Sequence[Field]
    rows: Iterable[Sequence[Cell]]


@contextmanager
def streamed_book() -> Iterator[Workbook]:
    """A workbook whose sheets are streamed to temporary files; they are closed and removed when the block fails."""
    book = Workbook(write_only=True)
    book.properties.creator = "kg"
    try:
        yield book
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()
                sheet._writer.cleanup()  # noqa: SLF001 - openpyxl has no other way to take back a sheet


def write_table(sheet: Any, table: Table) -> None:
    """Write `table` to a write-only worksheet of openpyxl.

    Raises
    ------
    ExportError
        There are more rows than a sheet has.
    """
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, field in enumerate(table.fields, 1):
        sheet.column_dimensions[get_column_letter(number)].width = field.width
    sheet.append([_head(sheet, field.head) for field in table.fields])
    count, links = 1, 0
    for row in table.rows:
        count += 1
        links += any(isinstance(value, Link) for value in row)
        if count > MOST_ROWS:
            raise ExportError(
                f"sheet {sheet.title}: has more than {MOST_ROWS:,} rows, which no workbook holds; "
                f"export csv or parquet instead"
            )
        pairs = zip(row, table.fields, strict=True)
        sheet.append([_cell(sheet, value, field.form, linked=links <= MOST_LINKS) for value, field in pairs])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.fields))}{count}"


def _head(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill, cell.alignment = _HEAD, _FILL, _WRAP
    return cell


def _cell(sheet: Any, value: Cell, form: str, *, linked: bool) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, Link):
        cell = WriteOnlyCell(sheet, value=value.number)
        if linked:
            cell.hyperlink = Hyperlink(ref="", location=value.target)
        return _styled(sheet, cell, font=_LINK if linked else None)
    if isinstance(value, Formula):
        return _styled(sheet, WriteOnlyCell(sheet, value=value.text), form=form)
    if isinstance(value, str):
        text = clean(value)
        cell = WriteOnlyCell(sheet, value=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
        cell.data_type = "s"  # never a formula, whatever it begins with
        return _styled(sheet, cell, alignment=_WRAP if len(text) > 30 or "\n" in text else _TOP)
    return _styled(sheet, WriteOnlyCell(sheet, value=value), form=form)


def _styled(
    sheet: Any, cell: Any, *, font: Font | None = None, form: str | None = None, alignment: Alignment = _TOP
) -> Any:
    """The cell with its looks, which openpyxl is asked for only once a workbook: asking costs more than writing."""
    known = sheet.parent.__dict__.setdefault("_kg_styles", {})
    key = font is None, form, alignment is _WRAP
    if key not in known:
        if font is not None:
            cell.font = font
        if form is not None:
            cell.number_format = form
        cell.alignment = alignment
        known[key] = cell._style  # noqa: SLF001 - openpyxl has no other way to give two cells one style
    else:
        cell._style = known[key]  # noqa: SLF001
    return cell


def settled(book: Workbook) -> bytes:
    """The bytes of a workbook with one fixed time in it, so that equal workbooks are equal files."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
