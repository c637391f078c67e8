"""The Cypher script, run by ladybug, and its literals on random graphs."""

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings

from kg.export.cypher import write_cypher
from kg.export.flat import flatten
from kg.export.scalar import clean
from kg.ontology.load import load
from tests.export.samples import graphs
from tests.readers import cypher
from tests.samples import gold_graph

ONTOLOGY = load()


@pytest.fixture(scope="module")
def graph():
    return gold_graph("seed", "A01", "B03")


@pytest.fixture(scope="module")
def script(graph, tmp_path_factory):
    path = tmp_path_factory.mktemp("cypher") / "graph.cypher"
    write_cypher(graph, path, ontology=ONTOLOGY)
    return path.read_text(encoding="utf-8")


def test_a_real_engine_holds_every_node_and_edge(graph, script):
    base = cypher.run(script)
    assert set(cypher.ask(base, "MATCH (n) RETURN n.id, n.label, label(n)")) == {
        (name, data["label"], data["type"]) for name, data in graph.nodes(data=True)
    }
    edges = cypher.ask(base, "MATCH (a)-[r]->(b) RETURN a.id, label(r), b.id, r.confidence, r.weight, r.realis")
    assert sorted(edges) == sorted(
        (head, key, tail, data["confidence"], data["weight"], data["realis"])
        for head, tail, key, data in graph.edges(keys=True, data=True)
    )
    assert cypher.ask(base, "MATCH (p:Project) WHERE p.label = '益海特油项目' RETURN p.investment_cny, p.finish") == [
        (300_000_000, "2022-07")
    ]


def test_it_can_be_run_again(graph, script):
    base = cypher.run(script)
    for rows, statement in cypher.parse(script):
        if rows and statement.startswith("UNWIND $rows AS row\nMERGE"):
            base.execute(statement.partition("\nSET")[0], {"rows": [{"id": row["id"]} for row in rows]})
    assert cypher.ask(base, "MATCH (n) RETURN count(*)") == [(len(graph),)]


def test_ids_are_unique_by_constraint(graph, script):
    constraints = [statement for rows, statement in cypher.parse(script) if rows is None]
    assert len(constraints) == len({data["type"] for _, data in graph.nodes(data=True)})
    assert "CREATE CONSTRAINT Enterprise_id IF NOT EXISTS FOR (n:Enterprise) REQUIRE n.id IS UNIQUE" in constraints


def test_no_value_stands_in_a_statement(graph, script):
    statements = "\n".join(statement for _, statement in cypher.parse(script))
    names = {data["label"] for _, data in graph.nodes(data=True)}
    assert not [name for name in names if name in statements]
    assert statements.isascii()


def test_injection_stays_text(tmp_path):
    evil = "x\"}) DETACH DELETE n; // ' ` \\"
    graph = nx.MultiDiGraph()
    graph.add_node("Enterprise:a", type="Enterprise", label=evil)
    graph.add_node("b", type="A`) DELETE (n")
    write_cypher(graph, tmp_path / "g.cypher", ontology=ONTOLOGY)
    text = (tmp_path / "g.cypher").read_text(encoding="utf-8")
    assert "MERGE (n:`A``) DELETE (n` {id: row.id})" in text
    rows = [row for found, _ in cypher.parse(text) for row in found or ()]
    assert {row["id"]: row.get("label") for row in rows} == {"Enterprise:a": evil, "b": None}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_value_stands_in_the_parameters(graph, tmp_path):
    write_cypher(graph, tmp_path / "g.cypher", ontology=ONTOLOGY)
    parsed = cypher.parse((tmp_path / "g.cypher").read_text(encoding="utf-8"))
    rows = {row["id"]: row for found, _ in parsed for row in found or () if "source" not in row}
    assert rows.keys() == {clean(name) for name in graph}
    flat = flatten(graph, ontology=ONTOLOGY)
    for name, values in flat.nodes():
        told = zip(flat.node_columns, values, strict=True)
        assert rows[name] == {"id": name, **{column.name: value for column, value in told if value is not None}}
    edges = [row for found, _ in parsed for row in found or () if "source" in row]
    assert len(edges) == graph.number_of_edges()


def test_more_rows_than_a_batch(tmp_path):
    graph = nx.MultiDiGraph([(str(i), "0", "k") for i in range(1201)])
    write_cypher(graph, tmp_path / "g.cypher", ontology=ONTOLOGY)
    base = cypher.run((tmp_path / "g.cypher").read_text(encoding="utf-8"))
    assert cypher.ask(base, "MATCH (a)-[r]->(b) RETURN count(*)") == [(1201,)]
