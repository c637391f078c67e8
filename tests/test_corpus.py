"""The corpus: offsets of marks, what is read from gold JSON and marked text, and the checker."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.corpus import GoldDocument, GoldEntity, GoldRelation, faults, passage, read_gold, shared_faults, spans_of
from kg.errors import UnreadableDocument
from kg.ontology.load import load
from kg.text import normalise

GOLD = Path(__file__).parent / "gold"
MARKED = """\
### T1 报道 集中签约
[[E1|远山智造]]签约[[K1|云岭开发区]]。

[[E1|河北远山智造科技]]投资6000万元建设[[P1|储能项目]],与[[E2|迪川通(中岳)]]合作。[[K1|开发区]]欢迎!
---
E1 SETTLES_IN K1 stage=signed year=2022
E1 UNDERTAKES P1 stage=planned
? E1 PARTNERS_WITH E2
@P1 investment_cny=60000000 capacity=年产2000吨 area_m2=1.5
### T2 消息
没有名称。
---
"""


@pytest.fixture
def marked(tmp_path):
    path = tmp_path / "T.txt"
    path.write_text(MARKED, encoding="utf-8")
    return path


@pytest.fixture
def document(marked):
    return read_gold([marked])[0]


def entity(key, kind, name, *aliases, **attributes):
    return GoldEntity(key, tuple(kind.split("|")), name, aliases, attributes)


def test_marks_give_the_text_as_published_and_offsets_into_it(document):
    assert document.id == "T1"
    assert document.genre == "报道 集中签约"
    assert document.text.startswith("远山智造签约云岭开发区。\n\n河北远山智造科技投资6000万元")
    assert [(document.text[start:end], kind, key) for start, end, kind, key in document.mentions] == [
        ("远山智造", "Enterprise", "E1"),
        ("云岭开发区", "Park", "K1"),
        ("河北远山智造科技", "Enterprise", "E1"),
        ("储能项目", "Project", "P1"),
        ("迪川通(中岳)", "Enterprise", "E2"),
        ("开发区", "Park", "K1"),
    ]


def test_the_longest_form_is_the_name(document):
    assert document.entities == (
        entity("E1", "Enterprise", "河北远山智造科技", "远山智造"),
        entity("K1", "Park", "云岭开发区", "开发区"),
        entity("P1", "Project", "储能项目", investment_cny=60000000, capacity="年产2000吨", area_m2=1.5),
        entity("E2", "Enterprise", "迪川通(中岳)"),
    )


def test_relations_carry_values_doubt_and_the_nearest_sentence(document):
    second = "河北远山智造科技投资6000万元建设储能项目,与迪川通(中岳)合作。"
    assert document.relations == (
        GoldRelation("E1", "SETTLES_IN", "K1", {"stage": "signed", "year": 2022}, evidence="远山智造签约云岭开发区。"),
        GoldRelation("E1", "UNDERTAKES", "P1", {"stage": "planned"}, evidence=second),
        GoldRelation("E1", "PARTNERS_WITH", "E2", {}, optional=True, evidence=second),
    )


def test_a_document_without_names_is_a_document(marked):
    assert read_gold([marked])[1] == GoldDocument("T2", "消息", "没有名称。", (), (), ())


def test_gold_json_marks_each_place_of_each_form_the_longest_first(tmp_path):
    gold = {
        "text": "云岭开\n发区招商。开发区引进远山智造。",
        "entities": [
            {"id": "e1", "type": "Park", "name": "云岭开发区", "aliases": ["开发区"]},
            {"id": "e2", "type": ["Enterprise", "Project"], "name": "远山智造", "optional": True},
        ],
        "relations": [{"head": "e2", "type": "SETTLES_IN", "tail": "e1", "evidence": "引进远山智造", "optional": True}],
    }
    (tmp_path / "A.json").write_text(json.dumps(gold), encoding="utf-8")
    (document,) = read_gold([tmp_path])
    assert document.id == "A"
    assert document.mentions == ((0, 6, "Park", "e1"), (9, 12, "Park", "e1"), (14, 18, "Enterprise", "e2"))
    assert document.entities[1] == GoldEntity("e2", ("Enterprise", "Project"), "远山智造", (), {}, optional=True)
    assert document.relations == (GoldRelation("e2", "SETTLES_IN", "e1", {}, optional=True, evidence="引进远山智造"),)
    normal = normalise(document.text)
    assert [normal.text[start:end] for start, end, *_ in spans_of(document, normal)] == [
        "云岭开发区",
        "开发区",
        "远山智造",
    ]


def test_documents_of_several_paths_are_sorted_by_id(marked):
    documents = read_gold([marked, str(GOLD / "dev" / "A02.json"), GOLD / "dev" / "A01.json"])
    assert [document.id for document in documents] == ["A01", "A02", "T1", "T2"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.json", "{", "x.json: no gold document (JSONDecodeError"),
        ("x.json", '{"text": "", "entities": [{}], "relations": []}', "x.json: no gold document (KeyError: 'id')"),
        ("x.txt", "远山智造", "x.txt: no document; marked text has documents that start with '### ID genre'"),
        ("x.txt", "### T1 a\n甲\n", "x.txt:1: T1: no line '---'"),
        ("x.txt", "### T1 a\n[[E1|甲]\n---\n", "x.txt:1: T1: a broken mark near '[[E1|甲]'"),
        ("x.txt", "### T1 a\n甲\n---\n\n### T2 a\n乙\n---\nE1 乙", "x.txt:5: T2: 'E1 乙' is neither"),
        ("x.txt", "### T1 a\n甲\n---\n@E1 stage=signed", "x.txt:1: T1: @E1 has no mark in the text"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableDocument) as caught:
        read_gold([path])
    assert message in str(caught.value)


def test_all_breaches_of_a_marked_text_are_told_at_once(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("### T1 a\n[[E1|甲\n---\n?\n### T2 a\n乙\n", encoding="utf-8")
    with pytest.raises(UnreadableDocument) as caught:
        read_gold([path])
    assert [line.partition(" ")[0] for line in str(caught.value).splitlines()] == ["x.txt:1:", "x.txt:1:", "x.txt:5:"]


def test_missing_paths_empty_folders_and_other_encodings_are_told(tmp_path):
    (tmp_path / "gbk").mkdir()
    (tmp_path / "gbk" / "x.txt").write_bytes("### 甲".encode("gb18030"))
    (tmp_path / "empty").mkdir()
    for name, message in (("none", "no such file or folder"), ("empty", "no gold JSON"), ("gbk", "not UTF-8")):
        with pytest.raises(UnreadableDocument, match=message):
            read_gold([tmp_path / name])


def test_a_passage_is_whole_sentences():
    text = "第一句。第二句!\n第三句"
    assert passage(text, 4, 5) == "第二句!"
    assert passage(text, 1, 5) == "第一句。第二句!"
    assert passage(text, 9, 12) == "第三句"
    assert passage(text, 0, 4) == "第一句。"


def test_the_whole_corpus_keeps_its_guidelines():
    documents = read_gold([GOLD])
    ontology = load()
    assert len(documents) == 448
    assert [fault for document in documents for fault in faults(document, ontology)] == []
    assert list(shared_faults(documents)) == []


def found(document, **changes):
    return list(faults(replace(document, **changes), load()))


def test_faults_of_entities(document):
    entities = (
        entity("E1", "Enterprise", "河北远山智造科技", "远山智造", stage="started"),
        entity("K1", "Zone", "云岭开发区", "开发区", size=3),
        entity("K1", "Park", "开发区"),
        entity("P1", "Project", "储能二期", start="2022年", investment_cny="6000万"),
        entity("E2", "Enterprise", "迪川通(中岳)"),
        entity("L1", "Place", "云岭"),
    )
    assert found(document, entities=entities, relations=()) == [
        "T1: 河北远山智造科技: unknown stage started",
        "T1: 云岭开发区: unknown type Zone",
        "T1: 云岭开发区: unknown attribute size",
        "T1: 云岭开发区 (Zone) takes part in no relation",
        "T1: entity id K1 is used twice",
        "T1: '储能二期' does not occur in the text",
        "T1: 储能二期: start=2022年 is not an ISO date",
        "T1: 储能二期: investment_cny=6000万 is not a number",
        "T1: 云岭 (Place) takes part in no relation",
    ]


def test_a_form_that_names_two_entities_is_a_fault(document):
    entities = (*document.entities, entity("K2", "Park", "开发区"))
    assert found(document, entities=entities) == ["T1: '开发区' names two entities"]


def test_faults_of_relations(document):
    optional = replace(document.entities[3], optional=True)
    relations = (
        GoldRelation("E1", "SETTLES_IN", "K9", {}),
        GoldRelation("E1", "MARRIES", "K1", {}),
        GoldRelation("E1", "LOCATED_IN", "K1", {"stage": "soon", "colour": "red"}),
        GoldRelation("E1", "PARTNERS_WITH", "E1", {}, evidence="别处"),
        GoldRelation("E1", "PARTNERS_WITH", "E2", {}),
        GoldRelation("E2", "PARTNERS_WITH", "E1", {}, optional=True),
        GoldRelation("E1", "UNDERTAKES", "P1", {}),
        GoldRelation("E1", "UNDERTAKES", "P1", {}),
    )
    company, zone = "河北远山智造科技", "云岭开发区"
    assert found(document, entities=(*document.entities[:3], optional), relations=relations) == [
        "T1: relation with unknown id: E1 SETTLES_IN K9",
        f"T1: {company} MARRIES {zone}: unknown relation",
        f"T1: {company} LOCATED_IN {zone}: Enterprise -> Park is outside the relation's domain or range",
        f"T1: {company} LOCATED_IN {zone}: unknown stage soon",
        f"T1: {company} LOCATED_IN {zone}: unknown attribute colour",
        f"T1: {company} PARTNERS_WITH {company}: joins a thing with itself",
        f"T1: {company} PARTNERS_WITH {company}: evidence does not occur in the text",
        f"T1: {company} PARTNERS_WITH 迪川通(中岳): has an optional end but is not optional",
        f"T1: 迪川通(中岳) PARTNERS_WITH {company}: stated twice",
        f"T1: {company} UNDERTAKES 储能项目: stated twice",
    ]


def test_a_name_left_unmarked_is_a_fault(document):
    assert found(document, text=document.text + "储能项目开工。") == [
        "T1: 储能项目 is not marked at '作。开发区欢迎!储能项目开工。'"
    ]


def test_documents_that_share_an_id_or_a_text_are_told(document):
    other = replace(document, id="T9", text=document.text.replace("\n", ""))
    assert list(shared_faults([document, document, other])) == [
        "T1: several documents have this id",
        "T1: has the text of T1",
        "T9: has the text of T1",
    ]
