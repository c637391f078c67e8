"""Trees over numbers: what scikit-learn trains is followed to the same probabilities, and kept in the same bytes."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.forest import Forest, train_forest, train_forests


@pytest.fixture(scope="module")
def sample():
    rows = np.random.default_rng(7).normal(size=(600, 4))
    return rows, [bool(a * b > 0 or c > 1) for a, b, c, _ in rows]


def test_the_trees_say_what_scikit_learn_says(sample, tmp_path, monkeypatch):
    rows, labels = sample
    fitted = []
    fit = HistGradientBoostingClassifier.fit

    def remembered(self, *given):
        fitted.append(self)
        return fit(self, *given)

    monkeypatch.setattr(HistGradientBoostingClassifier, "fit", remembered)
    train_forest(rows, labels, tmp_path / "trees.json")
    unseen = np.random.default_rng(8).normal(size=(200, 4))
    expected = fitted[0].predict_proba(unseen)[:, 1]
    assert Forest(tmp_path / "trees.json").probabilities(unseen) == pytest.approx(expected, abs=1e-4)


def test_what_holds_is_likelier(sample, tmp_path):
    rows, labels = sample
    train_forest(rows, labels, tmp_path / "trees.json", names=("a", "b"))
    forest = Forest(tmp_path / "trees.json")
    assert forest.names == ("a", "b")
    high, low = forest.probabilities(np.array([[1.0, 1.0, 0.0, 0.0], [1.0, -1.0, 0.0, 0.0]]))
    assert high > 0.9
    assert low < 0.1


def test_no_rows_no_probabilities(sample, tmp_path):
    train_forest(*sample, tmp_path / "trees.json")
    assert Forest(tmp_path / "trees.json").probabilities(np.zeros((0, 4))).shape == (0,)


def test_the_same_rows_give_the_same_bytes(sample, tmp_path):
    for name in ("one.json", "two.json"):
        train_forest(*sample, tmp_path / name)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert len(json.loads((tmp_path / "one.json").read_text())["trees"]) == 120


def test_later_trees_learn_from_what_was_said_of_unseen_documents(tmp_path):
    chance = np.random.default_rng(9)
    rows = chance.normal(size=(20, 60, 4))
    labels = [[None if value > 0.9 else bool(value > 0.45) for value in drawn] for drawn in chance.random((20, 60))]
    told = {}

    def look(document):
        said = told.get(document, np.zeros(60))
        return np.column_stack([rows[document], said]), labels[document]

    paths = [tmp_path / "one.json", tmp_path / "two.json"]
    train_forests(paths, 20, look, told.__setitem__, names=("a",))
    assert sorted(told) == list(range(20))
    known = np.array([right is not None for drawn in labels for right in drawn])
    right = np.array([bool(right) for drawn in labels for right in drawn])[known]

    def apart(said):  # how far what is right is told from what is not
        return np.concatenate(said)[known][right].mean() - np.concatenate(said)[known][~right].mean()

    by_heart = [Forest(paths[0]).probabilities(np.column_stack([rows[i], np.zeros(60)])) for i in range(20)]
    assert apart(by_heart) > 0.1
    assert abs(apart([told[i] for i in range(20)])) < 0.03
    assert Forest(paths[1]).names == ("a",)
    assert paths[0].read_bytes() != paths[1].read_bytes()
