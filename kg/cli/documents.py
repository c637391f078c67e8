"""``kg documents``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from kg.errors import KgError

__all__ = ["command"]


@click.command(name="documents")
@click.argument("output", default="output", metavar="OUTPUT", type=click.Path(path_type=Path))
def command(output: Path) -> None:
    """List the documents of an output: id, date, title, and how many relations rest on each."""
    from kg.export.json import read_json

    try:
        graph = read_json(output / "graph.json" if output.is_dir() else output)
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    told = Counter(
        document
        for *_, data in graph.edges(data=True)
        for document in {evidence.document for evidence in data["evidence"]}
    )
    for document in graph.graph["documents"].values():
        click.echo(f"{document.id}\t{document.date or ''}\t{document.title or ''}\t{told[document.id]} relations")
