"""What stands where a thing or a relation is told several times: by the dates of documents and the order of telling.

What is told later ends what was told before only where the order is known: within one document by place, between two by
their dates. Of two documents of one date, or without one, neither is later, and then an end outweighs the rest, so that
what was called off is never shown as a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.ontology.model import Ontology
from kg.records import Evidence, Fact

__all__ = ["REALIS_ORDER", "differing", "in_order", "later", "standing", "standing_stage"]

REALIS_ORDER = ("fact", "negotiating", "planned", "encouraged", "aspired", "claimed")
"""What outweighs what; the first of these that is told stands, unless the relation has ended."""

REVIVES = frozenset({"fact", "negotiating", "planned"})
VALUES = ("stage", "amount_cny", "year", "field")
Dates = Mapping[str, str | None]


def later(one: Evidence, other: Evidence, dates: Dates) -> bool:
    """Whether `one` is known to be told after `other`.

    >>> june, july = Evidence("a", 0, 2, "签约", "r"), Evidence("b", 0, 2, "终止", "r")
    >>> later(july, june, {"a": "2022-06", "b": "2022-07-01"}), later(july, june, {"a": "2022-06"})
    (True, False)
    """
    if one.document == other.document:
        return one.start > other.start
    left, right = dates.get(one.document) or "", dates.get(other.document) or ""
    return bool(left and right) and left > right and not left.startswith(right)


def in_order(facts: Iterable[Fact], dates: Dates) -> list[Fact]:
    """The facts as they were told: by date, undated documents first, then by document, place, attribute and value."""
    return sorted(
        facts,
        key=lambda f: (dates.get(f.evidence.document) or "", f.evidence.document, f.evidence.start, *_rank(f)),
    )


def _rank(fact: Fact) -> tuple[Any, ...]:
    return fact.attribute, str(fact.value), fact.realis, fact.evidence.end, fact.evidence.rule


def _after_the_end(facts: Sequence[Fact], dates: Dates) -> tuple[bool, list[Fact]]:
    """Whether an end is told, and what is told after every end; all where none is told."""
    ends = [f.evidence for f in facts if "terminated" in (f.value, f.realis)]
    return bool(ends), [f for f in facts if all(later(f.evidence, end, dates) for end in ends)]


def standing(facts: Iterable[Fact], dates: Dates, ontology: Ontology) -> dict[str, Any]:
    """What stands of a relation: ``realis``, and ``stage``, ``amount_cny``, ``year`` and ``field`` where told.

    Parameters
    ----------
    facts
        What each passage tells: a fact ``realis`` and one for each value, all with the realis of that passage.
    dates
        The dates of the documents, ISO as fine as known.

    Notes
    -----
    A relation has ended where its end is told and nothing real (fact, negotiating, planned) is told after it. Else the
    strongest realis of what is told since then stands; the stage is the furthest told with that realis, the other
    values are the first told with it, or else the first told.
    """
    told = in_order(dict.fromkeys(facts), dates)
    ended, since = _after_the_end(told, dates)
    said = {str(f.value) for f in since if f.attribute == "realis"}
    if ended and not said & REVIVES:
        realis, since = "terminated", told
    else:
        realis = min(said, key=REALIS_ORDER.index)
    found: dict[str, Any] = {"realis": realis}
    for name in VALUES:
        values = [f.value for f in since if f.attribute == name and f.realis == realis]
        if name == "stage":
            values = [v for v in values if realis == "terminated" or v != "terminated"]
            found[name] = max(map(str, values), key=lambda s: ontology.stages[s].order, default=None)
        else:
            found[name] = next(iter(values), next((f.value for f in told if f.attribute == name), None))
    return found


def standing_stage(facts: Iterable[Fact], dates: Dates, ontology: Ontology) -> str | None:
    """The stage of a thing: the furthest that is told after its end, if it ended; `facts` may tell other things too."""
    told = [f for f in facts if f.attribute == "stage" and f.value in ontology.stages]
    ended, since = _after_the_end(told, dates)
    if ended and not since:
        return "terminated"
    return max((str(f.value) for f in since), key=lambda s: ontology.stages[s].order, default=None)


def differing(facts: Sequence[Fact]) -> bool:
    """Whether the passages of a relation tell two values of one thing."""
    names = {f.attribute for f in facts}
    return any(len({f.value for f in facts if f.attribute == name}) > 1 for name in names - {"field"})
