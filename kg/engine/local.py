"""The engine of one process: this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Self

from kg.documents.source import Source
from kg.engine.reading import Engine, Reader, Reading, Result, Settings, Task
from kg.engine.shard import DOCUMENTS, Stored
from kg.resolution.spread import Shard
from kg.store import Store

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Here", "local"]


def local(nlp: Language | None = None) -> Engine:
    """An engine that reads one source after the other, in order; `nlp` is a pipeline to use."""
    return Here(nlp)


class Here:
    """The engine that does all that it is given itself, in order."""

    def __init__(self, nlp: Language | None = None) -> None:
        self._nlp = nlp

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="kg-")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    @property
    def folder(self) -> Path:
        """A folder for the time that the engine is open."""
        return Path(self._folder.name)

    def read(self, sources: Mapping[str, Source], settings: Settings) -> Iterator[Reading]:
        """The readings of the sources."""
        reader = Reader(settings, self._nlp)
        for name, source in sources.items():
            yield reader.read(name, source)

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results of the function."""
        return map(function, tasks)

    def shards(self, store: Store, keys: Sequence[tuple[str, str | None]]) -> Iterator[Shard]:
        """Extractions of a store, which stay where they are."""
        for start in range(0, len(keys), DOCUMENTS):
            yield Stored(store, tuple(keys[start : start + DOCUMENTS]))
