"""Whether a statement is a fact, a plan, a hope, a claim, or denied."""

from __future__ import annotations

import pytest

from kg.relations.extract import best_instance
from kg.relations.feature import pairs
from kg.relations.realis import denied, only_planned, realis
from tests.relations.marked import ONTOLOGY, context_of, form


def place(marked, relation):
    """The context, sentence and place of the first pair between the two marked ends."""
    context = context_of(marked)
    letters = {(context.terms[0].kind, context.terms[1].kind), (context.terms[1].kind, context.terms[0].kind)}
    pair = next(p for p in pairs(context, ONTOLOGY) if (context.kinds[p.head], context.kinds[p.tail]) in letters)
    instance = best_instance(pair, relation)
    return context, context.sentence_at(instance.end - 1), instance


@pytest.mark.parametrize(
    ("marked", "relation", "stage", "expected"),
    [
        ("[[E|远山智造]]落户[[K|云岭开发区]]。", "SETTLES_IN", None, "fact"),
        ("[[E|远山智造]]拟落户[[K|云岭开发区]]。", "SETTLES_IN", None, "planned"),
        ("[[E|远山智造]]计划投资建设[[P|储能项目]]。", "UNDERTAKES", None, "planned"),
        ("[[E|远山智造]]拟合资落户[[K|云岭开发区]]。", "SETTLES_IN", "signed", "fact"),
        ("[[E|远山智造]]落户[[K|云岭开发区]]。", "SETTLES_IN", "planned", "planned"),
        ("[[E|远山智造]]正与[[K|云岭开发区]]洽谈。", "SETTLES_IN", None, "negotiating"),
        ("[[E|远山智造]]已终止与[[E|岚州储能]]的合作。", "PARTNERS_WITH", None, "terminated"),
        ("[[E|远山智造]]已终止与[[E|岚州储能]]的合作。", "PARTNERS_WITH", "terminated", "terminated"),
        ("鼓励[[E|远山智造]]与[[E|岚州储能]]合作。", "PARTNERS_WITH", None, "encouraged"),
        ("[[E|远山智造]]争创[[H|省级绿色工厂]]。", "AWARDED", None, "aspired"),
        ("[[E|远山智造]]获评[[H|省级绿色工厂]]。", "AWARDED", None, "fact"),
        ("据传[[E|远山智造]]将收购[[E|岚州储能]]。", "HOLDS_STAKE_IN", None, "claimed"),
        ("[[E|远山智造]]投产,[[E|岚州储能]]供应电芯。", "SUPPLIES", None, "fact"),
    ],
)
def test_what_is_known_of_a_relation(marked, relation, stage, expected):
    context, sentence, instance = place(marked, relation)
    assert realis(context, ONTOLOGY, sentence, instance, relation, stage) == expected


def test_a_word_inside_a_name_says_nothing():
    context, sentence, instance = place("[[E|计划科技]]落户[[K|云岭开发区]]。", "SETTLES_IN")
    assert realis(context, ONTOLOGY, sentence, instance, "SETTLES_IN", None) == "fact"


@pytest.mark.parametrize(
    ("marked", "relation", "expected"),
    [
        ("[[E|远山智造]]未能与[[E|岚州储能]]合作。", "PARTNERS_WITH", True),
        ("[[E|远山智造]]没有与[[E|岚州储能]]合作。", "PARTNERS_WITH", True),
        ("[[E|远山智造]]不再投资[[P|储能项目]]。", "UNDERTAKES", True),
        ("[[E|远山智造]]与[[E|岚州储能]]合作。", "PARTNERS_WITH", False),
        ("此前未能投产,如今[[E|远山智造]]与[[E|岚州储能]]合作。", "PARTNERS_WITH", False),
    ],
)
def test_what_is_denied(marked, relation, expected):
    context, sentence, instance = place(marked, relation)
    assert denied(context, ONTOLOGY, sentence, instance) is expected


@pytest.mark.parametrize(
    ("marked", "planned"),
    [
        ("[[P|储能项目]]完成备案,计划明年3月动工。", True),
        ("[[P|电池项目]]已于8月开工;[[P|储能项目]]完成备案,计划明年3月动工。", True),
        ("[[P|一期]]已投产,[[P|储能项目]]将于明年投产。", True),
        ("[[P|储能项目]]已开工,预计明年投产。", False),
        ("[[P|储能项目]]签约落地,计划投资20亿元。", False),
        ("[[P|储能项目]]投资20亿元。", False),
        ("昨日,12个重点项目集中开工。[[P|储能项目]]计划明年投产。", False),
        ("昨日,[[P|电池项目]]开工。[[P|储能项目]]计划明年投产。", True),
        ("[[P|储能项目]]达产后年产值5亿元。", False),
        ("[[P|储能项目]]拟投资5亿元,今天与[[K|云岭开发区]]签约。", False),
        ("三、下一步打算\n推动[[P|储能项目]]开工建设。", True),
        ("三、下一步打算\n[[P|储能项目]]已开工建设。", False),
        ("三、下一步打算\n抓招商。\n四、附录\n[[P|储能项目]]开工建设。", False),
    ],
)
def test_a_plan_alone_is_told_of_a_project(marked, planned):
    context = context_of(marked)
    referent = next(term.referent for i, term in enumerate(context.terms) if form(context, i) == "储能项目")
    places = [(s, i) for s in context.sentences for i in s.terms if context.terms[i].referent == referent]
    assert only_planned(context, ONTOLOGY, places, "under_construction") is planned
