"""``kg export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.errors import KgError
from kg.export import FORMATS, writer

__all__ = ["command"]


@click.command(name="export")
@click.argument("graph", metavar="OUTPUT_DIR|graph.json", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "formats",
    multiple=True,
    required=True,
    type=click.Choice(sorted(FORMATS)),
    help="A format; give it several times for several.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write; by default beside the graph.",
)
@click.option("--collapse", is_flag=True, help="GraphML with one edge a pair, for tools that merge parallel edges.")
def command(graph: Path, formats: tuple[str, ...], output: Path | None, collapse: bool) -> None:
    """Write a graph in other formats.

    Each file is written beside the old one and then put in its place; exit code 1 when one cannot be written.
    """
    from kg.export.json import read_json

    if output is not None and len(formats) > 1:
        raise click.UsageError("-o names one file: give one --to with it, or leave it out")
    if collapse and formats != ("graphml",):
        raise click.UsageError("--collapse is for --to graphml alone")
    source = graph / "graph.json" if graph.is_dir() else graph
    try:
        read = read_json(source)
        for name in formats:
            path = output or source.with_suffix(f".{name}")
            writer(name)(read, path, **({"collapse": True} if collapse else {}))
            parts = [path] if name != "csv" else [path.with_suffix(f".{part}.csv") for part in ("nodes", "edges")]
            click.echo("written: " + ", ".join(map(str, parts)))
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
