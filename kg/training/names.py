"""Training the choice of names: the chooser, and the trees that look again."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

import numpy as np

from kg.entities.candidate import Pool
from kg.entities.chooser import Chooser, Name, train_chooser
from kg.entities.evidence import CandidateDocument
from kg.entities.rescore import Mask, candidate_rows, right
from kg.forest import Matrix, train_forests
from kg.pipeline import MODEL_FILES
from kg.text.lexicon import lexicon
from kg.training.marking import HeldOut, Marking, Spans, marked_text

__all__ = ["train_names"]


def train_names(
    gold: Sequence[Marking], held_out: Sequence[HeldOut], directory: Path, workers: Executor
) -> list[list[Name]]:
    """Train the chooser; the names that it finds in each document when that is held out."""
    examples = [(held.pool, marked_text(document)[1]) for (document, _, _), held in zip(gold, held_out, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        parts = [examples[1::2], examples[0::2]]  # a half is judged by the model of the other
        halves = [Path(folder) / f"names{half}.crfsuite" for half in range(2)]
        deque(workers.map(train_chooser, [*parts, examples], [*halves, directory / MODEL_FILES["names"]]), maxlen=0)
        forests = [directory / MODEL_FILES[name] for name in ("name forest", "name forest again")]
        _train_name_forests(examples, [Chooser(path) for path in halves], forests)
        choosers = [Chooser(path, forests) for path in halves]
        return [choosers[i % 2].choose(pool) for i, (pool, _) in enumerate(examples)]


def _train_name_forests(
    examples: Sequence[tuple[Pool, Spans]], choosers: Sequence[Chooser], paths: Sequence[Path]
) -> None:
    documents = [CandidateDocument(pool, lexicon()) for pool, _ in examples]
    gold = [{(start, end): kind for start, end, kind in spans} for _, spans in examples]
    scores = [choosers[i % 2].first(document) for i, document in enumerate(documents)]
    looked: dict[int, Mask] = {}

    def look(i: int) -> tuple[Matrix, list[bool]]:
        looked[i], rows = candidate_rows(documents[i], scores[i], lexicon())
        return rows, right(documents[i].candidates, looked[i], gold[i])

    def tell(i: int, probabilities: Matrix) -> None:
        scores[i] = np.zeros_like(scores[i])
        scores[i][looked[i]] = probabilities

    train_forests(paths, len(examples), look, tell)
