"""Training: what it writes, what it needs."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from kg.corpus import read_gold
from kg.errors import MissingPackage
from kg.records import Document
from kg.train import train
from kg.wiring import MODEL_FILES, graph_of, pipeline


def test_a_few_documents_give_every_model_and_the_same_bytes(tmp_path):
    pytest.importorskip("torch", reason="training wants PyTorch: pip install 'kg[train]'")
    documents = read_gold([Path("tests/gold/dev")])[:4]
    for name in ("one", "two"):
        train(documents, tmp_path / name, rounds=2)
    for file in MODEL_FILES.values():
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    graph = graph_of([Document("d", documents[0].text)], pipeline(models=tmp_path / "one"))
    assert graph.number_of_edges() > 10


def test_without_what_it_needs_nothing_is_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingPackage, match=r"scikit-learn and torch; .*pip install 'kg\[train\]'"):
        train([], tmp_path / "models")
    assert not (tmp_path / "models").exists()
