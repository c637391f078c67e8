"""One source -> one document, or the reason why not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from kg.documents.byline import find_metadata
from kg.documents.content import Content
from kg.documents.header import NOTHING, Metadata
from kg.documents.limit import Limits
from kg.documents.md import read_md
from kg.documents.txt import read_txt
from kg.errors import EmptyDocument, OversizeDocument, UnreadableDocument
from kg.records import Document

__all__ = ["FORMATS", "read_document"]

Reader = Callable[[bytes, Limits], Content]
FORMATS = {
    ".txt": "txt", ".text": "txt", "": "txt",
    ".md": "md", ".markdown": "md",
    ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html",
    ".docx": "docx", ".docm": "docx",
    ".pdf": "pdf",
}  # fmt: skip
INSTEAD = {
    ".doc": "an old Word file; save it as .docx",
    ".wps": "a WPS file; save it as .docx",
    ".rtf": "an RTF file; save it as .docx",
    ".rar": "a RAR archive; unpack it first",
    ".7z": "a 7z archive; unpack it first",
}
VISIBLE = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff\u00ad\x00-\x1f]")


def read_document(data: bytes, id: str, limits: Limits, given: Metadata = NOTHING) -> Document:  # noqa: A002
    """The document with the bytes `data`; its format is told by the ending of `id`.

    `given` is what ``meta.csv`` says of it. A header in the document comes before that, and what the page or its text
    says of itself comes last.

    Raises
    ------
    DocumentError
        It cannot be read; the class and its `reason` say why.

    >>> read_document("落户云岭。".encode("gbk"), "a.txt", Limits()).encoding
    'gb18030'
    """
    suffix = PurePosixPath(re.sub(r"#\d+$", "", id)).suffix.lower()
    name = FORMATS.get(suffix)
    if name is None:
        readable = ", ".join(sorted(suffix for suffix in FORMATS if suffix))
        raise UnreadableDocument(INSTEAD.get(suffix, f"no reader for {suffix}; kg reads {readable} and .zip"))
    if len(data) > limits.file_bytes:
        raise OversizeDocument(f"more than {limits.file_bytes:,} bytes; split it, or raise the limit")
    if not data:
        raise EmptyDocument("a file of 0 bytes")
    content = _reader(name)(data, limits)
    if len(content.text) > limits.chars:
        raise OversizeDocument(f"more than {limits.chars:,} characters; split it, or raise the limit")
    if not VISIBLE.search(content.text):
        raise EmptyDocument("nothing but white space" if name != "pdf" else "no text, only images; run OCR on it first")
    own = content.metadata
    known = own.or_else(given) if name in ("txt", "md") else given.or_else(own)
    known = known.or_else(find_metadata(content.text))
    checksum = hashlib.sha256(data).hexdigest()
    return Document(id, content.text, known.title, known.date, known.publisher, content.encoding, name, checksum)


def _reader(name: str) -> Reader:
    """The reader of a format; those that need much are loaded when they are first used."""
    if name == "html":
        from kg.documents.html import read_html as reader
    elif name == "docx":
        from kg.documents.docx import read_docx as reader
    elif name == "pdf":
        from kg.documents.pdf import read_pdf as reader
    else:
        reader = read_md if name == "md" else read_txt
    return reader
