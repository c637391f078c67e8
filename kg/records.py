"""The records that one stage hands to the next: frozen, typed, serialisable.

Offsets are half-open, in code points, into the source text of the document, so that
``evidence.quote == document.text[evidence.start:evidence.end]`` always holds.

Before resolution there are mentions (text in a document); after it there are entities and relations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

__all__ = [
    "AttributeMention",
    "Document",
    "Entity",
    "Evidence",
    "Extraction",
    "Fact",
    "Judgement",
    "Mention",
    "OpenList",
    "Relation",
    "RelationMention",
    "Skip",
    "from_dict",
    "to_dict",
]

Value = str | int | float
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: `text` is the source text that every offset points into.

    `id` is the path relative to the input, with forward slashes; `date` is an ISO date as fine as known.
    `checksum` is the SHA-256 of the bytes that were read, in hexadecimal.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    encoding: str = "utf-8"
    reader: str = "txt"
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """A document that was not read, with the reason (a word, see `kg.errors`) and a sentence that says what to do."""

    id: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that states something: `quote` is the source text from `start` to `end`.

    `rule` is the id of the rule that read it, `trigger` the words that set the rule off,
    `score` the probability that the rule is right here (0 to 1).
    """

    document: str
    start: int
    end: int
    quote: str
    rule: str
    trigger: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a document.

    `name` is the surface form after NFKC without white space; `source` is the source of names that found it;
    `referent` numbers the thing meant within its document: two mentions of one thing share it.
    """

    start: int
    end: int
    type: str
    name: str
    source: str
    score: float
    referent: int


@dataclass(frozen=True, slots=True)
class RelationMention:
    """A relation told once: `head` and `tail` are indices into `Extraction.mentions`."""

    relation: str
    head: int
    tail: int
    realis: str
    stage: str | None
    amount_cny: int | float | None
    year: int | None
    field: str | None
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AttributeMention:
    """An attribute told once of the mention with index `mention`; `value` is in yuan, square metres, or text."""

    mention: int
    attribute: str
    value: Value
    realis: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided of two names of one type, and why.

    `verdict` is ``same``, ``different`` or ``unsure``; an ``unsure`` pair is proposed to a person and never merged.
    `left` and `right` are names (in a document) or node ids (in a graph), in sorted order.
    """

    left: str
    right: str
    verdict: str
    reason: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that names only some of its members: 甲、乙等13家企业 has `declared_total` 13 and two `members`.

    `members` are mention indices before resolution and node ids after it.
    """

    declared_total: int
    members: tuple[Any, ...]
    head_noun: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document."""

    document: str
    mentions: tuple[Mention, ...] = ()
    relations: tuple[RelationMention, ...] = ()
    attributes: tuple[AttributeMention, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    lists: tuple[OpenList, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """An attribute of an entity with its evidence; an entity may hold several that contradict each other."""

    attribute: str
    value: Value
    realis: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing after resolution; `id` is ``Type:name`` and `spans` are ``(document, start, end)``.

    `review` is what a person said of it (``confirmed``, ``added``, ``corrected``), and `stated` are the values that a
    person set, which stand before what is told.
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    spans: tuple[tuple[str, int, int], ...] = ()
    review: str | None = None
    stated: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation after resolution, one for each pair and type, however often it is told.

    `facts` is what each passage tells: ``realis``, and ``stage``, ``amount_cny``, ``year``, ``field`` where told.
    `review` is what a person said of it: ``confirmed``, ``rejected``, ``added`` or ``corrected``.
    """

    head: str
    relation: str
    tail: str
    realis: str
    stage: str | None
    amount_cny: int | float | None
    year: int | None
    field: str | None
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[Fact, ...] = ()
    review: str | None = None


def to_dict(record: Any) -> Any:
    """A record as plain dicts, lists and scalars, in the order of its fields; None and empty values are kept."""
    if is_dataclass(record) and not isinstance(record, type):
        return {f.name: to_dict(getattr(record, f.name)) for f in fields(record)}
    if isinstance(record, tuple | list):
        return [to_dict(item) for item in record]
    return record


_NESTED: dict[tuple[str, str], type] = {
    ("RelationMention", "evidence"): Evidence,
    ("AttributeMention", "evidence"): Evidence,
    ("OpenList", "evidence"): Evidence,
    ("Fact", "evidence"): Evidence,
    ("Relation", "evidence"): Evidence,
    ("Relation", "facts"): Fact,
    ("Extraction", "mentions"): Mention,
    ("Extraction", "relations"): RelationMention,
    ("Extraction", "attributes"): AttributeMention,
    ("Extraction", "judgements"): Judgement,
    ("Extraction", "lists"): OpenList,
    ("Entity", "facts"): Fact,
}


def from_dict(kind: type[Record], data: Mapping[str, Any]) -> Record:
    """The record of type `kind` that `to_dict` made `data` from.

    Raises
    ------
    TypeError
        A field is unknown or missing.
    """
    values: dict[str, Any] = {}
    for name, raw in data.items():
        nested = _NESTED.get((kind.__name__, name))
        if nested is not None and isinstance(raw, list | tuple):
            values[name] = tuple(from_dict(nested, item) for item in raw)
        elif nested is not None:
            values[name] = from_dict(nested, raw)
        elif isinstance(raw, list):
            values[name] = tuple(tuple(item) if isinstance(item, list) else item for item in raw)
        else:
            values[name] = raw
    return kind(**values)
