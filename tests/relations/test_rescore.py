"""What trees see of a pair: its rivals and what those belong to, what stands between, what was said the look before."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.relations.extract import Models, statements
from kg.relations.feature import pairs
from kg.relations.rescore import Scored, _Rows, _StandingRows, again, list_bests, pair_rows, standing_rows
from tests.relations.marked import ONTOLOGY, context_of
from tests.relations.test_extract import Scores

ZONE = "[[K|云岭开发区]]的[[K|智造园]]里,[[E|远山智造]]与[[E|北川股份]]都已投产。\n[[E|南湖科技]]还在谈。"


def scored_of(context, *told):
    """The pairs of some names with a relation and its score."""
    number = {form: referent for referent, forms in context.forms.items() for form in forms}
    pair = {(p.head, p.tail): p for p in pairs(context, ONTOLOGY)}
    return [Scored(pair[number[h], number[t]], name, score, score, score) for h, name, t, score in told]


def rows_of(context, scored):
    return _Rows(context, scored, sorted(ONTOLOGY.relation_types))


@pytest.fixture
def zone():
    context = context_of(ZONE)
    told = [
        ("远山智造", "SETTLES_IN", "智造园", 0.6),
        ("远山智造", "SETTLES_IN", "云岭开发区", 0.4),
        ("北川股份", "SETTLES_IN", "智造园", 0.5),
        ("智造园", "PART_OF", "云岭开发区", 0.9),
    ]
    return context, scored_of(context, *told)


def test_a_row_tells_whether_the_best_rival_is_part_of_an_end(zone):
    context, scored = zone
    rows = rows_of(context, scored)
    in_park, in_zone, neighbour, part = (rows._chains(told.pair, told.relation) for told in scored)
    assert in_park == [-1.0, 0.9, -1.0, 1.0, 1.1]  # the zone is no part of the park; the park is part of the zone
    assert in_zone == [0.9, -1.0, -1.0, 1.0, 0.4]
    assert neighbour == [-1.0, -1.0, -1.0, 0.5, 1.1]
    assert part == [-1.0, -1.0, -1.0, 0.9, 0.9]


def test_a_row_tells_that_a_rival_owns_the_head():
    context = context_of("[[E|远山集团]]的子公司[[E|远山智造]]投资建设[[P|储能电池项目]]。")
    scored = scored_of(
        context,
        ("远山集团", "UNDERTAKES", "储能电池项目", 0.3),
        ("远山智造", "UNDERTAKES", "储能电池项目", 0.7),
        ("远山智造", "SUBSIDIARY_OF", "远山集团", 0.8),
    )
    rows = rows_of(context, scored)
    parent, child, _ = (rows._chains(told.pair, told.relation)[2] for told in scored)
    assert parent == child == 0.8


def test_a_row_tells_what_stands_between(zone):
    context, scored = zone
    rows = _StandingRows(context)
    near, far = rows._between(scored[0].pair), rows._between(scored[1].pair)
    assert near[:4] == [0, 0, 0, 0]
    assert far[:4] == [0, 1, 0, 0]  # the park
    assert near[5:] == [0.0, 2]  # the park stands first; two sentences
    apart = context_of("[[P|储能电池项目]]由[[E|北川股份]]代建。今年三月开工。\n其中[[P|一期]]投产。")
    (pair,) = (p for p in pairs(apart, ONTOLOGY) if {apart.kinds[p.head], apart.kinds[p.tail]} == {"P"} and p.head)
    assert _StandingRows(apart)._between(pair)[:4] == [0, 0, 2, 1]


def test_an_enumeration_has_the_score_of_its_best(zone):
    _, scored = zone
    assert list_bests(zone[0], scored) == [0.6, 0.4, 0.6, 0.9]


def test_every_look_sees_what_the_one_before_said():
    seen = []

    class Trees:
        names = tuple(sorted(ONTOLOGY.relation_types))

        def __init__(self, says):
            self.says = says

        def probabilities(self, rows):
            seen.append(rows[:, 1])
            return np.full(len(rows), self.says)

    context = context_of("[[E|远山智造]]落户[[K|云岭开发区]]。")
    models = Models(Scores(SETTLES_IN=0.5), (Trees(0.8), Trees(0.9)))
    (told,) = statements(context, ONTOLOGY, pairs(context, ONTOLOGY), models)
    assert told.score == pytest.approx(0.9)
    assert [float(column[0]) for column in seen] == pytest.approx([0.0, math.log(4)])


def test_again_keeps_what_ranker_and_network_said(zone):
    _, scored = zone
    later = again(scored, [0.1, 0.2, 0.3, 0.4])
    assert [told.score for told in later] == [0.1, 0.2, 0.3, 0.4]
    assert [told[:2] + told[3:] for told in later] == [told[:2] + told[3:] for told in scored]


def test_only_what_scores_change_is_worked_out_anew(zone):
    context, scored = zone
    relations = sorted(ONTOLOGY.relation_types)
    standing = standing_rows(context, scored)
    first, later = (
        pair_rows(context, told, relations, standing) for told in (scored, again(scored, [0.9, 0.1, 0.2, 0.3]))
    )
    width = standing.shape[1]
    assert first.shape == later.shape
    assert (first[:, -width:] == standing).all()
    assert (later[:, -width:] == standing).all()
    assert (first[:, 1] != later[:, 1]).all()
