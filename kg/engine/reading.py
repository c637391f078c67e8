"""From a source to its document and what that says: the one pure function that every engine runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.documents import Limits, read_source
from kg.documents.source import Source
from kg.documents.zip import Shelf
from kg.records import Document, Skip
from kg.store.store import extraction_key, extraction_text

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Engine", "Reader", "Reading", "Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What readings depend on besides their sources, small enough to be sent to every process.

    Attributes
    ----------
    schemas
        A folder of a user's own schemas, None for those of kg.
    fingerprint
        Of schemas, models and version (`kg.wiring.fingerprint`).
    known
        Keys of extractions that are there already: such documents are read but not extracted.
    """

    schemas: Path | None
    fingerprint: str
    known: frozenset[str] = frozenset()
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a source: its document, the key of the extraction and, unless it is known, its text; or why not."""

    read: Document | Skip
    key: str = ""
    extraction: str | None = None


Engine = Callable[[Mapping[str, Source], Settings], Iterator[Reading]]


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
        from kg.wiring import extract, pipeline

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
