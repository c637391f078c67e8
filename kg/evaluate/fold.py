"""Cross-validation: a document is never judged by models that saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.corpus import GoldDocument

__all__ = ["fold", "folds"]

Dealt = tuple[list[GoldDocument], list[GoldDocument]]


def folds(documents: Sequence[GoldDocument], count: int) -> Iterator[Dealt]:
    """Each of `count` folds; every document is judged once."""
    for number in range(1, min(count, len(documents)) + 1):
        yield fold(documents, count, number)


def fold(documents: Sequence[GoldDocument], count: int, number: int) -> Dealt:
    """The documents to train on and those to judge of fold `number`, from 1.

    `documents` are dealt round robin to the `count` folds in the order of their ids.
    """
    ordered = sorted(documents, key=lambda document: document.id)
    training = [document for i, document in enumerate(ordered, start=1) if i % count != number % count]
    return training, ordered[number - 1 :: count]
