from pathlib import Path

import networkx as nx
import pytest

import kg.export.html.network as made
from kg.errors import ExportError
from kg.export.html.network import edges, network
from kg.ontology.load import load

TEMPLATE = Path(made.__file__).parent / "template.html"


def net(graph):
    return network(graph, load(), TEMPLATE)


def test_nodes_take_their_looks_from_the_schemas():
    graph = nx.MultiDiGraph()
    graph.add_node("Park:东区", type="Park", label="东区")
    graph.add_node("?", type="Ship")
    unknown, park = net(graph).nodes
    assert (park["id"], park["label"], park["shape"], park["group"]) == ("Park:东区", "东区", "square", "Park")
    assert (unknown["id"], unknown["label"], unknown["shape"], unknown["group"]) == ("?", "?", "dot", "Ship")


def test_better_connected_nodes_are_larger():
    graph = nx.star_graph(9, create_using=nx.MultiDiGraph)
    sizes = {node["id"]: node["size"] for node in net(graph).nodes}
    assert sizes["0"] > sizes["1"] == sizes["9"]


def test_a_symmetric_relation_has_no_arrow():
    graph = nx.MultiDiGraph()
    graph.add_edge("甲", "乙", "PARTNERS_WITH", relation="PARTNERS_WITH")
    graph.add_edge("甲", "丙", "SUPPLIES", relation="SUPPLIES")
    assert {edge["to"]: edge["arrows"] for edge in net(graph).edges} == {"乙": "", "丙": "to"}


def test_a_single_edge_is_straight_and_several_bend_apart():
    graph = nx.MultiDiGraph([("甲", "乙"), ("甲", "丙"), ("丙", "甲"), ("甲", "丙")])
    bends = {(edge["from"], edge["to"], edge["id"]): edge.get("smooth") for edge in net(graph).edges}
    straight = [bend for (head, tail, _), bend in bends.items() if {head, tail} == {"甲", "乙"}]
    bent = [tuple(bend.values()) for (head, tail, _), bend in bends.items() if {head, tail} == {"甲", "丙"}]
    assert straight == [None]
    assert len(set(bent)) == 3


def test_several_self_loops_stand_at_different_angles():
    graph = nx.MultiDiGraph([("甲", "甲"), ("甲", "甲"), ("甲", "甲")])
    loops = [edge.get("selfReference", {}).get("angle") for edge in net(graph).edges]
    assert len(set(loops)) == 3


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_edges_of_every_class_of_graph_come_sorted(kind):
    graph = kind()
    graph.add_edge("乙", "丙", relation="合作")
    graph.add_edge("甲", "乙", relation="投资")
    assert [edge[2] for edge in edges(graph)] == ["合作", "投资"]


def test_the_graph_that_is_given_is_not_changed():
    graph = nx.MultiDiGraph()
    graph.add_edge("甲", "乙", "SUPPLIES", relation="SUPPLIES")
    net(graph)
    assert dict(graph.nodes(data=True)) == {"甲": {}, "乙": {}}
    assert list(graph.edges(keys=True, data=True)) == [("甲", "乙", "SUPPLIES", {"relation": "SUPPLIES"})]


def test_another_version_of_pyvis_is_refused_with_the_cure(monkeypatch):
    monkeypatch.setattr(made, "version", lambda _: "0.4.0")
    with pytest.raises(ExportError, match=r"found pyvis 0\.4\.0, expected 0\.3\.2.*pip install pyvis==0\.3\.2"):
        made.script()
