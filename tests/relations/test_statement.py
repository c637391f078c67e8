"""Which statements of a document stand together."""

from __future__ import annotations

from dataclasses import replace

from kg.relations.statement import Statement, alike
from tests.relations.marked import context_of


def statement(head, tail, relation="PARTNERS_WITH", stage=None, realis="fact"):
    return Statement(relation, head, tail, realis, stage, None, None, 0.9, 0, 40, "rule", "")


PARTNERS = context_of("[[E|远山智造]]与[[E|海岳药业]]、[[E|岚州储能]]、[[E|迪川通]]达成合作。")


def test_a_member_of_an_enumeration_has_the_stage_of_the_others():
    told = [statement(0, 1, stage="signed"), statement(0, 2), statement(0, 3, stage="signed")]
    assert [s.stage for s in alike(PARTNERS, told)] == ["signed"] * 3
    planned = [statement(0, 1, stage="planned", realis="planned"), statement(0, 2)]
    assert [(s.stage, s.realis) for s in alike(PARTNERS, planned)] == [("planned", "planned")] * 2


def test_stages_that_differ_elsewhere_told_or_of_projects_are_left():
    differ = [statement(0, 1, stage="signed"), statement(0, 2), statement(0, 3, stage="planned")]
    assert alike(PARTNERS, differ) == differ
    elsewhere = [replace(statement(0, 1, stage="signed"), start=5), statement(0, 2)]
    assert alike(PARTNERS, elsewhere) == elsewhere
    projects = context_of("[[E|远山智造]]建设[[P|储能项目]]、[[P|电芯项目]]。")
    told = [statement(0, 1, "UNDERTAKES", "operating"), statement(0, 2, "UNDERTAKES")]
    assert alike(projects, told) == told
