"""Stages: what is seen of them, and the model that weighs it."""

from __future__ import annotations

import pytest

from kg.relations.pair import Pair
from kg.relations.stage import NONE, StageModel, StageOf, stage_features, stage_of, train_stages
from tests.relations.marked import ONTOLOGY, context_of


def features(marked):
    return set(stage_features(context_of(marked), ONTOLOGY, StageOf(0)))


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
    signed = stage_features(context_of("[[P|储能项目]]签约。"), ONTOLOGY, StageOf(0))
    operating = stage_features(context_of("[[P|储能项目]]投产。"), ONTOLOGY, StageOf(0))
    untold = stage_features(context_of("[[P|储能项目]]很好。"), ONTOLOGY, StageOf(0))
    train_stages([(signed, "signed"), (operating, "operating"), (untold, None)] * 5, path)
    model = StageModel(path)
    assert [max(told, key=told.get) for told in map(model.probabilities, (signed, operating, untold))] == [
        "signed",
        "operating",
        NONE,
    ]
    assert sum(model.probabilities(signed).values()) == pytest.approx(1.0)


def test_a_heading_tells_the_stage_of_the_lines_below():
    context = context_of("签约项目\n[[P|储能项目]]:投资20亿元。")
    referent = context.terms[0].referent
    assert "head@signed" in stage_features(context, ONTOLOGY, StageOf(referent))


def test_what_the_network_says_is_seen():
    context = context_of("[[P|储能项目]]已签约,年底投产。")
    read = {0: {"signed": (0.95, 0.5), "operating": (0.2, 0.05)}}
    found = set(stage_features(context, ONTOLOGY, StageOf(0), read))
    assert {"n0signed7", "n0operating2", "N0signed7", "n1signed4", "n1operating1", "N1signed4"} <= found
    assert "n-" in stage_features(context, ONTOLOGY, StageOf(0))


def test_a_list_that_is_counted_before_has_the_stage_told_there():
    context = context_of("集中签约仪式昨日举行。\n3个项目集中签约。分别是[[P|储能项目]]和[[P|光伏项目]]。")
    assert "prevop@signed" in stage_features(context, ONTOLOGY, StageOf(context.terms[0].referent))


def test_what_is_undertaken_or_settles_as_a_project_has_its_own_stage():
    context = context_of("[[E|海岳药业]]投资[[P|储能项目]],落户[[K|临港产业园]]。")
    company, project, park = (term.referent for term in context.terms)
    assert stage_of(context, Pair(company, project), "UNDERTAKES") == StageOf(project)
    assert stage_of(context, Pair(project, park), "SETTLES_IN") == StageOf(project)
    pair = Pair(company, park)
    assert stage_of(context, pair, "SETTLES_IN") == StageOf(company, pair, "SETTLES_IN")
