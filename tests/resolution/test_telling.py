"""What stands where passages differ: dates and the order of telling decide, an end outweighs what is not later."""

from __future__ import annotations

import pytest

from kg.ontology.load import load
from kg.records import Evidence, Fact
from kg.resolution.telling import differing, in_order, later, standing, standing_stage

ONTOLOGY = load()
DATES = {"a": "2022-03", "b": "2022-03-09", "c": "2023", "d": "2024-01-02", "u": None, "v": None}


def at(document, start=0):
    return Evidence(document, start, start + 2, "证据", "test")


def telling(place, realis, stage=None, amount=None):
    """What one passage (``a``, or ``a7`` at offset 7) tells of a relation."""
    evidence = at(place[0], int(place[1:] or 0))
    values = (("realis", realis), ("stage", stage), ("amount_cny", amount))
    return [Fact(name, value, realis, evidence) for name, value in values if value is not None]


@pytest.mark.parametrize(
    ("one", "other", "is_later"),
    [
        (at("c"), at("a"), True),
        (at("a"), at("c"), False),
        (at("b"), at("a"), False),
        (at("d"), at("u"), False),
        (at("v"), at("u"), False),
        (at("u", 9), at("u", 3), True),
        (at("u", 3), at("u", 3), False),
    ],
    ids=["year", "back", "a day of the month", "undated", "both undated", "place", "one place"],
)
def test_what_is_known_to_be_told_later(one, other, is_later):
    assert later(one, other, DATES) is is_later


@pytest.mark.parametrize(
    ("tellings", "realis", "stage"),
    [
        ([("a", "fact", "signed"), ("c", "terminated", "terminated")], "terminated", "terminated"),
        ([("c", "fact", "signed"), ("a", "terminated", "terminated")], "fact", "signed"),
        ([("u", "fact", "signed"), ("v", "terminated", "terminated")], "terminated", "terminated"),
        ([("u", "fact", "signed"), ("u9", "terminated", "terminated")], "terminated", "terminated"),
        ([("u9", "fact", "signed"), ("u", "terminated", "terminated")], "fact", "signed"),
        ([("a", "terminated", "terminated"), ("c", "encouraged")], "terminated", "terminated"),
        ([("a", "terminated", None), ("c", "planned", "planned")], "planned", "planned"),
        ([("a", "fact", "operating"), ("c", "fact", "signed")], "fact", "operating"),
        ([("a", "fact", None), ("c", "planned", "planned")], "fact", None),
        ([("a", "fact", "terminated")], "terminated", None),
        ([("a", "negotiating", "negotiating"), ("c", "planned", "planned")], "negotiating", "negotiating"),
    ],
)
def test_what_stands_of_a_relation(tellings, realis, stage):
    facts = [fact for told in tellings for fact in telling(*told)]
    for order in (facts, facts[::-1]):
        found = standing(order, DATES, ONTOLOGY)
        assert (found["realis"], found["stage"]) == (realis, stage)


def test_the_first_amount_of_what_stands_is_taken_before_that_of_a_plan():
    facts = [*telling("a", "planned", None, 5), *telling("c", "fact", None, 3), *telling("d", "fact", None, 4)]
    assert standing(facts, DATES, ONTOLOGY)["amount_cny"] == 3
    assert standing(facts[:2], DATES, ONTOLOGY)["amount_cny"] == 5


def test_a_thing_that_ended_and_began_again_has_the_stage_told_since():
    facts = [
        Fact("stage", stage, "fact", at(place))
        for place, stage in (("a", "operating"), ("c", "terminated"), ("d", "signed"))
    ]
    assert standing_stage(facts, DATES, ONTOLOGY) == "signed"
    assert standing_stage(facts[:2], DATES, ONTOLOGY) == "terminated"
    assert standing_stage(facts[:1], DATES, ONTOLOGY) == "operating"
    assert standing_stage([], DATES, ONTOLOGY) is None


def test_facts_come_in_the_order_of_telling():
    facts = [Fact("stage", "signed", "fact", at(document)) for document in "dcbau"]
    assert [fact.evidence.document for fact in in_order(facts, DATES)] == ["u", "a", "b", "c", "d"]


def test_passages_differ_where_they_tell_two_values_of_one_thing():
    assert not differing([*telling("a", "fact", "signed"), *telling("c", "fact", "signed", 5)])
    assert differing([*telling("a", "fact", "signed"), *telling("c", "fact", "operating")])
    assert differing([*telling("a", "fact"), *telling("c", "planned")])
