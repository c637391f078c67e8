"""Pairs of a document -> statements and attributes: one for each pair, symmetric ones once, no contradictions."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kg.relations.extract import Models, attributes, statements
from kg.relations.feature import pairs
from tests.relations.marked import ONTOLOGY, context_of, form


class Scores:
    """A ranker that gives each relation a fixed probability."""

    def __init__(self, **scores):
        self.fixed = scores

    def scores(self, asked):
        return [defaultdict(float, self.fixed) for _ in asked]


def told(marked, ranker=None, date=None):
    context = context_of(marked, date)
    found = statements(context, ONTOLOGY, pairs(context, ONTOLOGY), Models(ranker))
    return context, found


def triples(marked, ranker=None):
    context, found = told(marked, ranker)
    return [(form(context, s.head), s.relation, form(context, s.tail)) for s in found]


def test_without_models_the_rules_tell():
    assert triples("[[E|远山智造]]落户[[K|云岭开发区]]。") == [("远山智造", "SETTLES_IN", "云岭开发区")]


def test_co_occurrence_is_no_relation():
    assert triples("[[E|远山智造]]介绍了[[K|云岭开发区]]的营商环境。") == []


def test_what_is_denied_is_not_told():
    assert triples("[[E|远山智造]]未能与[[E|岚州储能]]达成合作。") == []


def test_a_relation_told_twice_is_one_statement():
    assert triples("[[E|远山智造]]落户[[K|云岭开发区]]。[[E|远山智造]]入驻[[K|云岭开发区]]。") == [
        ("远山智造", "SETTLES_IN", "云岭开发区")
    ]


def test_a_symmetric_relation_is_told_once_in_order_of_the_text():
    assert triples("[[E|远山智造]]与[[E|岚州储能]]合作。", Scores(PARTNERS_WITH=0.9)) == [
        ("远山智造", "PARTNERS_WITH", "岚州储能")
    ]


def test_of_a_relation_and_its_inverse_the_one_told_first_is_kept():
    assert triples("[[E|远山智造]]供应[[E|岚州储能]]。", Scores(SUPPLIES=0.9)) == [("远山智造", "SUPPLIES", "岚州储能")]


def test_a_subsidiary_is_not_also_told_as_a_stake():
    found = triples("[[E|远山集团]]旗下[[E|岚州储能]]投产。", Scores(SUBSIDIARY_OF=0.8, HOLDS_STAKE_IN=0.9))
    assert found == [("远山集团", "HOLDS_STAKE_IN", "岚州储能")]


def test_a_zone_is_no_partner_of_what_settles_in_it():
    scores = Scores(PARTNERS_WITH=0.9, SETTLES_IN=0.6)
    assert triples("[[K|云岭开发区]]与[[E|远山智造]]签约。", scores) == [("远山智造", "SETTLES_IN", "云岭开发区")]


@pytest.mark.parametrize(("part", "settles", "kept"), [(0.9, 0.8, "PART_OF"), (0.8, 0.9, "SETTLES_IN")])
def test_part_of_and_settles_in_exclude_each_other(part, settles, kept):
    found = triples("[[P|储能项目]]位于[[K|云岭开发区]]。", Scores(PART_OF=part, SETTLES_IN=settles))
    assert found == [("储能项目", kept, "云岭开发区")]


def test_a_relation_that_the_ranker_doubts_is_not_told():
    assert triples("[[E|远山智造]]落户[[K|云岭开发区]]。", Scores(SETTLES_IN=0.005)) == []


def test_a_statement_carries_rule_trigger_passage_and_year():
    context, (statement,) = told("近日有喜。2022年7月,[[E|远山智造]]落户[[K|云岭开发区]]。")
    assert (statement.rule, statement.trigger, statement.year) == ("settles_in.enter", "落户", 2022)
    assert context.text[statement.start : statement.end] == "2022年7月,远山智造落户云岭开发区。"


def test_two_years_in_a_sentence_are_no_year():
    _, (statement,) = told("2021年考察,2022年[[E|远山智造]]落户[[K|云岭开发区]]。")
    assert statement.year is None


def test_a_date_that_is_not_known_is_no_year():
    _, (statement,) = told("去年12月,[[E|远山智造]]落户[[K|云岭开发区]]。")
    assert statement.year is None


def test_a_date_is_resolved_against_the_day_of_publication():
    _, (statement,) = told("去年12月,[[E|远山智造]]落户[[K|云岭开发区]]。", date="2024-03-05")
    assert statement.year == 2023


def test_a_quantity_goes_to_one_name_and_a_name_has_one_value():
    context = context_of("[[P|储能项目]]投资3亿元,[[P|光伏项目]]开工。")
    found = attributes(context, ONTOLOGY, pairs(context, ONTOLOGY), Models(Scores(investment_cny=0.9)))
    assert [(form(context, a.term), a.attribute, a.value) for a in found] == [("储能项目", "investment_cny", 300000000)]
