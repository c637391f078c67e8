"""The ranker: a wide and deep model that weighs what the rules and the words say of a pair.

Its input is the set of features of a pair (`kg.relations.feature`). The wide part adds up a weight of each feature for
each relation; the deep part adds up a vector of each feature, from which two layers make what the relations share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.network.network import one_thread
from kg.relations.pair import Pair

__all__ = ["WIDE", "Ranker", "bags"]

WIDE = 0.5  # what the wide part counts for


class Ranker:
    """A trained ranker; `path` is what `kg.relations.ranker_training.train_ranker` wrote."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as kept:
            self._tables = {part: kept[part] for part in ("wide", "deep")}  # large: what is used is widened
            self._w: dict[str, Any] = {
                name: kept[name].astype(np.float32) for name in kept.files if name.partition(".")[2]
            }
            self.columns: tuple[str, ...] = tuple(str(kept["columns"]).split())
            features = kept["features"].tobytes().decode().split("\n")
        self._number = dict(zip(features, range(len(features)), strict=True))

    def scores(self, pairs: Sequence[Pair]) -> list[Mapping[str, float]]:
        """The probability of each relation and attribute for each pair."""
        if not pairs:
            return []
        w = self._w
        chosen = [
            [self._number[feature] for feature in sorted(pair.features) if feature in self._number] for pair in pairs
        ]
        features, starts = bags(chosen)
        wide, deep = (_summed(table[features].astype(np.float32), starts, chosen) for table in self._tables.values())
        deep = np.maximum(0.0, deep)
        with one_thread():
            hidden = np.maximum(0.0, deep @ w["hidden.weight"].T + w["hidden.bias"]) + deep
            logits = WIDE * wide + hidden @ w["out.weight"].T + w["out.bias"]
        found = 1.0 / (1.0 + np.exp(-logits.astype(float)))
        return [dict(zip(self.columns, row, strict=True)) for row in found.tolist()]


def bags(chosen: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Some lists of numbers one behind the other, and where each begins."""
    sizes = [len(numbers) for numbers in chosen]
    return np.array([n for numbers in chosen for n in numbers], np.intp), np.cumsum([0, *sizes[:-1]], dtype=np.intp)


def _summed(
    rows: npt.NDArray[np.float32], starts: npt.NDArray[np.intp], chosen: Sequence[Sequence[int]]
) -> npt.NDArray[np.float32]:
    """The sum of the rows of each list; zeros for an empty one."""
    total = np.zeros((len(starts), rows.shape[1]), np.float32)
    filled = np.array([bool(numbers) for numbers in chosen])
    if filled.any():
        total[filled] = np.add.reduceat(rows, starts[filled], axis=0)
    return total
