"""Turtle and JSON-LD, read with rdflib: one store from both, its shape asked in SPARQL, and our own reader."""

import networkx as nx
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib.compare import isomorphic

from kg.errors import GraphFileError
from kg.export.rdf import read_jsonld, read_rdf, write_jsonld, write_rdf
from kg.ontology.load import load
from kg.records import OpenList
from tests.export.samples import bare, contract_graphs, graphs
from tests.samples import gold_graph

ONTOLOGY = load()
FORMS = {"turtle": (write_rdf, read_rdf), "json-ld": (write_jsonld, read_jsonld)}


@pytest.fixture(scope="module")
def graph():
    made = gold_graph("seed", "A01")
    evidence = next(iter(made.edges(data="evidence")))[2][0]
    made.graph["lists"] = (OpenList(13, tuple(sorted(made))[:2], "企业", evidence),)
    return made


@pytest.fixture(scope="module")
def folder(graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rdf")
    for form, (write, _) in FORMS.items():
        write(graph, folder / form, ontology=ONTOLOGY)
    return folder


@pytest.fixture(scope="module")
def store(folder):
    return rdflib.Graph().parse(str(folder / "turtle"), format="turtle")


def ask(store, query):
    """The rows of a SPARQL query as tuples of Python values."""
    return [tuple(None if v is None else v.toPython() for v in row) for row in store.query(query)]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib warns of itself
def test_both_forms_state_the_same(folder, store):
    assert isomorphic(store, rdflib.Graph().parse(str(folder / "json-ld"), format="json-ld"))


@pytest.mark.parametrize("form", FORMS)
def test_our_reader_gives_an_equal_graph(form, graph, folder):
    back = FORMS[form][1](folder / form)
    assert nx.utils.nodes_equal(back.nodes(data=True), graph.nodes(data=True))
    assert nx.utils.edges_equal(back.edges(keys=True, data=True), graph.edges(keys=True, data=True), directed=True)
    assert back.graph["judgements"] == graph.graph["judgements"]
    assert back.graph["lists"] == graph.graph["lists"]
    assert {d.id: (d.title, d.text) for d in back.graph["documents"].values()} == {
        name: (document.title, "") for name, document in graph.graph["documents"].items()
    }


def test_every_entity_has_a_type_and_a_label(graph, store):
    rows = ask(
        store,
        """SELECT ?id ?kind ?label WHERE { ?entity a kg:Entity ; kg:id ?id ; skos:prefLabel ?label ; a ?class .
           ?class rdfs:subClassOf kg:Entity ; rdfs:label ?kind FILTER (lang(?label) = "zh" && lang(?kind) = "zh") }""",
    )
    kinds = {name: (ONTOLOGY.entity_types[data["type"]].label, data["label"]) for name, data in graph.nodes(data=True)}
    assert {name: (str(kind), str(label)) for name, kind, label in rows} == kinds


def test_every_claim_quotes_its_document(graph, store):
    rows = ask(
        store,
        """SELECT ?head ?relation ?tail ?quote ?start ?end ?document WHERE {
           ?claim a kg:Relation, rdf:Statement ; rdf:subject/kg:id ?head ; rdf:object/kg:id ?tail ;
             kg:relation ?relation ; prov:qualifiedDerivation/prov:entity ?passage ; prov:wasDerivedFrom ?passage .
           ?passage a kg:Passage ; prov:value ?quote ; kg:start ?start ; kg:end ?end ;
             prov:wasQuotedFrom/schema:identifier ?document }""",
    )
    assert sorted({row[:3] for row in rows}) == sorted((head, key, tail) for head, tail, key in graph.edges(keys=True))
    for *_, quote, start, end, document in rows:
        assert graph.graph["documents"][document].text[start:end] == str(quote)


def test_only_facts_are_stated_as_plain_triples(store):
    plain = "SELECT ?s ?p ?o WHERE { ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:realis ?r . ?s ?p ?o "
    plain += 'FILTER EXISTS { ?c a kg:Relation } FILTER (?r != "fact") }'
    claims = 'SELECT ?c WHERE { ?c a kg:Relation ; kg:realis ?r FILTER (?r != "fact") }'
    assert ask(store, claims)
    assert ask(store, plain) == []


def test_other_vocabularies_find_their_way(store):
    query = "SELECT ?a ?b WHERE { ?x org:linkedTo ?y ; a org:FormalOrganization ; rdfs:label ?a . ?y rdfs:label ?b }"
    pairs = {(str(a), str(b)) for a, b in ask(store, query)}
    assert ("海熙药业", "方达集团") in pairs
    query = 'ASK { ?p a schema:Project ; rdfs:label "益海特油项目"@zh ; kg:investment_cny 300000000 }'
    assert store.query(query).askAnswer


def test_equal_graphs_give_equal_bytes(graph, folder, tmp_path):
    turned = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    for form, (write, _) in FORMS.items():
        write(turned, tmp_path / form, ontology=ONTOLOGY)
        assert (tmp_path / form).read_bytes() == (folder / form).read_bytes()


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_graph_is_read(form, graph, tmp_path):
    write, read = FORMS[form]
    write(graph, tmp_path / "g", ontology=ONTOLOGY)
    back = read(tmp_path / "g")
    assert set(back) == set(graph)
    assert set(back.edges) == set(graph.edges)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=contract_graphs())
def test_attributes_of_any_contract_graph_come_back(graph, tmp_path):
    write_rdf(graph, tmp_path / "g", ontology=ONTOLOGY)
    back, plain = read_rdf(tmp_path / "g"), bare(graph)
    names = ("type", "label", "aliases", "stage", "investment_cny")
    for node, data in plain.nodes(data=True):
        assert {name: back.nodes[node][name] for name in names} == {name: data[name] for name in names}
        assert [fact.value for fact in back.nodes[node]["facts"]] == [fact.value for fact in data["facts"]]
        assert back.nodes[node]["spans"] == tuple(sorted(set(data["spans"])))
    for *ends, data in plain.edges(keys=True, data=True):
        told = back.edges[tuple(ends)]
        assert [(e.document, e.start, e.end, e.rule, e.trigger, e.score) for e in told["evidence"]] == [
            (e.document, e.start, e.end, e.rule, e.trigger, e.score) for e in data["evidence"]
        ]
        assert {name: told[name] for name in data if name != "evidence"} == {
            name: data[name] for name in data if name != "evidence"
        }


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("content", "message"), [("{ <", "cannot be read as"), (None, "there is no such file")])
def test_a_missing_or_damaged_file_is_told(form, content, message, tmp_path):
    if content is not None:
        (tmp_path / "g").write_text(content, encoding="utf-8")
    with pytest.raises(GraphFileError, match=message):
        FORMS[form][1](tmp_path / "g")
