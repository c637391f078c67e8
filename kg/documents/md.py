"""Markdown: the source as it stands, marks included, so that a quote is found again in the file."""

from __future__ import annotations

from kg.documents.content import Content
from kg.documents.limit import Limits
from kg.documents.txt import read_txt

__all__ = ["read_md"]


def read_md(data: bytes, limits: Limits) -> Content:
    """The text of a Markdown file, read as `kg.documents.txt.read_txt` reads plain text."""
    return read_txt(data, limits)
