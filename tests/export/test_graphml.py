import itertools
import json
import math
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import ExportError, GraphFileError
from kg.export import writer
from kg.export.column import restore
from kg.export.flat import flatten
from kg.export.graphml import read_graphml, write_graphml
from kg.export.scalar import clean
from kg.ontology.load import load
from tests.export.samples import TYPES, bare, contract_graphs, graphs
from tests.readers import gephi, node
from tests.samples import gold_graph

CASES = {
    case["id"]: case
    for case in map(json.loads, (Path(__file__).parents[1] / "cases.jsonl").read_text(encoding="utf-8").splitlines())
}
ONTOLOGY = load()
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def graph():
    return gold_graph("seed", "A01", "B03")


@pytest.fixture(scope="module")
def written(graph, tmp_path_factory):
    path = tmp_path_factory.mktemp("graphml") / "graph.graphml"
    write_graphml(graph, path, ontology=ONTOLOGY)
    return path


def same(left, right):
    """Whether two graphs have equal nodes and edges with equal attributes; NaN has no place in either."""
    return nx.utils.nodes_equal(left.nodes(data=True), right.nodes(data=True)) and nx.utils.edges_equal(
        left.edges(keys=True, data=True), right.edges(keys=True, data=True), directed=True
    )


def test_our_reader_gives_an_equal_graph(graph, written):
    back = read_graphml(written)
    assert type(back) is nx.MultiDiGraph
    assert same(back, graph)
    assert back.graph == {"documents": {}, "judgements": (), "lists": ()}


def test_networkx_reads_every_node_edge_and_value(graph, written):
    back = nx.read_graphml(written, force_multigraph=True)
    assert set(back) == set(graph)
    assert back.number_of_edges() == graph.number_of_edges()
    plain = {(head, tail, data["relation"]): data for head, tail, data in back.edges(data=True)}
    for head, tail, data in graph.edges(data=True):
        told = plain[head, tail, data["relation"]]
        names = ("label", "realis", "confidence", "weight", "stage", "amount_cny", "year", "field")
        assert {n: told.get(n) for n in names} == {n: data.get(n) for n in names}
        assert told["evidence"].startswith(data["evidence"][0].quote)
    for name, data in graph.nodes(data=True):
        told = back.nodes[name]
        assert (told["type"], told["label"], told["documents"]) == (data["type"], data["label"], data["documents"])
        assert told.get("aliases", "") == "|".join(data["aliases"])
        assert told.get("investment_cny") == data.get("investment_cny")


@pytest.mark.node
def test_gephi_lite_reads_every_node_and_edge(graph, written):
    found = node.read("graphml", written)
    assert found["multi"]
    assert found["nodes"].keys() == set(graph)
    ends = sorted((head, tail, data["relation"]) for head, tail, data in found["edges"].values())
    assert ends == sorted(graph.edges(keys=True))
    told = found["nodes"]["Project:年产2000吨食品级低聚木糖项目"]
    assert told["investment_cny"] == 200_000_000
    assert (told["label"], told["type_label"], told["stage_label"]) == ("年产2000吨食品级低聚木糖项目", "项目", "谋划")


def test_igraph_reads_every_node_and_edge(graph, written):
    found = igraph.Graph.Read_GraphML(str(written))
    assert found.is_directed()
    assert found.vs["id"] == sorted(graph)
    ends = [(found.vs[e.source]["id"], found.vs[e.target]["id"], e["relation"]) for e in found.es]
    assert sorted(ends) == sorted(graph.edges(keys=True))
    amounts = {v["id"]: v["investment_cny"] for v in found.vs if not math.isnan(v["investment_cny"])}
    assert amounts == {n: a for n, a in graph.nodes(data="investment_cny") if a is not None}


def test_gephi_has_nothing_to_complain_of(graph, written):
    found = gephi.import_graphml(written)
    assert found.issues == []
    assert {name: data["LABEL"] for name, data in found.nodes.items()} == dict(graph.nodes(data="label"))
    assert [data["WEIGHT"] for data in found.edges.values()] == [1.0] * graph.number_of_edges()
    assert {data["LABEL"] for data in found.edges.values()} >= {"合作", "投资建设", "落户"}


def test_equal_graphs_give_equal_bytes_in_any_order(graph, written, tmp_path):
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    write_graphml(turned, tmp_path / "turned.graphml")
    assert (tmp_path / "turned.graphml").read_bytes() == written.read_bytes()


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "parquet", "json", "rdf", "jsonld", "cypher", "neo4j"])
def test_progress_is_told(form, tmp_path):
    graph = nx.MultiDiGraph(itertools.pairwise(map(str, range(2500))), documents={}, judgements=(), lists=())
    steps = []
    writer(form)(graph, tmp_path / "g", progress=steps.append)
    assert sum(steps) == 2000 + 2000


@pytest.mark.parametrize("collapse", [False, True])
@SLOW
@given(graph=graphs())
def test_any_graph_is_read_by_all(graph, collapse, tmp_path):
    path = tmp_path / "g.graphml"
    write_graphml(graph, path, ontology=ONTOLOGY, collapse=collapse)
    size = len({edge[:2] for edge in graph.edges}) if collapse else graph.number_of_edges()
    found = gephi.import_graphml(path)
    assert found.issues == []
    assert (found.nodes.keys(), len(found.edges)) == ({clean(name) for name in graph}, size)
    back = read_graphml(path)
    assert (set(back), back.number_of_edges()) == (set(graph), size)
    assert collapse or set(back.edges) == set(graph.edges)
    foreign = nx.read_graphml(path, force_multigraph=True)
    assert (len(foreign), foreign.number_of_edges()) == (len(graph), size)


@SLOW
@given(graph=graphs())
def test_any_value_comes_back_as_its_flat_form(graph, tmp_path):
    path = tmp_path / "g.graphml"
    write_graphml(graph, path, ontology=ONTOLOGY)
    flat, back = flatten(graph, ontology=ONTOLOGY), read_graphml(path)
    names = [column.name for column in flat.node_columns]
    for (name, values), (_, data) in zip(
        flat.nodes(), sorted(back.nodes(data=True), key=lambda n: clean(n[0])), strict=True
    ):
        told = {
            column.source: value for column, value in zip(flat.node_columns, values, strict=True) if not column.derived
        }
        assert {k for k, v in told.items() if v is not None} == set(data), (name, names)
        for source, value in data.items():
            shown = clean(value) if isinstance(value, str) else value
            assert isinstance(value, tuple) or (shown, type(shown)) == (told[source], type(told[source]))


@SLOW
@given(graph=contract_graphs())
def test_any_contract_graph_comes_back_equal(graph, tmp_path):
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    back = read_graphml(tmp_path / "g.graphml")
    assert same(back, bare(graph))


@pytest.mark.node
def test_gephi_lite_reads_random_graphs(tmp_path):
    sizes, counts = [], []

    @settings(max_examples=8, deadline=None, derandomize=True)
    @given(graph=graphs().filter(lambda g: g.number_of_edges() > 1))
    def write(graph):
        path = tmp_path / f"{len(sizes)}.graphml"
        write_graphml(graph, path, ontology=ONTOLOGY)
        sizes.append((len(graph), graph.number_of_edges()))
        found = node.read("graphml", path)
        counts.append((len(found["nodes"]), len(found["edges"])))

    write()
    assert len(sizes) >= 8
    assert counts == sizes


def test_gx_types(tmp_path):
    expected = CASES["gx-types"]["expect"]["read_back"]
    graph = nx.MultiDiGraph()
    graph.add_node("a", npb=np.bool_(True), npi=np.int64(7), **TYPES)  # noqa: FBT003 - the value of the case
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    back = nx.read_graphml(tmp_path / "g.graphml").nodes["a"]
    assert back == {
        "npb": expected["npb"],
        "npi": expected["npi"],
        "list": expected["list"],
        "dict": '{"amount":3.5,"unit":"亿元"}',
        "date": expected["date"],
        "dt": expected["dt"],
        "set": '["a","b"]',
        "big": "1180591620717411303424",
    }
    assert '"big" for="node" attr.name="big" attr.type="string"' in (tmp_path / "g.graphml").read_text(encoding="utf-8")


def test_gx_edge_ids(tmp_path):
    graph = nx.MultiDiGraph([("a", "b", 0), ("b", "a", 0), ("a", "c", 0), ("a", "b", 1)])
    for name in ("one", "two"):
        write_graphml(graph, tmp_path / name)
    ids = list(gephi.import_graphml(tmp_path / "one").edges)
    assert ids == ["a 0 b", "a 1 b", "a 0 c", "b 0 a"]
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert set(read_graphml(tmp_path / "one").edges) == set(graph.edges)


def test_ids_that_could_be_read_in_two_ways_differ(tmp_path):
    graph = nx.MultiDiGraph([("a", "b c", "k"), ("a b", "c", "k"), ("a", "c", "b k"), ("a", "c", 1), ("a", "c", "1")])
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    assert gephi.import_graphml(tmp_path / "g.graphml").issues == []


def test_gx_mixed_type(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", amount=3)
    graph.add_node("b", amount="约3亿元")
    graph.add_edge("a", "b", weight=1)
    graph.add_edge("a", "c", weight=2.5)
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    text = (tmp_path / "g.graphml").read_text(encoding="utf-8")
    assert text.count('attr.name="weight"') == 1
    assert 'id="weight" for="edge" attr.name="weight" attr.type="double"' in text
    assert 'id="amount" for="node" attr.name="amount" attr.type="string"' in text
    back = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert sorted(weight for _, _, weight in back.edges(data="weight")) == [1.0, 2.5]
    assert dict(back.nodes(data="amount")) == {"a": "3", "b": "约3亿元", "c": None}


def test_gx_multigraph_back(tmp_path):
    graph = nx.MultiDiGraph([("远山智造", "云岭开发区", "落户")])
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    back = read_graphml(tmp_path / "g.graphml")
    assert type(back) is nx.MultiDiGraph
    assert list(back.edges(keys=True)) == [("远山智造", "云岭开发区", "落户")]


def test_ge_d3_d7(tmp_path):
    graph = nx.MultiDiGraph()
    for name in ("c1", "c2"):
        graph.add_node(name, label="远山智造", type="企业", city="岚州", aliases=("远山",), founded=2001)
    graph.add_edge("c1", "c2", label="投资", relation="投资", weight=1.0, doc="a.txt", start="2024")
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    found = gephi.import_graphml(tmp_path / "g.graphml")
    assert found.issues == []
    assert found.nodes["c1"]["LABEL"] == "远山智造"
    (edge,) = found.edges.values()
    assert (edge["LABEL"], edge["WEIGHT"]) == ("投资", 1.0)
    text = (tmp_path / "g.graphml").read_text(encoding="utf-8")
    assert 'id="d3"' not in text
    assert 'id="d7"' not in text
    assert 'for="graph"' not in text
    assert text.count("<key ") == text.count("attr.name=") == text.count("attr.type=") == text.count(" for=")


@pytest.mark.parametrize(
    "name", ["d3", "d7", "size", "Color", "x", "edgelabel", "id", "stage_label", "attr_size", "Weight"]
)
def test_a_name_with_a_meaning_is_written_as_another_and_comes_back(name, tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="k")
    for data in (graph.nodes["a"], graph.edges["a", "b", "k"]):
        data.update({"stage": "planned", name: "text"})
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    found = gephi.import_graphml(tmp_path / "g.graphml")
    assert found.issues == []
    back = read_graphml(tmp_path / "g.graphml")
    assert back.nodes["a"] == back.edges["a", "b", "k"] == {"stage": "planned", name: "text"}
    assert restore(f"attr_{name}") == name


@pytest.mark.parametrize("weights", [(0, 1), (-1, 2), ("viel", 2), (True, True)])
def test_a_weight_that_gephi_would_drop_is_an_attribute(weights, tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="k", weight=weights[0])
    graph.add_edge("b", "a", key="k", weight=weights[1])
    write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)
    found = gephi.import_graphml(tmp_path / "g.graphml")
    assert found.issues == []
    assert all("attr_weight" in edge and "WEIGHT" not in edge for edge in found.edges.values())


def test_ge_parallel(tmp_path):
    expected = CASES["ge-parallel"]["expect"]
    graph = nx.MultiDiGraph()
    graph.add_edge("c1", "z1", relation="投资", evidence=["e1", "e2"])
    graph.add_edge("c1", "z1", relation="落户", evidence=["e3"])
    write_graphml(graph, tmp_path / "full.graphml")
    write_graphml(graph, tmp_path / "collapsed.graphml", collapse=True)
    assert len(gephi.import_graphml(tmp_path / "full.graphml").edges) == expected["full"]["edges"]
    found = gephi.import_graphml(tmp_path / "collapsed.graphml")
    (edge,) = found.edges.values()
    assert {"edges": 1, "weight": edge["WEIGHT"], "relations": edge["relations"], "label": edge["LABEL"]} == expected[
        "collapsed"
    ]
    assert found.issues == []


def test_two_ids_that_are_one_as_text_are_told(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from([1, "1"])
    with pytest.raises(ExportError, match=r"node '1' and node 1 have one id as text; .* relabel"):
        write_graphml(graph, tmp_path / "g.graphml", ontology=ONTOLOGY)


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        ({"甲": {"logo": object()}}, r"node 甲, attribute logo: found object <object"),
        ({"": {}}, r"node '' has an empty id"),
    ],
)
def test_a_failure_is_told_and_the_old_file_stays(graph, message, tmp_path):
    made = nx.MultiDiGraph()
    made.add_nodes_from(graph.items())
    (tmp_path / "g.graphml").write_text("old", encoding="utf-8")
    with pytest.raises(ExportError, match=message):
        write_graphml(made, tmp_path / "g.graphml")
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["old"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is not GraphML, or is damaged: ParseError"),
        ("<graphml><graph><node", "ParseError: unclosed token: line 1, column 16"),
        (
            "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><graph><edge/></graph></graphml>",
            "KeyError: 'source'",
        ),
    ],
)
def test_a_damaged_file_is_told(content, message, tmp_path):
    (tmp_path / "g.graphml").write_text(content, encoding="utf-8")
    with pytest.raises(GraphFileError, match=message):
        read_graphml(tmp_path / "g.graphml")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(GraphFileError, match="there is no such file"):
        read_graphml(tmp_path / "g.graphml")
