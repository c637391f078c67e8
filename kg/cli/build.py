"""``kg build``."""

from __future__ import annotations

import gc
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import option
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.engine import Engine
    from kg.wiring import Build

__all__ = ["command", "waiting"]

_SECONDS, _MINUTES, _WIDTH = 0.2, 100, 60


@click.command(name="build")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", default="output", show_default=True, type=click.Path(path_type=Path), help="Folder to write to."
)
@option.schemas
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes that read documents; by default as many as there are cores and the documents are worth.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who reads and resolves: this machine, or a cluster of Dask (pip install 'kg[cluster]').",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Of the cluster, as tcp://10.0.0.1:8786; without it --engine dask starts one on this machine.",
)
@click.option(
    "--shared",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="With --scheduler: a folder that all see under this path, for the time of the build; by default the output.",
)
@option.corrections
@click.option("--strict", is_flag=True, help="Fail when a document is skipped or a correction matches nothing.")
@click.option("-v", "--verbose", is_flag=True, help="List every document as it is read.")
def command(
    inputs: tuple[Path, ...],
    output: Path,
    schemas: Path | None,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    shared: Path | None,
    corrections: Path | None,
    strict: bool,
    verbose: bool,
) -> None:
    """Read articles and write the graph, its page and its ledger.

    INPUT is a file, or a folder that is searched for files. Exit code 0 when a graph was written, 1 when nothing could
    be read or written (with --strict also when a document was skipped or a correction matched nothing), 2 for a wrong
    command line.
    """
    if engine == "local" and scheduler is not None:
        raise click.UsageError("--scheduler goes with --engine dask")
    if scheduler is None and shared is not None:
        raise click.UsageError("--shared goes with --scheduler")
    gc.set_threshold(50_000, 20, 20)  # what is made now stays: to look for garbage often costs a sixth

    from kg.ontology.load import load
    from kg.output import corrections_of, opened_store, write_outputs
    from kg.wiring import build

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        try:
            ontology = load(schemas)
            decided = corrections_of(output, corrections, ontology)
            with opened_store(output, partial(waiting, output)) as store:
                result = build(
                    inputs,
                    ontology=ontology,
                    workers=workers,
                    engine=_engine(engine, scheduler, shared or output),
                    store=store,
                    corrections=decided,
                    progress=_progress(verbose=verbose),
                )
                written = write_outputs(result, output)
        except KgError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(1)
    for line in dict.fromkeys(str(w.message) for w in caught if issubclass(w.category, UserWarning)):
        click.echo(f"warning: {line}", err=True)
    _summary(result, output, written)
    unmatched = any(outcome.status == "unmatched" for outcome in result.outcomes)
    if not result.graph.graph["documents"] or (strict and (result.skips or unmatched)):
        sys.exit(1)


def waiting(output: Path) -> None:
    """Say that somebody else works in the folder."""
    click.echo(f"another kg is working in {output}; waiting for its end", err=True)


def _engine(name: str, scheduler: str | None, shared: Path) -> Engine | None:
    if name == "local":
        return None
    from kg.engine.dask import dask

    return dask(scheduler, folder=shared if scheduler is not None else None)


class _progress:  # noqa: N801 - a callable with a switch
    """Tells how far the build is, how quick, and what time is left; on a terminal only, or a line a document."""

    def __init__(self, *, verbose: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self.verbose = verbose
        self.done = 0
        self.clock = clock
        self.began = self.told = clock()

    def __call__(self, document: str, total: int) -> None:
        self.done += 1
        if self.verbose:
            click.echo(f"[{self.done}/{total}] {document}", err=True)
        elif total > 1 and sys.stderr.isatty():
            now, last = self.clock(), self.done == total
            if last or now - self.told > _SECONDS:
                self.told = now
                click.echo("\r" + self.line(total, now).ljust(_WIDTH), err=True, nl=last)

    def line(self, total: int, now: float) -> str:
        """``1234/20000 documents, 85/s, 3 min left``; the rate is that since the beginning."""
        rate = self.done / max(now - self.began, 1e-9)
        left = (total - self.done) / rate
        until = f"{left / 60:.0f} min left" if left >= _MINUTES else f"{left:.0f} s left"
        return f"{self.done}/{total} documents, {rate:.0f}/s, {until}"


def _summary(result: Build, output: Path, written: list[Path]) -> None:
    graph = result.graph
    documents = graph.graph["documents"]
    click.echo(f"documents: {len(documents)} read, {len(result.skips)} skipped")
    for skip in result.skips:
        click.echo(f"  skipped {skip.id}: {skip.reason} ({skip.message})")
    _corrected(result)
    if not documents:
        click.echo("nothing to read: give text files, or a folder that holds some", err=True)
        return
    if not graph.number_of_nodes():
        click.echo(
            f"no entity was found in {len(documents)} document{'s' if len(documents) > 1 else ''}; the graph is empty"
        )
    ontology = result.ontology
    for title, counts in (
        ("nodes", Counter(data["type"] for _, data in graph.nodes(data=True))),
        ("edges", Counter(key for _, _, key in graph.edges(keys=True))),
    ):
        click.echo(f"{title}: {sum(counts.values())}")
        for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            click.echo(f"  {count:6}  {name} {ontology.label(name)}")
    click.echo(f"written to {output}: " + ", ".join(path.name for path in written))


def _corrected(result: Build) -> None:
    """Tell what became of the corrections; each that did nothing is named with its line."""
    if not result.outcomes:
        return
    counts = Counter(outcome.status for outcome in result.outcomes)
    told = ", ".join(f"{counts[status]} {status}" for status in ("applied", "needless", "unmatched") if counts[status])
    click.echo(f"corrections: {told}")
    for outcome in result.outcomes:
        if outcome.message:
            correction = outcome.correction
            told = f"{correction.place}: {correction.do} {correction.subject}"
            click.echo(f"  {outcome.status} {told}: {outcome.message}")
