import inspect

import networkx as nx
import pytest

import kg
from kg.ontology.load import load
from kg.query.answer import Answer


def test_it_wraps_the_graph_and_does_not_copy_it(g):
    assert isinstance(g.nx, nx.MultiDiGraph)
    assert kg.KnowledgeGraph(g.nx).nx is g.nx
    assert len(g) == 78
    assert {entity.id for entity in g} == set(g.nx)


def test_what_is_in_it(g):
    assert "老磨坊" in g
    assert g["老磨坊"] in g
    assert "特斯拉" not in g
    assert 7 not in g


def test_an_ontology_of_its_own(g):
    ontology = load()
    other = kg.KnowledgeGraph(g.nx, ontology)
    assert other.ontology is ontology
    assert other.subgraph(["比亚迪"]).ontology is ontology
    assert g.ontology.label("SETTLES_IN") == "落户"


def test_questions_are_made_of_answers(g):
    assert isinstance(g.answers.partners("老磨坊"), Answer)
    assert g.partners("老磨坊").equals(g.answers.partners("老磨坊").frame())
    assert g.answers is g.answers


def test_help_tells_the_arguments_and_the_frame():
    signature = inspect.signature(kg.KnowledgeGraph.tenants)
    assert list(signature.parameters) == ["self", "park", "type", "nested", "realis"]
    assert signature.return_annotation == "pd.DataFrame"
    assert signature.parameters["realis"].default == "fact"


@pytest.mark.parametrize(
    "name", ["relations", "partners", "tenants", "supply", "honours", "paths", "ranking", "investments"]
)
def test_facts_unless_asked(name):
    assert inspect.signature(getattr(kg.KnowledgeGraph, name)).parameters["realis"].default == "fact"


def test_one_answer_is_the_same_each_time(g):
    for question in ("relations", "partners", "tenants", "projects", "investments", "ranking", "history", "doubtful"):
        assert getattr(g, question)().equals(getattr(g, question)())
