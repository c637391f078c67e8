"""Stages: the words that tell them, where they stand, and the model that weighs them."""

from __future__ import annotations

import pytest

from kg.relations.extract import entity_stage_features
from kg.relations.stage import StageModel, cues, mood, train_stages
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


def features(marked):
    return set(entity_stage_features(context_of(marked), ONTOLOGY, 0))


def test_a_cue_is_told_with_its_place_from_the_name():
    found = features("[[P|储能项目]]已签约,年底投产。")
    assert {"signed@0a", "operating@1"} <= found
    assert "operating@0a" not in found


def test_a_cue_behind_another_name_is_told_apart():
    found = features("[[P|储能项目]]签约,[[P|光伏项目]]开工,年底投产。")
    assert "operating@2x" in found
    assert "operating@2" not in found


def test_a_plan_beside_another_cue_is_told():
    assert "plan&?operating@0" in features("[[P|储能项目]]计划明年投产。")


def test_a_cue_inside_a_name_is_none():
    assert not any("operating" in feature for feature in features("[[E|投产科技]]是一家企业。"))


def test_a_model_learns_and_keeps_what_it_learned(tmp_path):
    path = tmp_path / "stages.crfsuite"
    signed = entity_stage_features(context_of("[[P|储能项目]]签约。"), ONTOLOGY, 0)
    operating = entity_stage_features(context_of("[[P|储能项目]]投产。"), ONTOLOGY, 0)
    untold = entity_stage_features(context_of("[[P|储能项目]]很好。"), ONTOLOGY, 0)
    train_stages([(signed, "signed"), (operating, "operating"), (untold, None)] * 5, path)
    model = StageModel(path)
    assert [model.stage(f) for f in (signed, operating, untold)] == ["signed", "operating", None]


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


def test_a_heading_tells_the_stage_of_the_lines_below():
    context = context_of("签约项目\n[[P|储能项目]]:投资20亿元。")
    referent = context.terms[0].referent
    assert "head@signed" in entity_stage_features(context, ONTOLOGY, referent)
