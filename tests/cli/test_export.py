"""``kg export``."""

import networkx as nx
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.export import FORMATS
from kg.export.json import write_json
from tests.samples import gold_graph


@pytest.fixture
def output(tmp_path):
    write_json(gold_graph("seed"), tmp_path / "graph.json")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_that_is_offered_is_written(output, name):
    result = run(output, "--to", name, "-o", output / f"new.{name}")
    assert (result.exit_code, result.stderr) == (0, "")
    assert list(output.glob("new.*"))


def test_several_formats_go_beside_the_graph(output):
    assert run(output, "--to", "graphml", "--to", "xlsx").exit_code == 0
    assert (output / "graph.graphml").exists()
    assert (output / "graph.xlsx").exists()


def test_collapsed_graphml_has_one_edge_a_pair(output):
    assert run(output, "--to", "graphml", "--collapse", "-o", output / "one.graphml").exit_code == 0
    graph = gold_graph("seed")
    assert nx.read_graphml(output / "one.graphml").number_of_edges() == len(set(graph.edges()))


def test_a_missing_graph_is_an_error_with_a_cure(tmp_path):
    result = run(tmp_path / "graph.json", "--to", "graphml")
    assert result.exit_code == 1
    assert "kg build" in result.stderr


def test_one_file_name_for_several_formats_is_a_usage_error(output):
    assert run(output, "--to", "graphml", "--to", "xlsx", "-o", output / "x").exit_code == 2
