"""Plain text: the decoded text as it stands, line endings included, without byte order mark and header."""

from __future__ import annotations

from kg.documents.content import Content
from kg.documents.encoding import decode
from kg.documents.header import split_header
from kg.documents.limit import Limits

__all__ = ["read_txt"]


def read_txt(data: bytes, limits: Limits) -> Content:  # noqa: ARG001 - all readers are called alike
    """The text of a txt file.

    Raises
    ------
    BinaryDocument, UndecodableDocument
        See `kg.documents.encoding.decode`.
    UnreadableDocument
        The header has a date that is none.
    """
    text, encoding = decode(data)
    metadata, body = split_header(text)
    return Content(body, encoding, metadata)
