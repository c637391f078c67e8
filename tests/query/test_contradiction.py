"""What contradicts and what is a life: by dates, place and rank; what a person decided is settled."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.ontology.load import load
from kg.query.contradiction import contradictions
from kg.records import Document, Evidence, Fact

ONTOLOGY = load()
DATES = {"a": "2022-01", "b": "2023-05-01", "u": None, "v": None}
ENDS = ("Enterprise:甲", "PARTNERS_WITH", "Enterprise:乙")


def fact(attribute, value, place, realis="fact"):
    return Fact(attribute, value, realis, Evidence(place[0], int(place[1:] or 0), 99, "证据", "test"))


def graph(*told, node=(), **attributes):
    made = nx.MultiDiGraph(documents={name: Document(name, "", date=date) for name, date in DATES.items()})
    made.add_node(ENDS[0], type="Enterprise", facts=tuple(node), **attributes)
    made.add_edge(ENDS[0], ENDS[2], key=ENDS[1], relation=ENDS[1], facts=tuple(told), **attributes)
    return made


def found(made):
    return [(c.subject, c.attribute, [f.value for f in c.tellings]) for c in contradictions(made, ONTOLOGY)]


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (("signed", "a"), ("operating", "b"), False),
        (("operating", "a"), ("signed", "b"), True),
        (("signed", "u"), ("operating", "v"), True),
        (("signed", "u"), ("operating", "u9"), False),
        (("operating", "u"), ("negotiating", "u9"), True),
        (("operating", "a"), ("terminated", "b"), False),
        (("signed", "u"), ("signed", "v"), False),
    ],
)
def test_stages_of_a_thing(first, second, clash):
    told = [fact("stage", *first), fact("stage", *second)]
    expected = [((ENDS[0],), "stage", [first[0], second[0]])] if clash else []
    assert found(graph(node=told)) == expected
    assert found(graph(node=told[::-1])) == expected


def test_two_amounts_told_as_facts_contradict_and_a_plan_does_not():
    told = [fact("investment_cny", 5, "b"), fact("investment_cny", 6, "a"), fact("investment_cny", 7, "a", "planned")]
    assert found(graph(node=told)) == [((ENDS[0],), "investment_cny", [6, 5])]
    assert found(graph(node=told[1:])) == []


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (("negotiating", "a"), ("fact", "b"), False),
        (("fact", "a"), ("negotiating", "b"), True),
        (("fact", "u"), ("terminated", "v"), True),
        (("encouraged", "b"), ("claimed", "a"), False),
    ],
)
def test_what_is_known_of_a_relation(first, second, clash):
    told = [fact("realis", value, place, value) for value, place in (first, second)]
    assert found(graph(*told)) == ([(ENDS, "realis", [first[0], second[0]])] if clash else [])


def test_a_stage_that_goes_with_its_realis_is_one_contradiction_and_amounts_are_another():
    told = [fact("realis", "fact", "b"), fact("stage", "signed", "b"), fact("amount_cny", 5, "b")]
    told += [fact("realis", "negotiating", "b9", "negotiating"), fact("stage", "negotiating", "b9", "negotiating")]
    told += [fact("amount_cny", 6, "a")]
    assert [(attribute, values) for _, attribute, values in found(graph(*told))] == [
        ("realis", ["fact", "negotiating"]),
        ("amount_cny", [6, 5]),
    ]


def test_what_a_person_decided_is_no_contradiction_any_more():
    told = [fact("realis", "fact", "b"), fact("realis", "negotiating", "b9", "negotiating")]
    assert found(graph(*told, review="confirmed")) == []
    node = [
        fact("investment_cny", 5, "a"),
        fact("investment_cny", 6, "b"),
        fact("area_m2", 5, "a"),
        fact("area_m2", 6, "b"),
    ]
    assert [attribute for _, attribute, _ in found(graph(node=node, corrected=("investment_cny",)))] == ["area_m2"]


def test_evidence_of_another_program_is_passed_over():
    made = nx.MultiDiGraph()
    made.add_node("a", facts="a text")
    assert found(made) == []
