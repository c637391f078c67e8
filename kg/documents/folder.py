"""Folders: every file in them, however deep, without leaving them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kg.documents.header import NOTHING, Metadata, read_table
from kg.documents.source import Source, is_furniture, readable_name
from kg.errors import DocumentError, UnreadableDocument

__all__ = ["walk"]

TABLE = "meta.csv"
TABLE_BYTES = 10_000_000


def walk(root: Path) -> Iterator[Source]:
    """The files of a folder as sources; the order is not the final one.

    A symbolic link that leads out of the folder is a source with a fault; one that stays inside is passed over, since
    what it points to is read under its own name. Hidden files are passed over (see `is_furniture`). A row of a
    ``meta.csv`` counts for the files of its folder and below; the nearest table wins.

    Raises
    ------
    DocumentError
        A ``meta.csv`` has a fault.
    """
    root = root.resolve()
    above = tuple(readable_name(part) for part in root.parts[1:])
    pending: list[tuple[Path, tuple[str, ...], dict[tuple[str, ...], Metadata]]] = [(root, (), {})]
    while pending:
        folder, parts, table = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Source(parts or (root.name,), above, folder, fault=_denied(error))
            continue
        if any(entry.name == TABLE and entry.is_file(follow_symlinks=False) for entry in entries):
            table = table | _table(folder / TABLE, parts)
        for entry in entries:
            if is_furniture(entry.name):
                continue
            here = (*parts, readable_name(entry.name))
            path = Path(entry.path)
            if entry.is_symlink():
                fault = _link_fault(path, root)
                if fault:
                    yield Source(here, above, path, fault=fault)
            elif entry.is_dir(follow_symlinks=False):
                pending.append((path, here, table))
            elif entry.is_file(follow_symlinks=False):
                yield Source(here, above, path, metadata=table.get(here, NOTHING))
            else:
                yield Source(here, above, path, fault=UnreadableDocument("not a regular file, but a pipe or a device"))


def _table(path: Path, parts: tuple[str, ...]) -> dict[tuple[str, ...], Metadata]:
    name = "/".join((*parts, TABLE))
    try:
        with path.open("rb") as file:
            data = file.read(TABLE_BYTES)
    except OSError as error:
        raise DocumentError(f"{name}: {_denied(error)}") from error
    return {(*parts, *key.split("/")): row for key, row in read_table(data, name).items()}


def _link_fault(path: Path, root: Path) -> UnreadableDocument | None:
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(root):
        return UnreadableDocument("a symbolic link out of the folder; it is not followed: give its target as an input")
    return None if target.exists() else UnreadableDocument("a symbolic link to nothing")


def _denied(error: OSError) -> UnreadableDocument:
    return UnreadableDocument(f"the system refuses it: {error.strerror or type(error).__name__}")
