"""How much is read before a document is refused."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one document or archive may cost; what is beyond them is an `OversizeDocument`.

    Attributes
    ----------
    file_bytes
        Bytes of one document, as stored and, in an archive, as unpacked.
    chars
        Code points of one document's text.
    members
        Members of one archive, with those of the archives in it.
    unpacked_bytes
        Bytes of one archive on disk, and of all its members unpacked.
    ratio
        How many times its packed size a member over a million bytes may have.
    depth
        How deep archives may lie in one another: 1 is an archive with documents.
    """

    file_bytes: int = 50_000_000
    chars: int = 20_000_000
    members: int = 10_000
    unpacked_bytes: int = 500_000_000
    ratio: int = 200
    depth: int = 2
