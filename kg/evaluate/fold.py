"""Cross-validation: a document is never judged by models that saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.corpus import GoldDocument

__all__ = ["folds"]


def folds(
    documents: Sequence[GoldDocument], count: int, also: Sequence[GoldDocument] = ()
) -> Iterator[tuple[list[GoldDocument], list[GoldDocument]]]:
    """For each of `count` folds the documents to train on and those to judge.

    `documents` are dealt round robin in the order of their ids; every one is judged once. `also` is trained on in
    every fold, but for what has the id of a judged document.
    """
    ordered = sorted(documents, key=lambda document: document.id)
    every = list({document.id: document for document in (*also, *ordered)}.values())
    for fold in range(min(count, len(ordered))):
        held = ordered[fold::count]
        ids = {document.id for document in held}
        yield [document for document in every if document.id not in ids], held
