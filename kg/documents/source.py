"""A place that a document can be read from: a file, or a member of an archive."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from kg.documents.header import NOTHING, Metadata
from kg.errors import DocumentError

__all__ = ["Source", "decoded_name", "is_furniture", "readable_name"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file or member that was found, before it is read.

    Attributes
    ----------
    parts
        The path relative to the input, archives counting as folders.
    above
        The folders above the input, outermost first; they are put before `parts` only where two sources clash.
    path
        The regular file on disk.
    members
        For a member of an archive its index in the archive, preceded by those of the archives around it.
    metadata
        The row of ``meta.csv`` for this source.
    fault
        Why it will not be read, where that is plain already.
    """

    parts: tuple[str, ...]
    above: tuple[str, ...]
    path: Path
    members: tuple[int, ...] = ()
    metadata: Metadata = NOTHING
    fault: DocumentError | None = None


def readable_name(name: str) -> str:
    """A file name in NFC, the same in every locale: the bytes that the locale cannot read are UTF-8 or GB18030."""
    if any("\ud800" <= char <= "\udfff" for char in name):
        name = decoded_name(os.fsencode(name))
    return unicodedata.normalize("NFC", name)


def decoded_name(raw: bytes) -> str:
    """A name given as bytes: UTF-8, else GB18030 as Chinese Windows writes, else with the odd bytes written out."""
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="backslashreplace")


def is_furniture(name: str) -> bool:
    """Files of the system and of programs that nobody means as a document; they are passed over and not counted.

    >>> is_furniture(".DS_Store"), is_furniture("~$报告.docx"), is_furniture("报告.docx")
    (True, True, False)
    """
    return name.startswith((".", "~$")) or name in (
        "__MACOSX",
        "Thumbs.db",
        "desktop.ini",
        "meta.csv",
        "corrections.yaml",
    )
