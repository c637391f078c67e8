"""The sources of names that need no model: enumerations, endings, definitions, quotation marks, repeats."""

from __future__ import annotations

import pytest

from kg.entities.candidate import Pool, enumerations, propose
from kg.entities.tagger import Tagged
from kg.text.lexicon import lexicon


def proposed(text, *tagged):
    """Form -> the (source, type) pairs that propose it somewhere."""
    forms = {}
    for candidate in propose(text, tagged, lexicon()):
        forms.setdefault(text[candidate.start : candidate.end], set()).update((s, k) for s, k, _ in candidate.votes)
    return forms


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲公司、乙公司、丙公司签约。", ["甲公司", "乙公司", "丙公司签约"]),
        ("甲公司、乙公司和丙公司。", ["甲公司", "乙公司", "丙公司"]),
        ("甲公司、乙公司以及丙公司。", ["甲公司", "乙公司", "丙公司"]),
        ("甲公司、乙公司等13家企业。", ["甲公司", "乙公司"]),
        ("甲公司、乙公司及丙公司等3家企业。", ["甲公司", "乙公司", "丙公司"]),
    ],
)
def test_parts_of_an_enumeration(text, parts):
    (found,) = enumerations(text)
    assert [text[start:end] for start, end in found] == parts


def test_two_sentences_are_two_enumerations():
    text = "甲公司、乙公司。丙项目、丁项目。"
    assert [[text[a:b] for a, b in parts] for parts in enumerations(text)] == [
        ["甲公司", "乙公司"],
        ["丙项目", "丁项目"],
    ]


def test_no_enumeration_without_its_comma():
    assert list(enumerations("甲公司,乙公司和丙公司。")) == []


def test_members_of_a_list_take_the_type_of_their_neighbours():
    forms = proposed("远山智造、岚州储能等13家企业签约。", Tagged(0, 4, "Enterprise", 0.9, best=True))
    assert ("list", "Enterprise") in forms["岚州储能"]
    assert not any("、" in form or form.endswith("等") for form in forms)


def test_a_definition_proposes_the_short_name():
    forms = proposed("河北远山智造科技有限公司(以下简称“远山智造”)开工。")
    assert ("definition", "Enterprise") in forms["远山智造"]
    assert ("suffix", "Enterprise") in forms["河北远山智造科技有限公司"]


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        ("客商考察云岭开发区。", "云岭开发区", "Park"),
        ("投资建设储能电池项目。", "储能电池项目", "Project"),
        ("引进岚州储能有限公司。", "岚州储能有限公司", "Enterprise"),
        ("前往云岭大学。", "云岭大学", "Organization"),
    ],
)
def test_endings_propose_their_type(text, form, kind):
    assert ("suffix", kind) in proposed(text)[form]


def test_what_is_quoted_is_proposed_without_a_type():
    assert proposed("打造“智慧云岭”平台。")["智慧云岭"] == {("quoted", "")}


def test_a_tagged_name_is_proposed_wherever_it_stands_and_in_its_short_forms():
    text = "河南天子铝业有限公司投产。天子铝业扩产。"
    candidates = {(c.start, c.end): c for c in propose(text, [Tagged(0, 10, "Enterprise", 0.9, best=True)], lexicon())}
    assert ("repeat", "Enterprise", 1.0) in candidates[13, 17].votes


def test_a_short_form_in_parentheses_behind_the_full_name_is_proposed():
    forms = proposed("据悉,河北远山智造科技有限公司(远山智造)已落户。")
    assert ("definition", "Enterprise") in forms["远山智造"]
    assert "远山智造)" not in forms
    assert "参股30%" not in proposed("河北远山智造科技有限公司(参股30%)已落户。")


def test_a_company_told_in_full_after_its_place_is_trusted():
    text = "据悉,走进河北远山智造科技有限公司。"
    pool = propose(text, (), lexicon())
    assert {text[a:b]: kind for (a, b), (kind, _) in pool.sure.items()} == {"河北远山智造科技有限公司": "Enterprise"}


def test_a_span_is_one_candidate_and_a_source_votes_once_a_type():
    pool = Pool("远山智造投产。")
    pool.add(0, 4, "tagger", "Enterprise", 0.9)
    pool.add(0, 4, "tagger", "Enterprise", 0.2)
    pool.add(0, 4, "suffix", "Project")
    (candidate,) = pool
    assert candidate.votes == [("tagger", "Enterprise", 0.9), ("suffix", "Project", 1.0)]


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 3), (2, 5), (3, 4), (0, 50)])
def test_no_candidate_of_one_character_with_edges_of_space_across_lines_or_too_long(start, end):
    pool = Pool("远山 智\n" + "造" * 60)
    pool.add(start, end, "tagger", "Enterprise")
    assert list(pool) == []
