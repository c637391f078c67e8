"""The second look at stages: which are in question, what is seen of each, and which is told."""

from __future__ import annotations

from kg.relations.stage import NONE, StageOf
from kg.relations.stage_rescore import likeliest, stage_rows
from tests.relations.marked import ONTOLOGY, context_of

SEEN = {"signed": (0.9, 0.2), "operating": (0.1, 0.1)}


def rows(marked, first, seen, asked=None):
    return stage_rows(context_of(marked), ONTOLOGY, asked or StageOf(0), first, seen, ["SETTLES_IN"])


def test_a_stage_is_in_question_where_a_cue_or_the_model_tells_it():
    stages, found = rows(
        "[[P|储能项目]]已签约。", {"signed": 0.7, "completed": 0.02, "planned": 0.001, NONE: 0.279}, SEEN
    )
    assert stages == ["signed", "completed", "operating"]
    assert found.shape[0] == 3


def test_nothing_in_question_gives_no_row():
    stages, found = rows("[[P|储能项目]]很好。", {NONE: 1.0}, {})
    assert (stages, len(found)) == ([], 0)


def test_only_the_stage_itself_tells_rows_of_one_thing_apart():
    first = {"signed": 0.6, "operating": 0.3, NONE: 0.1}
    _, (signed, operating) = rows("[[P|储能项目]]已签约,年底投产。", first, SEEN)
    assert (signed != operating).any()
    _, (before, _) = rows("[[P|储能项目]]已签约,年底投产。", first, {**SEEN, "signed": (0.1, 0.2)})
    assert (signed != before).any()


def test_a_plan_alone_is_seen():
    first = {"operating": 0.9, NONE: 0.1}
    planned, reached = (rows(text, first, {})[1][0] for text in ("[[P|储能项目]]计划投产。", "[[P|储能项目]]已投产。"))
    assert list(planned[-2:]) == [1.0, 0.0]
    assert list(reached[-2:]) == [0.0, 0.0]


def test_the_likeliest_stage_is_told_if_it_is_likely_enough():
    assert likeliest({"signed": 0.5, "operating": 0.4}) == "signed"
    assert likeliest({"signed": 0.2, "operating": 0.15}) is None
    assert likeliest({}) is None


def test_a_plan_weighs_more_than_what_was_reached():
    assert likeliest({"planned": 0.4, "operating": 0.5}) == "planned"
    assert likeliest({"planned": 0.3, "operating": 0.6}) == "operating"
    assert likeliest({"planned": 0.2, "operating": 0.1}) is None  # weighed, but no likelier for it
