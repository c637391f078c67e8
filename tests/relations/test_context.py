"""Terms in their sentences: names, quantities and dates, enumerations, carried subjects, definite nouns."""

from __future__ import annotations

import pytest

from tests.relations.marked import context_of, form


def terms(marked, date=None):
    context = context_of(marked, date)
    return [(form(context, i), term.kind, term.value) for i, term in enumerate(context.terms)]


def test_quantities_and_dates_are_terms_with_their_values():
    marked = "[[E|远山智造]]2022年7月投资3.5亿元和500万美元,占地6000平方米,年产2000吨。"
    assert terms(marked) == [
        ("远山智造", "E", None),
        ("2022年7月", "T", "2022-07"),
        ("3.5亿元", "M", 350000000),
        ("500万美元", "U", 5000000),
        ("6000平方米", "A", 6000),
        ("年产2000吨", "C", "年产2000吨"),
    ]


def test_quantities_inside_a_name_are_no_terms():
    assert terms("[[P|10亿元储能项目]]开工。") == [("10亿元储能项目", "P", None)]


def test_shares_counts_and_mu_are_no_terms():
    assert terms("[[E|远山智造]]有员工200人,增长12%,占地120亩。") == [("远山智造", "E", None)]


def test_members_of_an_enumeration_share_its_number():
    context = context_of("[[E|远山智造]]、[[E|岚州储能]]和[[E|迪川通]]走访[[E|海岳药业]]、[[K|云岭开发区]]。")
    assert context.list_of == [0, 0, 0, 1, 2]


@pytest.mark.parametrize(
    ("marked", "kind", "referent"),
    [
        ("[[E|远山智造]]与[[E|岚州储能]]签约。该公司年底投产。", "E", 0),
        ("[[P|储能项目]]开工。该项目占地大。", "P", 0),
        ("[[E|远山智造]]投资[[P|储能项目]]。公司去年纳税。", "E", 0),
        ("[[E|远山智造]]投产,其产品畅销。", "E", 0),
    ],
)
def test_a_definite_noun_is_a_term_of_what_it_stands_for(marked, kind, referent):
    context = context_of(marked)
    last = [term for term in context.terms if term.referent >= 0][-1]
    assert (last.kind, last.referent) == (kind, referent)
    assert context.text[last.start : last.end] in ("该公司", "该项目", "公司", "其")


@pytest.mark.parametrize("text", ["公司名称不变。", "其中一家。", "其他企业。", "上市公司投产。"])
def test_other_uses_of_these_words_are_no_terms(text):
    assert terms("[[E|远山智造]]投产。" + text) == [("远山智造", "E", None)]


def test_the_subject_of_a_sentence_is_carried_into_the_next():
    context = context_of("[[E|远山智造]]投产。纳税上亿。")
    assert [sentence.carried for sentence in context.sentences] == [(), (0,)]


def test_clauses_are_counted_from_the_start_of_the_sentence():
    context = context_of("[[E|远山智造]]投产,纳税上亿,[[E|岚州储能]]开工。")
    (sentence,) = context.sentences
    assert [sentence.clause(term.start) for term in context.terms] == [0, 2]


def test_names_are_blotted_out_where_cues_are_read():
    assert context_of("[[E|计划科技]]拟落户。").masked == "□□□□拟落户。"


def test_words_between_terms_have_their_digits_folded():
    context = context_of("[[E|远山智造]]投资3.5亿元")
    assert context.cut(4, 11) == ["投资", "#", "亿元"]


@pytest.mark.parametrize(
    ("pronoun", "meant"), [("前者", "远山智造"), ("后者", "岚州储能"), ("它", "远山智造"), ("这家上市公司", "远山智造")]
)
def test_pronouns_of_companies(pronoun, meant):
    context = context_of(f"[[E|远山智造]]与[[E|岚州储能]]签约,{pronoun}占六成。")
    if pronoun in ("它", "这家上市公司"):
        context = context_of(f"[[E|远山智造]]与[[E|岚州储能]]签约。{pronoun}占六成。")
    told = {form(context, i): term.referent for i, term in enumerate(context.terms)}
    assert told[pronoun] == told[meant]


def test_they_are_not_it():
    assert [form for form, *_ in terms("[[E|远山智造]]签约。它们投产。")] == ["远山智造"]
