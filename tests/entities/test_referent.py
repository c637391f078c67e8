"""Which names of a document mean the same thing, and why."""

from __future__ import annotations

import dataclasses

import pytest

from kg.entities.chooser import Name
from kg.entities.referent import main_zone, park_key, referents

KINDS = {"E": "Enterprise", "K": "Park", "P": "Project"}


def names_of(marked):
    """The text without marks and the names in [E…], [K…] and [P…]."""
    text, names, rest = "", [], marked
    while "[" in rest:
        before, _, rest = rest.partition("[")
        form, _, rest = rest.partition("]")
        text += before
        names.append(Name(len(text), len(text) + len(form) - 1, KINDS[form[0]], "test", 1.0))
        text += form[1:]
    return text + rest, names


def linked(marked):
    text, names = names_of(marked)
    groups, judgements = referents(text, names)
    return groups, [(j.left, j.right, j.verdict) for j in judgements]


def test_equal_names_of_one_type_mean_one_thing():
    assert linked("[E远山智造]开工。[E远山智造]投产。") == ([0, 0], [])


def test_equal_names_of_two_types_mean_two_things():
    assert linked("[E智造港]管理着[K智造港]。") == ([0, 1], [])


@pytest.mark.parametrize(
    "marked",
    [
        "[E河南天子铝业有限公司]开工,[E天子铝业]投产。",
        "[E天子铝业]投产,[E河南天子铝业有限公司]开工。",
        "[E远山集团]开工,[E宁波远山控股集团有限公司]投产。",
    ],
)
def test_a_short_name_means_the_one_full_name_that_it_can_stand_for(marked):
    groups, judgements = linked(marked)
    assert groups == [0, 0]
    assert [verdict for _, _, verdict in judgements] == ["same"]


def test_the_reason_of_a_short_name_is_told():
    text, names = names_of("[E河南天子铝业有限公司]开工,[E天子铝业]投产。")
    _, (judgement,) = referents(text, names)
    assert (judgement.left, judgement.right) == ("天子铝业", "河南天子铝业有限公司")
    assert judgement.reason == "“天子铝业”是“河南天子铝业有限公司”的简称,文中没有第二个名称可与之对应"


@pytest.mark.parametrize(
    "marked",
    [
        "[E益海粮油]与[E益海小麦]签约。",
        "[E益海粮油有限公司]与[E益海小麦]签约。",
        "[E河南天子铝业有限公司]与[E天子食品]签约。",
        "[E远山智造]与[E岚州储能]签约。",
    ],
)
def test_likeness_alone_links_nothing(marked):
    assert linked(marked) == ([0, 1], [])


def test_a_short_name_of_two_full_names_stays_apart_and_is_put_in_doubt():
    groups, judgements = linked("[E镕城海屿科技有限公司]和[E岚州海屿科技有限公司]。[E海屿科技]投产。")
    assert groups == [0, 1, 2]
    assert sorted(judgements) == [
        ("岚州海屿科技有限公司", "海屿科技", "unsure"),
        ("海屿科技", "镕城海屿科技有限公司", "unsure"),
    ]


@pytest.mark.parametrize("mark", ["(以下简称“{}”)", "(简称“{}”)", "({})", "(下称{})", "(又名“{}”)"])
def test_an_alias_in_a_parenthesis_is_the_name_before_it(mark):
    groups, judgements = linked("[E河北远山智造科技有限公司]" + mark.format("[E大山工坊]") + "签约。[E大山工坊]投产。")
    assert groups == [0, 0, 0]
    assert judgements == [("大山工坊", "河北远山智造科技有限公司", "same")]


def test_a_parenthesis_that_goes_on_is_no_alias():
    assert linked("[E远山智造]([E岚州储能]的客户)签约。")[0] == [0, 1]


def test_two_entries_of_a_gazetteer_are_two_things():
    text, names = names_of("[E迪川通(中岳)]投产,[E迪川通]未参与。")
    assert referents(text, names)[0] == [0, 0]
    listed = [dataclasses.replace(name, source="gazetteer+tagger") for name in names]
    assert referents(text, listed) == ([0, 1], [])


def test_a_bare_zone_is_the_named_one():
    groups, ((left, right, verdict),) = linked("[K云岭经济技术开发区]发布政策,[K开发区]引进企业。")
    assert groups == [0, 0]
    assert (left, right, verdict) == ("云岭经济技术开发区", "开发区", "same")


def test_a_bare_park_is_the_one_told_last_before_it():
    groups, _ = linked("[K云岭智造产业园]开工。[K岚州储能产业园]投产,[K产业园]年底满产。")
    assert groups == [0, 1, 1]


def test_bare_zones_of_a_document_without_a_named_one_are_one():
    assert linked("[K开发区]开工,[K开发区]投产。")[0] == [0, 0]


def test_a_zone_and_its_usual_abbreviation_are_one():
    assert linked("[K云岭高新技术产业开发区]开工,[K云岭高新区]投产。")[0] == [0, 0]


def test_two_zones_stay_apart():
    assert linked("[K云岭高新区]与[K岚州高新区]结对。") == ([0, 1], [])


def test_phases_of_two_paragraphs_are_two_things():
    assert linked("[P储能项目]开工,[P一期]投产。\n[P光伏项目]开工,[P一期]投产。")[0] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("沙家港高新技术产业开发区", "沙家港高新区"),
        ("云岭经济技术开发区", "云岭经开区"),
        ("云岭经济开发区", "云岭经开区"),
        ("岚州综合保税区", "岚州综保区"),
        ("“智造”产业园", "智造产业园"),
    ],
)
def test_zones_are_compared_by_their_usual_abbreviation(form, key):
    assert park_key(form) == key


def test_the_main_zone_is_the_one_told_most_often():
    text, names = names_of("[K岚州高新区]来访。[K云岭开发区]介绍,[K云岭开发区]有优势。")
    groups, _ = referents(text, names)
    assert main_zone(text, names, groups) == 1


def test_a_document_without_parks_has_no_main_zone():
    text, names = names_of("[E远山智造]投产。")
    assert main_zone(text, names, [0]) is None


@pytest.mark.parametrize("mark", ["更名为", "”更名为“", ",现更名为", "改称"])
def test_what_was_renamed_is_one_thing(mark):
    groups, judgements = linked(f"“[K岚北五金科技产业园]{mark}[K云岭智能装备产业园]。”")
    assert groups == [0, 0]
    assert [verdict for *_, verdict in judgements] == ["same"]


@pytest.mark.parametrize(
    ("full", "bare"), [("岚海跨境产业合作区", "合作区"), ("云岭冷链港", "港区"), ("岚湾国际商务区", "商务区")]
)
def test_a_bare_noun_is_the_park_that_ends_so(full, bare):
    assert linked(f"[K{full}]开工。[K{bare}]招商。")[0] == [0, 0]
    assert linked(f"[K云岭开发区]与[K{full}]合作。[K{bare}]招商。")[0] == [0, 1, 1]
