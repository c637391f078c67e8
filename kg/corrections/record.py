"""A correction, and what became of it in a build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.records import Value

__all__ = ["Correction", "Outcome"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided.

    `do` is ``merge``, ``split``, ``rename``, ``retype``, ``add``, ``reject``, ``confirm`` or ``set``; `by`, `on` (ISO
    date) and `why` say who decided it, when and why; `place` is ``file:line``, the file without its folder.
    Entities are told as ``Type:name``.

    Attributes
    ----------
    entities
        What it is about: one entity, or the two or more that are one (``merge``) or are not (``reject``).
    relation
        Or the relation that it is about: head, relation, tail.
    becomes
        The new name (``rename``, ``merge``), type (``retype``) or entity (``split``).
    names
        The forms that mean the new entity (``split``).
    document, quote
        Where it is told.
    values
        What is set, by attribute.
    """

    do: str
    by: str
    on: str
    why: str
    place: str
    entities: tuple[str, ...] = ()
    relation: tuple[str, str, str] | None = None
    becomes: str | None = None
    names: tuple[str, ...] = ()
    document: str | None = None
    quote: str | None = None
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def order(self) -> tuple[str, int]:
        """File and line."""
        file, _, line = self.place.rpartition(":")
        return file, int(line)

    @property
    def subject(self) -> str:
        """What it is about, as messages show it."""
        return " ".join(self.relation) if self.relation else ", ".join(self.entities)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction.

    `status` is ``applied``; ``needless`` where the graph says so already or a later correction overrules it; or
    ``unmatched`` where what it speaks of is not there (any more). `message` says what was found, and what to do.
    """

    correction: Correction
    status: str
    message: str = ""

    def told(self) -> dict[str, Any]:
        """The outcome as outputs tell it: without the line in the file, so that the order there changes nothing."""
        c = self.correction
        said = {"do": c.do, "subject": c.subject, "as": c.becomes, "names": list(c.names), "values": dict(c.values)}
        place = {"document": c.document, "quote": c.quote}
        known = {key: value for key, value in (said | place).items() if value}
        message = {"message": self.message} if self.message and self.status != "needless" else {}
        return {**known, "by": c.by, "on": c.on, "why": c.why, "status": self.status, **message}
