"""The network: how text is cut, how labels are decoded, and that numpy reads as PyTorch trained."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from kg.network import Place, load_network, place_arrays
from kg.network.network import decode, kinds_of
from kg.network.place import AFTER, BEFORE, MIDDLE, NAME
from kg.network.shape import LABELS, LONGEST, batches, pieces
from kg.pipeline import MODEL_FILES, MODELS, START

TEXT = "云岭开发区与远山智造签约。\n\n远山智造投资20亿元,建设储能电池项目;" + "海岳药业为其供货," * 30 + "已投产。"


@pytest.fixture(scope="module")
def network():
    return load_network(MODELS / MODEL_FILES["network"])


def test_pieces_hold_every_character_that_is_no_white_space_once():
    spans = pieces(TEXT)
    held = [i for start, end in spans for i in range(start, end)]
    assert held == sorted(set(held))
    assert set(range(len(TEXT))) - set(held) == {TEXT.index("\n\n") + 1}
    assert max(end - start for start, end in spans) <= LONGEST
    assert all("\n" not in TEXT[start : end - 1] for start, end in spans)
    assert TEXT[spans[1][1] - 1] in ";,"  # a long line is cut behind a mark


def test_batches_hold_every_piece_once_and_the_longest_first():
    found = batches([3, 9, 4, 9, 1], 2)
    assert found == [[1, 3], [2, 0], [4]]


def test_a_text_reads_the_same_alone_and_beside_others(network):
    alone = network.read("远山智造投资20亿元。\n云")
    beside = network.read(TEXT + "\n远山智造投资20亿元。\n" + "云岭开发区" * 20)
    at = (TEXT + "\n").index("\n", len(TEXT)) + 1
    np.testing.assert_allclose(beside.labels[at : at + 12], alone.labels[:12], atol=1e-5)


def test_labels_are_probabilities_and_white_space_is_outside(network):
    reading = network.read("\n \n" + TEXT)
    np.testing.assert_allclose(reading.labels.sum(axis=1), 1.0, atol=1e-4)
    assert reading.best[0] == 0
    assert reading.labels[0, 0] == 1.0
    assert reading.near.shape[0] == reading.best.shape[0] == len(TEXT) + 3
    empty = network.read("")
    assert empty.labels.shape == (0, len(LABELS))


def test_unknown_characters_are_read(network):
    assert network.read("\U0001f600与𠮷野家签约").labels.shape[0] == 7


def test_decoding_is_that_of_all_paths():
    chance = np.random.default_rng(3)
    size, lengths = 4, [5, 3]
    emissions = chance.normal(size=(2, 5, size)).astype(np.float32)
    transitions = chance.normal(size=(size, size)).astype(np.float32)
    marginals, paths = decode(emissions, lengths, transitions)
    for row, length in enumerate(lengths):
        weights = {}
        for path in itertools.product(range(size), repeat=length):
            score = sum(emissions[row, t, label] for t, label in enumerate(path))
            weights[path] = np.exp(score + sum(transitions[a, b] for a, b in itertools.pairwise(path)))
        total = sum(weights.values())
        assert tuple(paths[row, :length]) == max(weights, key=weights.get)
        for t in range(length):
            for label in range(size):
                share = sum(weight for path, weight in weights.items() if path[t] == label) / total
                assert marginals[row, t, label] == pytest.approx(share, rel=1e-4)


def test_a_place_looks_at_its_ends_between_and_around_them():
    text = "昨日,甲公司与乙公司签约。"
    place = Place((3, 6, "E"), (7, 10, "E"), (6, 7), fired=True)
    looked, numbers = place_arrays([place, Place(place.tail, place.head, (6, 7), 2, zone=True)], len(text))
    blocks, at = [], 0
    for width in (NAME, NAME, MIDDLE, BEFORE, AFTER):
        blocks.append("".join(text[i] for i in looked[0, at : at + width] if i >= 0))
        at += width
    assert blocks == ["甲公司", "乙公司", "与", "昨日,", "签约。"]
    assert numbers.tolist() == [[1, 1, 1, 1, 0, 0, 1], [1, 1, 0, 1, 2, 1, 0]]


def test_what_stands_far_apart_is_looked_at_near_its_ends():
    looked, _ = place_arrays([Place((0, 2, "E"), (500, 503, "K"), (2, 500))], 600)
    middle = [int(i) for i in looked[0, 2 * NAME : 2 * NAME + MIDDLE]]
    assert middle == [*range(2, 2 + MIDDLE // 2), *range(500 - MIDDLE // 2, 500)]


def test_each_place_is_judged_by_itself(network):
    reading = network.read(TEXT)
    terms = [(0, 5, "K"), (6, 10, "E"), (15, 19, "E")]
    near = Place(terms[1], terms[0], (5, 6), zone=True, fired=True)
    far = Place(terms[2], terms[0], (5, 15), 1, zone=True)
    kinds = kinds_of(len(TEXT), terms)
    one, other, again = network.related(reading, kinds, [near, far, near])
    np.testing.assert_allclose(one, again, atol=1e-6)
    assert max(one) > 0.5
    assert not np.allclose(one, other, atol=1e-2)


def test_numpy_reads_what_pytorch_trained(tmp_path):
    torch = pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    from kg.network.training import Example, Told, _Network, _Prepared, train_network

    text = "云岭开发区与远山智造签约。\n远山智造投资建设储能电池项目,一期已投产。"
    terms = [(0, 5, "K"), (6, 10, "E"), (14, 18, "E"), (22, 28, "P")]
    names = [(0, 5, "Park"), (6, 10, "Enterprise"), (14, 18, "Enterprise"), (22, 28, "Project")]
    places = [
        [Place(terms[1], terms[0], (5, 6), zone=True, fired=True), Place(terms[2], terms[0], (5, 14), 1, zone=True)],
        [Place(terms[2], terms[3], (18, 22))],
    ]
    holds = [("SETTLES_IN", True), ("UNDERTAKES", False)]
    example = Example(text, names, terms, [Told(found, holds) for found in places])
    columns = ("SETTLES_IN", "UNDERTAKES")
    paths = [tmp_path / name for name in ("one.npz", "two.npz")]
    for path in paths:
        train_network([example] * 4, [[Example(text, names)] * 4], columns, MODELS / START, path, rounds=6)
    assert paths[0].read_bytes() == paths[1].read_bytes()

    network = load_network(Path(paths[0]))
    reading = network.read(text)
    assert [LABELS[i] for i in reading.best[:11]] == [
        "B-Park",
        *["I-Park"] * 4,
        "O",
        "B-Enterprise",
        *["I-Enterprise"] * 3,
        "O",
    ]
    twin = _Network(MODELS / START, columns).eval()
    begun = tmp_path / "begun.npz"
    twin.write(begun)
    prepared = _Prepared(example, twin.number, columns)
    with torch.no_grad():
        names_loss, states = twin.names_loss(prepared.rows)
        loss, near = float(twin.loss([prepared])), torch.tanh(twin.near(states))
    ours = load_network(begun)
    reading = ours.read(text)
    np.testing.assert_allclose(reading.near, near.numpy(), atol=5e-3)
    flat = ours.related(reading, kinds_of(len(text), terms), [place for found in places for place in found])
    told = np.maximum.reduceat(flat, [0, len(places[0])], axis=0)
    related = -np.log([[told[i, 0], 1 - told[i, 1]] for i in range(2)]).mean()
    labels = reading.labels[np.arange(len(text)), [label for *_, row in prepared.rows for label in row]]
    assert loss > related  # both tasks count
    assert np.isfinite(labels).all()
    assert loss == pytest.approx(3.0 * float(names_loss) + related, abs=2e-2)


def test_an_embedding_is_moved_along_its_gradient_and_comes_back():
    torch = pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    from kg.network.training import SHIFT, Example, _Network, _Prepared

    network = _Network(MODELS / START, ("SETTLES_IN",)).eval()
    example = _Prepared(Example("远山智造签约。", [(0, 4, "Enterprise")]), network.number, ("SETTLES_IN",))
    loss = network.loss([example])
    loss.backward()
    before = network.embedding.weight.detach().clone()
    with network.shifted(), torch.no_grad():
        assert network.loss([example]) > loss
        moved = (network.embedding.weight - before).norm(dim=1) / before.norm(dim=1)
    read = [network.number[character] for character in "远山智造签约。"]
    assert moved[read].tolist() == pytest.approx([SHIFT] * len(read), rel=1e-3)
    assert int((moved > 0).sum()) == len(set(read))
    assert torch.equal(network.embedding.weight, before)


def test_the_running_mean_forgets_faster_at_first():
    torch = pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    from kg.network.training import KEPT, _running_mean

    old, new = torch.zeros(1), torch.ones(1)
    assert float(_running_mean(old, new, 0)) == pytest.approx(0.9)
    assert float(_running_mean(old, new, 10**6)) == pytest.approx(1 - KEPT)


def test_documents_beside_are_seen_once_and_the_others_every_round(tmp_path, monkeypatch):
    pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    from kg.network import training
    from kg.network.training import Example, train_network

    def texts(letter, count):
        return [Example(letter * (number + 1), [(0, 1, "Park")]) for number in range(count)]

    seen = Counter()

    def jobs(documents, more, chance):
        seen.update((document.rows[0][0][0], document.size) for document in documents)
        return dealt(documents, more, chance)

    dealt = training._jobs
    monkeypatch.setattr(training, "_jobs", jobs)
    path = tmp_path / "n.npz"
    train_network(texts("园", 2), [], ["SETTLES_IN"], MODELS / START, path, rounds=3, beside=texts("区", 4))
    assert Counter(seen.values()) == {3: 2, 1: 4}
    assert {size for (_, size), times in seen.items() if times == 1} == {1, 2, 3, 4}
