"""Pack the parts of a drawing: each next part goes to the free place nearest to the middle.

After Freivalds, Dogrusoz and Kikusts, Disconnected graph layout and the polyomino packing approach (2002): a part is
the cells of a grid that its boxes and lines cover, so that a small part finds room in a bay of a large one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Part", "packed"]

Points = NDArray[np.float64]
_CELL = np.array([44.0, 30.0])
_ASPECT = 1.2
_CROWD = 6000


@dataclass(frozen=True, slots=True)
class Part:
    """Boxes around `points` of `sizes` (width, height), and lines between the points that `ends` names by index."""

    points: Points
    sizes: Points
    ends: NDArray[np.int64]


def packed(parts: Sequence[Part]) -> list[Points]:
    """The points of each part, moved so that no two parts touch, the first in the middle.

    Deterministic; give the largest part first. The grid is coarser for a crowd, whose parts then stand wider apart.
    """
    crowd = sum(len(part.points) for part in parts) / _CROWD
    cell = _CELL * max(1, math.ceil(math.sqrt(crowd)))
    masks = [_mask(part, cell) for part in parts]
    spots = _Spots(masks, cell)
    return [part.points + spots.take(mask) - low for part, (mask, low) in zip(parts, masks, strict=True)]


Mask = tuple[NDArray[np.bool_], Points]


def _mask(part: Part, cell: Points) -> Mask:
    """The cells that `part` covers, and the place of their corner in the part's own coordinates."""
    half = part.sizes / 2
    low = (part.points - half).min(axis=0) - cell
    corner = np.floor((part.points - half - low) / cell).astype(np.int64)
    far = np.floor((part.points + half - low) / cell).astype(np.int64)
    mask = np.zeros(far.max(axis=0) + 2, dtype=np.bool_)
    for (x, y), (u, v) in zip(corner, far, strict=True):
        mask[x - 1 : u + 2, y - 1 : v + 2] = True
    for a, b in part.ends:
        begin, across = part.points[a] - low, part.points[b] - part.points[a]
        steps = int(np.abs(across / cell).max()) + 1
        cells = ((begin + across * (np.arange(steps + 1) / steps)[:, None]) / cell).astype(np.int64)
        mask[cells[:, 0], cells[:, 1]] = True
    return mask, low


class _Spots:
    """A grid that parts are put on. A mask of a shape seen before is tried only from where that one was put on."""

    def __init__(self, masks: Sequence[Mask], cell: Points) -> None:
        self.cell = cell
        area = sum(mask.size for mask, _ in masks)
        reach = max((side for mask, _ in masks for side in mask.shape), default=0)
        side = 2 * int(reach + math.sqrt(area) * 1.5) + 4
        self.taken = np.zeros((side, side), dtype=np.bool_)
        self.middle = side // 2
        self.tried: dict[tuple[int, ...], int] = {}
        radius = self.middle - reach // 2 - 2
        steps = np.arange(-radius, radius + 1)
        x, y = np.meshgrid(steps, steps, indexing="ij")
        far = (x * cell[0] / _ASPECT) ** 4 + (y * cell[1]) ** 4  # corners fill before the whole grows
        order = np.lexsort((x.ravel(), y.ravel(), far.ravel()))
        self.steps = np.stack([x.ravel()[order], y.ravel()[order]], axis=1)

    def take(self, mask: NDArray[np.bool_]) -> Points:
        """Put `mask` on the grid; the place of its corner in pixels, the middle of the grid being 0."""
        wide, high = mask.shape
        whole = bool(mask.all())
        start = self.tried.get((wide, high), 0) if whole else 0
        for index in range(start, len(self.steps)):
            x = int(self.steps[index, 0]) + self.middle - wide // 2
            y = int(self.steps[index, 1]) + self.middle - high // 2
            here = self.taken[x : x + wide, y : y + high]
            if here.shape == mask.shape and not (here & mask).any():
                here |= mask
                if whole:
                    self.tried[wide, high] = index
                break
        place: Points = np.array([x - self.middle, y - self.middle]) * self.cell
        return place
