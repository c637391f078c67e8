"""``kg train``."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command(name="train")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Folder for the models; by default the one of the package."
)
def command(gold: tuple[Path, ...], output: Path | None) -> None:
    """Train the models on GOLD (gold JSON, marked text, or folders of them)."""
    from kg.corpus import read_gold
    from kg.train import train
    from kg.wiring import MODELS

    documents = read_gold(gold)
    click.echo(f"training on {len(documents)} documents", err=True)
    train(documents, output or MODELS)
    click.echo(f"models written to {output or MODELS}")
