"""The rule engine: where the ends of a relation may stand, lists, 分别, carried subjects, the zone of a document."""

from __future__ import annotations

import dataclasses

import pytest

from kg.ontology.model import Rule, Slot
from kg.relations.rule import hits
from tests.relations.marked import ONTOLOGY, context_of, form


def read(marked, trigger, head, tail):
    """The (head, tail, carried) that one rule reads; a slot is written ``E subject``: letters of types, and where."""
    slots = []
    for slot in (head, tail):
        letters, where = slot.split()
        slots.append(Slot(frozenset(ONTOLOGY.letters[letter] for letter in letters), where))
    rule = Rule("test.rule", "PARTNERS_WITH", trigger, *slots, 0.5, "test", (), ())
    context = context_of(marked)
    ontology = dataclasses.replace(ONTOLOGY, rules=(rule,))
    return [
        (form(context, hit.head), form(context, hit.tail), hit.carried)
        for sentence in context.sentences
        for hit in hits(context, sentence, ontology)
    ]


def test_subject_and_object_of_a_clause():
    assert read("[[E|远山智造]]收购[[E|岚州储能]]。", "收购", "E subject", "E after") == [
        ("远山智造", "岚州储能", False)
    ]


def test_no_trigger_no_relation():
    assert read("[[E|远山智造]]表扬[[E|岚州储能]]。", "收购", "E subject", "E after") == []


def test_an_end_of_another_type_fills_no_slot():
    assert read("[[E|远山智造]]收购[[P|储能项目]]。", "收购", "E subject", "E after") == []


def test_a_trigger_inside_a_name_is_none():
    assert read("[[E|远山智造]]考察[[P|岚州收购站项目]]和[[E|岚州储能]]。", "收购", "E subject", "E after") == []


def test_the_object_stands_in_the_clause_of_the_trigger():
    assert read("[[E|远山智造]]计划收购,[[E|岚州储能]]投产。", "收购", "E subject", "E after") == []


def test_the_subject_may_stand_in_an_earlier_clause_of_its_sentence():
    assert read("[[E|远山智造]]扩产,去年收购[[E|岚州储能]]。", "收购", "E subject", "E after") == [
        ("远山智造", "岚州储能", False)
    ]


def test_before_means_in_the_clause_and_nearest():
    marked = "[[E|远山智造]]和客户来访,[[E|迪川通]]向来看好的[[E|岚州储能]]开工[[P|储能项目]]。"
    assert read(marked, "开工", "E before", "P after") == [("岚州储能", "储能项目", False)]
    assert read("[[E|远山智造]]来访,开工[[P|储能项目]]。", "开工", "E before", "P after") == []


def test_a_subject_is_carried_into_the_next_sentence():
    assert read("[[E|远山智造]]投产。去年收购[[E|岚州储能]]。", "收购", "E subject", "E after") == [
        ("远山智造", "岚州储能", True)
    ]


def test_a_subject_is_not_carried_into_the_next_paragraph():
    marked = (
        "[[E|远山智造]]投产后产值大幅增长,员工收入随之提高,当地税收连年上升,带动就业上千人。\n去年收购[[E|岚州储能]]。"
    )
    assert read(marked, "收购", "E subject", "E after") == []


def test_a_heading_carries_its_names_into_the_text_below():
    assert read("[[E|远山智造]]:老树新枝\n去年收购[[E|岚州储能]]。", "收购", "E subject", "E after") == [
        ("远山智造", "岚州储能", True)
    ]


def test_a_list_fills_a_slot_as_a_whole():
    marked = "[[E|远山智造]]、[[E|岚州储能]]和[[E|迪川通]]落户[[K|云岭开发区]]。"
    assert read(marked, "落户", "E subject", "K after") == [
        ("远山智造", "云岭开发区", False),
        ("岚州储能", "云岭开发区", False),
        ("迪川通", "云岭开发区", False),
    ]


def test_a_list_of_objects_is_taken_as_a_whole():
    assert read("[[E|远山智造]]收购[[E|岚州储能]]、[[E|迪川通]]。", "收购", "E subject", "E after") == [
        ("远山智造", "岚州储能", False),
        ("远山智造", "迪川通", False),
    ]


def test_distributive_lists_of_equal_length_are_paired_in_order():
    marked = "[[E|远山智造]]、[[E|岚州储能]]分别投资[[P|电池项目]]、[[P|光伏项目]]。"
    assert read(marked, "投资", "E subject", "P after") == [
        ("远山智造", "电池项目", False),
        ("岚州储能", "光伏项目", False),
    ]


def test_distributive_lists_of_unequal_length_are_joined_each_with_each():
    marked = "[[E|远山智造]]、[[E|岚州储能]]分别投资[[P|电池项目]]。"
    assert read(marked, "投资", "E subject", "P after") == [
        ("远山智造", "电池项目", False),
        ("岚州储能", "电池项目", False),
    ]


def test_around_takes_what_stands_on_either_side():
    assert read("[[K|云岭开发区]]与[[E|远山智造]]签约。", "签约", "E around", "K subject") == [
        ("远山智造", "云岭开发区", False)
    ]
    assert read("[[K|云岭开发区]]签约[[E|远山智造]]。", "签约", "E around", "K subject") == [
        ("远山智造", "云岭开发区", False)
    ]


def test_zone_is_the_park_after_the_trigger_if_there_is_one():
    marked = "[[K|云岭开发区]]年报。[[E|远山智造]]落户[[K|智造产业园]]。"
    assert read(marked, "落户", "E subject", "K zone") == [("远山智造", "智造产业园", False)]


def test_zone_is_else_the_one_that_the_document_is_about():
    marked = "[[K|云岭开发区]]年报。今年[[K|云岭开发区]]见效,[[E|远山智造]]落户。"
    assert read(marked, "落户", "E subject", "K zone") == [("远山智造", "云岭开发区", True)]


def test_without_a_zone_nothing_settles():
    assert read("[[E|远山智造]]落户。", "落户", "E subject", "K zone") == []


def test_nothing_is_related_to_itself():
    marked = "[[E|河南天子铝业有限公司]]收购[[E|天子铝业]]。"
    assert read(marked, "收购", "E subject", "E after") == []


@pytest.mark.parametrize("pronoun", ["该公司", "这家企业"])
def test_a_definite_noun_stands_for_the_company_told_last(pronoun):
    marked = f"[[E|远山智造]]投产。去年,{pronoun}收购[[E|岚州储能]]。"
    context = context_of(marked)
    rule = Rule(
        "t",
        "HOLDS_STAKE_IN",
        "收购",
        *(Slot(frozenset({"Enterprise"}), w) for w in ("subject", "after")),
        1,
        "",
        (),
        (),
    )
    ontology = dataclasses.replace(ONTOLOGY, rules=(rule,))
    found = [hit for sentence in context.sentences for hit in hits(context, sentence, ontology)]
    assert [(context.terms[h.head].referent, context.terms[h.tail].referent) for h in found] == [(0, 1)]


def test_who_supplies_one_thing_is_not_who_buys_the_next():
    marked = "[[E|远山智造]]扩产。电芯来自[[E|岚州储能]],外壳来自[[E|海岳药业]]。"
    assert read(marked, "来自", "E after", "E subject") == [
        ("岚州储能", "远山智造", True),
        ("海岳药业", "远山智造", True),
    ]


def test_who_buys_may_supply_in_the_next_clause():
    marked = "[[E|远山智造]]供[[E|岚州储能]],[[E|岚州储能]]供[[E|海岳药业]]。"
    assert read(marked, "供", "E subject", "E after") == [
        ("远山智造", "岚州储能", False),
        ("岚州储能", "海岳药业", False),
    ]
