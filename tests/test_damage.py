"""An article tells the same when it comes as the web has it: page furniture, odd spacing, damaged marks."""

from __future__ import annotations

from pathlib import Path

from kg.corpus import read_gold
from kg.pipeline import pipeline
from kg.records import Document
from kg.wiring import graph_of
from tests.damage import damaged


def told(text, nlp):
    graph = graph_of([Document("d", text)], nlp)
    return {(head, key, tail) for head, tail, key in graph.edges(keys=True)}


def test_nine_of_ten_relations_stay_and_little_comes_from_the_furniture():
    nlp = pipeline()
    clean, kept, new = 0, 0, 0
    for number, document in enumerate(read_gold([Path("tests/gold/dev")])):
        before, after = told(document.text, nlp), told(damaged(document.text, number), nlp)
        clean += len(before)
        kept += len(before & after)
        new += len(after - before)
    assert clean > 200
    assert kept / clean > 0.9
    assert new / clean < 0.1
