"""Gradient-boosted trees over numbers: the later looks of a stage at what its first model scored.

Training is scikit-learn's (``HistGradientBoostingClassifier``, the extra ``train``); the trees are then kept as JSON
and followed here, so that reading a text needs no more than numpy.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

__all__ = ["Forest", "Matrix", "train_forest", "train_forests"]

Matrix = npt.NDArray[np.float64]


def train_forest(rows: Matrix, labels: Sequence[bool], path: Path, *, names: Sequence[str] = ()) -> None:
    """Train on an ``(n, features)`` matrix and whether each row is right, and write the trees to `path`.

    The same rows give the same bytes. `names` are kept with the trees, for the caller to number something by.

    Raises
    ------
    ImportError
        scikit-learn is not installed (``pip install 'kg[train]'``).
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=120,
        max_leaf_nodes=10,
        min_samples_leaf=30,
        l2_regularization=5.0,
        max_features=0.7,
        early_stopping=False,
        random_state=1,
    )
    model.fit(rows, np.asarray(labels, bool))
    kept = []
    for (grown,) in model._predictors:  # noqa: SLF001 - scikit-learn offers no other way to its trees
        nodes = grown.nodes
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(len(nodes))
        kept.append(
            [
                np.where(leaf, 0, nodes["feature_idx"]).tolist(),
                [round(float(x), 6) for x in np.where(leaf, 0.0, nodes["num_threshold"])],
                np.where(leaf, own, nodes["left"]).tolist(),
                np.where(leaf, own, nodes["right"]).tolist(),
                [round(float(x), 6) for x in np.where(leaf, nodes["value"], 0.0)],
            ]
        )
    base = round(float(np.ravel(model._baseline_prediction)[0]), 6)  # noqa: SLF001
    path.write_text(
        json.dumps({"names": list(names), "base": base, "trees": kept}, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def train_forests(
    paths: Sequence[Path],
    documents: int,
    look: Callable[[int], tuple[Matrix, Sequence[bool | None]]],
    tell: Callable[[int, Matrix], None],
    *,
    names: Sequence[str] = (),
) -> None:
    """Train trees that look one after the other, and write each to its path.

    Each learns from what the one before it says of documents that it has not seen: the half that it was not trained on.

    Parameters
    ----------
    documents
        How many documents there are.
    look
        The rows of a document, by its number, and whether each is right; None where that is not known.
    tell
        Takes the number of a document and the probabilities of its rows, from which `look` makes the next rows.
    names
        See `train_forest`.
    """

    def train(looked: Sequence[tuple[Matrix, Sequence[bool | None]]], path: Path) -> None:
        known = [(row, right) for rows, labels in looked for row, right in zip(rows, labels, strict=True)]
        rows, labels = zip(*(pair for pair in known if pair[1] is not None), strict=True)
        train_forest(np.array(rows), labels, path, names=names)

    for path in paths:
        looked = [look(document) for document in range(documents)]
        train(looked, path)
        if path == paths[-1]:
            break
        with tempfile.TemporaryDirectory() as folder:
            for half in range(2):
                other = Path(folder) / f"{half}.json"
                train(looked[1 - half :: 2], other)
                forest = Forest(other)
                for document in range(half, documents, 2):
                    tell(document, forest.probabilities(looked[document][0]))


class Forest:
    """Trained trees; `path` is what `train_forest` wrote."""

    def __init__(self, path: Path) -> None:
        kept = json.loads(path.read_text(encoding="utf-8"))
        self.names: tuple[str, ...] = tuple(kept["names"])
        self._base = float(kept["base"])
        size = max(len(tree[0]) for tree in kept["trees"])
        count = size * len(kept["trees"])
        # the nodes of all trees in one row of numbers: one look-up finds each
        self._roots = np.arange(0, count, size)[:, None]
        self._feature = np.zeros(count, np.intp)
        self._threshold, self._value = np.zeros(count), np.zeros(count)
        self._left, self._right = np.zeros(count, np.intp), np.zeros(count, np.intp)
        for root, (feature, threshold, left, right, value) in zip(
            self._roots[:, 0].tolist(), kept["trees"], strict=True
        ):
            own = slice(root, root + len(feature))
            self._feature[own], self._threshold[own], self._value[own] = feature, threshold, value
            self._left[own], self._right[own] = np.add(left, root), np.add(right, root)

    def probabilities(self, rows: Matrix) -> Matrix:
        """The probability of each row of an ``(n, features)`` matrix that it is right, as ``(n,)``."""
        if not len(rows):
            return np.zeros(0)
        cells, first = rows.ravel(), np.arange(len(rows)) * rows.shape[1]
        node = np.repeat(self._roots, len(rows), axis=1)
        while True:
            low = cells.take(first + self._feature.take(node)) <= self._threshold.take(node)
            onward = np.where(low, self._left.take(node), self._right.take(node))
            if np.array_equal(onward, node):  # every row has come to its leaf
                break
            node = onward
        total: Matrix = self._base + self._value.take(node).sum(axis=0)
        return 1.0 / (1.0 + np.exp(-total))
