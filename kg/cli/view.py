"""``kg view``: open the page of a graph."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path

import click

from kg.errors import GraphFileError, KgError

__all__ = ["command"]


@click.command(name="view")
@click.argument("output", default="output", type=click.Path(path_type=Path))
@click.option("--no-open", is_flag=True, help="Print the path of the page instead of opening it.")
def command(output: Path, *, no_open: bool) -> None:
    """Open the page of a graph in the browser.

    OUTPUT is the folder that kg build wrote (by default output), a page, or a graph.json (or GraphML) file; beside a
    graph that has no page, one is written first. Exit code 0 when there is a page, 1 when there is nothing to show.
    """
    try:
        page = _page(output).resolve()
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    if no_open:
        click.echo(page)
    elif not webbrowser.open(page.as_uri()):
        click.echo(f"no browser could be started; open this file yourself: {page}")


def _page(output: Path) -> Path:
    """The page of `output`, written now where `output` is a graph or a folder with a graph and no page.

    Raises
    ------
    GraphFileError
        There is neither a page nor a graph.
    """
    if output.suffix.lower() in (".html", ".htm") and output.is_file():
        return output
    if output.is_dir():
        page = output / "graph.html"
        if page.is_file():
            return page
    else:
        page = output.with_suffix(".html")
    if not output.exists():
        raise GraphFileError(f"{output}: there is no such file or folder. Build it with: kg build INPUT... -o {output}")
    from kg.export.html import write_html
    from kg.query.file import read

    write_html(read(output), page)
    return page
