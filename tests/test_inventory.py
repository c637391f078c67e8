"""The audit of an output folder: a sound one has no fault, and each planted fault is named."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.export.json import read_json, write_json
from kg.inventory import differing_files, wrong_sums
from kg.ontology.load import load
from kg.output import write_outputs
from kg.wiring import Build
from tests.corrections.samples import corrected_graph
from tests.samples import gold_graph

ONTOLOGY = load()


@pytest.fixture
def output(tmp_path):
    """The output of the seed."""
    write_outputs(Build(gold_graph("seed"), (), ONTOLOGY), tmp_path)
    return tmp_path


def faults(output):
    return list(differing_files(output, read_json(output), ONTOLOGY))


def test_a_sound_output_has_no_fault(output):
    assert faults(output) == []
    write_outputs(Build(gold_graph("B02"), (), ONTOLOGY), output)
    assert CliRunner().invoke(main, ["verify", str(output)]).output.endswith(": 0 faults\n")


def test_one_with_corrections_has_none_either(tmp_path):
    write_outputs(Build(corrected_graph(), (), ONTOLOGY), tmp_path)
    result = CliRunner().invoke(main, ["verify", str(tmp_path)])
    assert (result.exit_code, result.output.endswith(": 0 faults\n")) == (0, True), result.output


def test_files_of_another_build_are_named(output):
    graph = read_json(output)
    node = next(node for node in graph if graph.nodes[node]["type"] == "Project")
    graph.remove_node(node)
    write_json(graph, output / "graph.json")
    told = faults(output)
    nodes = graph.number_of_nodes()
    for expected in (
        f"graph.graphml: has {nodes + 1} nodes, the graph {nodes}; build again",
        f"graph.html: has {nodes + 1} nodes, the graph {nodes}; build again",
        f"run.json: has {nodes + 1} nodes, the graph {nodes}; build again",
    ):
        assert expected in told
    assert any(fault.startswith("ledger.xlsx: has 15 projects, the graph 14") for fault in told)
    assert CliRunner().invoke(main, ["verify", str(output)]).exit_code == 1


@pytest.mark.parametrize("name", ["graph.graphml", "graph.html", "ledger.xlsx", "run.json"])
@pytest.mark.parametrize("content", [b"", b"{}", "无关的内容".encode()])
def test_a_damaged_file_is_named(name, content, output):
    (output / name).write_bytes(content)
    (fault,) = faults(output)
    assert fault.startswith(f"{name}: cannot be read (")


def test_a_missing_file_is_named(output):
    (output / "graph.html").unlink()
    assert faults(output) == ["graph.html: missing; build again"]


def test_counts_that_do_not_add_up_are_named(output):
    record = json.loads((output / "run.json").read_text(encoding="utf-8"))
    record["counts"]["skipped"] = 3
    (output / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert faults(output) == [
        "run.json: has 4 documents and skips, the graph 1; build again",
        "run.json: has 0 skips, the graph 3; build again",
    ]


@pytest.mark.parametrize("name", ["seed", "A01", "B02"])
def test_sums_add_up(name):
    assert list(wrong_sums(gold_graph(name), ONTOLOGY)) == []


def test_sums_that_do_not_are_named(monkeypatch):
    import kg.query.ledger

    real = kg.query.ledger.totals
    monkeypatch.setattr(kg.query.ledger, "totals", lambda rows, by=None: real(rows, by)[: None if by is None else -1])
    assert any("the groups by 园区 add up to" in fault for fault in wrong_sums(gold_graph("seed"), ONTOLOGY))
