"""Which names of a document are looked at together."""

from __future__ import annotations

import pytest

from kg.relations.feature import pairs
from kg.relations.pair import is_phase
from tests.relations.marked import ONTOLOGY, context_of


def joined(marked: str) -> set[tuple[str, str]]:
    """The pairs of a text by the longest form of each end."""
    context = context_of(marked)
    name = {referent: max(forms, key=len) for referent, forms in context.forms.items()}
    return {(name[pair.head], name[pair.tail]) for pair in pairs(context, ONTOLOGY) if pair.tail >= 0}


FAR = "设备已经到货,工人们正在安装。\n今年雨水多,进度却没有落下。\n"


def test_a_phase_is_looked_at_with_what_was_told_last_before_it_however_far():
    found = joined(f"[[P|储能电池项目]]分两期推进。\n{FAR}[[P|一期]]去年投产,[[P|二期极片线]]年底竣工。")
    assert ("一期", "储能电池项目") in found
    assert ("二期极片线", "储能电池项目") in found  # not with the first phase


def test_other_projects_far_apart_are_not_looked_at_together():
    assert ("极片车间", "储能电池项目") not in joined(f"[[P|储能电池项目]]已经开工。\n{FAR}[[P|极片车间]]年底竣工。")


@pytest.mark.parametrize(
    ("name", "phase"),
    [("一期", True), ("二期极片线", True), ("项目三期", True), ("第二阶段工程", True), ("储能项目二期", False)],
)
def test_a_phase_is_known_by_how_its_name_begins(name, phase):
    context = context_of(f"[[P|{name}]]已经开工。")
    assert is_phase(context, context.terms[0].referent) is phase


def test_the_company_that_a_text_is_about_is_looked_at_with_names_of_sentences_without_it():
    told = "[[E|远山智造]]走过十年。[[E|远山智造]]做阀门,[[E|远山智造]]只做阀门。\n" + FAR
    found = joined(told + "[[E|长河重工]]和[[E|海岳药业]]都用它的阀。")
    assert {("远山智造", "长河重工"), ("长河重工", "远山智造"), ("远山智造", "海岳药业")} <= found


def test_a_text_that_says_we_is_about_the_company_that_it_names_first():
    told = "对话[[E|远山智造]]董事长\n问:公司怎么来的?\n答:我们2011年起步,我们只做阀门,公司只有37人。\n" + FAR
    assert ("远山智造", "长河重工") in joined(told + "答:[[E|长河重工]]都在用。")
    assert ("远山智造", "长河重工") not in joined(
        "[[E|远山智造]]已经开工。\n" + FAR + "[[E|长河重工]]都在用。"  # nobody is told most, and nobody says we
    )


def test_names_are_looked_at_with_the_place_told_last_in_their_paragraph():
    found = joined("一批项目在[[L|云岭县]]落地生根。[[P|储能电池项目]]主体封顶。\n[[P|极片车间]]年底竣工。")
    assert ("储能电池项目", "云岭县") in found
    far = joined(f"一批项目在[[L|云岭县]]落地生根。\n{FAR}[[P|极片车间]]年底竣工。")
    assert ("极片车间", "云岭县") not in far


def test_a_project_is_looked_at_with_the_company_and_the_goods_in_its_name():
    text = f"[[P|远山智造储能电池项目]]已经开工。\n{FAR}[[E|远山智造]]去年成立。\n{FAR}[[D|储能电池]]远销海外。"
    found = joined(text)
    assert {("远山智造", "远山智造储能电池项目"), ("远山智造储能电池项目", "储能电池")} <= found
