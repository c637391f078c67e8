"""Two things that a document may relate, the places where they stand, and which relations may join them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from kg.entities.referent import OF_PHASE
from kg.ontology.model import Ontology
from kg.relations.context import LETTER, Context
from kg.relations.rule import Hit

__all__ = ["ATTRIBUTES", "OF_THINGS", "Instance", "Pair", "is_phase", "signatures"]

#: Attributes read as relations between a name and a quantity: name, kinds of the name, kind of the quantity.
ATTRIBUTES = {
    "investment_cny": ("PKE", "M"),
    "investment_usd": ("PKE", "U"),
    "area_m2": ("PK", "A"),
    "capacity": ("P", "C"),
    "start": ("PK", "T"),
    "finish": ("PK", "T"),
    "amount_cny": ("E", "M"),
}
#: Those that things have; the amount of an enterprise is that of its relation.
OF_THINGS = tuple(name for name in ATTRIBUTES if name != "amount_cny")


@dataclass(frozen=True, slots=True)
class Instance:
    """One place where a pair stands: indices of both terms, the passage (normalised), the rule that fired there."""

    head: int
    tail: int
    start: int
    end: int
    distance: int
    hit: Hit | None = None


@dataclass(slots=True)
class Pair:
    """A pair of referents with its features, and the places where it stands."""

    head: int
    tail: int
    features: set[str] = field(default_factory=set)
    instances: list[Instance] = field(default_factory=list)


def signatures(ontology: Ontology) -> dict[tuple[str, str], list[str]]:
    """For the letters of two ends, the relations and attributes that may join them."""
    table: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, relation in ontology.relation_types.items():
        for head in relation.domain:
            for tail in relation.range:
                table[LETTER[head], LETTER[tail]].append(name)
    for name, (heads, tail_kind) in ATTRIBUTES.items():
        for letter in heads:
            table[letter, tail_kind].append(name)
    return {key: sorted(value) for key, value in table.items()}


def is_phase(context: Context, referent: int) -> bool:
    """Whether a thing is called a phase: 一期, 二期拉丝蛋白线."""
    return context.kinds[referent] == "P" and any(OF_PHASE.match(form) for form in context.forms.get(referent, ()))
