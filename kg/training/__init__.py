"""Training: the corpus -> the models of the pipeline (needs the extra ``train``).

Tagger and network read the corpus; the chooser learns from what they propose for documents that they have not seen
(jackknife), so that it learns how far to trust them. Ranker and stages learn from the marked names and the found ones.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

from kg.corpus import GoldDocument
from kg.errors import MissingPackage
from kg.training.marking import found_context, gold_context
from kg.training.names import train_names
from kg.training.readers import train_readers
from kg.training.relations import train_relations

__all__ = ["gold_context", "train"]

ROUNDS = 8  # of the network through the corpus
NEEDED = {"sklearn": "scikit-learn", "torch": "torch"}


def train(
    documents: Sequence[GoldDocument],
    directory: Path,
    *,
    also: Sequence[Sequence[GoldDocument]] = (),
    rounds: int = ROUNDS,
) -> None:
    """Train the models on `documents` and write them to `directory`.

    The chooser learns from what tagger and network propose for documents that they have not seen. The relations are
    learnt from the gold names and from the names that models found in documents they had not seen, so that they know
    what they will meet. Every second look learns from what its first model said of documents that it had not seen.

    Parameters
    ----------
    also
        More documents to learn from, in parts, each more like what will be read than the one before and less than
        `documents`: the network goes through the parts in turn and then through `documents`, with the last part once
        more between them; the ranker learns from all of them. How far to trust the two is learnt from `documents`
        alone.
    rounds
        How often the network sees every one of `documents`.

    Raises
    ------
    MissingPackage
        scikit-learn or PyTorch, the extra ``train``, is not installed.
    """
    missing = [package for module, package in NEEDED.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise MissingPackage(
            f"training needs the packages {' and '.join(missing)}; install them with: pip install 'kg[train]'"
        )
    directory.mkdir(parents=True, exist_ok=True)
    gold, *more = (
        [(document, *gold_context(document)) for document in part] for part in (documents, *filter(None, also))
    )
    with ProcessPoolExecutor() as workers:
        held_out = train_readers(gold, more, directory, workers, rounds)
        chosen = train_names(gold, held_out, directory, workers)
        found = [
            (document, *found_context(document, names_of)) for document, names_of in zip(documents, chosen, strict=True)
        ]
        train_relations(gold, found, list(chain(*more)), held_out, directory, workers)
