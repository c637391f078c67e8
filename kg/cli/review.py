"""``kg review``."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import option
from kg.errors import KgError, StoreError

if TYPE_CHECKING:
    from kg.ontology.model import Ontology

__all__ = ["command"]


@click.command(name="review")
@click.argument("output", default="output", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.option("--read", "reads", is_flag=True, help="Read the decisions in the sheet into the corrections.")
@click.option(
    "--sheet", metavar="FILE", type=click.Path(path_type=Path), help="The sheet; by default review.xlsx in OUTPUT."
)
@option.corrections
@click.option("--by", metavar="NAME", help="Who decided, where the sheet does not say it.")
@click.option("--on", metavar="DATE", help="When, where the sheet does not say it; by default today.")
@option.schemas
def command(
    output: Path,
    reads: bool,
    sheet: Path | None,
    corrections: Path | None,
    by: str | None,
    on: str | None,
    schemas: Path | None,
) -> None:
    """Write a sheet to decide in, or read its decisions back.

    kg review writes OUTPUT/review.xlsx: what is in doubt, every relation, every entity. Fill in 决定 (and 改为), then
    kg review --read adds the decisions to the end of corrections.yaml, and the next kg build replays them.
    Exit code 0 when it was done, 1 when not.
    """
    from kg.ontology.load import load
    from kg.output import CORRECTIONS, REVIEW

    sheet, corrections = sheet or output / REVIEW, corrections or output / CORRECTIONS
    when = on or dt.datetime.now(tz=dt.UTC).astimezone().date().isoformat()
    try:
        ontology = load(schemas)
        if reads:
            _read(sheet, corrections, ontology, by, when)
        else:
            _write(output, sheet, corrections, ontology, when)
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)


def _write(output: Path, sheet: Path, corrections: Path, ontology: Ontology, on: str) -> None:
    from kg.corrections import read_corrections
    from kg.corrections.append import parsed, same
    from kg.export.json import read_json
    from kg.review import read_decisions, write_review

    graph = read_json(output)
    if sheet.exists():
        kept = {same(c) for c in read_corrections(corrections, ontology)} if corrections.exists() else set()
        told = read_decisions(sheet, ontology, by="?", on=on)
        unread = [c for item in told if same(c := parsed(item, ontology)) not in kept]
        if unread:
            raise StoreError(
                f"{sheet}: has {len(unread)} decisions that were not read yet; read them with --read, or give another "
                f"file with --sheet"
            )
    doubts, relations, entities = write_review(graph, sheet, ontology)
    click.echo(f"written to {sheet}: {doubts} doubts, {relations} relations, {entities} entities")
    click.echo("fill in 决定, then run kg review again with --read")


def _read(sheet: Path, corrections: Path, ontology: Ontology, by: str | None, on: str) -> None:
    from kg.corrections.append import append_corrections
    from kg.review import read_decisions

    decisions = read_decisions(sheet, ontology, by=by, on=on)
    added = append_corrections(corrections, decisions, ontology)
    click.echo(f"{len(decisions)} decisions, {added} added to {corrections}")
    if added:
        click.echo("run kg build again to replay them")
