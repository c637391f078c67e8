"""Documents: one reader a format, from files, folders and archives, in any encoding that Chinese documents have.

>>> import tempfile
>>> folder = Path(tempfile.mkdtemp())
>>> _ = (folder / "甲.txt").write_bytes("远山智造落户云岭开发区。".encode("gbk"))
>>> _ = (folder / "乙.txt").write_bytes(b"")
>>> [(read.id, type(read).__name__) for read in read_documents([folder])]
[('乙.txt', 'Skip'), ('甲.txt', 'Document')]
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.documents.folder import walk
from kg.documents.identity import identify
from kg.documents.limit import Limits
from kg.documents.page import page_of
from kg.documents.reader import read_document
from kg.documents.source import Source, readable_name
from kg.documents.zip import Shelf, expand
from kg.errors import DocumentError, UnreadableDocument
from kg.records import Document, Skip

__all__ = ["Limits", "find_sources", "page_of", "read_document", "read_documents", "read_source"]


def read_documents(inputs: Sequence[Path], *, limits: Limits | None = None) -> Iterator[Document | Skip]:
    """Every document of files, folders and zip archives, and a `Skip` for every one that cannot be read.

    They come in sorted order of `id`, read one at a time, so that only one is in memory. The `id` is the path relative
    to the folder that was given, or the name of the file that was given; members of an archive stand below its name
    (``2023/简报.zip/一月.txt``). See `kg.documents.identity` for clashes. The order of `inputs` changes nothing. A
    folder without documents gives nothing. Hidden files and ``meta.csv`` are not documents.

    Raises
    ------
    DocumentError
        Before anything is read: an input does not exist (all that do not are named), or a ``meta.csv`` has a fault.
    """
    return _read(find_sources(inputs, limits or Limits()), limits or Limits())


def find_sources(inputs: Sequence[Path], limits: Limits) -> dict[str, Source]:
    """The sources of the inputs by id, in sorted order, none of them read (`read_source`).

    Raises
    ------
    DocumentError
        As of `read_documents`.
    """
    missing = [str(path) for path in inputs if not os.path.lexists(path)]
    if missing:
        raise DocumentError(f"no such file or folder: {', '.join(missing)}; give articles, folders or zip archives")
    return identify_sources(inputs, limits)


def identify_sources(inputs: Sequence[Path], limits: Limits) -> dict[str, Source]:
    """The sources of the inputs by id, in sorted order; archives are listed but no document is read."""
    found: list[Source] = []
    with Shelf(limits) as shelf:
        for path in inputs:
            for source in walk(Path(path)) if Path(path).is_dir() else [_file(Path(path))]:
                if source.fault is None and source.path.suffix.lower() == ".zip":
                    found += expand(shelf, source)
                else:
                    found.append(source)
    return identify(found)


def _file(path: Path) -> Source:
    real = path.resolve()
    above = tuple(readable_name(part) for part in path.absolute().parent.parts[1:])
    fault = None if real.is_file() else UnreadableDocument("not a regular file, but a pipe, a device or a broken link")
    return Source((readable_name(path.name),), above, real, fault=fault)


def _read(sources: dict[str, Source], limits: Limits) -> Iterator[Document | Skip]:
    with Shelf(limits) as shelf:
        for name, source in sources.items():
            yield read_source(name, source, shelf)


def read_source(name: str, source: Source, shelf: Shelf) -> Document | Skip:
    """The document of a source, under its id, or why it cannot be read."""
    try:
        if source.fault is not None:
            raise source.fault
        data = shelf.read(source.path, source.members)
        return read_document(data, name, shelf.limits, source.metadata)
    except DocumentError as error:
        return Skip(name, error.reason, str(error))
