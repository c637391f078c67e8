"""The tables for spreadsheets."""

import csv

from kg.export.csv import write_csv
from tests.samples import gold_graph


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
