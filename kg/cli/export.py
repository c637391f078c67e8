"""``kg export``."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KgError
from kg.export import COLLAPSIBLE, FORMATS, SUFFIXES, files_of, writer

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["command"]

_LARGE = 20_000


@click.command(
    name="export", epilog="\b\nFormats:\n" + "\n".join(f"  {name:8} {what}" for name, what in FORMATS.items())
)
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
@click.option("--collapse", is_flag=True, help=f"One edge a pair of nodes: {', '.join(COLLAPSIBLE)}.")
def command(graph: Path, formats: tuple[str, ...], output: Path | None, collapse: bool) -> None:
    """Write a graph in other formats.

    Each file is written beside the old one and then put in its place; exit code 1 when one cannot be written.
    """
    from kg.export.json import read_json

    if output is not None and len(formats) > 1:
        raise click.UsageError("-o names one file: give one --to with it, or leave it out")
    refused = [name for name in formats if collapse and name not in COLLAPSIBLE]
    if refused:
        raise click.UsageError(
            f"--collapse does not go with --to {refused[0]}: only {', '.join(COLLAPSIBLE)} can hold one edge a pair"
        )
    source = graph / "graph.json" if graph.is_dir() else graph
    try:
        read = read_json(source)
        for name in formats:
            path = output or source.with_suffix(SUFFIXES[name])
            _write(read, name, path, collapse=collapse)
            click.echo("written: " + ", ".join(map(str, files_of(name, path))))
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)


def _write(graph: nx.MultiDiGraph, name: str, path: Path, *, collapse: bool) -> None:
    """Write one format; a graph so large that one waits shows how far it is, on a terminal."""
    write, options = writer(name), {"collapse": True} if collapse else {}
    rows = len(graph) + graph.number_of_edges()
    if rows < _LARGE:
        write(graph, path, **options)
    elif "progress" in inspect.signature(write).parameters:
        with click.progressbar(length=rows, label=name, file=sys.stderr) as bar:
            write(graph, path, progress=bar.update, **options)
    else:
        if sys.stderr.isatty():
            click.echo(f"{name}: writing {rows:,} nodes and edges", err=True)
        write(graph, path, **options)
