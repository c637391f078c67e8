"""What is right of a document, as frozen records. Offsets are half-open, in code points, into its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.text import NormalisedText, normalise

__all__ = ["GoldDocument", "GoldEntity", "GoldMention", "GoldRelation", "passage", "spans_of"]

GoldMention = tuple[int, int, str, str]
"""``(start, end, type, entity id)``."""

BORDER = re.compile(r"[。!?！？\n]")


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of a gold document; any of `types` is right for it, the first is the one it is counted under.

    An `optional` one is right if found and no fault if missing.
    """

    id: str
    types: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    attributes: Mapping[str, Any]
    optional: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation of a gold document; `head` and `tail` are entity ids, `evidence` is the passage that states it."""

    head: str
    type: str
    tail: str
    attributes: Mapping[str, Any]
    optional: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with all that is right of it.

    `mentions` are ``(start, end, type, entity id)`` into `text`, in order: every mark of marked text; for gold JSON
    every place where a form stands. `genre` is empty where the source does not tell it.
    """

    id: str
    genre: str
    text: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    mentions: tuple[GoldMention, ...]


def spans_of(document: GoldDocument, normal: NormalisedText | None = None) -> list[GoldMention]:
    """The mentions as ``(start, end, type, entity id)`` into the normalised text."""
    normal = normal or normalise(document.text)
    return [
        (normal.to_normal(s), normal.to_normal(e - 1) + 1, kind, entity) for s, e, kind, entity in document.mentions
    ]


def passage(text: str, start: int, end: int) -> str:
    """The whole sentences of `text` that ``text[start:end]`` touches, without white space around them.

    >>> passage("签约。远山智造落户云岭开发区。开工。", 3, 7)
    '远山智造落户云岭开发区。'
    """
    borders = [match.end() for match in BORDER.finditer(text)]
    first = max((border for border in borders if border <= start), default=0)
    last = min((border for border in borders if border >= end), default=len(text))
    return text[first:last].strip()
