"""Write a file in one step: whoever looks sees the old file or the whole new one, never a part."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

__all__ = ["atomic_write"]


@contextmanager
def atomic_write(path: str | Path, mode: Literal["w", "wb"] = "w", *, encoding: str = "utf-8") -> Iterator[IO[Any]]:
    """A file to write into, which takes the place of `path` when the block ends well.

    Parameters
    ----------
    path
        What to write; its directory is made where it is missing, and a symbolic link is followed.
    mode
        ``"w"`` for text (line ends stay as written, on every system), ``"wb"`` for bytes.
    encoding
        Of a text file.

    Notes
    -----
    The file is written beside `path` under a hidden name. When the block raises, that file is removed, the old
    `path` stays as it was, and the error goes on.

    Examples
    --------
    >>> with atomic_write(tmp / "名单.txt") as file:
    ...     _ = file.write("益海粮油")
    >>> (tmp / "名单.txt").read_text(encoding="utf-8")
    '益海粮油'
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{secrets.token_hex(8)}.tmp")
    text = {} if "b" in mode else {"encoding": encoding, "newline": ""}
    try:
        with beside.open(mode.replace("w", "x"), **text) as file:  # type: ignore[call-overload]
            yield file
            file.flush()
            os.fsync(file.fileno())  # on disk before it takes the place of the old one, whatever happens to the power
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
