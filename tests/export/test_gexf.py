"""GEXF, read back with networkx."""

import networkx as nx
import pytest

from kg.export.gexf import write_gexf
from kg.ontology.load import load
from tests.samples import gold_graph


@pytest.fixture
def pair(tmp_path):
    graph = gold_graph("seed")
    write_gexf(graph, tmp_path / "graph.gexf")
    return graph, nx.read_gexf(tmp_path / "graph.gexf")


def test_every_node_and_edge_comes_back(pair):
    graph, back = pair
    assert set(back) == set(graph)
    assert sorted((h, d["relation"], t) for h, t, d in back.edges(data=True)) == sorted(
        (h, k, t) for h, t, k in graph.edges(keys=True)
    )


def test_values_and_evidence_come_back(pair):
    graph, back = pair
    node = "Project:年产2000吨食品级低聚木糖项目"
    assert back.nodes[node]["investment_cny"] == graph.nodes[node]["investment_cny"] == 200_000_000
    assert all("evidence" in data for *_, data in back.edges(data=True))


def test_nodes_have_the_colour_of_their_type_and_a_place(pair):
    _, back = pair
    color = load().entity_types["Park"].color
    look = back.nodes["Park:周口临港生物科技园"]["viz"]
    assert [look["color"][c] for c in "rgb"] == [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    assert len({(d["viz"]["position"]["x"], d["viz"]["position"]["y"]) for _, d in back.nodes(data=True)}) == len(back)


def test_equal_graphs_give_equal_bytes(tmp_path):
    write_gexf(gold_graph("seed"), tmp_path / "a.gexf")
    write_gexf(gold_graph("seed"), tmp_path / "b.gexf")
    assert (tmp_path / "a.gexf").read_bytes() == (tmp_path / "b.gexf").read_bytes()


def test_markup_in_a_name_is_text(tmp_path):
    graph = gold_graph("seed")
    graph.nodes["Enterprise:海熙药业"]["label"] = '<b>"海熙" & 药业</b>'
    write_gexf(graph, tmp_path / "a.gexf")
    assert nx.read_gexf(tmp_path / "a.gexf").nodes["Enterprise:海熙药业"]["label"] == '<b>"海熙" & 药业</b>'
