"""The tables for spreadsheets."""

import csv

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import GraphFileError
from kg.export.csv import files, read_csv, write_csv
from kg.ontology.load import load
from tests.export.samples import graphs
from tests.readers import gephi
from tests.samples import gold_graph

ONTOLOGY = load()


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_node_and_edge_has_a_row(tmp_path):
    graph = gold_graph("seed")
    write_csv(graph, tmp_path / "graph.csv")
    nodes, edges = read(tmp_path / "graph.nodes.csv"), read(tmp_path / "graph.edges.csv")
    assert {row["Id"] for row in nodes} == set(graph)
    assert {(row["Source"], row["relation"], row["Target"]) for row in edges} == {
        (head, key, tail) for head, tail, key in graph.edges(keys=True)
    }
    assert {row["Type"] for row in edges} == {"Directed"}
    assert len({row["Id"] for row in edges}) == len(edges)


def test_labels_and_money_are_there(tmp_path):
    write_csv(gold_graph("seed"), tmp_path / "graph.csv")
    row = next(r for r in read(tmp_path / "graph.nodes.csv") if r["Label"] == "年产2000吨食品级低聚木糖项目")
    assert int(float(row["investment_cny"])) == 200_000_000


def test_excel_finds_the_mark_of_utf8(tmp_path):
    write_csv(gold_graph("seed"), tmp_path / "graph.csv")
    assert (tmp_path / "graph.nodes.csv").read_bytes().startswith(b"\xef\xbb\xbfId,")


def test_a_formula_is_a_text(tmp_path):
    graph = gold_graph("seed")
    graph.nodes["Enterprise:海熙药业"]["label"] = "=1+1"
    write_csv(graph, tmp_path / "graph.csv")
    assert "'=1+1" in {row["Label"] for row in read(tmp_path / "graph.nodes.csv")}


def test_gephi_has_nothing_to_complain_of(tmp_path):
    graph = gold_graph("seed", "A01", "B03")
    write_csv(graph, tmp_path / "graph.csv", ontology=ONTOLOGY)
    found = gephi.import_csv(*files(tmp_path / "graph.csv"))
    assert found.issues == []
    assert {name: data["label"] for name, data in found.nodes.items()} == dict(graph.nodes(data="label"))
    kinds = sorted((edge["source"], edge["target"], edge["kind"]) for edge in found.edges.values())
    assert kinds == sorted(graph.edges(keys=True))


def test_our_reader_gives_what_tables_hold(tmp_path):
    graph = gold_graph("seed", "A01")
    write_csv(graph, tmp_path / "graph.csv", ontology=ONTOLOGY)
    back = read_csv(tmp_path / "graph.csv")
    assert nx.utils.edges_equal(back.edges(keys=True, data=True), graph.edges(keys=True, data=True), directed=True)
    for name, data in graph.nodes(data=True):
        kept = {k: v for k, v in data.items() if k not in ("facts", "spans") and v != ()}
        assert dict(back.nodes[name]) == kept


@pytest.mark.parametrize("collapse", [False, True])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_is_read(graph, collapse, tmp_path):
    write_csv(graph, tmp_path / "g.csv", ontology=ONTOLOGY, collapse=collapse)
    found = gephi.import_csv(*files(tmp_path / "g.csv"))
    assert found.issues == []
    size = len({edge[:2] for edge in graph.edges}) if collapse else graph.number_of_edges()
    back = read_csv(tmp_path / "g.csv")
    assert (set(back), len(found.edges), back.number_of_edges()) == (set(graph), size, size)


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''@x", "-3", "+a", "\tx", "普通", "'引号"])
def test_no_cell_begins_like_a_formula_and_all_come_back(text, tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node(text, label=text)
    write_csv(graph, tmp_path / "g.csv", ontology=ONTOLOGY)
    (row,) = read(files(tmp_path / "g.csv")[0])
    assert row["Id"][0] not in "=+-@\t\r"
    assert dict(read_csv(tmp_path / "g.csv").nodes(data="label")) == {text: text}


def test_a_missing_or_damaged_file_is_told(tmp_path):
    with pytest.raises(GraphFileError, match=r"g\.nodes\.csv: there is no such file"):
        read_csv(tmp_path / "g.csv")
    files(tmp_path / "g.csv")[0].write_text("Name\na\n", encoding="utf-8")
    with pytest.raises(GraphFileError, match="lacks the columns Id"):
        read_csv(tmp_path / "g.csv")
    files(tmp_path / "g.csv")[0].write_bytes(b"Id\n\xff\n")
    with pytest.raises(GraphFileError, match="is not a table in UTF-8"):
        read_csv(tmp_path / "g.csv")
