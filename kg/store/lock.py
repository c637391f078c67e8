"""One at a time: the lock of an output folder, which dies with its process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError

__all__ = ["LOCK", "locked"]

LOCK = ".lock"
PATIENCE = 3600.0
_PAUSE = 0.05


@contextmanager
def locked(folder: Path, waiting: Callable[[], None] | None = None, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of `folder`, which is made where missing; wait for whoever holds it.

    The file of the lock is gone afterwards; one that a killed process left behind is free.

    Parameters
    ----------
    waiting
        Called once where somebody else holds the lock.
    patience
        Seconds to wait.

    Raises
    ------
    ExportError
        The folder cannot be written to, or somebody else held the lock all the time.
    """
    path, told, until = folder / LOCK, False, time.monotonic() + patience
    while True:
        file = _opened(folder, path)
        if _taken(file, path):
            break
        file.close()
        if not told and waiting is not None:
            waiting()
        told = True
        if time.monotonic() >= until:
            raise ExportError(f"{folder}: another kg has been working in it for {patience:.0f} s; wait for its end")
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _let_go(file, path)


def _opened(folder: Path, path: Path) -> BinaryIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return path.open("a+b")
    except OSError as error:
        if not folder.is_dir():
            told = f"{folder}: cannot be made a folder ({error.strerror}); choose another with -o"
        else:
            told = f"{folder}: not writable ({error.strerror}); choose another folder with -o"
        raise ExportError(told) from error


def _taken(file: BinaryIO, path: Path) -> bool:
    """Whether the lock is ours now: of the file that still stands at `path`."""
    try:
        _lock(file)
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


if os.name == "nt":  # pragma: no cover - Windows
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

    def _let_go(file: BinaryIO, path: Path) -> None:
        file.close()
        try:
            path.unlink()
        except OSError:
            return  # somebody else has opened it already

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _let_go(file: BinaryIO, path: Path) -> None:
        path.unlink(missing_ok=True)  # before it is free: who waits for it sees that it is not the one any more
        file.close()
