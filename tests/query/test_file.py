"""Case gx-multigraph-back, and what cannot be read or written."""

import json
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.errors import GraphFileError
from kg.export import SUFFIXES, files_of
from tests.samples import gold_graph

CASES = [
    json.loads(line) for line in (Path(__file__).parent.parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]
MULTIGRAPH = next(case for case in CASES if case["id"] == "gx-multigraph-back")


@pytest.mark.parametrize("name", ["graph.json", "graph.graphml"])
def test_a_multigraph_comes_back_with_its_keys(tmp_path, name):
    graph = nx.MultiDiGraph()
    for head, tail, key in MULTIGRAPH["input"]["multidigraph"]["edges"]:
        graph.add_edge(head, tail, key=key.removeprefix("key="))
    back = kg.load(kg.KnowledgeGraph(graph).export(tmp_path / name)).nx
    assert type(back) is nx.MultiDiGraph
    assert [list(edge) for edge in back.edges(keys=True)] == MULTIGRAPH["expect"]["edges"]


@pytest.mark.parametrize("name", ["graph.json", "graph.graphml"])
def test_what_is_loaded_answers_alike(tmp_path, name):
    g = kg.KnowledgeGraph(gold_graph("seed"))
    back = kg.load(g.export(tmp_path / name))
    assert back.partners("老磨坊").equals(g.partners("老磨坊"))
    assert (
        back.projects(min_investment="1亿元")
        .drop(columns="原文")
        .equals(g.projects(min_investment="1亿元").drop(columns="原文"))
    )
    assert back["老磨坊"].brief == g["老磨坊"].brief


def test_an_output_folder_is_its_graph_json(tmp_path):
    kg.KnowledgeGraph(gold_graph("seed")).export(tmp_path / "graph.json")
    assert len(kg.load(str(tmp_path))) == 78


@pytest.mark.parametrize("name", ["graph.gexf", "graph.txt", "graph", "graph.xlsx"])
def test_what_is_no_graph_of_ours(tmp_path, name):
    with pytest.raises(GraphFileError, match="cannot be read as a graph; expected an output folder of kg build"):
        kg.load(tmp_path / name)


def test_a_missing_file(tmp_path):
    with pytest.raises(GraphFileError, match="there is no such file"):
        kg.load(tmp_path / "graph.json")


@pytest.mark.parametrize("name", sorted(SUFFIXES))
def test_every_format_by_its_suffix(tmp_path, name):
    g = kg.KnowledgeGraph(gold_graph("seed"))
    asked = tmp_path / f"图{SUFFIXES[name]}"
    path = g.neighbourhood("比亚迪").export(asked)
    assert path.is_file()
    assert path.name.startswith("图.")
    assert path == files_of(name, asked)[0]
    assert path.suffix == (".csv" if name == "neo4j" else SUFFIXES[name])


def test_a_format_that_is_none(tmp_path):
    g = kg.KnowledgeGraph(nx.MultiDiGraph())
    with pytest.raises(ValueError, match="no format has this suffix; name the file after one of csv, "):
        g.export(tmp_path / "graph.docx")
    with pytest.raises(ValueError, match="no format 'word'"):
        g.export(tmp_path / "graph", "word")
    assert list(tmp_path.iterdir()) == []


def test_a_collapsed_export_has_one_edge_a_pair(tmp_path):
    graph = gold_graph("seed")
    g = kg.KnowledgeGraph(graph)
    back = kg.load(g.export(tmp_path / "one.graphml", collapse=True)).nx
    assert back.number_of_edges() == len(set(graph.edges()))
    with pytest.raises(ValueError, match="xlsx has no collapsed form: only csv, gexf, graphml, parquet"):
        g.export(tmp_path / "one.xlsx", collapse=True)
