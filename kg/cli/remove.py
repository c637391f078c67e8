"""``kg remove``."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

import click

from kg.cli import option
from kg.errors import DocumentError, GraphFileError, KgError
from kg.records import Skip

__all__ = ["command"]


@click.command(name="remove")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option(
    "-o", "--output", default="output", show_default=True, type=click.Path(path_type=Path), help="The output folder."
)
@option.schemas
@option.corrections
def command(documents: tuple[str, ...], output: Path, schemas: Path | None, corrections: Path | None) -> None:
    """Take documents out of an output and write it again.

    DOCUMENT is an id as kg documents lists it, or the path that was read. What a document alone tells goes with it;
    what others tell too stays. The file itself is not touched: where it still lies among the inputs, the next kg build
    reads it again. Exit code 0 when it was done, 1 when not.
    """
    from kg.cli.build import waiting
    from kg.export.json import read_json
    from kg.ontology.load import load
    from kg.output import corrections_of, opened_store, write_outputs
    from kg.wiring import rebuild

    try:
        graph = read_json(output)
        ontology = load(schemas)
        known = graph.graph["documents"]
        gone = _chosen(documents, known)
        if len(gone) == len(known):
            raise DocumentError(f"{output}: holds no other document; delete the folder instead")
        decided = corrections_of(output, corrections, ontology)
        with opened_store(output, partial(waiting, output)) as store:
            record = _record(output, ontology.fingerprint)
            kept = [document for name, document in known.items() if name not in gone]
            result = rebuild(kept, _skips(record), ontology=ontology, store=store, corrections=decided)
            write_outputs(result, output)
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)
    for name in sorted(gone):
        click.echo(f"removed {name}")
    new = result.graph
    for what, before, after in (
        ("nodes", graph.number_of_nodes(), new.number_of_nodes()),
        ("edges", graph.number_of_edges(), new.number_of_edges()),
    ):
        click.echo(f"{what}: {before} -> {after}")
    unmatched = sum(outcome.status == "unmatched" for outcome in result.outcomes)
    if unmatched:
        click.echo(f"corrections that match nothing any more: {unmatched} (see run.json)")
    click.echo("where the files still lie among the inputs, the next kg build reads them again")


def _chosen(wanted: Sequence[str], known: Collection[str]) -> set[str]:
    """The ids that are meant.

    Raises
    ------
    DocumentError
        One is not there, or a path may be several; all faults are named.
    """
    found: set[str] = set()
    faults = []
    for name in wanted:
        path = name.replace("\\", "/")
        ids = [name] if name in known else [key for key in known if path.endswith(f"/{key}")]
        if len(ids) == 1:
            found.add(ids[0])
            continue
        near = ids or difflib.get_close_matches(name, known, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else "; see kg documents"
        faults.append(f"{name}: {'may be several documents' if ids else 'no such document'}{hint}")
    if faults:
        raise DocumentError("\n".join(faults))
    return found


def _record(output: Path, schemas: str) -> dict[str, object]:
    """run.json, once it is known that the graph was built with these schemas."""
    path = output / "run.json"
    try:
        record: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GraphFileError(f"{path}: cannot be read ({error}); run kg build again") from error
    if record.get("schemas") != schemas:
        raise GraphFileError(f"{output}: was built with other schemas; give them with --schemas, or run kg build again")
    return record


def _skips(record: dict[str, object]) -> list[Skip]:
    told = record.get("skipped", [])
    return [Skip(**item) for item in told] if isinstance(told, list) else []
