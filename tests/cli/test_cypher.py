import json

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from tests.samples import gold_graph


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("output")
    kg.KnowledgeGraph(gold_graph("seed")).export(folder / "graph.json")
    return folder


def run(output, *arguments):
    return CliRunner().invoke(main, ["cypher", *arguments, "-g", str(output)])


def test_parameters_as_text_and_as_numbers(output):
    query = "MATCH (:企业 {name: $name})-[:合作]-(o:企业) WHERE o.mentions >= $least RETURN o.name AS 合作方"
    result = run(output, query, "-p", "name=老磨坊粮油", "-p", "least=1", "--format", "json")
    assert result.exit_code == 0
    assert sorted(row["合作方"] for row in json.loads(result.stdout)) == ["三全食品", "巴奴", "锅圈食汇", "阿五"]


def test_nodes_can_be_printed(output):
    result = run(output, "MATCH (n:项目 {name: $n}) RETURN n", "-p", "n=益海特油项目", "--format", "json")
    assert json.loads(result.stdout)[0]["n"]["investment_cny"] == 300_000_000
    assert "益海特油项目" in run(output, "MATCH (n:项目 {name: $n}) RETURN n", "-p", "n=益海特油项目").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["MATCH (n) DETACH DELETE n"], "'DETACH' is refused"),
        (["MATCH (n:企业 RETURN n"], "the Cypher query failed"),
        (["RETURN $x"], "the query asks for $x"),
        (["RETURN $x", "-p", "x"], "'x'; expected name=value, for example -p name=比亚迪"),
    ],
)
def test_what_cannot_be_asked(output, arguments, told):
    result = run(output, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
