"""Open lists: how many a list declares and which it names."""

from __future__ import annotations

import pytest

from kg.entities.chooser import Name
from kg.entities.lists import open_lists


def lists(text, *forms, kinds=None):
    names, at = [], 0
    for number, form in enumerate(forms):
        at = text.index(form, at)
        names.append(Name(at, at + len(form), kinds[number] if kinds else "Enterprise", "test", 1.0))
        at += len(form)
    return [(total, members, noun, text[start:end]) for total, members, noun, start, end in open_lists(text, names)]


@pytest.mark.parametrize(
    ("text", "forms", "total", "noun"),
    [
        ("笑播文化、众星优品、海选文化等13家直播电商企业。", ["笑播文化", "众星优品", "海选文化"], 13, "直播电商企业"),
        ("引进远山智造和岚州储能等12家企业,投资", ["远山智造", "岚州储能"], 12, "企业"),
        ("引进“远山智造”“岚州储能”、迪川通等20余家企业。", ["远山智造", "岚州储能", "迪川通"], 20, "企业"),
        ("有储能项目、光伏项目等三十个项目。", ["储能项目", "光伏项目"], 30, "项目"),
    ],
)
def test_members_total_and_head_noun(text, forms, total, noun):
    ((declared, members, head, passage),) = lists(text, *forms)
    assert (declared, head) == (total, noun)
    assert members[-1] == len(forms) - 1
    assert passage.endswith(noun)


def test_members_are_indices_in_order_of_the_text():
    text = "远山智造与笑播文化、众星优品、海选文化等13家企业签约。"
    ((_, members, _, passage),) = lists(text, "远山智造", "笑播文化", "众星优品", "海选文化")
    assert members == (0, 1, 2, 3)
    assert passage == "远山智造与笑播文化、众星优品、海选文化等13家企业"


def test_a_name_of_another_type_is_no_member():
    text = "云岭高新区与远山智造、岚州储能等12家企业签约。"
    ((_, members, _, _),) = lists(
        text, "云岭高新区", "远山智造", "岚州储能", kinds=["Park", "Enterprise", "Enterprise"]
    )
    assert members == (1, 2)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("远山智造、岚州储能等2家企业。", ["远山智造", "岚州储能"]),
        ("远山智造、岚州储能等企业。", ["远山智造", "岚州储能"]),
        ("远山智造等待12家客户。", ["远山智造"]),
        ("等12家企业。", []),
    ],
    ids=["names all", "declares none", "another word", "names none"],
)
def test_no_open_list(text, forms):
    assert lists(text, *forms) == []
