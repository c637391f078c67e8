"""Files in which a stage hands over to the next what falls in each block: written once, read block by block.

They live no longer than the build and are read by the code that wrote them, so what they hold is pickled.
"""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from kg.errors import StoreError

__all__ = ["beside", "read_block", "write_blocks"]


def write_blocks(path: Path, blocks: Sequence[Any]) -> None:
    """Write a file that holds something for each block; who writes it again writes the same.

    Raises
    ------
    StoreError
        There is no room for it.
    """
    with beside(path) as made, made.open("wb") as file:
        places = []
        for block in blocks:
            places.append(file.tell())
            pickle.dump(block, file, protocol=5)
        file.write(struct.pack(f"<{len(places)}Q", *places))


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A path to write to, whose file is then put in the place of `path`.

    Raises
    ------
    StoreError
        There is no room for it.
    """
    made = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        yield made
        made.replace(path)
    except OSError as error:
        told = f"{path.parent}: cannot be written ({error.strerror or error}); make room, or name a folder in TMPDIR"
        raise StoreError(told) from error


def read_block(path: Path, number: int, of: int) -> Any:
    """What a file of `of` blocks holds for the block `number`."""
    with path.open("rb") as file:
        file.seek((number - of) * 8, os.SEEK_END)
        file.seek(struct.unpack("<Q", file.read(8))[0])
        return pickle.load(file)  # noqa: S301 - written by this build, in a folder of its own
