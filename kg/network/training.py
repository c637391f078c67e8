"""Training the network, in PyTorch (the extra ``train``): one encoder for names and for relations.

It begins with the weights of LAC (`kg/models/lac.npz`), which know general Chinese, and learns on with both tasks side
by side: the labels of the characters (a CRF), and which relations hold between two names (binary cross-entropy).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel

from kg.network.network import NOTHING, UNKNOWN, alive, kinds_of, steps
from kg.network.place import BETWEEN, BLOCKS, GAPS, Place, place_arrays
from kg.network.recurrence import Recurrence
from kg.network.shape import KINDS, LABELS, batches, pieces
from kg.network.word import WORDS, word_numbers
from kg.text.lexicon import lexicon

__all__ = ["Example", "Told", "train_network"]

HIDDEN, WIDTH, WORD = 128, 128, 32
LAYERS, PARTS = ("first", "second"), ("weight", "bias", "again", "more")
SPAN = 5  # characters that the convolution sees
TABLES = (len(KINDS), len(KINDS), 2, GAPS, BETWEEN, 2, 2)
COLUMNS = (16, 16, 8, 8, 8, 8, 8)
DOCUMENTS, PIECES = 6, 32  # in one step
RATE, NEW_RATE, DECAY, WARM = 1e-3, 2e-3, 0.02, 0.05
NAMES_WEIGHT = 3.0
SHIFT = 0.1  # how far an embedding is moved, in its own length
FORBIDDEN = -1e4  # the score of a step that no path takes
KEPT = 0.998  # of the running mean of the weights, a step

Span = tuple[int, int, str]
Row = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""The characters of a piece, the words that they are part of, and their labels."""


@dataclass(frozen=True)
class Told:
    """A pair: its places, and for each column that may hold of it whether it does."""

    places: Sequence[Place]
    holds: Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Example:
    """A document: normalised text, the spans and types of its names, its terms and its pairs."""

    text: str
    names: Sequence[Span]
    terms: Sequence[Span] = ()
    pairs: Sequence[Told] = ()


def train_network(  # noqa: PLR0913 - what is learnt, from what, into what
    documents: Sequence[Example],
    more: Sequence[Sequence[Example]],
    columns: Sequence[str],
    start: Path,
    path: Path,
    *,
    rounds: int,
    beside: Sequence[Example] = (),
) -> None:
    """Train on documents, and on names alone in more text, and write the network to `path`.

    Parameters
    ----------
    more
        Text with names for each round, used in turn.
    columns
        What may hold of pairs: the names of relations and attributes.
    start
        The weights to begin with: `kg/models/lac.npz`, or a network that was written by this.
    rounds
        How often every document is seen.
    beside
        More documents, each seen once, spread over the rounds.
    """
    torch.manual_seed(1)
    chance = random.Random(1)  # noqa: S311 - not for secrets
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the same sums in the same order
    try:
        network = _Network(start, columns)
        prepared, once = (
            [_Prepared(example, network.number, columns) for example in part] for part in (documents, beside)
        )
        extra = [[_Prepared(example, network.number, columns) for example in text] for text in more]
        jobs = [
            _jobs([*prepared, *once[number::rounds]], extra[number % len(extra)] if extra else (), chance)
            for number in range(rounds)
        ]
        total = sum(map(len, jobs))
        optimiser = torch.optim.AdamW(network.groups(), weight_decay=DECAY)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min(1.0, (step + 1) / (WARM * total)) * max(0.02, 1.0 - step / total)
        )
        mean = AveragedModel(network, avg_fn=_running_mean)
        network.train()
        for job in chain(*jobs):
            optimiser.zero_grad()
            network.loss(job).backward()
            with network.shifted():
                network.loss(job).backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            mean.update_parameters(network)
        mean.module.write(path)
    finally:
        torch.set_num_threads(threads)


def _running_mean(mean: Tensor, now: Tensor, steps: Tensor | int) -> Tensor:
    """The mean of the weights so far, which forgets faster at first."""
    kept = min(KEPT, (1 + int(steps)) / (10 + int(steps)))
    return mean + (now - mean) * (1 - kept)


def _jobs(documents: Sequence[_Prepared], more: Sequence[_Prepared], chance: random.Random) -> list[Job]:
    """What each step of a round reads: some documents with both tasks, or pieces of text with names."""
    order = chance.sample(range(len(documents)), len(documents))
    jobs: list[Job] = [[documents[i] for i in order[at : at + DOCUMENTS]] for at in range(0, len(order), DOCUMENTS)]
    rows = sorted((row for p in more for row in p.rows), key=lambda row: len(row[0]) + 20 * chance.random())
    jobs += [rows[at : at + PIECES] for at in range(0, len(rows), PIECES)]
    chance.shuffle(jobs)
    return jobs


class _Prepared:
    """An example as numbers."""

    def __init__(self, example: Example, number: dict[str, int], columns: Sequence[str]) -> None:
        labels = [0] * len(example.text)
        for start, end, kind in example.names:
            begin = LABELS.index(f"B-{kind}")
            labels[start] = begin
            labels[start + 1 : end] = [begin + 1] * (end - start - 1)
        characters = [number.get(character, 0) for character in example.text]
        words = word_numbers(example.text, lexicon()).tolist()
        spans = pieces(example.text)
        self.rows: list[Row] = [(characters[start:end], words[start:end], labels[start:end]) for start, end in spans]
        # of what is read, only the pieces are kept: where each character stands among them
        place = np.full(len(example.text) + 1, -1, np.int64)
        at = 0
        for start, end in spans:
            place[start:end] = np.arange(at, at + end - start)
            at += end - start
        self.size = at
        kinds = kinds_of(len(example.text), example.terms)
        self.kinds = torch.from_numpy(np.concatenate([kinds[s:e] for s, e in spans]) if spans else kinds[:0])
        looked, numbers = place_arrays([p for pair in example.pairs for p in pair.places], len(example.text))
        self.looked = torch.from_numpy(place[looked])
        self.numbers = torch.from_numpy(numbers.astype(np.int64))
        self.owner = torch.tensor([i for i, pair in enumerate(example.pairs) for _ in pair.places], dtype=torch.long)
        self.pairs = len(example.pairs)
        told = [(i, columns.index(name), holds) for i, pair in enumerate(example.pairs) for name, holds in pair.holds]
        self.told = torch.tensor([(i, column) for i, column, _ in told], dtype=torch.long).reshape(-1, 2)
        self.holds = torch.tensor([float(holds) for *_, holds in told])


Job = list[_Prepared] | list[Row]


class _Network(nn.Module):
    """`kg.network.network.Network`, to be trained."""

    def __init__(self, start: Path, columns: Sequence[str]) -> None:
        super().__init__()
        with np.load(start) as kept:
            begin: dict[str, Any] = {name: kept[name] for name in kept.files}
        self.characters = str(begin["characters"])
        self.number = {character: number for number, character in enumerate(self.characters) if character != UNKNOWN}
        self.columns = tuple(columns)
        table = torch.from_numpy(begin["embedding"].astype(np.float32))
        self.embedding = nn.Embedding.from_pretrained(table, freeze=False)
        self.word = nn.Embedding(WORDS, WORD)
        first = begin["first.weight"]
        if first.shape[2] == table.shape[1]:  # knows nothing yet of words
            begin["first.weight"] = np.concatenate([first, np.zeros((*first.shape[:2], WORD), first.dtype)], axis=2)
        self.layers = nn.ModuleDict(
            {
                layer: nn.ParameterDict(
                    {part: torch.from_numpy(begin[f"{layer}.{part}"].astype(np.float32)) for part in PARTS}
                )
                for layer in LAYERS
            }
        )
        states = table.shape[1] + WORD + 4 * HIDDEN
        self.drop = nn.Dropout(0.4)
        self.middle, self.label = nn.Linear(states, 256), nn.Linear(256, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("forbidden", _forbidden())
        self.near, self.kind = nn.Linear(states, WIDTH), nn.Embedding(len(KINDS), WIDTH)
        self.around = nn.Conv1d(WIDTH, WIDTH, SPAN, padding=SPAN // 2)
        self.numbers = nn.ModuleList(nn.Embedding(size, width) for size, width in zip(TABLES, COLUMNS, strict=True))
        self.pair, self.relation = nn.Linear(len(BLOCKS) * WIDTH + sum(COLUMNS), 256), nn.Linear(256, len(columns))
        self.drop_hidden, self.drop_pair = nn.Dropout(0.3), nn.Dropout(0.3)
        for name, weight in self._written().items():
            if name in begin:
                weight.data = torch.from_numpy(begin[name].astype(np.float32))

    def _written(self) -> dict[str, nn.Parameter]:
        """The weights under the names that `kg.network.network.Network` reads."""
        kept = {"embedding": self.embedding.weight, "transitions": self.transitions}
        for name in ("middle", "label", "near", "around", "pair", "relation"):
            layer = getattr(self, name)
            kept |= {f"{name}.weight": layer.weight, f"{name}.bias": layer.bias}
        kept |= {"word": self.word.weight, "kind": self.kind.weight}
        kept |= {f"number{column}": table.weight for column, table in enumerate(self.numbers)}
        kept |= {f"{layer}.{part}": value for layer, parts in self.layers.items() for part, value in parts.items()}
        return kept

    def groups(self) -> list[dict[str, Any]]:
        """The parameters with their rates: what is new learns faster."""
        old = ("embedding.", "layers.")
        return [
            {"params": [p for name, p in self.named_parameters() if name.startswith(old)], "lr": RATE},
            {"params": [p for name, p in self.named_parameters() if not name.startswith(old)], "lr": NEW_RATE},
        ]

    @contextmanager
    def shifted(self) -> Iterator[None]:
        """The embedding of each character moved along its gradient, by `SHIFT` of its length."""
        weight, gradient = self.embedding.weight, self.embedding.weight.grad
        if gradient is None:
            raise RuntimeError("no loss was followed back yet")
        kept = weight.detach().clone()
        weight.data += functional.normalize(gradient.detach(), dim=1) * kept.norm(dim=1, keepdim=True) * SHIFT
        yield
        weight.data = kept

    def loss(self, job: Job) -> Tensor:
        """The loss of a step."""
        if isinstance(job[0], _Prepared):
            return self._both_losses(cast("Sequence[_Prepared]", job))
        return NAMES_WEIGHT * self.names_loss(cast("Sequence[Row]", job))[0]

    def _both_losses(self, documents: Sequence[_Prepared]) -> Tensor:
        """Both tasks on some documents."""
        names, states = self.names_loss([row for document in documents for row in document.rows])
        sizes = [0, *np.cumsum([document.size for document in documents])[:-1].tolist()]
        near = torch.tanh(self.near(states)) + self.kind(torch.cat([d.kinds for d in documents]))
        near = torch.relu(self.around(near.T[None])[0].T) + near
        looked = torch.cat(
            [torch.where(d.looked >= 0, d.looked + at, -1) for d, at in zip(documents, sizes, strict=True)]
        )
        if not len(looked):
            return NAMES_WEIGHT * names
        numbers = torch.cat([document.numbers for document in documents])
        parts = [_pooled(near, chosen, highest=block > 1) for block, chosen in enumerate(looked.split(BLOCKS, dim=1))]
        parts += [table(numbers[:, column]) for column, table in enumerate(self.numbers)]
        hidden = self.drop_pair(torch.relu(self.pair(torch.cat(parts, dim=1))))
        logits = self.relation(hidden)
        pairs = [0, *np.cumsum([document.pairs for document in documents]).tolist()]
        owner = torch.cat([d.owner + at for d, at in zip(documents, pairs[:-1], strict=True)])
        best = torch.full((pairs[-1], logits.shape[1]), -1e4).scatter_reduce(
            0, owner[:, None].expand_as(logits), logits, "amax"
        )
        told = torch.cat([d.told + torch.tensor([at, 0]) for d, at in zip(documents, pairs[:-1], strict=True)])
        holds = torch.cat([document.holds for document in documents])
        related = functional.binary_cross_entropy_with_logits(best[told[:, 0], told[:, 1]], holds)
        return NAMES_WEIGHT * names + related

    def names_loss(self, rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
        """The loss of the labels a character, and the states of all characters, ``(n, states)``, in their order."""
        (order,) = batches((len(characters) for characters, *_ in rows), len(rows))
        lengths = [len(rows[i][0]) for i in order]
        starts = np.cumsum([0, *[len(characters) for characters, *_ in rows]])
        there = np.concatenate([np.arange(starts[i], starts[i + 1]) for i in order])  # the longest piece first
        characters, words, labels = (
            torch.tensor([value for row in rows for value in row[part]])[there] for part in range(3)
        )
        states = self.drop(self._states(characters, words, lengths))
        emissions = self.label(self.drop_hidden(torch.tanh(self.middle(states))))
        mask = torch.arange(lengths[0])[None] < torch.tensor(lengths)[:, None]
        padded = torch.zeros(*mask.shape, len(LABELS)).masked_scatter(mask[..., None], emissions)
        truth = torch.zeros(mask.shape, dtype=torch.long).masked_scatter(mask, labels)
        back = torch.from_numpy(np.argsort(there))
        return _crf_loss(padded, truth, mask, self.transitions + self.forbidden), states[back]

    def _states(self, characters: Tensor, words: Tensor, lengths: Sequence[int]) -> Tensor:
        """See `kg.network.network.Network._encode`."""
        orders = [torch.from_numpy(order) for order in steps(lengths)]
        layers = [torch.cat([self.embedding(characters), self.word(words)], dim=1)]
        for layer in self.layers.values():
            weight, bias = layer["weight"], layer["bias"]
            fed = [(layers[-1] @ weight[way].T + bias[way])[order] for way, order in enumerate(orders)]
            out = Recurrence.apply(torch.stack(fed, dim=1), layer["again"], layer["more"], alive(lengths))
            both = [torch.zeros_like(out[:, way]).index_copy(0, order, out[:, way]) for way, order in enumerate(orders)]
            layers.append(torch.cat(both, dim=1))
        return torch.cat(layers, dim=1)

    def write(self, path: Path) -> None:
        """Write the weights as half-precision numbers, under the names that `Network` reads."""
        # what is forbidden is added anew at each training that begins here, beyond any half-precision number in the end
        kept = self._written() | {"transitions": (self.transitions + self.forbidden).clamp(min=FORBIDDEN)}
        arrays = {name: value.detach().numpy().astype(np.float16) for name, value in sorted(kept.items())}
        with path.open("wb") as file:
            np.savez_compressed(
                file, characters=np.array(self.characters), columns=np.array(" ".join(self.columns)), **arrays
            )


def _pooled(x: Tensor, chosen: Tensor, *, highest: bool) -> Tensor:
    """See `kg.network.network._pooled`; none of the chosen rows is copied, which is 20 times as fast."""
    none = len(x)
    chosen = torch.where(chosen < 0, none, chosen)
    if highest:
        rows = torch.cat([x, x.new_full((1, x.shape[1]), NOTHING)])
        return functional.embedding_bag(chosen, rows, mode="max")
    rows = torch.cat([x, x.new_zeros((1, x.shape[1]))])
    return functional.embedding_bag(chosen, rows, mode="mean", padding_idx=none)


def _forbidden() -> Tensor:
    """The score of each step from a label to a label: I follows only B or I of its type."""
    steps = torch.zeros(len(LABELS), len(LABELS))
    for i, before in enumerate(LABELS):
        for j, label in enumerate(LABELS):
            if label[0] == "I" and before[1:] != label[1:]:
                steps[i, j] = FORBIDDEN
    return steps


def _crf_loss(emissions: Tensor, labels: Tensor, mask: Tensor, transitions: Tensor) -> Tensor:
    """The negative log-likelihood of the labels a character."""
    path = (emissions.gather(2, labels[..., None])[..., 0] * mask).sum()
    path = path + (transitions[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum()
    odds = transitions.exp()
    score = emissions[:, 0]
    for step, there in zip(emissions.unbind(1)[1:], mask.unbind(1)[1:], strict=True):
        top = score.amax(dim=1, keepdim=True)
        through = torch.log((score - top).exp() @ odds + 1e-30) + top + step
        score = torch.where(there[:, None], through, score)
    return (torch.logsumexp(score, dim=1).sum() - path) / mask.sum()
