"""CSV for neo4j-admin, checked against what its import asks of a file."""

import csv
import re

import networkx as nx
from hypothesis import HealthCheck, given, settings

from kg.export.neo4j import files, write_neo4j
from kg.export.scalar import clean
from kg.ontology.load import load
from tests.export.samples import graphs
from tests.samples import gold_graph

ONTOLOGY = load()
HEAD = re.compile(r"[^:]*:(ID|LABEL|START_ID|END_ID|TYPE|string|long|double|boolean)")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, strict=True)
    assert all(HEAD.fullmatch(name) for name in head)
    assert len(set(head)) == len(head)
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_node_and_edge_has_a_row(tmp_path):
    graph = gold_graph("seed", "A01")
    write_neo4j(graph, tmp_path / "graph.neo4j", ontology=ONTOLOGY)
    nodes, edges = map(read, files(tmp_path / "graph.neo4j"))
    assert {row["id:ID"]: row[":LABEL"] for row in nodes} == {
        name: f"Entity;{data['type']}" for name, data in graph.nodes(data=True)
    }
    assert sorted((row[":START_ID"], row[":END_ID"], row[":TYPE"]) for row in edges) == sorted(graph.edges(keys=True))
    money = {row["id:ID"]: int(row["investment_cny:long"]) for row in nodes if row["investment_cny:long"]}
    assert money == {name: amount for name, amount in graph.nodes(data="investment_cny") if amount is not None}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_is_written(graph, tmp_path):
    write_neo4j(graph, tmp_path / "g", ontology=ONTOLOGY)
    nodes, edges = map(read, files(tmp_path / "g.neo4j"))
    assert {row["id:ID"] for row in nodes} == {clean(name) for name in graph}
    assert len(edges) == graph.number_of_edges()
    assert all(row[":TYPE"] and row[":START_ID"] and row[":END_ID"] for row in edges)


def test_truth_values_are_those_of_java(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", listed=True)
    write_neo4j(graph, tmp_path / "g", ontology=ONTOLOGY)
    assert read(files(tmp_path / "g")[0])[0]["listed:boolean"] == "true"
