"""What others read of the graphs that kg builds from the seed and from our own articles: every node, edge and value."""

import csv
import json
import math
from pathlib import Path

import igraph
import networkx as nx
import openpyxl
import pandas as pd
import pyshacl
import pytest
import rdflib

import kg
from kg.export import files_of, writer
from kg.ontology.load import load
from tests.readers import cypher, gephi, node

ROOT = Path(__file__).parents[2]
ONTOLOGY = load()
SHAPES = rdflib.Graph().parse(ROOT / "tests" / "readers" / "shapes.ttl")
NODE = ("label", "type", "stage", "investment_cny")
EDGE = ("label", "relation", "realis", "confidence", "weight", "stage", "amount_cny")


@pytest.fixture(scope="module", params=["seeds", "tests/corpus"])
def graph(request):
    return kg.build([ROOT / request.param]).nx


@pytest.fixture
def written(graph, tmp_path):
    def write(form):
        path = tmp_path / f"graph.{form}"
        writer(form)(graph, path, ontology=ONTOLOGY)
        return files_of(form, path)

    return write


def pick(names, told):
    """The values of the names that have one: for some readers an absent value is empty, for others not a number."""
    found = {name: told.get(name) for name in names}
    return {k: v for k, v in found.items() if v not in (None, "") and not (isinstance(v, float) and math.isnan(v))}


def expected(graph):
    nodes = {name: pick(NODE, data) for name, data in graph.nodes(data=True)}
    edges = [(h, t, pick(EDGE, data), data["evidence"][0].quote) for h, t, data in graph.edges(data=True)]
    return nodes, sorted(edges, key=repr)


def told(nodes, edges, quotes):
    """The same of what a reader found: attributes by id, and (head, tail, attributes) for each edge."""
    found = [
        (h, t, pick(EDGE, data), quote)
        for (h, t, data), quote in zip(edges, quotes, strict=True)
        if data["evidence"].startswith(quote)
    ]
    return {name: pick(NODE, data) for name, data in nodes.items()}, sorted(found, key=repr)


def same(graph, nodes, edges):
    edges = list(edges)
    quotes = {(h, t, k): data["evidence"][0].quote for h, t, k, data in graph.edges(keys=True, data=True)}
    assert told(nodes, edges, [quotes[h, t, data["relation"]] for h, t, data in edges]) == expected(graph)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx(form, graph, written):
    (path,) = written(form)
    back = nx.read_graphml(path, force_multigraph=True) if form == "graphml" else nx.read_gexf(path)
    same(graph, dict(back.nodes(data=True)), back.edges(data=True))


def test_igraph(graph, written):
    back = igraph.Graph.Read_GraphML(str(*written("graphml")))
    names = back.vs["id"]
    same(
        graph,
        {vertex["id"]: vertex.attributes() for vertex in back.vs},
        [(names[edge.source], names[edge.target], edge.attributes()) for edge in back.es],
    )


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_rules_of_gephi(form, graph, written):
    found = getattr(gephi, f"import_{form}")(*written(form))
    assert found.issues == []
    named = [data | {"label": data.get("LABEL", data.get("label"))} for data in found.nodes.values()]
    edges = [
        data | {"label": data.get("LABEL", data.get("label")), "weight": data["WEIGHT"]}
        for data in found.edges.values()
    ]
    same(graph, {data["id"]: data for data in named}, [(data["source"], data["target"], data) for data in edges])


@pytest.mark.node
@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_parsers_of_gephi_lite(form, graph, written):
    found = node.read(form, *written(form))
    same(graph, found["nodes"], found["edges"].values())


def test_pandas(graph, written):
    nodes, edges = (pd.read_parquet(path) for path in written("parquet"))
    rows = edges.to_dict("records")
    same(graph, nodes.set_index("id").to_dict("index"), [(row["source"], row["target"], row) for row in rows])


def typed(row):
    """The cells of a table as numbers where they are some."""
    return {name: number(value) if name in NUMBERS else value for name, value in row.items()}


def number(text):
    return json.loads(text) if text else None


NUMBERS = {"investment_cny", "confidence", "weight", "amount_cny"}


@pytest.mark.parametrize(("form", "encoding"), [("csv", "utf-8-sig"), ("neo4j", "utf-8")])
def test_tables(form, encoding, graph, written):
    names = {"id": "Id", "label": "Label", "weight": "Weight", "head": "Source", "tail": "Target"}
    if form == "neo4j":
        names = {"id": "id:ID", "head": ":START_ID", "tail": ":END_ID"}
    tables = []
    for path in written(form):
        with path.open(encoding=encoding, newline="") as file:
            rows = list(csv.DictReader(file))
        called = {old: new for new, old in names.items()}
        tables.append([
            typed({called.get(k) or k.partition(":")[0] or k: v for k, v in row.items()}) for row in rows
        ])  # fmt: skip
    nodes, edges = tables
    same(graph, {row["id"]: row for row in nodes}, [(row["head"], row["tail"], row) for row in edges])


def test_a_cypher_engine(graph, written):
    base = cypher.run(written("cypher")[0].read_text(encoding="utf-8"))
    nodes = dict(cypher.ask(base, "MATCH (n) RETURN n.id, n"))
    edges = cypher.ask(base, "MATCH (a)-[r]->(b) RETURN a.id, b.id, r")
    same(graph, nodes, edges)


def test_openpyxl(graph, written):
    book = openpyxl.load_workbook(*written("xlsx"), read_only=True)
    counts = {page.title: sum(1 for _ in page.iter_rows(min_row=2)) for page in book}
    kinds = [kind for _, kind in graph.nodes(data="type")]
    assert counts["关系"] == graph.number_of_edges()
    assert (counts["企业"], counts["园区"]) == (kinds.count("Enterprise"), kinds.count("Park"))
    assert counts["合作伙伴"] == sum(key == "PARTNERS_WITH" for *_, key in graph.edges(keys=True))


@pytest.mark.parametrize("form", ["rdf", "jsonld"])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib warns of itself
def test_rdflib_and_the_shapes(form, graph, written):
    store = rdflib.Graph().parse(*written(form), format="turtle" if form == "rdf" else "json-ld")
    conforms, _, report = pyshacl.validate(store, shacl_graph=SHAPES)
    assert conforms, report
    rows = store.query(
        "SELECT ?h ?r ?t ?c WHERE { ?x a kg:Relation ; rdf:subject/kg:id ?h ; rdf:object/kg:id ?t ; "
        "kg:relation ?r ; kg:confidence ?c }"
    )
    assert sorted(tuple(value.toPython() for value in row) for row in rows) == sorted(
        (h, k, t, data["confidence"]) for h, t, k, data in graph.edges(keys=True, data=True)
    )


PLAN_AS_FACT = """INSERT { ?h ?r ?t } WHERE {
    ?c a kg:Relation ; kg:realis ?x ; rdf:subject ?h ; rdf:predicate ?r ; rdf:object ?t FILTER (?x != "fact") }"""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("DELETE WHERE { ?claim prov:wasDerivedFrom ?passage }", "Less than 1 values"),
        ("DELETE { ?p kg:end ?n } INSERT { ?p kg:end 0 } WHERE { ?p kg:end ?n }", "LessThanConstraint"),
        (PLAN_AS_FACT, "no fact is stated as a plain triple"),
    ],
)
def test_the_shapes_find_what_is_wrong(wrong, message, written):
    store = rdflib.Graph().parse(*written("rdf"), format="turtle")
    store.update(wrong)
    conforms, _, report = pyshacl.validate(store, shacl_graph=SHAPES)
    assert not conforms
    assert message.lower() in report.lower()
