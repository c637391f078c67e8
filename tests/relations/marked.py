"""Contexts for tests, made from marked sentences, so that no test of the relation stage waits for the entity stage."""

from __future__ import annotations

from kg.entities.chooser import Name
from kg.entities.referent import referents
from kg.ontology.example import parse_example
from kg.ontology.load import load
from kg.relations.context import Context

ONTOLOGY = load()


def context_of(marked: str, date: str | None = None) -> Context:
    """The context of a text with inline marks (``[[E|远山智造]]``); what is the same is found as in a document."""
    example = parse_example(marked, ONTOLOGY.letters)
    names = [Name(m.start, m.end, m.type, "test", 1.0) for m in example.mentions]
    groups, _ = referents(example.text, names)
    return Context(example.text, names, groups, date)


def form(context: Context, index: int) -> str:
    """The text of a term."""
    term = context.terms[index]
    return context.text[term.start : term.end]
