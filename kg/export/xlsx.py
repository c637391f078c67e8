"""The workbook ledger.xlsx 项目台账: projects, enterprises, parks, partners, relations, evidence, totals, doubts.

Every fact has the number of its passage, which is a link to 证据. 统计 counts each amount once and checks itself with
formulas over 项目台账. Text never runs as a formula. Equal graphs give equal bytes: no time is written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import networkx as nx
import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from kg.errors import GraphFileError
from kg.export import directory, workbook
from kg.export.atomic import atomic_write
from kg.export.citation import Citations
from kg.export.sheet import settled, streamed_book, write_table
from kg.ontology.model import Ontology
from kg.query.ledger import ledger
from kg.query.listing import listings
from kg.query.statement import Lens

__all__ = ["SHEETS", "read_xlsx", "write_xlsx"]

SHEETS = ("项目台账", "企业", "园区", "合作伙伴", "关系", "证据", "统计", "待核")
LISTS, CORRECTIONS = "列举", "更正"
"""Sheets that are there only where a list names fewer than it declares, and where people corrected something."""


def write_xlsx(graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None) -> None:
    """Write the workbook of `graph` to `path`, atomically.

    Raises
    ------
    ExportError
        There are more rows than a sheet holds.

    Examples
    --------
    >>> write_xlsx(graph, tmp / "ledger.xlsx")
    >>> [row["投资(亿元)"] for row in read_xlsx(tmp / "ledger.xlsx")["项目台账"] if row["项目"] == "益海特油项目"]
    [3]
    """
    if ontology is None:
        from kg.ontology.load import load

        ontology = load()
    lens, citations, rows = Lens(graph, ontology), Citations(graph), ledger(graph, ontology)
    with streamed_book() as book:
        there = {LISTS: next(listings(lens), None) is not None, CORRECTIONS: bool(graph.graph.get("corrections"))}
        titles = [*SHEETS, *(title for title in there if there[title])]
        sheets = {title: book.create_sheet(title) for title in titles}
        write_table(sheets["项目台账"], workbook.projects(rows, citations))
        write_table(sheets["企业"], directory.enterprises(lens, rows, citations))
        write_table(sheets["园区"], directory.parks(lens, rows, citations))
        write_table(sheets["合作伙伴"], workbook.relations(lens, citations, "PARTNERS_WITH"))
        write_table(sheets["关系"], workbook.relations(lens, citations))
        write_table(sheets["统计"], workbook.sums(rows))
        if LISTS in sheets:
            write_table(sheets[LISTS], workbook.lists(lens, citations))
        write_table(sheets["待核"], workbook.doubts(lens, citations))
        if CORRECTIONS in sheets:
            write_table(sheets[CORRECTIONS], workbook.corrections(graph))
        write_table(sheets["证据"], workbook.evidence(citations))  # the last, when all that it must hold is known
        with atomic_write(path, "wb") as file:
            file.write(settled(book))


def read_xlsx(path: str | Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of every sheet of the workbook `path`, by the heads of its columns; an empty cell is None.

    Formulas come as their text: what they give is known only to a program that calculates.

    Raises
    ------
    GraphFileError
        The file is missing or is not a workbook.
    """
    try:
        book = openpyxl.load_workbook(path)
    except FileNotFoundError as error:
        raise GraphFileError(f"{path}: there is no such file. Check the path, or write it with kg export.") from error
    except (KeyError, ValueError, OSError, BadZipFile, InvalidFileException) as error:
        raise GraphFileError(f"{path}: is not a workbook: {error}. Write it again with kg export.") from error
    found = {}
    for sheet in book.worksheets:
        head, *rows = list(sheet.iter_rows(values_only=True)) or [()]
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found
