"""What was planned for a date that has passed, and what became of it."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.ontology.load import load
from kg.promise import promises
from kg.records import Document, Evidence, Fact
from tests.test_difference import two_years

ONTOLOGY = load()
NODE = "Project:甲"


def fact(attribute, value, place, realis="fact", quote="证据"):
    return Fact(attribute, value, realis, Evidence(place[0], int(place[1:] or 0), 99, quote, "test"))


def graph(*facts, **attributes):
    dates = {"a": "2022-01-05", "b": "2023-01-05", "c": "2024-01-05", "u": None}
    made = nx.MultiDiGraph(documents={name: Document(name, "", date=date) for name, date in dates.items()})
    made.add_node(NODE, type="Project", label="甲", facts=facts, **attributes)
    return made


def found(old, new=None, as_of="2024-06-01"):
    return [(p.attribute, p.date, p.status, p.new_date) for p in promises(old, new or old, as_of, ONTOLOGY)]


PLAN = fact("start", "2022-06", "a")


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ((), "open"),
        ((fact("stage", "under_construction", "b"),), "kept"),
        ((fact("stage", "operating", "b"),), "kept"),
        ((fact("stage", "signed", "b"),), "open"),
        ((fact("stage", "planned", "b", "planned"),), "open"),
        ((fact("stage", "terminated", "b", "terminated"),), "ended"),
        ((fact("stage", "under_construction", "u"),), "kept"),
    ],
)
def test_what_became_of_a_start(since, status):
    assert found(graph(PLAN, *since)) == [("start", "2022-06", status, None)]
    assert found(graph(PLAN), graph(*since)) == [("start", "2022-06", status, None)]


def test_a_stage_that_was_told_before_keeps_no_later_promise():
    told = (fact("stage", "under_construction", "a"), fact("finish", "2023-06", "b"))
    assert found(graph(*told)) == [("finish", "2023-06", "open", None)]
    assert found(graph(fact("stage", "completed", "a"), fact("start", "2023-06", "b"))) == [
        ("start", "2023-06", "open", None)
    ]


def test_a_later_date_is_a_promise_put_off():
    told = (PLAN, fact("start", "2023-09", "b"))
    assert found(graph(*told), as_of="2023-06-01") == [("start", "2022-06", "postponed", "2023-09")]
    assert found(graph(*told)) == [("start", "2023-09", "open", None), ("start", "2022-06", "postponed", "2023-09")]


@pytest.mark.parametrize(("as_of", "due"), [("2022-06-30", 0), ("2022-07-01", 1), ("2022-07", 1), ("2022", 0)])
def test_a_date_has_passed_when_its_last_day_has(as_of, due):
    assert len(found(graph(PLAN), as_of=as_of)) == due


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (fact("start", "2021-06", "a"), 0),
        (fact("start", "2021-06", "a", "planned"), 1),
        (fact("start", "2022-06", "u", quote="于2022年6月开工"), 0),
        (fact("start", "2022-06", "u", quote="计划2022年6月开工"), 1),
    ],
    ids=["past when told", "told as a plan", "undated", "undated with a word of a plan"],
)
def test_what_is_a_promise(told, due):
    assert len(found(graph(told))) == due


def test_a_stage_that_a_person_set_counts():
    assert found(graph(PLAN, stage="operating", corrected=("stage",))) == [("start", "2022-06", "kept", None)]
    assert found(graph(PLAN, stage="terminated", corrected=("stage",))) == [("start", "2022-06", "ended", None)]


def test_a_relation_that_was_planned_for_a_year():
    piece = Evidence("a", 0, 2, "拟落户", "test")
    old = graph()
    old.add_node("Park:乙", type="Park", label="乙")
    new = old.copy()
    told = {"relation": "SETTLES_IN", "realis": "planned", "year": 2022, "evidence": (piece,)}
    old.add_edge(NODE, "Park:乙", key="SETTLES_IN", **told)
    assert found(old, new) == [("year", "2022", "open", None)]
    later = Evidence("b", 0, 2, "落户", "test")
    new.add_edge(NODE, "Park:乙", key="SETTLES_IN", relation="SETTLES_IN", realis="fact", evidence=(later,))
    (kept,) = promises(old, new, "2024", ONTOLOGY)
    assert (kept.status, kept.answer) == ("kept", later)


def test_the_two_years_keep_their_promise_with_both_passages():
    (kept,) = promises(*two_years(), "2024-01-01", ONTOLOGY)
    assert (kept.status, kept.told.quote, kept.answer.quote) == ("kept", "计划2023年6月开工", "储能项目开工")
