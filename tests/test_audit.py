"""The audit finds what is planted, and nothing in a sound graph."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from kg.audit import audit, changed_sources
from kg.cli import main
from kg.export.json import write_json
from kg.ontology.load import load
from tests.samples import gold_graph


@pytest.fixture
def graph():
    return gold_graph("B02")


def edge(graph):
    return min(graph.edges(keys=True))


def test_a_sound_graph_has_no_fault(graph):
    assert list(audit(graph, load())) == []


def test_a_quote_that_does_not_stand_there_is_named(graph):
    head, tail, key = edge(graph)
    data = graph.edges[head, tail, key]
    data["evidence"] = (replace(data["evidence"][0], start=data["evidence"][0].start + 1),)
    assert [f"{head} {key} {tail}" in fault for fault in audit(graph, load())] == [True]


def test_an_edge_outside_its_range_is_named(graph):
    data = {**graph.edges[edge(graph)], "relation": "SUPPLIES"}
    graph.add_edge("Park:渌江高新区", "Enterprise:湖南六建", key="SUPPLIES", **data)
    assert any("outside the domain or range" in fault for fault in audit(graph, load()))


def test_a_plan_called_a_fact_is_named(graph):
    graph.edges[edge(graph)].update(realis="fact", stage="planned")
    assert any("a fact with the stage planned" in fault for fault in audit(graph, load()))


def test_a_changed_source_is_named(graph, tmp_path):
    (tmp_path / "B02.txt").write_text("别的文章", encoding="utf-8")
    (tmp_path / "new.txt").write_text("新的文章", encoding="utf-8")
    assert list(changed_sources(graph, [tmp_path])) == [
        "B02.txt: has changed since the graph was built; build again",
        "new.txt: not in the graph; build again",
    ]


def test_the_command_tells_faults_by_its_exit_code(graph, tmp_path):
    write_json(graph, tmp_path / "graph.json")
    sound = CliRunner().invoke(main, ["verify", str(tmp_path)])
    assert (sound.exit_code, sound.output.rpartition(": ")[2]) == (0, "0 faults\n")
    graph.edges[edge(graph)].update(realis="fact", stage="planned")
    write_json(graph, tmp_path / "graph.json")
    assert CliRunner().invoke(main, ["verify", str(tmp_path)]).exit_code == 1
