"""What the benchmarks are made of: articles that are the same each time, small runs of the quick ones."""

import json

from kg.pipeline import pipeline
from kg.records import Document
from kg.wiring import graph_of
from tests.benchmarks import build, figure, resolution
from tests.benchmarks.articles import article, write_articles


def test_articles_are_the_same_each_time_and_differ_from_each_other(tmp_path):
    sizes = [write_articles(30, tmp_path / name) for name in ("a", "b")]
    texts = [[path.read_text(encoding="utf-8") for path in sorted((tmp_path / n).rglob("*.txt"))] for n in "ab"]
    assert texts[0] == texts[1]
    assert len(set(texts[0])) == 30
    assert sizes[0] == sizes[1] == sum(map(len, texts[0]))


def test_articles_tell_what_kg_reads():
    nlp = pipeline()
    graph = graph_of([Document(f"{n}.txt", article(n, 30)) for n in range(10)], nlp)
    assert graph.number_of_nodes() >= 40
    assert {"SETTLES_IN", "UNDERTAKES", "PARTNERS_WITH"} <= {key for *_, key in graph.edges(keys=True)}


def test_a_small_build_and_a_small_resolution_are_measured_and_drawn(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(figure, "FILE", tmp_path / "figures.json")
    build.main([4])
    resolution.main([200, 400])
    told = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert [(row["articles"], row["workers"]) for row in told["build"]] == [(4, 1), (4, 2)]
    assert told["build"][0]["edges"] == told["build"][1]["edges"] > 0
    assert [row["mentions"] for row in told["resolution"]] == [200, 400]
    assert "mentions to the power of" in capsys.readouterr().out
    figure.draw(tmp_path / "cost.png")
    assert (tmp_path / "cost.png").read_bytes().startswith(b"\x89PNG")
