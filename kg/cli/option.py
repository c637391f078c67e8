"""Options that several commands share, each declared once."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["corrections", "schemas"]

schemas = click.option(
    "--schemas",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Your own schemas, which extend those of kg or replace them (extends: false in schemas.yaml). "
    "A graph is read with those that it was built with.",
)

corrections = click.option(
    "--corrections",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file of corrections; by default corrections.yaml in the output folder.",
)
