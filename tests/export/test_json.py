import json

import networkx as nx
import pytest

from kg.errors import ExportError, GraphFileError
from kg.export import read_json, write_json
from kg.records import OpenList
from tests.samples import gold_graph


@pytest.fixture(scope="module")
def graph():
    made = gold_graph("seed", "A01")
    evidence = next(iter(made.edges(data="evidence")))[2][0]
    made.graph["lists"] = (OpenList(13, tuple(sorted(made))[:2], "企业", evidence),)
    return made


def test_everything_comes_back(graph, tmp_path):
    write_json(graph, tmp_path / "graph.json")
    back = read_json(tmp_path)
    assert nx.utils.graphs_equal(back, graph)
    assert back.graph == graph.graph
    assert list(back) == list(graph)
    edge = next(iter(back.edges(data=True)))[2]
    assert edge["evidence"][0].quote in back.graph["documents"][edge["evidence"][0].document].text


def test_equal_graphs_give_equal_bytes_in_any_order(graph, tmp_path):
    turned = nx.MultiDiGraph()
    turned.graph.update(graph.graph)
    turned.graph["documents"] = dict(reversed(graph.graph["documents"].items()))
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    write_json(graph, tmp_path / "a.json")
    write_json(turned, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_one_node_or_edge_a_line(graph, tmp_path):
    write_json(graph, tmp_path / "graph.json")
    lines = (tmp_path / "graph.json").read_text(encoding="utf-8").split("\n")
    assert sum(line.startswith('{"id":"Enterprise:河南天子铝业有限公司"') for line in lines) == 1
    assert sum(line.startswith('{"head":') for line in lines) == graph.number_of_edges()


def test_a_multigraph_without_parallel_edges_stays_one(tmp_path):
    # networkx/networkx#3344: read_graphml gives a DiGraph here, with the key moved to an attribute
    graph = nx.MultiDiGraph([("远山智造", "云岭开发区", "落户")])
    write_json(graph, tmp_path / "g.json")
    back = read_json(tmp_path / "g.json")
    assert type(back) is nx.MultiDiGraph
    assert list(back.edges(keys=True)) == [("远山智造", "云岭开发区", "落户")]


def test_attribute_names_of_python_parameters(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a")
    graph.nodes["a"].update({"node_for_adding": 1, "self": 2})
    graph.add_edge("a", "a", key=0)
    graph.edges["a", "a", 0].update({"key": 3, "u_for_edge": 4, "v_for_edge": 5})
    write_json(graph, tmp_path / "g.json")
    back = read_json(tmp_path / "g.json")
    assert nx.utils.nodes_equal(back.nodes(data=True), graph.nodes(data=True))
    assert nx.utils.edges_equal(back.edges(keys=True, data=True), graph.edges(keys=True, data=True), directed=True)
    assert back.graph == {"documents": {}, "judgements": (), "lists": ()}


def test_lone_surrogates_and_control_characters_come_back(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a\ud800\x00\u2028", label="\ufffe𠮷\r\n")
    write_json(graph, tmp_path / "g.json")
    back = read_json(tmp_path / "g.json")
    assert nx.utils.nodes_equal(back.nodes(data=True), graph.nodes(data=True))
    assert nx.utils.edges_equal(back.edges(keys=True, data=True), graph.edges(keys=True, data=True), directed=True)
    assert back.graph == {"documents": {}, "judgements": (), "lists": ()}


def test_a_value_without_a_form_is_named_and_the_old_file_stays(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_edge("甲", "乙", key="PARTNERS_WITH", evidence=object())
    (tmp_path / "g.json").write_text("old", encoding="utf-8")
    with pytest.raises(ExportError, match=r"edge 甲 -PARTNERS_WITH-> 乙, attribute evidence: found object <object"):
        write_json(graph, tmp_path / "g.json")
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("g.json", "old")]


EMPTY = {"graph": {}, "documents": [], "judgements": [], "lists": [], "nodes": [], "edges": []}
GOOD = {"format": "kg-graph", "version": 1, **EMPTY}
EDGE = {"head": "a", "tail": "b", "key": "k", "attributes": {}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"is not JSON, or only a part of it: .*Build it again with: kg build"),
        (b'{"format":"kg-graph","version":1,"nodes":[', "is not JSON, or only a part of it"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", 'is not a graph of kg: expected "format": "kg-graph"'),
        (b'{"nodes":[]}', "is not a graph of kg"),
        (json.dumps({**GOOD, "version": 2}), r"has version 2, and this kg reads version 1\. Update kg\."),
        (json.dumps({**GOOD, "version": "0"}), r"has version '0', .* Build it again"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "edges"}), "lacks edges"),
        (json.dumps({**GOOD, "nodes": 3}), "the graph is damaged: TypeError"),
        (json.dumps({**GOOD, "nodes": [{"id": "a"}]}), "damaged: KeyError: 'attributes'"),
        (json.dumps({**GOOD, "documents": [{"id": "a", "text": "", "colour": 1}]}), "damaged: TypeError: .*colour"),
        (json.dumps({**GOOD, "edges": [EDGE]}), "the edge a -k-> b has an end that is no node"),
    ],
)
def test_a_damaged_file_is_told_with_the_cure(content, message, tmp_path):
    path = tmp_path / "graph.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(GraphFileError, match=message) as caught:
        read_json(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_told_with_the_cure(tmp_path):
    with pytest.raises(GraphFileError, match=r"there is no such file\. Build it again with: kg build INPUT"):
        read_json(tmp_path)
