"""Shards of extractions, which resolution reads: rows of a store, or Parquet files that the workers of a cluster wrote.

A Parquet file has a row for each document: ``key`` (`kg.store.store.extraction_key`), ``document`` (its id), ``date``
(ISO, as fine as known, or null) and ``extraction`` (JSON, as the store has it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from kg.records import Extraction
from kg.resolution.handover import beside
from kg.store import Store
from kg.store.store import extraction_of

__all__ = ["DOCUMENTS", "Filed", "Row", "Stored", "filed", "read_rows", "write_rows"]

DOCUMENTS = 512
"""So many documents make a shard: a few megabytes of extractions."""
FILES = 16
"""So many files of the workers, each of a partition, make one."""


class Row(NamedTuple):
    """An extraction as it is written, with the key, the id and the date of its document."""

    key: str
    document: str
    date: str | None
    extraction: str


@dataclass(frozen=True, slots=True)
class Stored:
    """Extractions of a store, by their keys, with the dates of their documents; for the process that opened it."""

    store: Store
    keys: tuple[tuple[str, str | None], ...]

    def __iter__(self) -> Iterator[tuple[Extraction, str | None]]:
        """The extractions with the dates of their documents."""
        for key, date in self.keys:
            if (extraction := self.store.get(key)) is not None:
                yield extraction, date


@dataclass(frozen=True, slots=True)
class Filed:
    """Extractions in Parquet files, for any process that sees the files."""

    paths: tuple[Path, ...]

    def __iter__(self) -> Iterator[tuple[Extraction, str | None]]:
        """The extractions with the dates of their documents."""
        for path in self.paths:
            for row in read_rows(path):
                yield extraction_of(row.extraction), row.date


def filed(paths: Iterable[Path]) -> Iterator[Filed]:
    """Shards of some files each."""
    left = iter(paths)
    while bundle := tuple(islice(left, FILES)):
        yield Filed(bundle)


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write a Parquet file, which is there whole or not at all.

    Raises
    ------
    StoreError
        There is no room for it.
    """
    import pyarrow as pa
    from pyarrow import parquet

    columns = zip(*rows, strict=True)
    table = pa.table(dict(zip(Row._fields, (pa.array(c, pa.string()) for c in columns), strict=True)))
    with beside(path) as made:
        parquet.write_table(table, made)


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, a few at a time."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=64, columns=Row._fields):
            yield from map(Row._make, zip(*(column.to_pylist() for column in batch.columns), strict=True))
