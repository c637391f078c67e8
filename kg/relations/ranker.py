"""The ranker: a maximum-entropy model that weighs what the rules and the words say of a pair.

One binary model serves every relation and attribute: the name of the relation is joined to each feature.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pycrfsuite

from kg.relations.pair import Pair

__all__ = ["Ranker", "train_ranker"]

PARAMETERS = {"c1": 0.3, "c2": 0.02, "max_iterations": 120, "feature.minfreq": 2}


def _features(relation: str, ordered: Iterable[str]) -> list[str]:
    """The features of a pair, in sorted order, joined to a relation."""
    code = relation[:4] + relation[-2:]
    return [code, *[code + feature for feature in ordered]]


def train_ranker(examples: Iterable[tuple[str, Pair, bool]], path: Path) -> None:
    """Train on ``(relation or attribute, pair, whether it holds)`` and write the model to `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    for relation, pair, holds in examples:
        trainer.append([_features(relation, sorted(pair.features))], ["1" if holds else "0"])
    trainer.train(str(path))


class Ranker:
    """A trained ranker; `path` is what `train_ranker` wrote."""

    def __init__(self, path: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def scores(self, pair: Pair, relations: Iterable[str]) -> Mapping[str, float]:
        """The probability of each relation for a pair."""
        found, ordered = {}, sorted(pair.features)
        for relation in relations:
            self._tagger.set([_features(relation, ordered)])
            found[relation] = float(self._tagger.marginal("1", 0))
        return found
