"""``kg cypher``: Cypher over a graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from kg.cli.answer import asks

if TYPE_CHECKING:
    from kg.query.answer import Answer
    from kg.query.knowledge import KnowledgeGraph

__all__ = ["command"]


def _parameter(text: str) -> tuple[str, Any]:
    """``name=value``; the value is JSON where it can be read as such, else text."""
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise click.BadParameter(f"{text!r}; expected name=value, for example -p name=比亚迪")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


@click.command(name="cypher")
@click.argument("query")
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="What $NAME stands for; may be given again.",
)
@asks
def command(graph: KnowledgeGraph, query: str, parameters: tuple[str, ...]) -> Answer:
    """Ask a graph in Cypher.

    kg cypher 'MATCH (:企业 {name: $name})-[:合作]-(o) RETURN o.name' -p name=老磨坊粮油

    Labels are types and relations, by code or in Chinese. The query reads and never writes. Needs the package ladybug.
    """
    return graph.cypher_answer(query, dict(map(_parameter, parameters)))
