"""Where two terms stand: what the network looks at to judge how they are related."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.network.shape import KINDS

__all__ = ["Place", "place_arrays"]

Indices = npt.NDArray[np.int32]

NAME, MIDDLE, BEFORE, AFTER = 16, 48, 8, 14
BLOCKS = (NAME, NAME, MIDDLE, BEFORE, AFTER)  # characters of head, tail, between, before, after
WIDTH = sum(BLOCKS)
NUMBERS = 7  # columns of the second array of `place_arrays`
GAPS, BETWEEN = 8, 6
Term = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a pair: spans and kinds of head and tail in the text, and what is known of the place.

    `middle` is the stretch between them; `between` counts the names there; `zone` tells that the tail is the zone of
    the document, `fired` that a rule fired.
    """

    head: Term
    tail: Term
    middle: tuple[int, int]
    between: int = 0
    zone: bool = False
    fired: bool = False


def place_arrays(places: Sequence[Place], size: int) -> tuple[Indices, Indices]:
    """The characters that each place looks at, ``(n, WIDTH)``, and its numbers, ``(n, NUMBERS)``.

    Characters are indices into a text of `size` characters, in `BLOCKS`; -1 is none.
    """
    looked = np.full((len(places), WIDTH), -1, np.int32)
    numbers = np.zeros((len(places), NUMBERS), np.int32)
    for row, place in enumerate(places):
        forward = place.head[0] <= place.tail[0]
        left, right = (place.head, place.tail) if forward else (place.tail, place.head)
        start, end = place.middle
        gap = max(0, end - start)
        if gap <= MIDDLE:
            middle: Iterable[int] = range(start, end)
        else:
            middle = [*range(start, start + MIDDLE // 2), *range(end - MIDDLE // 2, end)]
        blocks = (
            range(*place.head[:2]),
            range(*place.tail[:2]),
            middle,
            range(max(0, left[0] - BEFORE), left[0]),
            range(right[1], min(size, right[1] + AFTER)),
        )
        at = 0
        for block, width in zip(blocks, BLOCKS, strict=True):
            chosen = list(block)[:width]
            looked[row, at : at + len(chosen)] = chosen
            at += width
        numbers[row] = (
            KINDS.index(place.head[2]),
            KINDS.index(place.tail[2]),
            forward,
            min(GAPS - 1, int(math.log2(gap + 1))),
            min(BETWEEN - 1, place.between),
            place.zone,
            place.fired,
        )
    return looked, numbers
