"""Answers on the command line: as a table, CSV or JSON; and the options that all questions share."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.query.answer import Answer

__all__ = ["asks", "render"]

_LONG = ("原文", "上下文")
_WIDEST = 40
_NOTHING = "（没有结果）"


def asks(question: Callable[..., Answer]) -> Callable[..., None]:
    """A command that loads the graph, asks `question` and prints the answer.

    Exit code 1 where the graph cannot be read or a name is unknown, 2 where an option has a wrong value.
    """

    @click.option(
        "-g",
        "--graph",
        default="output",
        show_default=True,
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="The output folder of kg build, its graph.json, or a .graphml.",
    )
    @click.option(
        "--format",
        "form",
        default="table",
        show_default=True,
        type=click.Choice(["table", "csv", "json"]),
        help="A table leaves out empty columns and shortens quotes; csv and json are complete.",
    )
    @wraps(question)
    def run(graph: Path, form: str, **options: Any) -> None:
        import kg

        try:
            answer = question(kg.load(graph), **options)
        except KgError as error:
            raise click.ClickException(str(error)) from error
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        click.echo(render(answer, form), nl=False)

    return run


def render(answer: Answer, form: str) -> str:
    """The answer as text that ends with a line end.

    Parameters
    ----------
    form
        ``table`` for people; ``csv`` with a head line, in which no text runs as a formula; ``json``, a list of objects.
    """
    if form == "json":
        return json.dumps(answer.records(), ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        from kg.export.csv import cell

        text = io.StringIO()
        rows = ([cell(_scalar(value)) for value in row] for row in answer.rows)
        csv.writer(text, lineterminator="\n").writerows([answer.columns, *rows])
        return text.getvalue()
    return _table(answer)


def _table(answer: Answer) -> str:
    if not answer.rows:
        return _NOTHING + "\n"
    kept = [index for index in range(len(answer.columns)) if any(row[index] is not None for row in answer.rows)]
    lines = [[answer.columns[index] for index in kept]]
    lines += [[_cell(row[index], short=answer.columns[index] in _LONG) for index in kept] for row in answer.rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(kept))]
    rule = ["─" * width for width in widths]
    return "".join(_line(cells, widths) for cells in [lines[0], rule, *lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip() + "\n"


def _scalar(value: Any) -> Any:
    """A node of Cypher or a list as one line of JSON; others as they are."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _cell(value: Any, *, short: bool) -> str:
    """A value on one line; where it is to be `short`, at most `_WIDEST` columns of a terminal wide."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = "".join(char for char in " ".join(str(_scalar(value)).split()) if char.isprintable())
    if not short or _width(text) <= _WIDEST:
        return text
    kept = ""
    for char in text:
        if _width(kept) + _width(char) > _WIDEST - 1:
            break
        kept += char
    return kept + "…"


def _width(text: str) -> int:
    """How many columns of a terminal `text` takes: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
