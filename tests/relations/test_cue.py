"""Cues: the words that tell a stage, their mood, and the sentences that they are looked for in."""

from __future__ import annotations

import pytest

from kg.relations.cue import cues, cues_beyond, cues_in, mood
from tests.relations.marked import ONTOLOGY, context_of


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("计划投资", "planned"),
        ("正在洽谈", "negotiating"),
        ("签约落户", "signed"),
        ("破土动工", "under_construction"),
        ("竣工验收", "completed"),
        ("建成投产", "operating"),
        ("终止合作", "terminated"),
    ],
)
def test_cues_tell_their_stage(text, stage):
    assert cues(ONTOLOGY, "stage")[stage].search(text)


@pytest.mark.parametrize(("text", "stage"), [("拟合曲线", "planned"), ("将军", "planned"), ("建成后", "completed")])
def test_words_that_look_like_cues(text, stage):
    assert not cues(ONTOLOGY, "stage")[stage].search(text)


def test_every_stage_has_cues():
    assert set(cues(ONTOLOGY, "stage")) == set(ONTOLOGY.stages)


@pytest.mark.parametrize(
    ("text", "cue", "told"),
    [
        ("二期投产。", "投产", ""),
        ("二期计划明年投产。", "投产", "?"),
        ("二期将于6月开工,一期投产。", "开工", "?"),
        ("投产后年产2万套。", "投产", "~"),
        ("二期至今未开工。", "开工", "!"),
        ("二期暂停建设,一期开工。", "开工", ""),
    ],
)
def test_a_cue_is_told_planned_or_denied(text, cue, told):
    place = cues(ONTOLOGY, "stage")
    match = next(m for pattern in place.values() for m in pattern.finditer(text) if m[0] == cue)
    start = max(text.rfind(",", 0, match.start()), text.rfind("。", 0, match.start())) + 1
    assert mood(text, start, match) == told


def test_a_cue_inside_a_name_is_not_read():
    context = context_of("[[E|投产科技]]开工。")
    (cue,) = cues_in(context, ONTOLOGY, context.sentences[0])
    assert (context.text[cue.start : cue.end], cue.stage, cue.mood) == ("开工", "under_construction", "")


def test_what_stands_under_a_heading_of_plans_is_planned_unless_it_is_done():
    context = context_of("三、下一步打算\n[[P|储能项目]]开工。\n[[P|光伏项目]]已开工。")
    moods = [cue.mood for sentence in context.sentences[1:] for cue in cues_in(context, ONTOLOGY, sentence)]
    assert moods == ["?", ""]


def beyond(marked, number):
    """The places and stages told around a sentence."""
    context = context_of(marked)
    return {(way, cue.stage) for way, cue in cues_beyond(context, ONTOLOGY, context.sentences[number])}


def test_a_sentence_that_tells_a_stage_needs_no_other():
    assert beyond("昨日集中签约。[[P|储能项目]]开工。年底投产。", 1) == set()


def test_a_sentence_that_tells_none_is_read_with_those_beside_it():
    found = beyond("昨日集中签约。[[P|储能项目]]占地50亩。年底投产。", 1)
    assert found == {("prev", "signed"), ("next", "operating")}


def test_a_line_before_counts_only_where_the_sentence_goes_on_with_it():
    assert beyond("昨日集中签约。\n[[P|储能项目]]占地50亩。", 1) == set()
    assert beyond("昨日集中签约。\n其中,[[P|储能项目]]占地50亩。", 1) == {("prevnop", "signed")}
    assert beyond("昨日集中签约。\n其中,[[P|储能项目]]开工。", 1) == {("prevnop+", "signed")}


def test_the_title_is_read_where_nothing_else_is_told():
    found = beyond("园区集中开工。\n各位来宾好。\n[[P|储能项目]]占地50亩。", 2)
    assert found == {("title", "under_construction")}
