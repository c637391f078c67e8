"""Zip archives: their members as sources, read into memory and never unpacked to disk.

Refused, with the reason: archives with too many members or too many bytes (as declared, before anything is unpacked),
members that expand beyond all measure, archives in archives in archives, names that lead out of the archive, symbolic
links, encrypted members. A member that declares less than it holds is cut at what it declares and fails its checksum.
"""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self

from kg.documents.header import NOTHING, Metadata, read_table
from kg.documents.limit import Limits
from kg.documents.source import Source, decoded_name, is_furniture, readable_name
from kg.errors import DocumentError, OversizeDocument, UnreadableDocument

__all__ = ["Shelf", "expand", "open_archive", "read_member"]

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, RuntimeError, ValueError,
    struct.error, OverflowError,
)  # fmt: skip
ENCRYPTED, UTF8 = 0x1, 0x800
DIRECTORY_BYTES = 16_000_000
END, END64 = b"PK\x05\x06", b"PK\x06\x06"


class Shelf:
    """Opens archives, also those in archives, keeping one open at a time; a context manager."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._key: tuple[Path, tuple[int, ...]] | None = None
        self._archive: zipfile.ZipFile | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._archive is not None:
            self._archive.close()
        self._key, self._archive = None, None

    def archive(self, path: Path, members: tuple[int, ...] = ()) -> zipfile.ZipFile:
        """The archive at `path`, or the one that `members` lead to in it.

        Raises
        ------
        DocumentError
            It is damaged or beyond the limits.
        """
        if self._archive is None or self._key != (path, members):
            data = self.read(path, members) if members else None
            self._close()
            self._archive = open_archive(path if data is None else data, self.limits)
            self._key = path, members
        return self._archive

    def read(self, path: Path, members: tuple[int, ...] = ()) -> bytes:
        """The bytes of a file or, with `members`, of a member of an archive.

        Raises
        ------
        DocumentError
            It is damaged, encrypted or beyond the limits, or the system refuses it.
        """
        if members:
            archive = self.archive(path, members[:-1])
            return read_member(archive, archive.infolist()[members[-1]], self.limits)
        try:
            with path.open("rb") as file:
                data = file.read(self.limits.file_bytes + 1)
        except OSError as error:
            raise UnreadableDocument(f"the system refuses it: {error.strerror or type(error).__name__}") from error
        if len(data) > self.limits.file_bytes:
            raise OversizeDocument(f"more than {self.limits.file_bytes:,} bytes; split it, or raise the limit")
        return data


def expand(shelf: Shelf, source: Source) -> Iterator[Source]:
    """The members of an archive as sources, those of archives in it too; the archive itself where it has a fault.

    Raises
    ------
    DocumentError
        A ``meta.csv`` in it has a fault.
    """
    found: list[Source] = []
    try:
        _collect(shelf, source, found, [shelf.limits.members, shelf.limits.unpacked_bytes])
    except OversizeDocument as fault:
        found = [replace(source, fault=fault)]
    yield from found


def _collect(shelf: Shelf, source: Source, found: list[Source], budget: list[int]) -> None:
    """Add the members to `found`; `budget` holds how many members and bytes may still come."""
    if len(source.members) >= shelf.limits.depth:
        fault = OversizeDocument(f"archives in archives, deeper than {shelf.limits.depth}; unpack it first")
        found.append(replace(source, fault=fault))
        return
    try:
        infos = shelf.archive(source.path, source.members).infolist()
    except DocumentError as fault:
        found.append(replace(source, fault=fault))
        return
    budget[0] -= len(infos)
    budget[1] -= sum(info.file_size for info in infos)
    if budget[0] < 0:
        raise OversizeDocument(f"an archive of more than {shelf.limits.members:,} members; split it")
    if budget[1] < 0:
        raise OversizeDocument(f"an archive that unpacks to more than {shelf.limits.unpacked_bytes:,} bytes; split it")
    names = [_parts(info) for info in infos]
    table = _table(shelf, source, names, found)
    for index, (info, parts) in enumerate(zip(infos, names, strict=True)):
        if info.orig_filename.endswith(("/", "\\")) or any(is_furniture(part) for part in parts if part != ".."):
            continue
        member = replace(
            source,
            parts=(*source.parts, *parts),
            members=(*source.members, index),
            metadata=table.get(parts, NOTHING),
            fault=_fault(info, parts),
        )
        if member.fault is None and parts[-1].lower().endswith(".zip"):
            _collect(shelf, member, found, budget)
        else:
            found.append(member)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of a member.

    Raises
    ------
    OversizeDocument
        It unpacks to more than the limit, or expands beyond the ratio.
    UnreadableDocument
        It is encrypted or damaged.
    """
    if info.flag_bits & ENCRYPTED:
        raise UnreadableDocument("encrypted; unpack it with its password first")
    if info.file_size > limits.file_bytes:
        raise OversizeDocument(f"unpacks to {info.file_size:,} bytes, more than {limits.file_bytes:,}")
    if info.file_size > 1_000_000 and info.file_size > limits.ratio * info.compress_size:
        raise OversizeDocument(f"expands more than {limits.ratio} times: a zip bomb rather than a document")
    try:
        with archive.open(info) as member:
            data = member.read(limits.file_bytes + 1)
    except BROKEN as error:
        raise UnreadableDocument(f"damaged in its archive ({error or type(error).__name__}); get it again") from error
    if len(data) > limits.file_bytes:
        raise OversizeDocument(f"unpacks to more than {limits.file_bytes:,} bytes")
    return data


def open_archive(archive: Path | bytes, limits: Limits) -> zipfile.ZipFile:
    """Open an archive that is a file or bytes; its directory is read only where it is of a sane size.

    Raises
    ------
    OversizeDocument
        The archive or its directory is beyond the limits.
    UnreadableDocument
        It is not a zip archive, or damaged.
    """
    try:
        size = len(archive) if isinstance(archive, bytes) else archive.stat().st_size
        if size > limits.unpacked_bytes:
            raise OversizeDocument(f"an archive of more than {limits.unpacked_bytes:,} bytes; split it")
        if isinstance(archive, bytes):
            tail = archive[-66_000:]
        else:
            with archive.open("rb") as file:
                file.seek(max(0, size - 66_000))
                tail = file.read()
        if _directory_bytes(tail) > DIRECTORY_BYTES:
            raise OversizeDocument(f"an archive with a directory of more than {DIRECTORY_BYTES:,} bytes; split it")
        opened = zipfile.ZipFile(io.BytesIO(archive) if isinstance(archive, bytes) else archive)
    except BROKEN as error:
        raise UnreadableDocument(f"damaged, or not what its ending says ({error}); get it again") from error
    if not opened.infolist():
        opened.close()
        raise UnreadableDocument("an archive whose directory lists nothing; get it again")
    return opened


def _directory_bytes(tail: bytes) -> int:
    """The size of the directory that an archive declares in its last bytes: read before the directory itself is."""
    end, end64 = tail.rfind(END), tail.rfind(END64)
    declared = struct.unpack_from("<L", tail, end + 12)[0] if 0 <= end <= len(tail) - 16 else 0
    declared64 = struct.unpack_from("<Q", tail, end64 + 40)[0] if 0 <= end64 <= len(tail) - 48 else 0
    return int(declared64 if declared == 0xFFFFFFFF else max(declared, declared64))


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    """The path of a member; names not marked as UTF-8 are UTF-8 or GB18030 all the same."""
    name = info.orig_filename
    if not info.flag_bits & UTF8:
        name = decoded_name(name.encode("cp437", errors="ignore"))
    name = readable_name(name.replace("\0", "")).replace("\\", "/")
    return tuple(part for part in name.split("/") if part not in ("", ".")) or ("?",)


def _fault(info: zipfile.ZipInfo, parts: tuple[str, ...]) -> DocumentError | None:
    name = info.orig_filename
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0][:2]:
        return UnreadableDocument("a name that leads out of its archive; it is not read")
    if stat.S_ISLNK(info.external_attr >> 16):
        return UnreadableDocument("a symbolic link in an archive; it is not followed")
    return None


def _table(
    shelf: Shelf, source: Source, names: list[tuple[str, ...]], found: list[Source]
) -> dict[tuple[str, ...], Metadata]:
    """The rows of every ``meta.csv`` in an archive; the table in the nearest folder wins.

    A table that cannot be unpacked is added to `found` with its fault.
    """
    rows: dict[tuple[str, ...], Metadata] = {}
    tables = [(len(parts), index) for index, parts in enumerate(names) if parts[-1] == "meta.csv" and ".." not in parts]
    for _, index in sorted(tables):
        place = replace(source, parts=(*source.parts, *names[index]), members=(*source.members, index))
        try:
            data = shelf.read(place.path, place.members)
        except DocumentError as fault:
            found.append(replace(place, fault=fault))
            continue
        for key, row in read_table(data, "/".join(place.parts)).items():
            rows[(*names[index][:-1], *key.split("/"))] = row
    return rows
