"""What an engine is, and from a source to its document and what that says: the pure function that every engine runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from kg.documents import Limits, read_source
from kg.documents.source import Source
from kg.documents.zip import Shelf
from kg.pipeline import extract, pipeline
from kg.records import Document, Skip
from kg.resolution.spread import Shard
from kg.store import Store
from kg.store.store import extraction_key, extraction_text

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Engine", "Reader", "Reading", "Settings"]

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Settings:
    """What readings depend on besides their sources, small enough to be sent to every process.

    Attributes
    ----------
    schemas
        A folder of a user's own schemas, None for those of kg.
    fingerprint
        Of schemas, models and version (`kg.pipeline.fingerprint`).
    known
        Keys of extractions that are there already: such documents are read but not extracted.
    """

    schemas: Path | None
    fingerprint: str
    known: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a source: its document, the key of the extraction, and where that is unless it is known; or why not.

    Attributes
    ----------
    extraction
        Its text.
    file
        The Parquet file (`kg.engine.shard`) that it is in, where the engine has put it there instead.
    """

    read: Document | Skip
    key: str = ""
    extraction: str | None = None
    file: Path | None = None


class Engine(Protocol):
    """Who reads the documents of a build and resolves what they say; a context manager, to be entered before it works.

    The functions that it is given are pure: they may be run anywhere, again, and in any order.
    """

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; what is in the folder goes."""

    @property
    def folder(self) -> Path:
        """Where one stage hands over to the next: a folder that all who work see under this path."""

    def read(self, sources: Mapping[str, Source], settings: Settings) -> Iterator[Reading]:
        """The readings of the sources, in any order."""

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results of a function for tasks, in any order; function, tasks and results can be pickled."""

    def shards(self, store: Store, keys: Sequence[tuple[str, str | None]]) -> Iterator[Shard]:
        """Extractions of a store, by their keys, with the dates of their documents, for tasks that `map` is given."""


class Reader:
    """Reads sources one by one; the pipeline is made when it is first needed.

    Parameters
    ----------
    nlp
        A pipeline to use instead of the one of the settings.
    """

    def __init__(self, settings: Settings, nlp: Language | None = None) -> None:
        self._settings, self._nlp = settings, nlp
        self._shelf = Shelf(settings.limits)

    def read(self, name: str, source: Source) -> Reading:
        """The reading of a source; a document that the pipeline fails on is a skip with the reason."""
        document = read_source(name, source, self._shelf)
        if isinstance(document, Skip):
            return Reading(document)
        key = extraction_key(document, self._settings.fingerprint)
        if key in self._settings.known:
            return Reading(document, key)
        if self._nlp is None:
            self._nlp = pipeline(self._settings.schemas)
        try:
            return Reading(document, key, extraction_text(extract(document, self._nlp)))
        except Exception as error:  # noqa: BLE001 - one bad document is a recorded skip, never the end of a build
            told = f"reading it raised {type(error).__name__}: {error}; please report it with the document"
            return Reading(Skip(document.id, "failed", told))
