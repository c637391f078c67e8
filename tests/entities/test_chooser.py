"""The overlap policy: the best set of names without overlap, one type for a form, and the rules without models."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.candidate import Pool, propose
from kg.entities.chooser import BARS, Name, by_rules, select, settle
from kg.text.lexicon import lexicon


def name(start, end, score, kind="Enterprise"):
    return Name(start, end, kind, "test", score)


def gain(chosen):
    return sum(math.log(n.score / (1 - n.score)) - math.log(BARS[n.type] / (1 - BARS[n.type])) for n in chosen)


def overlap(a, b):
    return a.start < b.end and b.start < a.end


def test_the_likelier_of_two_that_overlap_is_chosen():
    assert select([name(0, 4, 0.6), name(2, 12, 0.9)]) == [name(2, 12, 0.9)]


def test_two_good_names_beat_a_longer_better_one():
    inner = [name(0, 4, 0.9), name(5, 9, 0.9)]
    assert select([name(0, 9, 0.95), *inner]) == inner


def test_names_that_touch_do_not_overlap():
    assert select([name(4, 8, 0.9), name(0, 4, 0.9)]) == [name(0, 4, 0.9), name(4, 8, 0.9)]


def test_a_name_below_the_bar_of_its_type_is_none():
    assert select([name(0, 4, BARS["Enterprise"]), name(5, 9, BARS["Enterprise"] + 0.01)]) == [
        name(5, 9, BARS["Enterprise"] + 0.01)
    ]


def test_no_names_are_no_names():
    assert select([]) == []


@given(
    st.lists(
        st.builds(
            lambda start, size, score, kind: name(start, start + size, score, kind),
            st.integers(0, 12),
            st.integers(1, 6),
            st.floats(0.01, 0.99),
            st.sampled_from(["Enterprise", "Park", "Industry"]),
        ),
        max_size=8,
    )
)
def test_no_set_without_overlap_is_better(names):
    chosen = select(names)
    assert not any(overlap(a, b) for a, b in itertools.pairwise(chosen))
    sets = (s for size in range(len(names) + 1) for s in itertools.combinations(names, size))
    free = (s for s in sets if not any(overlap(a, b) for a, b in itertools.combinations(s, 2)))
    assert gain(chosen) == pytest.approx(max(gain(s) for s in free))


def test_a_form_has_one_type_all_through():
    text = "云岭云岭云岭"
    names = [name(0, 2, 0.9, "Park"), name(2, 4, 0.5), name(4, 6, 0.9, "Park")]
    assert [n.type for n in settle(text, names)] == ["Park", "Park", "Park"]


def test_a_name_found_once_is_found_wherever_it_stands():
    text = "岚州储能开工。昨日,岚州储能投产。"
    assert [(n.start, n.end, n.source) for n in settle(text, [name(0, 4, 0.9)])] == [
        (0, 4, "test"),
        (10, 14, "repeat"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("储能。储能。", [name(0, 2, 0.9)]),
        ("岚州储能。岚州储能项目。", [name(0, 4, 0.9), name(5, 11, 0.9, "Project")]),
        ("岚州储能。岚州储能。", [name(0, 4, 0.55)]),
    ],
    ids=["two characters", "inside another name", "too unsure"],
)
def test_a_name_does_not_spread(text, found):
    assert settle(text, found) == found


def test_names_are_settled_in_order_of_place():
    text = "岚州储能、远山智造、岚州储能"
    starts = [n.start for n in settle(text, [name(5, 9, 0.9), name(0, 4, 0.9)])]
    assert starts == [0, 5, 10]


def test_rules_alone_find_names_by_their_endings():
    text = "河北岚州储能有限公司落户云岭开发区,投资建设储能电池项目。"
    assert {text[n.start : n.end]: n.type for n in by_rules(propose(text, (), lexicon()))} == {
        "河北岚州储能有限公司": "Enterprise",
        "云岭开发区": "Park",
        "储能电池项目": "Project",
    }


def test_a_gazetteer_is_surer_than_the_endings():
    pool = Pool("迪川通达成合作项目")
    pool.add(0, 3, "gazetteer", "Enterprise")
    pool.add(0, 9, "suffix", "Project")
    assert [(n.start, n.end, n.type, n.source) for n in by_rules(pool)] == [(0, 3, "Enterprise", "gazetteer")]


def test_the_committee_of_a_listed_zone_is_not_the_zone():
    pool = propose("云岭经济技术开发区管理委员会发文", (), lexicon())
    pool.add(0, 9, "gazetteer", "Park")
    assert [(n.start, n.end, n.type) for n in by_rules(pool)] == [(0, 14, "Organization")]


def test_a_quotation_alone_is_no_name():
    pool = Pool("打造“智慧云岭”平台")
    pool.add(3, 7, "quoted", "")
    assert by_rules(pool) == []


def test_what_ends_in_project_is_no_park():
    text = "投资20亿元的兴业港项目开工,兴业港项目进展顺利。"
    names = [Name(7, 12, "Park", "tagger", 0.9), Name(15, 20, "Project", "tagger", 0.4)]
    assert [text[n.start : n.end] for n in settle(text, names)] == ["兴业港项目", "兴业港项目"]
    assert {n.type for n in settle(text, names)} == {"Project"}


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("2100平方米东城便民服务中心", "Project", "东城便民服务中心"),
        ("约1.5万平方米的成品库", "Project", "成品库"),
        ("占地500亩", "Project", "占地500亩"),
        ("500亩零碳产业园", "Park", "零碳产业园"),
        ("年产2000吨低聚木糖项目", "Project", "年产2000吨低聚木糖项目"),
        ("3亩地", "Enterprise", "3亩地"),  # a company may be called so
    ],
)
def test_the_area_of_a_thing_stands_before_its_name(text, kind, found):
    (chosen,) = settle(text, [name(0, len(text), 0.9, kind)])
    assert text[chosen.start : chosen.end] == found
