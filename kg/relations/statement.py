"""What is told of a document, and which of it can stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.relations.context import Context

__all__ = ["StatedAttribute", "Statement", "alike", "consistent"]

PLACED = {"PART_OF": "SETTLES_IN", "SETTLES_IN": "PART_OF"}
OWNED = {"SUBSIDIARY_OF": "HOLDS_STAKE_IN", "HOLDS_STAKE_IN": "SUBSIDIARY_OF"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation between two terms (indices), told in ``text[start:end]`` (normalised)."""

    relation: str
    head: int
    tail: int
    realis: str
    stage: str | None
    year: int | None
    amount: int | float | None
    score: float
    start: int
    end: int
    rule: str
    trigger: str


@dataclass(frozen=True, slots=True)
class StatedAttribute:
    """An attribute of a term (index), told in ``text[start:end]`` (normalised)."""

    term: int
    attribute: str
    value: int | float | str
    realis: str
    score: float
    start: int
    end: int
    rule: str


def consistent(found: Mapping[tuple[int, str, int], Statement]) -> Iterator[tuple[int, str, int]]:
    """Keep the likelier of two relations that exclude each other: PART_OF and SETTLES_IN, a relation and its inverse.

    Of two that are equally likely the one told first stays. A zone is no partner of what settles in it.
    """
    for key, statement in found.items():
        head, relation, tail = key
        settled = (head, "SETTLES_IN", tail) in found or (tail, "SETTLES_IN", head) in found
        rivals = (found[rival] for rival in _rivals(*key) if rival in found)
        rank = (statement.score, -statement.head, relation)
        if not (relation == "PARTNERS_WITH" and settled) and all(
            (r.score, -r.head, r.relation) <= rank for r in rivals
        ):
            yield key


def _rivals(head: int, relation: str, tail: int) -> Iterator[tuple[int, str, int]]:
    """What cannot hold beside a relation."""
    yield tail, relation, head
    if relation in PLACED:
        other = PLACED[relation]
        yield from ((head, other, tail), (tail, other, head))
    if relation in OWNED:
        yield tail, OWNED[relation], head


def alike(context: Context, told: Sequence[Statement]) -> list[Statement]:
    """The statements; a member of an enumeration of which no stage was read has that of the others.

    Projects have stages of their own.
    """
    staged: dict[object, dict[str, Statement]] = defaultdict(dict)
    for statement in told:
        if statement.stage:
            for key in _lists(context, statement):
                staged[key].setdefault(statement.stage, statement)
    found = []
    for statement in told:
        others = [staged[key] for key in _lists(context, statement) if len(staged[key]) == 1]
        if statement.stage is None and statement.realis == "fact" and others:
            (other,) = others[0].values()
            found.append(replace(statement, stage=other.stage, realis=other.realis))
        else:
            found.append(statement)
    return found


def _lists(context: Context, statement: Statement) -> Iterator[tuple[str, int, bool, int, int]]:
    """The enumerations that a statement is told of: of its heads, and of its tails."""
    head, tail = statement.head, statement.tail
    for member, other in ((head, tail), (tail, head)):
        if "P" not in (context.terms[member].kind, context.terms[other].kind):
            listed, end = context.list_of[member], context.terms[other].referent
            yield statement.relation, statement.start, member == head, listed, end
