"""Push boxes apart until none covers another, moving each as little as will do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["apart"]

Points = NDArray[np.float64]


def apart(points: Points, sizes: Points, rounds: int = 120) -> Points:
    """The centres `points` of boxes of `sizes` (width, height), moved so that no two boxes overlap.

    Deterministic. Gives up after `rounds`: in a crowd of thousands a few may still touch.

    Examples
    --------
    >>> apart(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[10.0, 4.0], [10.0, 4.0]])).round(1).tolist()
    [[-4.6, 0.0], [5.6, 0.0]]
    """
    points = points.copy()
    for _ in range(rounds):
        left, right = _near(points, sizes)
        gap = np.abs(points[left] - points[right])
        want = (sizes[left] + sizes[right]) / 2
        over = np.maximum(want - gap, 0.0)
        hit = (over > 0.05).all(axis=1)
        if not hit.any():
            break
        left, right, over = left[hit], right[hit], over[hit]
        share = over / want[hit]
        sideways = share[:, 0] <= share[:, 1]
        across = points[right] - points[left]
        sign = np.where(across == 0, 1.0, np.sign(across))
        push = sign * (over / 2 + 0.05)
        push[:, 0] *= sideways
        push[:, 1] *= ~sideways
        shared = np.maximum(np.bincount(np.concatenate([left, right]), minlength=len(points)), 1)
        for axis in (0, 1):
            move = np.bincount(right, push[:, axis], len(points)) - np.bincount(left, push[:, axis], len(points))
            points[:, axis] += move / np.sqrt(shared)
    return points


def _near(points: Points, sizes: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of indices, each pair once, whose boxes may touch: those in one cell of a grid or in cells that touch."""
    if len(points) < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    cell = np.floor((points - points.min(axis=0)) / sizes.max(axis=0)).astype(np.int64)
    columns = int(cell[:, 1].max()) + 3
    number = cell[:, 0] * columns + cell[:, 1]
    order = np.argsort(number, kind="stable")
    ranked = number[order]
    found = []
    for step in (0, 1, columns - 1, columns, columns + 1):
        first = np.searchsorted(ranked, ranked + step, "left")
        last = np.searchsorted(ranked, ranked + step, "right")
        if step == 0:
            first = np.arange(len(order)) + 1
        counts = np.maximum(last - first, 0)
        one = np.repeat(np.arange(len(order)), counts)
        offset = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        found.append(np.stack([order[one], order[np.repeat(first, counts) + offset]]))
    pairs = np.concatenate(found, axis=1)
    return pairs[0], pairs[1]
