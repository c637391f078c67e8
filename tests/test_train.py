"""Training: what it writes, what it needs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from kg.corpus import read_gold
from kg.errors import MissingPackage
from kg.network import Network
from kg.network.shape import LABELS
from kg.pipeline import MODEL_FILES, MODELS, START, pipeline
from kg.records import Document
from kg.training import train
from kg.wiring import graph_of


def test_a_few_documents_give_every_model_and_the_same_bytes(tmp_path):
    pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    documents = read_gold([Path("tests/gold/dev")])[:4]
    for name in ("one", "two"):
        train(documents[:3], tmp_path / name, also=[documents[3:]], rounds=2)
    for file in MODEL_FILES.values():
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    graph = graph_of([Document("d", documents[0].text)], pipeline(models=tmp_path / "one"))
    assert graph.number_of_edges() > 10


def test_a_network_goes_on_from_another(tmp_path):
    pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    from kg.network.training import Example, train_network

    examples = [Example("远山智造落户云岭开发区。", [(0, 4, "Enterprise"), (6, 11, "Park")])]
    known, fresh, on = (tmp_path / f"{name}.npz" for name in ("known", "fresh", "on"))
    train_network(examples, [], ["SETTLES_IN"], MODELS / START, known, rounds=40)
    train_network(examples, [], ["SETTLES_IN"], MODELS / START, fresh, rounds=1)
    train_network(examples, [], ["SETTLES_IN"], known, on, rounds=1)
    column = LABELS.index("B-Enterprise")
    before, begun, gone_on = (Network(path).read(examples[0].text).labels[0, column] for path in (known, fresh, on))
    assert before > 0.9
    assert begun < 0.5
    assert gone_on > 0.8
    with np.load(on) as kept:
        assert kept["transitions"].min() == -10_000  # however often a network went on


def test_without_what_it_needs_nothing_is_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingPackage, match=r"scikit-learn and torch; .*pip install 'kg\[train\]'"):
        train([], tmp_path / "models")
    assert not (tmp_path / "models").exists()
