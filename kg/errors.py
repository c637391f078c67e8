"""The exceptions of kg.

::

    KgError
    ├── SchemaError         schemas/ has faults; all of them are listed with file and line
    ├── DocumentError       a document cannot be read
    │   ├── EmptyDocument       nothing but white space
    │   ├── BinaryDocument      not a text
    │   ├── UndecodableDocument no encoding fits
    │   ├── UnreadableDocument  damaged, encrypted, or of an unknown format
    │   ├── OversizeDocument    larger than the limit
    │   └── MissingExtra        its reader needs a package that is not installed
    ├── GraphFileError      a graph file is missing, damaged or of another version
    ├── ExportError         a graph cannot be written; names the node or edge, attribute and value
    ├── StoreError          the store or the corrections cannot be used
    ├── MissingPackage      an optional package is not installed; the message says how to install it
    └── LookupFailed        a question names something that the graph does not have
        ├── UnknownName         no entity has this name; the nearest names are given
        └── AmbiguousName       several entities have this name; the candidates are given
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "AmbiguousName",
    "BinaryDocument",
    "DocumentError",
    "EmptyDocument",
    "ExportError",
    "GraphFileError",
    "KgError",
    "LookupFailed",
    "MissingPackage",
    "OversizeDocument",
    "SchemaError",
    "StoreError",
    "UndecodableDocument",
    "UnknownName",
    "UnreadableDocument",
]


class KgError(Exception):
    """Base of every error that kg raises on purpose; its text says what to do."""


class SchemaError(KgError):
    """The schemas have faults.

    Parameters
    ----------
    faults
        One sentence a fault, each starting with ``file:line:``.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))

    def __reduce__(self) -> tuple[type[SchemaError], tuple[tuple[str, ...]]]:
        return type(self), (self.faults,)  # so that it comes whole from the process of a worker


class DocumentError(KgError):
    """A document cannot be read; `reason` is the word that run.json and the summary use."""

    reason = "unreadable"


class EmptyDocument(DocumentError):
    """The document holds nothing but white space."""

    reason = "empty"


class BinaryDocument(DocumentError):
    """The document is not a text."""

    reason = "binary"


class UndecodableDocument(DocumentError):
    """No encoding fits the bytes."""

    reason = "undecodable"


class UnreadableDocument(DocumentError):
    """The document is damaged, encrypted, or of a format that no reader knows."""


class OversizeDocument(DocumentError):
    """The document is larger than the limit."""

    reason = "oversize"


class MissingExtra(DocumentError):
    """The reader of the document needs an optional package that is not installed; the message gives the pip line."""

    reason = "needs kg[documents]"


class GraphFileError(KgError):
    """A graph file is missing, damaged or of another version."""


class ExportError(KgError):
    """A graph cannot be written; the message names the node or edge, the attribute and the value."""


class StoreError(KgError):
    """The store or the corrections cannot be used."""


class MissingPackage(KgError, ImportError):
    """An optional package is not installed; the message says what it is for and how to install it."""


class LookupFailed(KgError, KeyError):
    """A question names something that the graph does not have; a KeyError too, as ``g["..."]`` raises one."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnknownName(LookupFailed):
    """No entity has this name; `nearest` holds the names most like it."""

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)


class AmbiguousName(LookupFailed):
    """Several entities have this name; `candidates` holds their ids."""

    def __init__(self, message: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)
