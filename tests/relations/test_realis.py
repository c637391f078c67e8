"""Whether a statement is a fact, a plan, a hope, a claim, or denied."""

from __future__ import annotations

import pytest

from kg.relations.extract import best_instance, sentence_of
from kg.relations.feature import pairs
from kg.relations.realis import denied, realis
from tests.relations.marked import ONTOLOGY, context_of


def place(marked, relation):
    """The context, sentence and place of the first pair between the two marked ends."""
    context = context_of(marked)
    letters = {(context.terms[0].kind, context.terms[1].kind), (context.terms[1].kind, context.terms[0].kind)}
    pair = next(p for p in pairs(context, ONTOLOGY) if (context.kinds[p.head], context.kinds[p.tail]) in letters)
    instance = best_instance(pair, relation)
    return context, sentence_of(context, instance.end - 1), instance


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
