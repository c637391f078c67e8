"""Cross-validation: a document is never judged by models that saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.corpus import GoldDocument

__all__ = ["folds"]


def folds(documents: Sequence[GoldDocument], count: int) -> Iterator[tuple[list[GoldDocument], list[GoldDocument]]]:
    """For each of `count` folds the documents to train on and those to judge.

    `documents` are dealt round robin in the order of their ids; every one is judged once.
    """
    ordered = sorted(documents, key=lambda document: document.id)
    for fold in range(min(count, len(ordered))):
        yield [document for i, document in enumerate(ordered) if i % count != fold], ordered[fold::count]
