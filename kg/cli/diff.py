"""``kg diff``."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import option
from kg.errors import ExportError, KgError

if TYPE_CHECKING:
    import networkx as nx

    from kg.difference import Change
    from kg.ontology.model import Ontology
    from kg.promise import Promise

__all__ = ["command"]

SIGNS = {"added": "+", "gone": "-", "changed": "~"}


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            dt.date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter(f"{value!r} is not a date; expected one such as 2024-03-05") from error
    return value


@click.command(name="diff")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option(
    "--as-of",
    metavar="DATE",
    callback=_day,
    help="Tell also what was planned for before this day, and whether it was told again as done.",
)
@click.option("--html", "page", metavar="FILE", type=click.Path(path_type=Path), help="Write a page, in Chinese.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@option.schemas
def command(old: Path, new: Path, as_of: str | None, page: Path | None, as_json: bool, schemas: Path | None) -> None:
    """What changed from OLD to NEW: entities, relations, stages, amounts, each with both quotes.

    OLD and NEW are outputs of kg build, graph.json files, or articles and folders of articles, which are read first.
    Exit code 0 when they could be compared, 1 when not.
    """
    from kg.difference import changes
    from kg.ontology.load import load
    from kg.promise import promises

    try:
        ontology = load(schemas)
        graphs = (_graph(old, ontology), _graph(new, ontology))
        found = changes(graphs[0], graphs[1], ontology)
        due = promises(graphs[0], graphs[1], as_of, ontology) if as_of else []
        if page is not None:
            _write(page, found, due, ontology, graphs, as_of)
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    if as_json:
        told = {"changes": [asdict(change) for change in found], "promises": [asdict(item) for item in due]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    _tell(found, due)
    if page is not None:
        click.echo(f"written to {page}")


def _graph(path: Path, ontology: Ontology) -> nx.MultiDiGraph:
    """The graph of an output or a graph.json; of anything else what is read from it now."""
    from kg.export.json import read_json
    from kg.wiring import build_graph

    if path.suffix == ".json" or (path / "graph.json").exists() or not path.exists():
        return read_json(path)
    return build_graph([path], ontology=ontology)


def _write(
    page: Path,
    found: list[Change],
    due: list[Promise],
    ontology: Ontology,
    graphs: Sequence[nx.MultiDiGraph],
    as_of: str | None,
) -> None:
    from kg.export.comparison import write_comparison

    documents = graphs[0].graph["documents"] | graphs[1].graph["documents"]
    try:
        write_comparison(page, found, ontology, documents=documents, promises=due, as_of=as_of)
    except OSError as error:
        raise ExportError(f"{page}: cannot be written ({error.strerror}); choose another file") from error


def _tell(found: Sequence[Change], due: Sequence[Promise]) -> None:
    for change in found:
        value = f" {change.attribute}: {change.old} -> {change.new}" if change.attribute else ""
        click.echo(f"{SIGNS[change.kind]} {change.subject}{value}")
        _quote(old=change.old_quote, new=change.new_quote)
    for item in due:
        put_off = f" -> {item.new_date}" if item.new_date else ""
        click.echo(f"{item.status} {item.subject} {item.attribute} {item.date}{put_off}")
        _quote(told=item.told.quote, answer=item.answer.quote if item.answer else None)
    click.echo(f"{len(found)} changes" + (f", {len(due)} promises" if due else ""))


def _quote(**quotes: str | None) -> None:
    """Tell each quote that there is, on a line of its own."""
    for mark, quote in quotes.items():
        if quote:
            click.echo(f"    {mark}: {' '.join(quote.split())}")
