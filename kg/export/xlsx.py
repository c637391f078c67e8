"""The workbook ledger.xlsx 项目台账: projects, enterprises, parks, partners, relations, evidence, totals, doubts.

Text that looks like a formula stays text. The bytes are the same for the same graph: no time is written.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import networkx as nx
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from kg.errors import ExportError
from kg.export.atomic import atomic_write
from kg.ontology.model import Ontology
from kg.query.ledger import GROUPS, LedgerRow, ledger, totals
from kg.records import Evidence

__all__ = ["write_xlsx"]

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST = 32767  # characters that Excel holds in a cell
UNSURE = 0.6
HEAD = PatternFill("solid", fgColor="DCE6F1")
Cell = str | int | float | None


def write_xlsx(graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None) -> None:
    """Write the workbook of `graph` to `path`, atomically.

    Raises
    ------
    ExportError
        A text holds characters that no workbook can hold; the message names the sheet and the text.
    """
    if ontology is None:
        from kg.ontology.load import load

        ontology = load()
    book = Workbook()
    book.properties.creator = "kg"
    book.properties.created = book.properties.modified = EPOCH.replace(tzinfo=None)
    book.remove(book.worksheets[0])
    rows = ledger(graph, ontology)
    pieces = _Evidence()
    _ledger(_sheet(book, "项目台账"), rows, pieces)
    _things(_sheet(book, "企业"), graph, ontology, "Enterprise")
    _things(_sheet(book, "园区"), graph, ontology, "Park")
    _relations(_sheet(book, "合作伙伴"), graph, ontology, pieces, {"PARTNERS_WITH"})
    _relations(_sheet(book, "关系"), graph, ontology, pieces, None)
    evidence, sums = _sheet(book, "证据"), _sheet(book, "统计")
    _totals(sums, rows)
    _doubts(_sheet(book, "待核"), graph, pieces)
    head = ("编号", "文档", "起", "止", "原文", "规则", "触发词")
    _table(evidence, head, pieces.rows(), (8, 24, 8, 8, 90, 24, 12))
    with atomic_write(path, "wb") as file:
        file.write(_settled(book))


class _Evidence:
    """The evidence sheet as it grows: each passage has one row, however often it is pointed at."""

    def __init__(self) -> None:
        self._rows: dict[Evidence, int] = {}

    def link(self, evidence: Sequence[Evidence]) -> str | None:
        """A reference to the row of the first of some pieces."""
        if not evidence:
            return None
        for piece in evidence:
            self._rows.setdefault(piece, len(self._rows) + 2)
        return f"#'证据'!E{self._rows[evidence[0]]}"

    def rows(self) -> Iterator[Sequence[Cell]]:
        for piece, row in self._rows.items():
            yield row - 1, piece.document, piece.start, piece.end, piece.quote, piece.rule, piece.trigger


def _sheet(book: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    return sheet


def _table(sheet: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int]) -> None:
    """A table with a frozen, filtered head; a text that begins with ``#'`` is a link within the workbook."""
    _append(sheet, head)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
    for row in rows:
        _append(sheet, row)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _append(sheet: Worksheet, row: Sequence[Cell]) -> None:
    at = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for number, value in enumerate(row, start=1):
        if value is None:
            continue
        cell = sheet.cell(at, number)
        if isinstance(value, str):
            _write_text(sheet, cell, value)
        else:
            cell.value = value
            cell.number_format = "#,##0" if isinstance(value, int) else "#,##0.00"


def _write_text(sheet: Worksheet, cell: Any, text: str) -> None:
    if text.startswith("#'"):
        cell.value, cell.hyperlink, cell.style = "查看", text, "Hyperlink"
        return
    try:
        cell.value = text[:LONGEST]
    except IllegalCharacterError:
        raise ExportError(
            f"sheet {sheet.title}: {text[:60]!r} holds control characters, which no workbook can hold; "
            "take them out of the document"
        ) from None
    cell.data_type = "s"  # never a formula
    cell.alignment = Alignment(vertical="top", wrap_text=len(text) > 40)


def _ledger(sheet: Worksheet, rows: Sequence[LedgerRow], pieces: _Evidence) -> None:
    head = [
        "项目",
        "类型",
        "企业",
        "园区",
        "投资(亿元)",
        "投资(元)",
        "计入合计(元)",
        "投资(美元)",
        "说明",
        "阶段",
        "性质",
        "开工",
        "建成",
        "日期",
        "面积(平方米)",
        "产能",
        "证据",
    ]
    _table(
        sheet,
        head,
        (
            (
                row.name,
                row.type_label,
                "、".join(row.enterprises),
                "、".join(row.parks),
                row.investment_cny / 1e8 if row.investment_cny is not None else None,
                row.investment_cny,
                row.counted_cny,
                row.investment_usd,
                row.note,
                row.stage_label,
                row.realis_label,
                row.start,
                row.finish,
                row.date,
                row.area_m2,
                row.capacity,
                pieces.link(row.evidence),
            )
            for row in rows
        ),
        (36, 8, 24, 24, 12, 16, 16, 14, 20, 8, 8, 10, 10, 12, 12, 16, 8),
    )


def _things(sheet: Worksheet, graph: nx.MultiDiGraph, ontology: Ontology, kind: str) -> None:
    def rows() -> Iterator[Sequence[Cell]]:
        for node, data in sorted(graph.nodes(data=True)):
            if data.get("type") == kind:
                told = [
                    (ontology.label(k), graph.nodes[t]["label"]) for _, t, k in sorted(graph.out_edges(node, keys=True))
                ]
                yield (
                    data["label"],
                    "、".join(data.get("aliases", ())),
                    ontology.label(data["stage"]) if data.get("stage") else None,
                    data.get("investment_cny"),
                    data.get("documents"),
                    data.get("mentions"),
                    ";".join(f"{label} {other}" for label, other in told),
                )

    _table(sheet, ("名称", "别名", "阶段", "投资(元)", "文章数", "提及数", "关系"), rows(), (32, 28, 8, 16, 8, 8, 80))


def _relations(
    sheet: Worksheet, graph: nx.MultiDiGraph, ontology: Ontology, pieces: _Evidence, kinds: set[str] | None
) -> None:
    def rows() -> Iterator[Sequence[Cell]]:
        for head, tail, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
            if kinds is None or key in kinds:
                yield (
                    graph.nodes[head]["label"],
                    data.get("label", key),
                    graph.nodes[tail]["label"],
                    ontology.label(data.get("realis", "")),
                    ontology.label(data["stage"]) if data.get("stage") else None,
                    data.get("amount_cny"),
                    data.get("year") and str(data["year"]),
                    data.get("field"),
                    data.get("confidence"),
                    data["evidence"][0].quote if data.get("evidence") else None,
                    pieces.link(data.get("evidence", ())),
                )

    head = ("头", "关系", "尾", "性质", "阶段", "金额(元)", "年份", "领域", "把握", "原文", "证据")
    _table(sheet, head, rows(), (30, 10, 30, 8, 8, 16, 8, 14, 8, 80, 8))


def _totals(sheet: Worksheet, rows: Sequence[LedgerRow]) -> None:
    def lines() -> Iterator[Sequence[Cell]]:
        for total in totals(rows):
            yield "合计", total.name, total.projects, total.counted, total.cny, total.cny / 1e8, total.usd
        for group, label in GROUPS.items():
            for total in totals(rows, by=group):
                yield f"按{label}", total.name, total.projects, total.counted, total.cny, total.cny / 1e8, total.usd

    head = ("分组", "名称", "项目数", "计入数", "投资(元)", "投资(亿元)", "投资(美元)")
    _table(sheet, head, lines(), (10, 40, 8, 8, 18, 12, 14))
    if rows:
        at = sheet.max_row + 2
        sheet.cell(at, 1, "核对")
        sheet.cell(at, 2, "台账“计入合计(元)”之和")
        sheet.cell(at, 5, f"=SUM('项目台账'!G2:G{len(rows) + 1})").number_format = "#,##0"


def _doubts(sheet: Worksheet, graph: nx.MultiDiGraph, pieces: _Evidence) -> None:
    def rows() -> Iterator[Sequence[Cell]]:
        for judgement in graph.graph.get("judgements", ()):
            if judgement.verdict == "unsure":
                names = [end.partition(":")[2] or end for end in (judgement.left, judgement.right)]
                yield "疑似同一", " ↔ ".join(names), judgement.reason, None, None
        for head, tail, _, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
            if data.get("confidence", 1) < UNSURE:
                told = f"{graph.nodes[head]['label']} {data['label']} {graph.nodes[tail]['label']}"
                yield "把握不大", told, None, data["confidence"], pieces.link(data.get("evidence", ()))

    _table(sheet, ("类别", "对象", "说明", "把握", "证据"), rows(), (12, 60, 60, 8, 8))


def _settled(book: Workbook) -> bytes:
    """The bytes of a workbook with a fixed time in every entry of its archive."""
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _without_time(content)
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()


def _without_time(core: bytes) -> bytes:
    """core.xml with the time of writing, which openpyxl sets anew at every save, put back."""
    stamp = EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(<)", rb"\g<1>" + stamp + rb"\g<2>", core)
