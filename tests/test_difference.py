"""Differences name exactly the planted changes."""

from click.testing import CliRunner

from kg.cli import main
from kg.difference import changes
from kg.export.json import write_json
from tests.samples import gold_graph

PROJECT = "Project:工业污水处理厂扩容工程"


def planted():
    graph = gold_graph("A01")
    graph.remove_node("Enterprise:中建四局")
    graph.nodes[PROJECT]["stage"] = "operating"
    return graph


def test_equal_graphs_have_no_changes():
    assert changes(gold_graph("A01"), gold_graph("A01")) == []


def test_planted_changes_are_named():
    found = [(c.kind, c.subject, c.attribute, c.old, c.new) for c in changes(gold_graph("A01"), planted())]
    assert found == [
        ("gone", "Enterprise:中建四局", "", None, None),
        ("changed", PROJECT, "stage", "under_construction", "operating"),
        ("gone", "Enterprise:中建四局 UNDERTAKES Project:二期", "", None, None),
    ]


def test_a_change_has_its_quote():
    change = changes(gold_graph("A01"), planted())[2]
    assert "二期由中建四局承建" in change.old_quote


def test_the_command_lists_them(tmp_path):
    write_json(gold_graph("A01"), tmp_path / "old.json")
    write_json(planted(), tmp_path / "new.json")
    result = CliRunner().invoke(main, ["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json")])
    assert result.exit_code == 0
    assert "~ Project:工业污水处理厂扩容工程 stage: under_construction -> operating" in result.output
    assert result.output.endswith("3 changes\n")
