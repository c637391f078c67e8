"""``kg diff``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg.errors import KgError

__all__ = ["command"]

SIGNS = {"added": "+", "gone": "-", "changed": "~"}


@click.command(name="diff")
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(old: Path, new: Path, as_json: bool) -> None:
    """What changed from OLD to NEW, outputs or graph.json files: entities, relations, stages, amounts, with quotes."""
    from kg.difference import changes
    from kg.export.json import read_json

    try:
        graphs = [read_json(path / "graph.json" if path.is_dir() else path) for path in (old, new)]
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    found = changes(*graphs)
    if as_json:
        click.echo(json.dumps([asdict(change) for change in found], ensure_ascii=False, indent=1))
        return
    for change in found:
        value = f" {change.attribute}: {change.old} -> {change.new}" if change.attribute else ""
        click.echo(f"{SIGNS[change.kind]} {change.subject}{value}")
        for mark, quote in (("old", change.old_quote), ("new", change.new_quote)):
            if quote:
                click.echo(f"    {mark}: {' '.join(quote.split())}")
    click.echo(f"{len(found)} changes")
