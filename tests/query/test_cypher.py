import importlib

import networkx as nx
import pytest

import kg
from kg.errors import MissingPackage
from kg.query.cypher import translate


def test_chinese_labels_and_parameters(g):
    answer = g.cypher(
        "MATCH (e:企业 {name: $name})-[r:合作]-(o) RETURN o.name AS 合作方, r.quote AS 原文 ORDER BY 合作方",
        name="老磨坊粮油",
    )
    assert list(answer) == ["合作方", "原文"]
    assert answer.合作方.tolist() == sorted(g.partners("老磨坊").合作方)
    assert set(answer.原文) == set(g.partners("老磨坊").原文)


def test_codes_and_counts(g):
    assert g.cypher("MATCH (n) RETURN count(n) AS n").n[0] == 78
    assert g.cypher("MATCH ()-[r]->() RETURN count(r) AS n").n[0] == 109
    assert g.cypher("MATCH (:Enterprise)-[:SETTLES_IN]->(:Park) RETURN count(*) AS n").n[0] == 21
    rows = g.cypher("MATCH (p:项目) WHERE p.investment_cny >= $least RETURN p.name AS n ORDER BY n", {"least": 1e9})
    assert rows.n.tolist() == sorted(g.projects(min_investment=1e9, type="项目").项目)


def test_nodes_relationships_and_paths_come_as_dicts(g):
    row = g.cypher("MATCH p = (a:企业)-[r:供应]->(b {name: '比亚迪'}) RETURN a, r, p").iloc[0]
    assert row["a"]["label"] == "Enterprise"
    assert row["a"]["aliases"] == "天子铝业"
    assert "investment_cny" not in row["a"]
    assert row["r"]["realis"] == "fact"
    assert row["r"]["evidence"] == 1
    assert [node["name"] for node in row["p"]["nodes"]] == ["河南天子铝业有限公司", "比亚迪"]


@pytest.mark.parametrize(
    "value", ["'", '"', "\\", "老磨坊' OR true //", "}) DETACH DELETE n //", "换\n行", "$name", "`x`", ""]
)
def test_a_name_is_never_a_part_of_the_query(g, value):
    assert len(g.cypher("MATCH (e {name: $name}) RETURN e.name AS n", name=value)) == 0
    assert g.cypher("RETURN $name AS n", name=value).n.tolist() == [value]
    assert g.cypher("MATCH (n) RETURN count(n) AS n").n[0] == 78


@pytest.mark.parametrize(
    "query",
    [
        "CREATE (:企业 {id: 'x'})",
        "MATCH (n) SET n.name = 'x'",
        "MATCH (n) DETACH DELETE n",
        "match (n) delete n",
        "MERGE (:企业 {id: 'x'})",
        "COPY (MATCH (n) RETURN n.id) TO 'x.csv'",
        "LOAD FROM '/etc/passwd' RETURN *",
        "DROP TABLE Enterprise",
        "ALTER TABLE Enterprise ADD x INT64",
        "CALL show_tables() RETURN *",
        "INSTALL httpfs",
        "ATTACH 'x.db' AS x",
        "EXPORT DATABASE 'x'",
    ],
)
def test_what_writes_or_reaches_for_files_is_refused(g, query):
    with pytest.raises(ValueError, match="is refused: Cypher reads this graph and does not change it"):
        g.cypher(query)


def test_a_wrong_query_tells_where(g):
    with pytest.raises(ValueError, match="the Cypher query failed: Parser exception"):
        g.cypher("MATCH (n:企业 RETURN n")
    with pytest.raises(ValueError, match="航母"):
        g.cypher("MATCH (n:航母) RETURN n")
    with pytest.raises(ValueError, match=r"the query asks for \$least, \$name; give a value, for example least="):
        g.cypher("MATCH (n {name: $name}) WHERE n.x > $least AND n.y <> '$other' RETURN n.id")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("MATCH (a:企业)", "MATCH (a:Enterprise)"),
        ("MATCH (:企业:园区)", "MATCH (:Enterprise:Park)"),
        ("-[r:合作|供应|:持股*1..2]-", "-[r:PARTNERS_WITH|SUPPLIES|:HOLDS_STAKE_IN*1..2]-"),
        ("WHERE a:企业", "WHERE a:Enterprise"),
        ("(a {name: 企业})", "(a {name: 企业})"),
        ("EXISTS { MATCH (a)-[:合作]-() }", "EXISTS { MATCH (a)-[:PARTNERS_WITH]-() }"),
        ("RETURN '(:企业)' // (:企业)\n", "RETURN '(:企业)' // (:企业)\n"),
        ('/* :企业 */ RETURN ":企业"', '/* :企业 */ RETURN ":企业"'),
        ("MATCH (a:`企业`)", "MATCH (a:`企业`)"),
        ("RETURN 1 AS 企业", "RETURN 1 AS 企业"),
        ("RETURN 'it\\'s' AS set_1, n.set", "RETURN 'it\\'s' AS set_1, n.set"),
        ("MATCH (a: 企业)", "MATCH (a: Enterprise)"),
    ],
)
def test_translation(g, query, expected):
    assert translate(query, g.ontology) == expected


def test_a_graph_of_another_program():
    graph = nx.MultiDiGraph()
    graph.add_node("远山'智造", label="远山'智造")
    graph.add_node('云岭\n"开发区"', type="Zone 1", aliases=("云岭", "岭\\"))
    graph.add_edge("远山'智造", '云岭\n"开发区"', key="落户于 a-b")
    rows = kg.KnowledgeGraph(graph).cypher(
        "MATCH (a)-[r]->(b) RETURN a.name AS a, label(r) AS r, b.id AS b, b.aliases AS c"
    )
    assert rows.values.tolist() == [["远山'智造", "落户于_a_b", '云岭\n"开发区"', "云岭|岭\\"]]


def test_an_empty_graph():
    assert kg.KnowledgeGraph(nx.MultiDiGraph()).cypher("MATCH (n:企业) RETURN n.name AS n").n.tolist() == []


def test_without_ladybug_the_message_tells_the_cure(monkeypatch):
    def refuse(name, *rest):
        raise ModuleNotFoundError("No module named 'ladybug'", name="ladybug")

    monkeypatch.setattr(importlib, "import_module", refuse)
    with pytest.raises(MissingPackage, match="pip install ladybug"):
        kg.KnowledgeGraph(nx.MultiDiGraph()).cypher_answer("RETURN 1", {})
