"""The ranker: it learns what features tell, and numpy says what PyTorch learnt."""

from __future__ import annotations

import numpy as np
import pytest

from kg.relations.pair import Pair
from kg.relations.ranker import Ranker, bags

COLUMNS = ("SETTLES_IN", "SUPPLIES")


def pair_of(*features):
    return Pair(0, 1, set(features))


@pytest.fixture
def untrained(tmp_path):
    """A ranker whose weights can be reckoned with by hand."""
    path = tmp_path / "ranker.npz"
    weights = {
        "wide": [[2.0, 0.0], [0.0, -4.0]],
        "deep": [[1.0], [-3.0]],
        "hidden.weight": [[1.0]],
        "hidden.bias": [0.5],
        "out.weight": [[1.0], [0.0]],
        "out.bias": [-2.0, 0.0],
    }
    arrays = {name: np.array(value, np.float16) for name, value in weights.items()}
    np.savez(path, features=np.frombuffer(b"enters\nfar", np.uint8), columns=np.array(" ".join(COLUMNS)), **arrays)
    return Ranker(path)


def test_both_parts_are_added(untrained):
    enters, both, unknown = untrained.scores([pair_of("enters"), pair_of("enters", "far"), pair_of("never seen")])
    # wide 0.5 * 2; deep 1, hidden 1 + 0.5 + 1
    assert enters["SETTLES_IN"] == pytest.approx(1 / (1 + np.exp(-(1 + 2.5 - 2))))
    assert enters["SUPPLIES"] == pytest.approx(0.5)
    # deep 1 - 3 is cut off at 0, hidden 0.5
    assert both["SETTLES_IN"] == pytest.approx(1 / (1 + np.exp(-(1 + 0.5 - 2))))
    assert both["SUPPLIES"] == pytest.approx(1 / (1 + np.exp(2)))
    assert unknown["SETTLES_IN"] == pytest.approx(1 / (1 + np.exp(-(0.5 - 2))))


def test_a_pair_is_scored_the_same_in_any_company(untrained):
    alone = [untrained.scores([pair])[0] for pair in (pair_of(), pair_of("far"), pair_of())]
    assert untrained.scores([pair_of(), pair_of("far"), pair_of()]) == alone
    assert untrained.scores([]) == []


def test_bags_lie_one_behind_the_other():
    numbers, starts = bags([[3, 1], [], [2]])
    assert numbers.tolist() == [3, 1, 2]
    assert starts.tolist() == [0, 2, 2]


def test_it_learns_what_features_tell_and_the_same_each_time(tmp_path):
    pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    from kg.relations.ranker_training import train_ranker

    def examples():
        for number in range(30_000):
            enters, supplies = number % 2 == 0, number % 3 == 0
            features = [name for name, there in (("enters", enters), ("supplies", supplies)) if there]
            yield pair_of(*features, f"seldom{number}"), [("SETTLES_IN", enters), ("SUPPLIES", supplies)]

    paths = [tmp_path / "a.npz", tmp_path / "b.npz"]
    for path in paths:
        train_ranker(examples(), COLUMNS, path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    ranker = Ranker(paths[0])
    enters, supplies, neither = ranker.scores([pair_of("enters"), pair_of("supplies"), pair_of()])
    assert enters["SETTLES_IN"] > 0.5 > supplies["SETTLES_IN"]
    assert supplies["SUPPLIES"] > 0.5 > enters["SUPPLIES"]
    assert max(neither.values()) < 0.5


def test_numpy_says_what_pytorch_learnt(tmp_path):
    torch = pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    from kg.relations.ranker_training import _Ranker, _write

    torch.manual_seed(7)
    learnt = _Ranker(3, len(COLUMNS)).eval()
    torch.nn.init.normal_(learnt.wide.weight)
    _write(learnt, ["a", "b", "c"], COLUMNS, tmp_path / "ranker.npz")
    sets = [[0, 2], [1], [], [0, 1, 2]]
    numbers, starts = (torch.from_numpy(part) for part in bags(sets))
    with torch.no_grad():
        expected = torch.sigmoid(learnt(numbers, starts)).tolist()
    found = Ranker(tmp_path / "ranker.npz").scores([pair_of(*("abc"[i] for i in one)) for one in sets])
    assert np.allclose([list(row.values()) for row in found], expected, atol=2e-3)  # half precision
