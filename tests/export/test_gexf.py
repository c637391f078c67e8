"""GEXF, read back with networkx, the parser of Gephi Lite, Gephi's rules and our own reader."""

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import GraphFileError
from kg.export.gexf import read_gexf, write_gexf
from kg.export.layout import positions
from kg.export.scalar import clean
from kg.ontology.load import load
from tests.export.samples import bare, contract_graphs, graphs
from tests.readers import gephi, node
from tests.samples import gold_graph

ONTOLOGY = load()


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


@pytest.fixture(scope="module")
def graph():
    made = gold_graph("seed", "A01", "B03")
    documents = made.graph["documents"]
    made.graph["documents"] = {name: replace(document, date="2023-05") for name, document in documents.items()}
    return made


@pytest.fixture(scope="module")
def written(graph, tmp_path_factory):
    path = tmp_path_factory.mktemp("gexf") / "graph.gexf"
    write_gexf(graph, path, ontology=ONTOLOGY)
    return path


def test_our_reader_gives_an_equal_graph(graph, written):
    back = read_gexf(written)
    assert type(back) is nx.MultiDiGraph
    assert nx.utils.graphs_equal(bare(graph), back)


def test_gephi_has_nothing_to_complain_of(graph, written):
    found = gephi.import_gexf(written)
    assert found.issues == []
    assert {name: data["label"] for name, data in found.nodes.items()} == dict(graph.nodes(data="label"))
    kinds = sorted((edge["source"], edge["target"], edge["kind"]) for edge in found.edges.values())
    assert kinds == sorted(graph.edges(keys=True))
    assert all(edge["WEIGHT"] == 1 for edge in found.edges.values())


def test_gephi_draws_types_degrees_and_the_layout_of_the_page(graph, written):
    found = gephi.import_gexf(written)
    places = positions(graph)
    for name, data in found.nodes.items():
        colour = ONTOLOGY.entity_types[graph.nodes[name]["type"]].color
        assert data["color"] == tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
        assert data["position"] == (places[name][0], -places[name][1], 0)
    assert found.nodes["Park:开发区"]["size"] == max(node["size"] for node in found.nodes.values())


def test_the_timeline_plays(graph, written):
    found = gephi.import_gexf(written)
    assert found.nodes["Project:益海特油项目"]["spells"] == [("2022-07-01", None)]
    assert {tuple(edge["spells"]) for edge in found.edges.values()} >= {(("2023-05-01", None),)}
    assert len(found.nodes["Enterprise:海熙药业"]["spells"]) == 1


def test_a_graph_without_dates_is_static(tmp_path):
    write_gexf(nx.MultiDiGraph([("a", "b", "k")]), tmp_path / "g.gexf", ontology=ONTOLOGY)
    text = (tmp_path / "g.gexf").read_text(encoding="utf-8")
    assert 'mode="static"' in text
    assert "spell" not in text


@pytest.mark.node
def test_gephi_lite_reads_every_node_and_edge(graph, written):
    found = node.read("gexf", written)
    assert found["multi"]
    assert sorted((h, t, d["relation"]) for h, t, d in found["edges"].values()) == sorted(graph.edges(keys=True))
    told = found["nodes"]["Project:年产2000吨食品级低聚木糖项目"]
    assert (told["label"], told["investment_cny"], told["stage_label"]) == ("年产2000吨食品级低聚木糖项目", 2e8, "谋划")
    assert told["color"] == "rgb(217,130,43)"
    assert told["x"] == positions(graph)["Project:年产2000吨食品级低聚木糖项目"][0]


@pytest.mark.parametrize("collapse", [False, True])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_is_read_by_all(graph, collapse, tmp_path):
    path = tmp_path / "g.gexf"
    write_gexf(graph, path, ontology=ONTOLOGY, collapse=collapse)
    size = len({edge[:2] for edge in graph.edges}) if collapse else graph.number_of_edges()
    found = gephi.import_gexf(path)
    assert found.issues == []
    assert (found.nodes.keys(), len(found.edges)) == ({clean(name) for name in graph}, size)
    back = read_gexf(path)
    assert (set(back), back.number_of_edges()) == (set(graph), size)
    assert collapse or set(back.edges) == set(graph.edges)
    assert set(nx.read_gexf(path)) == {clean(name) for name in graph}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=contract_graphs())
def test_any_contract_graph_comes_back_equal(graph, tmp_path):
    write_gexf(graph, tmp_path / "g.gexf", ontology=ONTOLOGY)
    assert nx.utils.graphs_equal(bare(graph), read_gexf(tmp_path / "g.gexf"))


def test_gx_mixed_type(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", amount=3)
    graph.add_node("b", amount="约3亿元")
    graph.add_edge("a", "b", weight=1)
    graph.add_edge("a", "c", weight=2.5)
    write_gexf(graph, tmp_path / "g.gexf", ontology=ONTOLOGY)
    back = nx.read_gexf(tmp_path / "g.gexf")
    assert {name: data.get("amount") for name, data in back.nodes(data=True)} == {"a": "3", "b": "约3亿元", "c": None}
    assert sorted(weight for _, _, weight in back.edges(data="weight")) == [1.0, 2.5]


@pytest.mark.parametrize("content", ["", "<gexf", "<gexf><edges><edge/></edges></gexf>"])
def test_a_damaged_file_is_told(content, tmp_path):
    (tmp_path / "g.gexf").write_text(content, encoding="utf-8")
    with pytest.raises(GraphFileError, match=r"is not GEXF, or is damaged: .* Write it again with kg export"):
        read_gexf(tmp_path / "g.gexf")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(GraphFileError, match="there is no such file"):
        read_gexf(tmp_path / "g.gexf")
