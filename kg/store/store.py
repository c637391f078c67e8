"""store.sqlite: the extraction of each document under a key that covers everything it depends on, and what was read.

The key is a SHA-256 over the document (id, text, date), the schemas, the models and the version of kg: when one of them
changes, the old extraction is no longer found, so a build from the store equals a full one byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.errors import StoreError
from kg.records import Document, Extraction, from_dict, to_dict

__all__ = ["Store", "extraction_key", "extraction_of", "extraction_text"]

VERSION = 2
BATCH = 200
"""So many extractions are committed at once: a build that is killed loses no more."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS extractions (
    key TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    extraction TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
"""


def extraction_key(document: Document, fingerprint: str) -> str:
    """The key of the extraction of a document; `fingerprint` covers schemas, models and version."""
    digest = hashlib.sha256()
    for part in (fingerprint, document.id, document.date or "", document.text):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def extraction_text(extraction: Extraction) -> str:
    """An extraction as the store writes it: JSON."""
    return json.dumps(to_dict(extraction), ensure_ascii=False, separators=(",", ":"))


def extraction_of(text: str) -> Extraction:
    """The extraction that `extraction_text` gave `text` of."""
    return from_dict(Extraction, json.loads(text))


class Store:
    """A store in one file; a context manager that commits at its end.

    Where the block raises, what was put since the last full `BATCH` is rolled back.

    Parameters
    ----------
    path
        The SQLite file; made where missing.

    Raises
    ------
    StoreError
        The file is no store, of a newer version, or used by another build.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pending = 0
        try:
            self._connection = sqlite3.connect(path, timeout=30)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{path}: cannot be used ({error}); make room or mend its permissions; if neither helps, delete the "
                f"file, and the next build makes it anew"
            ) from error
        except sqlite3.Error as error:
            raise StoreError(
                f"{path}: not a usable store ({error}); delete the file, and the next build makes it anew"
            ) from error

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise StoreError(
                f"{self.path}: written by a newer kg (store version {version}); update kg, or delete the file"
            )
        self._connection.executescript(SCHEMA)
        self._connection.execute(f"PRAGMA user_version={VERSION}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                with self._told():
                    self._connection.commit()
        finally:
            self._connection.close()  # what is not committed is rolled back

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn an error of SQLite, such as a full disk, into one that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(
                f"{self.path}: cannot be written ({error}); make room, or choose another folder"
            ) from error

    def get(self, key: str) -> Extraction | None:
        """The extraction under `key`, or None."""
        row = self.row(key)
        return extraction_of(row[1]) if row else None

    def row(self, key: str) -> tuple[str, str] | None:
        """The id of the document and the `extraction_text` under `key`, or None."""
        query = "SELECT document, extraction FROM extractions WHERE key = ?"
        row: tuple[str, str] | None = self._connection.execute(query, (key,)).fetchone()
        return row

    def put(self, key: str, extraction: Extraction) -> None:
        """Keep an extraction under `key`."""
        self.put_text(key, extraction.document, extraction_text(extraction))

    def put_text(self, key: str, document: str, text: str) -> None:
        """Keep the `extraction_text` of an extraction of `document` under `key`."""
        with self._told():
            self._connection.execute("INSERT OR REPLACE INTO extractions VALUES (?, ?, ?)", (key, document, text))
            self._pending += 1
            if self._pending >= BATCH:
                self._connection.commit()
                self._pending = 0

    def document(self, name: str, key: str) -> Document | None:
        """The document with the id `name`, where it was read under `key`; None else."""
        row = self._connection.execute(
            "SELECT document FROM documents WHERE id = ? AND key = ?", (name, key)
        ).fetchone()
        return from_dict(Document, json.loads(row[0])) if row else None

    def put_document(self, key: str, document: Document) -> None:
        """Keep a document that was read under `key`, in the place of the one that was read under its id before."""
        text = json.dumps(to_dict(document), ensure_ascii=True, separators=(",", ":"))
        with self._told():
            self._connection.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (document.id, key, text))

    def keep_documents(self, names: Iterable[str]) -> int:
        """Drop every document but those with these ids; how many were dropped."""
        return self._drop("documents", "id", names)

    def keys(self) -> frozenset[str]:
        """The keys of all extractions."""
        return frozenset(key for (key,) in self._connection.execute("SELECT key FROM extractions"))

    def keep(self, keys: Iterable[str]) -> int:
        """Drop every extraction but those under `keys`; how many were dropped."""
        return self._drop("extractions", "key", keys)

    def _drop(self, table: str, column: str, kept: Iterable[str]) -> int:
        """Drop the rows of a table whose `column` is none of `kept`; the names are ours, never a user's."""
        with self._told():
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY)")
            self._connection.execute("DELETE FROM kept")
            self._connection.executemany("INSERT OR IGNORE INTO kept VALUES (?)", [(key,) for key in kept])
            told = f"DELETE FROM {table} WHERE {column} NOT IN (SELECT key FROM kept)"  # noqa: S608 - constants above
            return self._connection.execute(told).rowcount

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM extractions").fetchone()[0])
