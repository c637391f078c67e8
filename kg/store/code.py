"""A digest of our own code: what was stored by other code is stale."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import kg

__all__ = ["code_digest"]


@cache
def code_digest(*rooms: str) -> str:
    """A SHA-256 over some rooms of kg and single modules (``forest.py``), the same on every machine.

    >>> code_digest("text") == code_digest("text", "forest.py")
    False
    """
    digest = hashlib.sha256()
    for room in rooms:
        place = Path(kg.__file__).parent / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return digest.hexdigest()
