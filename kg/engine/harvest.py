"""What came of the sources of a build: documents and skips are held, extractions are left where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.engine.reading import Engine, Reading
from kg.engine.shard import filed, read_rows
from kg.records import Document, Skip
from kg.resolution.spread import Shard
from kg.store import Store

__all__ = ["Harvest"]


@dataclass(slots=True)
class Harvest:
    """Readings as they come.

    Attributes
    ----------
    store
        Where extractions are put that come with their readings; `lasting` where it outlives the build, so that those
        that a worker put into a file are copied to it, a file at a time.
    reused
        How many extractions were known.
    """

    store: Store
    lasting: bool
    skips: list[Skip] = field(default_factory=list)
    reused: int = 0
    _documents: dict[str, tuple[Document, str]] = field(default_factory=dict)
    _files: dict[Path, None] = field(default_factory=dict)
    _stored: set[str] = field(default_factory=set)

    @property
    def documents(self) -> list[Document]:
        """The documents in the order of their ids."""
        return [self._documents[name][0] for name in sorted(self._documents)]

    def take(self, reading: Reading) -> None:
        """Take a reading in."""
        if isinstance(reading.read, Skip):
            self.skips.append(reading.read)
            return
        self._documents[reading.read.id] = reading.read, reading.key
        if reading.file is not None:
            self._take_file(reading.file)
            return
        self._stored.add(reading.key)
        if reading.extraction is None:
            self.reused += 1
        else:
            self.store.put_text(reading.key, reading.read.id, reading.extraction)

    def _take_file(self, path: Path) -> None:
        if path not in self._files:
            self._files[path] = None
            for row in read_rows(path) if self.lasting else ():
                self.store.put_text(row.key, row.document, row.extraction)

    def tidy(self) -> None:
        """Drop from a lasting store what no document of the build has."""
        if self.lasting:
            self.store.keep(key for _, key in self._documents.values())

    def shards(self, engine: Engine) -> Iterator[Shard]:
        """All extractions, in shards that `engine` can map over."""
        yield from filed(self._files)
        keys = [(key, document.date) for document, key in self._documents.values() if key in self._stored]
        yield from engine.shards(self.store, sorted(keys))
