"""Not to read again what was read before: the bytes of a source are compared, not its date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath

import kg
from kg.documents.limit import Limits
from kg.documents.reader import FORMATS
from kg.documents.source import Source
from kg.documents.zip import Shelf
from kg.engine.reading import Engine, Reading, Settings
from kg.errors import DocumentError
from kg.records import Document
from kg.store import Store
from kg.store.code import code_digest
from kg.store.store import extraction_key

__all__ = ["remembering", "source_key"]

SLOW = frozenset({"html", "docx", "pdf"})
"""Formats whose reading costs more than to compare their bytes and look them up."""

PACKAGES = ("lxml", "lxml_html_clean", "opencc", "pypdfium2", "trafilatura")
"""What readers are made with: another version may read otherwise."""


def remembering(engine: Engine, store: Store, sources: Mapping[str, Source], settings: Settings) -> Iterator[Reading]:
    """The readings of sources: from `store` where bytes and extraction are known, the others of `engine`."""
    left: dict[str, Source] = {}
    keys: dict[str, str] = {}
    with Shelf(settings.limits) as shelf:
        for name, source in sources.items():
            known = None
            if _is_slow(name) and source.fault is None:
                keys[name] = source_key(name, source, shelf)
                known = _known(name, keys[name], settings, store)
            if known is None:
                left[name] = source
            else:
                yield known
    for reading in engine.read(left, settings) if left else ():
        if isinstance(reading.read, Document) and keys.get(reading.read.id):
            store.put_document(keys[reading.read.id], reading.read)
        yield reading
    store.keep_documents(sources)


def _is_slow(name: str) -> bool:
    return FORMATS.get(PurePosixPath(name.partition("#")[0]).suffix.lower()) in SLOW


def _known(name: str, key: str, settings: Settings, store: Store) -> Reading | None:
    document = store.document(name, key) if key else None
    if document is None:
        return None
    extraction = extraction_key(document, settings.fingerprint)
    return Reading(document, extraction) if extraction in settings.known else None


def source_key(name: str, source: Source, shelf: Shelf) -> str:
    """A key of all that a document depends on: bytes, id, ``meta.csv``, limits and readers; empty where unreadable."""
    try:
        data = shelf.read(source.path, source.members)
    except DocumentError:
        return ""
    digest = hashlib.sha256(_readers(shelf.limits).encode())
    for part in (name, repr(source.metadata)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


@cache
def _readers(limits: Limits) -> str:
    """What the readers are: version, code, packages, limits."""
    told = [kg.__version__, repr(limits)]
    for package in PACKAGES:
        try:
            told.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            told.append(f"{package} -")
    return "\n".join((*told, code_digest("documents", "text")))
