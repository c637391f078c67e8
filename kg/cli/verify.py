"""``kg verify``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import option
from kg.errors import KgError

__all__ = ["command"]


@click.command(name="verify")
@click.argument("output", metavar="OUTPUT", type=click.Path(path_type=Path))
@click.argument("inputs", nargs=-1, metavar="[INPUT]...", type=click.Path(path_type=Path))
@option.schemas
def command(output: Path, inputs: tuple[Path, ...], schemas: Path | None) -> None:
    """Check every quote and offset of OUTPUT, its domains and ranges, its sums, and with INPUT the sources on disk.

    OUTPUT is the folder of kg build, of which every file must tell the same graph, or a graph.json alone.
    Exit code 0 when all is sound, 1 when there are faults.
    """
    from kg.audit import audit, changed_sources
    from kg.export.json import read_json
    from kg.inventory import differing_files, wrong_sums
    from kg.ontology.load import load

    try:
        ontology = load(schemas)
        graph = read_json(output)
        faults = [*audit(graph, ontology), *wrong_sums(graph, ontology)]
        if (output / "run.json").exists():
            faults += differing_files(output, graph, ontology)
        faults += changed_sources(graph, inputs) if inputs else ()
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    for fault in faults:
        click.echo(fault)
    quotes = sum(len(data["evidence"]) for *_, data in graph.edges(data=True))
    click.echo(
        f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges, {quotes} quotes: {len(faults)} faults"
    )
    sys.exit(1 if faults else 0)
