"""What the reader of a format hands back."""

from __future__ import annotations

from dataclasses import dataclass

from kg.documents.header import NOTHING, Metadata

__all__ = ["Content"]


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a document, the encoding it was in, and what its format says of it."""

    text: str
    encoding: str
    metadata: Metadata = NOTHING
