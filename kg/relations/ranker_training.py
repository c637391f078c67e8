"""Training the ranker, in PyTorch (the extra ``train``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.relations.pair import Pair
from kg.relations.ranker import WIDE, bags

__all__ = ["train_ranker"]

WIDTH = 48
ROUNDS, BATCH = 2, 256
STEPS = 400  # at least, however few pairs there are
RATE, DECAY = 2e-3, 0.01
DROP = 0.25  # of the features of a pair
SELDOM, SHARE = 20, 5000  # a feature of fewer pairs is none, or of fewer than one in so many
UNLIKELY = -3.0  # where the logit of a relation begins


def train_ranker(
    examples: Iterable[tuple[Pair, Sequence[tuple[str, bool]]]], columns: Sequence[str], path: Path
) -> None:
    """Train on pairs, and on whether each relation or attribute that may hold does, and write the model to `path`.

    The same examples in the same order give the same bytes.

    Parameters
    ----------
    columns
        The names of all relations and attributes.
    """
    number = {name: column for column, name in enumerate(columns)}
    seen: dict[str, int] = {}
    counts: Counter[int] = Counter()
    found: list[np.ndarray[tuple[int], np.dtype[np.int32]]] = []
    told: list[list[tuple[int, bool]]] = []
    for pair, holds in examples:
        features = [seen.setdefault(feature, len(seen)) for feature in sorted(pair.features)]
        counts.update(features)
        found.append(np.array(features, np.int32))
        told.append([(number[name], held) for name, held in holds])
    least = min(SELDOM, max(2, len(found) // SHARE))
    names = [feature for feature, i in seen.items() if counts[i] >= least]
    kept = np.full(len(seen), -1, np.int32)
    kept[[seen[name] for name in names]] = np.arange(len(names))
    pairs = [known[known >= 0] for known in (kept[features] for features in found)]
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the same sums in the same order
    torch.manual_seed(1)
    try:
        _write(_trained(pairs, told, len(names), len(columns)), names, columns, path)
    finally:
        torch.set_num_threads(threads)


class _Ranker(nn.Module):
    """`kg.relations.ranker.Ranker`, to be trained."""

    def __init__(self, features: int, columns: int) -> None:
        super().__init__()
        self.wide = nn.EmbeddingBag(features, columns, mode="sum", sparse=True)
        self.deep = nn.EmbeddingBag(features, WIDTH, mode="sum", sparse=True)
        nn.init.zeros_(self.wide.weight)
        nn.init.normal_(self.deep.weight, std=0.05)
        self.hidden, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, columns)
        nn.init.constant_(self.out.bias, UNLIKELY)
        self.drop = nn.Dropout(0.3)

    def forward(self, features: Tensor, starts: Tensor) -> Tensor:
        """The logit of each column for each pair."""
        deep = self.drop(torch.relu(self.deep(features, starts)))
        hidden = self.drop(torch.relu(self.hidden(deep))) + deep
        logits: Tensor = WIDE * self.wide(features, starts) + self.out(hidden)
        return logits


def _trained(
    pairs: Sequence[np.ndarray[tuple[int], np.dtype[np.int32]]],
    told: Sequence[Sequence[tuple[int, bool]]],
    features: int,
    columns: int,
) -> _Ranker:
    chance = np.random.default_rng(1)
    ranker = _Ranker(max(1, features), columns)
    tables = [ranker.wide.weight, ranker.deep.weight]
    layers = [*ranker.hidden.parameters(), *ranker.out.parameters()]
    optimisers = [torch.optim.SparseAdam(tables, lr=RATE), torch.optim.AdamW(layers, lr=RATE, weight_decay=DECAY)]
    batches = [
        order[at : at + BATCH]
        for order in (chance.permutation(len(pairs)) for _ in range(max(ROUNDS, STEPS * BATCH // max(1, len(pairs)))))
        for at in range(0, len(pairs), BATCH)
    ]
    for step, batch in enumerate(batches):
        chosen = [pairs[i][chance.random(len(pairs[i])) >= DROP].tolist() for i in batch]
        told_of = [(row, column, held) for row, i in enumerate(batch) for column, held in told[i]]
        rows, asked, holds = (torch.tensor(part) for part in zip(*told_of, strict=True))
        numbers, starts = (torch.from_numpy(part) for part in bags(chosen))
        loss = functional.binary_cross_entropy_with_logits(ranker(numbers, starts)[rows, asked], holds.float())
        for optimiser in optimisers:
            optimiser.zero_grad()
            for group in optimiser.param_groups:
                group["lr"] = RATE * (1 - step / len(batches))
        loss.backward()
        for optimiser in optimisers:
            optimiser.step()
    return ranker


def _write(ranker: _Ranker, features: Sequence[str], columns: Sequence[str], path: Path) -> None:
    """Write the weights as half-precision numbers, with the features and columns that they belong to."""
    weights = {
        name.removesuffix(".weight") if name in {"wide.weight", "deep.weight"} else name: value
        for name, value in ranker.named_parameters()
    }
    arrays = {name: value.detach().numpy().astype(np.float16) for name, value in sorted(weights.items())}
    with path.open("wb") as file:
        np.savez(  # most digits are chance: packing them saves little and takes time at each start
            file,
            features=np.frombuffer("\n".join(features).encode(), np.uint8),
            columns=np.array(" ".join(columns)),
            **arrays,
        )
