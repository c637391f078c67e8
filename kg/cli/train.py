"""``kg train``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command(name="train")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--also",
    multiple=True,
    metavar="GOLD",
    type=click.Path(path_type=Path, exists=True),
    help="More gold to learn from before GOLD, less like what will be read; several are learnt from in their order.",
)
@click.option(
    "--held-out",
    nargs=2,
    metavar="N K",
    type=click.IntRange(min=1),
    help="Leave the N-th of K folds of GOLD out, for: kg evaluate GOLD --folds K --fold N --models OUTPUT",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder for the models; by default the one of the package."
)
def command(
    gold: tuple[Path, ...], also: tuple[Path, ...], held_out: tuple[int, int] | None, output: Path | None
) -> None:
    """Train the models on GOLD (gold JSON, marked text, or folders of them)."""
    from kg.corpus import read_gold
    from kg.evaluate.fold import fold
    from kg.pipeline import MODELS
    from kg.training import train

    documents, more = read_gold(gold), [read_gold([part]) for part in also]
    if held_out:
        number, count = held_out
        if number > count:
            raise click.UsageError(f"--held-out {number} {count}: there is no fold {number} of {count}")
        documents, _ = fold(documents, count, number)
    click.echo(f"training on {len(documents) + sum(map(len, more))} documents", err=True)
    train(documents, output or MODELS, also=more)
    click.echo(f"models written to {output or MODELS}")
