"""The graph contract: nodes, edges and what they carry, in an order that does not depend on the input's."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest

from kg.graph import assemble
from kg.graph.assemble import chosen
from kg.ontology.load import load
from kg.records import Document, Entity, Evidence, Fact, Judgement, OpenList, Relation

ONTOLOGY = load()


def evidence(start=0, document="a.txt"):
    return Evidence(document, start, start + 2, "证据", "test")


def fact(attribute, value, start=0, document="a.txt", realis="fact"):
    return Fact(attribute, value, realis, evidence(start, document))


ENTITIES = [
    Entity(
        "Enterprise:远山智造",
        "Enterprise",
        "远山智造",
        ("远山",),
        (),
        (("a.txt", 0, 4), ("a.txt", 9, 11), ("b.txt", 3, 7)),
    ),
    Entity("Park:云岭开发区", "Park", "云岭开发区"),
    Entity(
        "Project:储能项目",
        "Project",
        "储能项目",
        (),
        (fact("investment_cny", 1000000000), fact("area_m2", 6000), fact("stage", "signed"), fact("capacity", "2GWh")),
    ),
]
RELATIONS = [
    Relation(
        "Enterprise:远山智造", "UNDERTAKES", "Project:储能项目", "fact", "signed", None, 2022, None, 0.9, (evidence(),)
    ),
    Relation(
        "Enterprise:远山智造",
        "SETTLES_IN",
        "Park:云岭开发区",
        "planned",
        None,
        None,
        None,
        None,
        0.8,
        (evidence(), evidence(5)),
    ),
]


@pytest.fixture
def graph():
    return assemble(ONTOLOGY, [Document("b.txt", "乙"), Document("a.txt", "甲")], ENTITIES, RELATIONS)


def test_it_is_a_directed_graph_with_parallel_edges(graph):
    assert type(graph) is nx.MultiDiGraph


def test_a_node_carries_type_label_aliases_and_counts(graph):
    assert graph.nodes["Enterprise:远山智造"] == {
        "type": "Enterprise",
        "label": "远山智造",
        "aliases": ("远山",),
        "documents": 2,
        "mentions": 3,
        "facts": (),
        "spans": (("a.txt", 0, 4), ("a.txt", 9, 11), ("b.txt", 3, 7)),
    }


def test_what_is_known_of_a_project_are_attributes_of_its_node(graph):
    node = graph.nodes["Project:储能项目"]
    known = {name: node[name] for name in ("investment_cny", "area_m2", "stage", "capacity")}
    assert known == {"investment_cny": 1000000000, "area_m2": 6000, "stage": "signed", "capacity": "2GWh"}
    assert "start" not in node


def test_an_edge_has_its_relation_as_key_and_carries_label_realis_and_evidence(graph):
    assert graph.edges["Enterprise:远山智造", "Park:云岭开发区", "SETTLES_IN"] == {
        "relation": "SETTLES_IN",
        "label": "落户",
        "realis": "planned",
        "confidence": 0.8,
        "weight": 2,
        "evidence": (evidence(), evidence(5)),
    }


def test_stage_and_year_of_an_edge_stand_only_where_they_are_told(graph):
    edge = graph.edges["Enterprise:远山智造", "Project:储能项目", "UNDERTAKES"]
    assert (edge["stage"], edge["year"]) == ("signed", 2022)
    assert "amount_cny" not in edge


def test_documents_judgements_and_lists_are_attributes_of_the_graph():
    judgements = [Judgement("b", "c", "same", "x"), Judgement("a", "b", "unsure", "y")]
    lists = [OpenList(13, ("Enterprise:远山智造",), "企业", evidence())]
    found = assemble(ONTOLOGY, [Document("b.txt", ""), Document("a.txt", "")], (), (), judgements, lists)
    assert list(found.graph["documents"]) == ["a.txt", "b.txt"]
    assert [j.left for j in found.graph["judgements"]] == ["a", "b"]
    assert found.graph["lists"] == tuple(lists)


def test_the_order_of_what_is_given_changes_nothing(graph):
    documents = [Document("a.txt", "甲"), Document("b.txt", "乙")]
    for entities, relations in itertools.product(itertools.permutations(ENTITIES), itertools.permutations(RELATIONS)):
        other = assemble(ONTOLOGY, documents, entities, relations)
        assert list(other.nodes(data=True)) == list(graph.nodes(data=True))
        assert list(other.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ([], None),
        ([fact("area_m2", 5)], None),
        ([fact("investment_cny", 3), fact("investment_cny", 5, 9), fact("investment_cny", 5, 20)], 5),
        ([fact("investment_cny", 5, 9), fact("investment_cny", 3, 2)], 3),
        ([*(fact("investment_cny", 5, at, realis="planned") for at in (0, 9)), fact("investment_cny", 3, 2)], 3),
        ([fact("investment_cny", 5, realis="planned")], 5),
        ([fact("investment_cny", 5, 0, "b.txt"), fact("investment_cny", 3, 9, "a.txt")], 3),
    ],
    ids=["none", "another", "told most often", "told first", "a fact", "a plan alone", "by document"],
)
def test_the_fact_that_stands_for_an_attribute(facts, value):
    found = chosen(facts, "investment_cny")
    assert (found.value if found else None) == value


def test_what_each_passage_tells_stands_on_an_edge_only_where_passages_differ():
    key = ("Enterprise:远山智造", "SETTLES_IN", "Park:云岭开发区")
    told = (Fact("realis", "fact", "fact", evidence()), Fact("realis", "terminated", "terminated", evidence(9)))
    known = {"stage": None, "amount_cny": None, "year": None, "field": None, "confidence": 0.8}
    one = Relation(*key, "fact", **known, evidence=(evidence(),), facts=told[:1])
    two = Relation(*key, "terminated", **known, evidence=(evidence(), evidence(9)), facts=told)
    documents = [Document("a.txt", "甲")]
    assert "facts" not in assemble(ONTOLOGY, documents, ENTITIES, [one]).edges[key[0], key[2], key[1]]
    assert assemble(ONTOLOGY, documents, ENTITIES, [two]).edges[key[0], key[2], key[1]]["facts"] == told


def test_what_a_person_set_stands_before_what_is_told_and_says_so():
    entity = Entity(
        "Project:甲", "Project", "甲", (), (fact("stage", "signed"),), (), "corrected", (("stage", "operating"),)
    )
    node = assemble(ONTOLOGY, [], [entity], []).nodes["Project:甲"]
    assert (node["stage"], node["review"]) == ("operating", "corrected")
    assert [f.value for f in node["facts"]] == ["signed"]


def test_the_dates_of_documents_decide_the_stage_of_what_ended_and_began_again():
    facts = (fact("stage", "terminated", 0, "b.txt"), fact("stage", "signed", 0, "a.txt"))
    entity = Entity("Project:甲", "Project", "甲", (), facts)

    def stage(**dates):
        documents = [Document(f"{name}.txt", "", date=date) for name, date in dates.items()]
        return assemble(ONTOLOGY, documents, [entity], []).nodes["Project:甲"]["stage"]

    assert (stage(a="2023", b="2022"), stage(a="2022", b="2023"), stage(a=None, b=None)) == (
        "signed",
        "terminated",
        "terminated",
    )
