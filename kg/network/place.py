"""Where two terms stand: what the network looks at to judge how they are related."""

from __future__ import annotations

import math
from collections.abc import Sequence
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
    if not places:
        return np.zeros((0, WIDTH), np.int32), np.zeros((0, NUMBERS), np.int32)
    ends = np.array([(*place.head[:2], *place.tail[:2], *place.middle) for place in places], np.int32)
    head, tail, middle = ends[:, 0:2], ends[:, 2:4], ends[:, 4:6]
    forward = head[:, 0] <= tail[:, 0]
    first, last = np.where(forward, head[:, 0], tail[:, 0]), np.where(forward, tail[:, 1], head[:, 1])
    gap = np.maximum(0, middle[:, 1] - middle[:, 0])
    blocks = [
        _stretches(head[:, 0], head[:, 1], NAME),
        _stretches(tail[:, 0], tail[:, 1], NAME),
        _stretches(middle[:, 0], middle[:, 1], MIDDLE),
        _stretches(np.maximum(0, first - BEFORE), first, BEFORE),
        _stretches(last, np.minimum(size, last + AFTER), AFTER),
    ]
    far = gap > MIDDLE  # both ends of a long stretch
    blocks[2][far, MIDDLE // 2 :] = _stretches(middle[far, 1] - MIDDLE // 2, middle[far, 1], MIDDLE // 2)
    kinds = [[KINDS.index(place.head[2]), KINDS.index(place.tail[2])] for place in places]
    marks = [[min(BETWEEN - 1, place.between), place.zone, place.fired] for place in places]
    steps = [min(GAPS - 1, int(math.log2(width + 1))) for width in gap.tolist()]
    return np.hstack(blocks), np.column_stack([kinds, forward, steps, marks]).astype(np.int32)


def _stretches(starts: Indices, ends: Indices, width: int) -> Indices:
    """The characters from each start to its end, at most `width`, ``(n, width)``."""
    found = starts[:, None] + np.arange(width, dtype=np.int32)
    return np.where(found < ends[:, None], found, np.int32(-1))
