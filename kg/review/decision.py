"""The decisions in a filled-in review.xlsx, as corrections."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from kg.corrections.append import parsed
from kg.errors import GraphFileError, StoreError
from kg.export.xlsx import read_xlsx
from kg.ontology.model import Ontology
from kg.review.choice import CHOICES, COLUMNS, KEY, KINDS, SHEETS, Choice

__all__ = ["read_decisions"]

MOST_BYTES = 1_000_000_000
"""Of a sheet, unpacked; one of 100,000 relations has a tenth of it."""


def read_decisions(path: Path, ontology: Ontology, *, by: str | None, on: str) -> list[dict[str, Any]]:
    """The corrections that a sheet decides, in its order; a row without 决定 decides nothing.

    Parameters
    ----------
    by
        Who decided the rows without 核定人.
    on
        The ISO date of the rows without 核定日期.

    Raises
    ------
    GraphFileError
        The file is missing or no workbook.
    StoreError
        Cells have faults; all are listed with sheet and cell.
    """
    faults: list[str] = []
    found: list[dict[str, Any]] = []
    _bounded(path)
    sheets = read_xlsx(path)
    if SHEETS[0] not in sheets:
        raise GraphFileError(f"{path}: has no sheet {SHEETS[0]}; expected a workbook written by kg review")
    for title in SHEETS[:3]:
        for number, row in enumerate(sheets.get(title, ()), 2):
            if _text(row.get(COLUMNS[0])):
                try:
                    item = _item(row, by, on)
                    parsed(item, ontology)
                    found.append(item)
                except (_FaultError, StoreError) as fault:
                    heads = list(row)
                    column = getattr(fault, "column", COLUMNS[1])
                    cell = f"{get_column_letter(heads.index(column) + 1)}{number}"
                    faults += [f"{path}: {title}!{cell}: {_plain(line)}" for line in str(fault).splitlines()]
    if faults:
        raise StoreError("\n".join(faults))
    return found


def _bounded(path: Path) -> None:
    """Refuse a workbook that is larger unpacked than any that people decide in."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
        if size > MOST_BYTES:
            raise GraphFileError(f"{path}: {size:,} bytes unpacked, more than {MOST_BYTES:,}; write it again")


class _FaultError(Exception):
    """A cell that cannot be read; `column` is the head of its column."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def _plain(message: str) -> str:
    """A message about a decision without the place in the YAML that was made of it."""
    return message.split(": ", 1)[1] if message.startswith("decision:") else message


def _text(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    return "" if value is None else str(value).strip()


def _item(row: Mapping[str, Any], by: str | None, on: str) -> dict[str, Any]:
    decision, becomes, why, who, when = (_text(row.get(name)) for name in COLUMNS)
    try:
        key = json.loads(_text(row.get(KEY)))
        choices = CHOICES[key["kind"]]
    except (ValueError, KeyError, TypeError) as error:
        raise _FaultError(KEY, "the key of the row is damaged; write the sheet again with kg review") from error
    if decision not in choices:
        expected = "、".join(choices)
        raise _FaultError(COLUMNS[0], f"found {decision!r}, expected one of {expected} for {KINDS[key['kind']]}")
    choice = choices[decision]
    if becomes and not choice.needs:
        raise _FaultError(COLUMNS[1], f"found {becomes!r}, expected nothing with {decision}; empty the cell")
    if not becomes and choice.needs and not choice.needs.endswith("可不填"):
        raise _FaultError(COLUMNS[1], f"is empty, expected {choice.needs} with {decision}; fill it in")
    signer = who or by
    if not signer:
        raise _FaultError(COLUMNS[3], "is empty, expected who decided; fill it in, or give --by NAME")
    signed = {"by": signer, "on": when or on, "why": why or f"核定清单：{decision}"}
    return {"do": choice.do, **dict(_about(key, choice, becomes)), **signed}


def _about(key: Mapping[str, Any], choice: Choice, becomes: str) -> Iterator[tuple[str, Any]]:
    """What the correction speaks of, and what it changes."""
    if "relation" in key:
        yield from zip(("head", "relation", "tail"), key["relation"], strict=True)
    elif choice.do == "merge" and "entity" in key:
        kind = key["entity"].partition(":")[0]
        yield "entities", [key["entity"], becomes if ":" in becomes else f"{kind}:{becomes}"]
        return
    elif "entities" in key:
        yield "entities", list(key["entities"])
    else:
        yield "entity", key["entity"]
    if key["kind"] == "value":
        yield key["attribute"], key["value"]
    elif choice.sets is not None:
        yield choice.sets, becomes
    elif becomes:
        yield "as", becomes
