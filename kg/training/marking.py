"""What is learnt from: documents with their names in place, marked or found, and what models say of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.corpus import GoldDocument, spans_of
from kg.entities.candidate import Pool
from kg.entities.chooser import Name
from kg.entities.referent import referents
from kg.network import Network, Reading
from kg.relations.context import Context
from kg.text import normalise

__all__ = ["HeldOut", "Marked", "Marking", "Spans", "found_context", "gold_context", "marked_text"]

Spans = list[tuple[int, int, str]]
Marked = tuple[str, Spans]
"""A normalised text, and the spans and types of its names."""
Marking = tuple[GoldDocument, Context, dict[int, str]]
"""A document, its names in their sentences, and the entity of each referent."""


@dataclass(frozen=True)
class HeldOut:
    """What models say of a document that they have not seen."""

    pool: Pool
    network: Network
    reading: Reading


def marked_text(document: GoldDocument) -> Marked:
    """The names of a document that no line break cuts, in its normalised text."""
    normal = normalise(document.text)
    return normal.text, [(s, e, k) for s, e, k, _ in spans_of(document, normal) if "\n" not in normal.text[s:e]]


def found_context(document: GoldDocument, names: Sequence[Name]) -> tuple[Context, dict[int, str]]:
    """The context of a document with names that were found, and the entity id of each referent that has one.

    A referent stands for the entity that most of its names mark.
    """
    normal = normalise(document.text)
    gold = {(s, e): (k, entity) for s, e, k, entity in spans_of(document, normal)}
    groups, _ = referents(normal.text, names)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for name, group in zip(names, groups, strict=True):
        kind, entity = gold.get((name.start, name.end), ("", ""))
        if kind == name.type:
            votes[group][entity] += 1
    entities = {group: count.most_common(1)[0][0] for group, count in votes.items()}
    return Context(normal.text, names, groups), entities


def gold_context(document: GoldDocument) -> tuple[Context, dict[int, str]]:
    """The context of a document with its gold names, and the entity id of each referent."""
    normal = normalise(document.text)
    spans = sorted(spans_of(document, normal))
    ids: dict[str, int] = {}
    names = [Name(start, end, kind, "gold", 1.0) for start, end, kind, _ in spans]
    groups = [ids.setdefault(entity, len(ids)) for *_, entity in spans]
    return Context(normal.text, names, groups), {number: entity for entity, number in ids.items()}
