"""The engine of one process: this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.documents.source import Source
from kg.engine.reading import Engine, Reader, Reading, Settings

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["local"]


def local(nlp: Language | None = None) -> Engine:
    """An engine that reads one source after the other, in order; `nlp` is a pipeline to use."""

    def run(sources: Mapping[str, Source], settings: Settings) -> Iterator[Reading]:
        reader = Reader(settings, nlp)
        for name, source in sources.items():
            yield reader.read(name, source)

    return run
