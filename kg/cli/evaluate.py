"""``kg evaluate``."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KgError

if TYPE_CHECKING:
    import networkx as nx

    from kg.corpus import GoldDocument

__all__ = ["command"]

Judged = Iterator[tuple["GoldDocument", "nx.MultiDiGraph"]]


@click.command(name="evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
@click.option(
    "--folds",
    metavar="K",
    type=click.IntRange(min=2),
    help="Cross-validate: judge each fold by models trained on the others.",
)
@click.option("--fold", metavar="N", type=click.IntRange(min=1), help="With --folds: judge the N-th fold only.")
@click.option(
    "--also", multiple=True, metavar="GOLD", type=click.Path(path_type=Path), help="More gold to train the folds on."
)
@click.option(
    "--models",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of models; by default those of kg. With --fold: judge that fold by them, train none.",
)
@click.option("-v", "--verbose", is_flag=True, help="List each miss and false find with its sentence.")
@click.option("--only", metavar="TYPE", help="List only this type of entity, relation or attribute (with --verbose).")
@click.option("--missed", is_flag=True, help="List sentences that look telling, from which nothing came.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--check", is_flag=True, help="Only check GOLD against the guidelines.")
def command(
    gold: tuple[Path, ...],
    folds: int | None,
    fold: int | None,
    also: tuple[Path, ...],
    models: Path | None,
    verbose: bool,
    only: str | None,
    missed: bool,
    as_json: bool,
    check: bool,
) -> None:
    """Compare what kg reads with GOLD: gold JSON, marked text, or folders of them.

    The last twelve lines are the key figures. Exit code 0 when all was judged, 1 when GOLD cannot be read or --check
    finds faults, 2 for a wrong command line.
    """
    if folds and models and not fold:
        raise click.UsageError("given --models are judged on what they were not trained on: name that fold with --fold")
    if fold and not (folds and fold <= folds):
        raise click.UsageError("--fold names one of the folds of --folds K: give both, with a number from 1 to K")
    if also and (models or not folds):
        raise click.UsageError("--also adds documents to the training of the folds: give it with --folds, no --models")
    from kg.corpus import read_gold

    try:
        documents = read_gold(gold)
        if check:
            _check(documents)
            return
        if folds and not models:
            judged = cross_validated(documents, folds, [read_gold([part]) for part in also], fold)
        else:
            judged = read(_held_out(documents, folds, fold), models)
        if missed:
            _missed(judged, as_json=as_json)
        else:
            _report(judged, only=only, verbose=verbose or only is not None, as_json=as_json)
    except KgError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(1)


def _held_out(documents: Sequence[GoldDocument], count: int | None, number: int | None) -> Sequence[GoldDocument]:
    """The documents to judge of a fold; all where none is named."""
    from kg.evaluate.fold import fold

    return fold(documents, count, number)[1] if count and number else documents


def read(documents: Sequence[GoldDocument], models: Path | None = None) -> Judged:
    """Each document with the graph of its text."""
    from kg.pipeline import MODELS, pipeline
    from kg.records import Document
    from kg.wiring import graph_of

    nlp = pipeline(models=models or MODELS)
    for document in documents:
        yield document, graph_of([Document(document.id, document.text)], nlp)


def cross_validated(
    documents: Sequence[GoldDocument], count: int, also: Sequence[Sequence[GoldDocument]] = (), only: int | None = None
) -> Judged:
    """Each document with the graph of its text, read by models that did not see it; `only` is one fold, from 1."""
    from kg.evaluate.fold import folds
    from kg.training import train

    ids = {document.id for document in documents}
    more = [[document for document in part if document.id not in ids] for part in also]
    for number, (training, held) in enumerate(folds(documents, count), start=1):
        if only not in (None, number):
            continue
        many = len(training) + sum(map(len, more))
        click.echo(f"fold {number} of {count}: training on {many}, judging {len(held)} documents", err=True)
        with tempfile.TemporaryDirectory() as folder:
            train(training, Path(folder), also=more)
            yield from read(held, Path(folder))


def _check(documents: Sequence[GoldDocument]) -> None:
    from kg.corpus import faults, shared_faults
    from kg.ontology.load import load

    ontology = load()
    found = [fault for document in documents for fault in faults(document, ontology)] + list(shared_faults(documents))
    for fault in found:
        click.echo(fault)
    counts = (sum(len(getattr(d, what)) for d in documents) for what in ("entities", "mentions", "relations"))
    told = ", ".join(f"{n} {what}" for n, what in zip(counts, ("entities", "mentions", "relations"), strict=True))
    click.echo(f"{len(documents)} documents, {told}, {len(found)} faults")
    if found:
        sys.exit(1)


def _report(judged: Judged, *, only: str | None, verbose: bool, as_json: bool) -> None:
    from kg.evaluate import Report, score
    from kg.evaluate.table import figures, table

    report = Report()
    for document, graph in judged:
        report.add(score(graph, document))
    findings = [finding for finding in report.findings if verbose and only in (None, finding.name)]
    if as_json:
        rows: dict[str, object] = {**figures(report)}
        if verbose:
            rows["findings"] = [asdict(finding) for finding in findings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for finding in findings:
        click.echo(str(finding))
    click.echo(table(report))


def _missed(judged: Judged, *, as_json: bool) -> None:
    from kg.evaluate.unread import unread
    from kg.ontology.load import load

    ontology = load()
    found = [
        (document.id, item)
        for document, graph in judged
        for item in unread(graph, document.id, document.text, ontology)
    ]
    if as_json:
        rows = [{"document": document, **asdict(item)} for document, item in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for name, item in found:
        click.echo(f"{name}\t{item}")
    click.echo(f"{len(found)} sentences with an amount, a company-like name or a stage verb, from which nothing came")
