"""A company inside the name of a project undertakes it, with its stage and sum; it makes the goods inside its name."""

from __future__ import annotations

from dataclasses import replace

from kg.entities.chooser import Name
from kg.entities.referent import referents
from kg.ontology.example import parse_example
from kg.ontology.model import WordList
from kg.records import Document
from kg.relations.component import Relater
from kg.relations.extract import Models
from kg.text import normalise
from tests.relations.marked import ONTOLOGY


def read(marked, ontology=ONTOLOGY):
    example = parse_example(marked, ONTOLOGY.letters)
    names = [Name(m.start, m.end, m.type, "test", 1.0) for m in example.mentions]
    groups, judgements = referents(example.text, names)
    document = Document("d", example.text)
    return Relater(ontology, Models()).extract(document, normalise(example.text), names, groups, judgements)


def undertakers(extraction):
    return [
        (extraction.mentions[r.head].name, extraction.mentions[r.tail].name, r.evidence.rule)
        for r in extraction.relations
        if r.relation == "UNDERTAKES"
    ]


def test_a_company_that_stands_in_the_name_alone_is_a_mention_inside_it():
    extraction = read("[[P|岳海集团日用陶瓷项目]]正在洽谈。[[P|岳海集团包装项目]]开工。")
    assert undertakers(extraction) == [
        ("岳海集团", "岳海集团日用陶瓷项目", "undertakes.inside"),
        ("岳海集团", "岳海集团包装项目", "undertakes.inside"),
    ]
    inside = [m for m in extraction.mentions if m.source == "inside"]
    assert [(m.start, m.end) for m in inside] == [(0, 4), (15, 19)]
    assert len({m.referent for m in inside}) == 1
    assert extraction.relations[0].evidence.quote == "岳海集团日用陶瓷项目正在洽谈。"


def test_a_company_that_the_document_names_is_that_mention():
    extraction = read("[[E|远山智造]]成立于2010年。[[P|远山智造储能电池项目]]开工。")
    assert undertakers(extraction) == [("远山智造", "远山智造储能电池项目", "undertakes.inside")]
    assert len(extraction.mentions) == 2


def test_a_project_that_somebody_is_told_to_undertake_has_no_other():
    extraction = read("[[E|海岳药业]]投资建设[[P|岳海集团日用陶瓷项目]]。")
    assert undertakers(extraction) == [("海岳药业", "岳海集团日用陶瓷项目", "undertakes.build")]


def products(extraction):
    return [
        (extraction.mentions[r.head].name, extraction.mentions[r.tail].name, r.evidence.rule, r.stage)
        for r in extraction.relations
        if r.relation == "PRODUCES"
    ]


def test_goods_behind_a_quantity_are_made_by_the_project():
    extraction = read("[[E|海岳药业]]投资建设[[P|年产15万吨赖氨酸生产线]]。[[P|5万吨赖氨酸项目]]开工。")
    assert products(extraction) == [
        ("年产15万吨赖氨酸生产线", "赖氨酸", "produces.inside", None),
        ("5万吨赖氨酸项目", "赖氨酸", "produces.inside", None),
    ]
    inside = [m for m in extraction.mentions if m.source == "inside"]
    assert len({m.referent for m in inside}) == 1
    assert {m.type for m in inside} == {"Product"}


def test_goods_that_the_document_names_are_that_mention():
    extraction = read("[[D|赖氨酸]]走俏。[[P|年产15万吨赖氨酸生产线]]投产。")
    assert products(extraction) == [("年产15万吨赖氨酸生产线", "赖氨酸", "produces.inside", None)]
    assert len(extraction.mentions) == 2


def test_a_company_and_goods_in_one_name_are_two_things():
    extraction = read("[[P|岳海集团年产15万吨赖氨酸项目]]开工。")
    assert undertakers(extraction) == [("岳海集团", "岳海集团年产15万吨赖氨酸项目", "undertakes.inside")]
    assert [(head, tail) for head, tail, *_ in products(extraction)] == [("岳海集团年产15万吨赖氨酸项目", "赖氨酸")]
    assert len({m.referent for m in extraction.mentions}) == 3


def test_a_company_of_a_list_of_the_user_is_read_inside_a_name():
    ontology = replace(
        ONTOLOGY, word_lists={"enterprises": WordList("enterprises", ("迪川通（中岳）",), "a test", "MIT")}
    )
    extraction = read("镕城引进[[P|迪川通(中岳)项目]]。", ontology)
    assert undertakers(extraction) == [("迪川通(中岳)", "迪川通(中岳)项目", "undertakes.inside")]
