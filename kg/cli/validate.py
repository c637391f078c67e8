"""``kg validate``: check the schemas."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from kg.cli import option
from kg.errors import SchemaError
from kg.ontology.load import load
from kg.ontology.model import Ontology

__all__ = ["command"]


@click.command(name="validate")
@option.schemas
def command(schemas: Path | None) -> None:
    """Check the schemas: every fault with file, line and cure.

    Patterns are timed on hard texts, and the examples and counter-examples of the rules are run.
    Exit code 0 when all is sound, 1 when there are faults.
    """
    try:
        ontology = load(schemas, thorough=True)
        faults = _example_faults(ontology)
    except SchemaError as error:
        faults = list(error.faults)
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"the schemas have {len(faults)} fault{'s' if len(faults) > 1 else ''}")
        sys.exit(1)
    counts = (
        (len(ontology.entity_types), "entity types"),
        (len(ontology.relation_types), "relations"),
        (len(ontology.rules), "rules"),
        (len(ontology.word_lists), "lists"),
    )
    click.echo("schemas are sound: " + ", ".join(f"{number} {what}" for number, what in counts))


def _example_faults(ontology: Ontology) -> list[str]:
    """What the rule engine makes of the examples, as faults."""
    if find_spec("kg.relations.check") is None:
        return []
    return list(import_module("kg.relations.check").check_examples(ontology))
