"""Reading with the network, in numpy.

Two layers of bidirectional GRU over the characters of a piece of text give each character its state. From it a
linear-chain CRF has the probability of each label of a name; and for two terms, what stands in them, between them and
around them gives the probability of each relation.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from kg.network.place import BLOCKS, Place, place_arrays
from kg.network.shape import KINDS, LABELS, batches, pieces
from kg.network.word import word_numbers
from kg.text.lexicon import lexicon

__all__ = ["Network", "Reading", "alive", "decode", "kinds_of", "load_network", "one_thread", "steps"]

Matrix = npt.NDArray[np.float32]

BATCH = 64  # pieces that are read side by side
NOTHING = -3.0  # what an empty stretch gives a maximum
UNKNOWN = "\x00"


@dataclass(frozen=True)
class Reading:
    """What the network read in a text of n characters.

    `near`, what of their states is needed to relate names, is ``(n, width)``; `labels`, the probability of each label,
    ``(n, len(LABELS))``; `best`, the labels of the likeliest path as indices into `LABELS`, ``(n,)``.
    """

    near: Matrix
    labels: Matrix
    best: npt.NDArray[np.intp]


class Network:
    """A trained network; `path` is what `kg.network.training.train_network` wrote."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as kept:
            self._w: dict[str, Any] = {
                name: kept[name].astype(np.float32) for name in kept.files if name not in ("characters", "columns")
            }
            self.columns: tuple[str, ...] = tuple(str(kept["columns"]).split())
            characters = str(kept["characters"])
        self._number = {character: number for number, character in enumerate(characters)}

    def read(self, text: str) -> Reading:
        """Read a normalised text."""
        with one_thread():
            return self._read(text)

    def _read(self, text: str) -> Reading:
        spans = pieces(text)
        width = self._w["near.bias"].shape[0]
        near = np.zeros((len(text), width), np.float32)
        labels = np.zeros((len(text), len(LABELS)), np.float32)
        labels[:, 0] = 1.0
        best = np.zeros(len(text), np.intp)
        numbers = np.array([self._number.get(character, 0) for character in text], np.intp)
        words = word_numbers(text, lexicon())
        for chosen in batches((end - start for start, end in spans), BATCH):
            lengths = [spans[i][1] - spans[i][0] for i in chosen]
            there = np.concatenate([np.arange(*spans[i]) for i in chosen])
            read = self._encode(numbers[there], words[there], lengths)
            near[there] = np.tanh(read @ self._w["near.weight"].T + self._w["near.bias"])
            marginals, paths = decode(_padded(self._emissions(read), lengths), lengths, self._w["transitions"])
            inside = np.arange(lengths[0])[None, :] < np.asarray(lengths)[:, None]
            labels[there], best[there] = marginals[inside], paths[inside]
        return Reading(near, labels, best)

    def _encode(self, characters: npt.NDArray[np.intp], words: npt.NDArray[np.intp], lengths: Sequence[int]) -> Matrix:
        """The states of the characters of some pieces, one piece behind the other, the longest first."""
        x = np.concatenate([self._w["embedding"][characters], self._w["word"][words]], axis=1)
        layers = [x]
        for layer in ("first", "second"):
            x = self._gru(x, lengths, layer)
            layers.append(x)
        return np.concatenate(layers, axis=1)

    def _gru(self, x: Matrix, lengths: Sequence[int], layer: str) -> Matrix:
        """A bidirectional layer over ``(characters, width)``, both ways at once."""
        weight, bias = self._w[f"{layer}.weight"], self._w[f"{layer}.bias"]  # (2, 3h, in), (2, 3h)
        again, more = self._w[f"{layer}.again"], self._w[f"{layer}.more"][:, None, :]  # (2, h, 3h), (2, 1, 3h)
        size = again.shape[1]
        orders = steps(lengths)
        fed = np.empty((2, len(x), 3 * size), np.float32)
        for way, order in enumerate(orders):
            fed[way] = (x @ weight[way].T + bias[way])[order]
        out = np.empty((2, len(x), size), np.float32)
        state = np.zeros((2, len(lengths), size), np.float32)
        at = 0
        for rows in alive(lengths):
            before, here, after = state[:, :rows], fed[:, at : at + rows], out[:, at : at + rows]
            told = before @ again
            told += more
            gates = _sigmoid(here[..., : 2 * size] + told[..., : 2 * size])
            new = np.multiply(gates[..., :size], told[..., 2 * size :])
            new += here[..., 2 * size :]
            np.tanh(new, out=new)
            np.subtract(before, new, out=after)
            after *= gates[..., size:]
            after += new
            state[:, :rows] = after
            at += rows
        found = np.empty((len(x), 2, size), np.float32)
        for way, order in enumerate(orders):
            found[order, way] = out[way]
        return found.reshape(len(x), 2 * size)

    def _emissions(self, states: Matrix) -> Matrix:
        w = self._w
        middle = np.tanh(states @ w["middle.weight"].T + w["middle.bias"])
        emissions: Matrix = middle @ w["label.weight"].T + w["label.bias"]
        return emissions

    def related(self, reading: Reading, kinds: npt.NDArray[np.intp], places: Sequence[Place]) -> Matrix:
        """The probability of each of `columns` at each place, ``(places, columns)``; of a pair, the best of its places.

        Parameters
        ----------
        kinds
            For each character of the text the index in `KINDS` of the term that it is part of, ``(n,)``.
        """
        if not places:
            return np.zeros((0, len(self.columns)), np.float32)
        with one_thread():
            return self._related(reading, kinds, places)

    def _related(self, reading: Reading, kinds: npt.NDArray[np.intp], places: Sequence[Place]) -> Matrix:
        w = self._w
        near = reading.near + w["kind"][kinds]
        near = np.maximum(0.0, _convolve(near, w["around.weight"], w["around.bias"])) + near
        looked, numbers = place_arrays(places, len(near))
        blocks = np.split(looked, np.cumsum(BLOCKS)[:-1], axis=1)
        parts = [_pooled(near, chosen, highest=block > 1) for block, chosen in enumerate(blocks)]
        parts += [w[f"number{column}"][numbers[:, column]] for column in range(numbers.shape[1])]
        hidden = np.maximum(0.0, np.concatenate(parts, axis=1) @ w["pair.weight"].T + w["pair.bias"])
        logits = hidden @ w["relation.weight"].T + w["relation.bias"]
        return _sigmoid(logits)


def kinds_of(size: int, terms: Sequence[tuple[int, int, str]]) -> npt.NDArray[np.intp]:
    """For each of `size` characters the index in `KINDS` of the term that it is part of."""
    kinds = np.zeros(size, np.intp)
    for start, end, kind in terms:
        kinds[start:end] = KINDS.index(kind)
    return kinds


@lru_cache(maxsize=4)
def load_network(path: Path) -> Network:
    """The network of a file, read once."""
    return Network(path)


def one_thread() -> AbstractContextManager[object]:
    """Where matrices are small: more threads of linear algebra only wait for each other."""
    limit: AbstractContextManager[object] = _linear_algebra().limit(limits=1)
    return limit


@cache
def _linear_algebra() -> ThreadpoolController:
    return ThreadpoolController()


def alive(lengths: Sequence[int]) -> list[int]:
    """How many pieces are longer than each time; the longest piece comes first."""
    longer: list[int] = np.searchsorted(-np.asarray(lengths), -np.arange(lengths[0]), side="left").tolist()
    return longer


def steps(lengths: Sequence[int]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Of pieces that stand one behind the other, the characters in the order of time, forth and back."""
    sizes = np.asarray(lengths)
    starts = np.cumsum(sizes) - sizes
    rows = np.concatenate([np.arange(count) for count in alive(lengths)])
    time = np.repeat(np.arange(lengths[0]), alive(lengths))
    return starts[rows] + time, starts[rows] + sizes[rows] - 1 - time


def _padded(x: Matrix, lengths: Sequence[int]) -> Matrix:
    """From pieces one behind the other to ``(pieces, time, width)``."""
    padded = np.zeros((len(lengths), lengths[0], x.shape[1]), np.float32)
    padded[np.arange(lengths[0])[None, :] < np.asarray(lengths)[:, None]] = x
    return padded


def _sigmoid(x: Matrix) -> Matrix:
    y: Matrix = np.tanh(0.5 * x)
    y += 1.0
    y *= 0.5
    return y


def _convolve(x: Matrix, weight: Matrix, bias: Matrix) -> Matrix:
    """A convolution along ``(n, in)`` with ``(out, in, 5)``, its ends padded with zeros."""
    reach = weight.shape[2] // 2
    padded = np.pad(x, ((reach, reach), (0, 0)))
    summed: Matrix = bias + sum(padded[k : k + len(x)] @ weight[:, :, k].T for k in range(weight.shape[2]))
    return summed


def _pooled(x: Matrix, chosen: npt.NDArray[np.int32], *, highest: bool) -> Matrix:
    """The highest or the mean of the chosen rows of ``(n, width)``; -1 chooses none."""
    there = chosen >= 0
    found: Matrix = x[chosen]
    if highest:
        found[~there] = NOTHING
        best: Matrix = found.max(axis=1)
        return best
    found[~there] = 0.0
    pooled: Matrix = found.sum(axis=1) / np.maximum(1, there.sum(axis=1, keepdims=True))
    return pooled


def decode(emissions: Matrix, lengths: Sequence[int], transitions: Matrix) -> tuple[Matrix, npt.NDArray[np.intp]]:
    """The probability of each label at each place, and the likeliest path, of pieces with the longest first."""
    count, time, size = emissions.shape
    odds = np.exp(transitions)
    forth, back = np.zeros_like(emissions), np.zeros_like(emissions)
    score = emissions[:, 0].copy()
    came = np.zeros((time, count, size), np.intp)
    forth[:, 0] = emissions[:, 0]
    rows_at = alive(lengths)
    for t in range(1, time):
        rows = rows_at[t]
        before = forth[:rows, t - 1]
        top = before.max(axis=1, keepdims=True)
        forth[:rows, t] = np.log(np.exp(before - top) @ odds + 1e-30) + top + emissions[:rows, t]
        through = score[:rows, :, None] + transitions
        came[t, :rows] = through.argmax(axis=1)
        score[:rows] = through.max(axis=1) + emissions[:rows, t]
    for t in range(time - 2, -1, -1):
        rows = rows_at[t + 1]
        after = back[:rows, t + 1] + emissions[:rows, t + 1]
        top = after.max(axis=1, keepdims=True)
        back[:rows, t] = np.log(np.exp(after - top) @ odds.T + 1e-30) + top
    total = forth + back
    total -= total.max(axis=2, keepdims=True)
    marginals = np.exp(total)
    marginals /= marginals.sum(axis=2, keepdims=True)
    paths = np.zeros((count, time), np.intp)
    for row, length in enumerate(lengths):
        label = int(score[row].argmax())
        for t in range(length - 1, 0, -1):
            paths[row, t] = label
            label = int(came[t, row, label])
        paths[row, 0] = label
    return marginals, paths
