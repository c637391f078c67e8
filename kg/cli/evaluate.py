"""``kg evaluate``."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from kg.corpus import GoldDocument, faults, read_gold
from kg.evaluate import CORE, Report, evaluate

__all__ = ["command"]


@click.command(name="evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--folds", type=click.IntRange(min=2), help="Cross-validate: retrain without the documents that are judged."
)
@click.option(
    "--also", multiple=True, type=click.Path(path_type=Path, exists=True), help="More gold to train the folds on."
)
@click.option("--models", type=click.Path(path_type=Path), help="Folder of models; by default those of the package.")
@click.option("--verbose", "-v", is_flag=True, help="List each miss and false find.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--check", is_flag=True, help="Only check the gold documents against the guidelines.")
def command(
    gold: tuple[Path, ...],
    folds: int | None,
    also: tuple[Path, ...],
    models: Path | None,
    verbose: bool,
    as_json: bool,
    check: bool,
) -> None:
    """Compare what kg reads with GOLD (gold JSON, marked text, or folders of them)."""
    documents = read_gold(gold)
    if check:
        _check(documents)
        return
    report = _cross_validated(documents, read_gold(also), folds) if folds else _judged(documents, models)
    if verbose:
        for line in report.lines:
            click.echo(line)
    click.echo(json.dumps(figures(report), ensure_ascii=False, indent=1) if as_json else table(report, len(documents)))


def _check(documents: Iterable[GoldDocument]) -> None:
    from kg.ontology.load import load

    ontology = load()
    found = [fault for document in documents for fault in faults(document, ontology)]
    for fault in found:
        click.echo(fault)
    click.echo(f"{len(found)} faults")
    if found:
        raise SystemExit(1)


def _judged(documents: Iterable[GoldDocument], models: Path | None) -> Report:
    from kg.records import Document
    from kg.wiring import MODELS, graph_of, pipeline

    nlp = pipeline(models=models or MODELS)
    return evaluate(documents, lambda gold: graph_of([Document(gold.id, gold.text)], nlp))


def _cross_validated(documents: list[GoldDocument], also: list[GoldDocument], folds: int) -> Report:
    from kg.train import train

    report = Report()
    for fold in range(folds):
        click.echo(f"fold {fold + 1} of {folds}: training", err=True)
        held = documents[fold::folds]
        ids = {document.id for document in held}
        with tempfile.TemporaryDirectory() as folder:
            train([d for d in [*documents, *also] if d.id not in ids], Path(folder))
            report.add(_judged(held, Path(folder)))
    return report


def figures(report: Report) -> dict[str, dict[str, float | int]]:
    """The figures of a report by row of the table."""
    rows: dict[str, dict[str, float | int]] = {}
    for category in ("entity", "relation", "attribute"):
        for name in report.names(category):
            rows[f"{category} {name}"] = _row(report, category, [name])
    rows["core entities"] = _row(report, "entity", CORE)
    rows["relations"] = _row(report, "relation", report.names("relation"))
    return rows


def _row(report: Report, category: str, names: Iterable[str]) -> dict[str, float | int]:
    right, wrong, missed, precision, recall, f1 = report.figures(category, names)
    return {
        "right": right,
        "wrong": wrong,
        "missed": missed,
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
    }


def table(report: Report, documents: int) -> str:
    """The figures as text: details first, the key figures last."""
    lines = [f"{'':28}{'right':>7}{'wrong':>7}{'missed':>7}{'P':>7}{'R':>7}{'F1':>7}"]
    for name, row in figures(report).items():
        lines.append(
            f"{name:28}{row['right']:7}{row['wrong']:7}{row['missed']:7}{row['precision']:7.3f}{row['recall']:7.3f}{row['f1']:7.3f}"
        )
    core, relations = _row(report, "entity", CORE), _row(report, "relation", report.names("relation"))
    lines += [
        "",
        f"{documents} documents",
        f"core entities F1  {core['f1']:.3f}",
        f"relations F1      {relations['f1']:.3f}",
    ]
    for name in ("investment_cny", "stage", "edge stage"):
        right, _, missed, *_ = report.figures("attribute", [name])
        lines.append(
            f"{name:17} {right} of {right + missed} right"
            + (f" ({right / (right + missed):.3f})" if right + missed else "")
        )
    lines.append(f"plans as facts    {report.plans_as_facts}")
    return "\n".join(lines)
