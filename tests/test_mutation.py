"""Mutations: another name, another sum, a verb denied or made a plan change the facts concerned and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.corpus import read_gold
from kg.pipeline import pipeline, relation_models
from kg.records import Document
from kg.relations.extract import statements
from kg.relations.feature import pairs
from kg.relations.place import read_document
from kg.wiring import graph_of
from tests.relations.marked import ONTOLOGY, context_of, form

OTHERS = {4: "岚河智造", 5: "岚河源智造", 6: "岚河源新材料"}
SUM = re.compile(r"总投资(\d+(?:\.\d+)?)亿元")


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


@pytest.fixture(scope="module")
def documents():
    return read_gold([Path("tests/gold/dev")])


def facts(text, nlp):
    graph = graph_of([Document("document", text)], nlp)
    labels = dict(graph.nodes(data="label"))
    edges = {
        (key, frozenset((labels[head], labels[tail])), data["realis"], data.get("stage"))
        for head, tail, key, data in graph.edges(keys=True, data=True)
    }
    sums = {data["label"]: data["investment_cny"] for _, data in graph.nodes(data=True) if data.get("investment_cny")}
    return edges, sums


def test_another_company_has_the_same_facts(documents, nlp):
    same = together = 0
    for document in documents:
        before, _ = facts(document.text, nlp)
        names = [
            entity.name
            for entity in document.entities
            if entity.types == ("Enterprise",) and len(entity.name) in OTHERS and not entity.aliases
            if sum(entity.name in other.name for other in document.entities) == 1
        ]
        for name in names[:2]:
            other = OTHERS[len(name)]
            after, _ = facts(document.text.replace(name, other), nlp)
            expected = {
                (kind, frozenset(other if end == name else end for end in ends), *rest) for kind, ends, *rest in before
            }
            same, together = same + len(after & expected), together + len(after | expected)
    assert together > 500
    assert same / together > 0.95


def test_another_sum_changes_that_sum_alone(documents, nlp):
    changed = right = 0
    for document in documents:
        before, sums = facts(document.text, nlp)
        match = SUM.search(document.text)
        if not match:
            continue
        after, others = facts(document.text[: match.start(1)] + "37.25" + document.text[match.end(1) :], nlp)
        moved = {label: others.get(label) for label, value in sums.items() if others.get(label) != value}
        changed += 1
        right += before == after and set(moved.values()) <= {3725000000} and len(moved) <= 1
    assert changed > 5
    assert right / changed > 0.8


@pytest.fixture(scope="module")
def models():
    return relation_models()


BUILD = "[[E|远山智造]]投资20亿元建设的[[P|储能电池项目]]"
ZONE = "[[K|云岭开发区]]位于[[L|岚州市]]。"
PARTNERS = ("远山智造", "PARTNERS_WITH", "海岳药业")
SETTLES = ("远山智造", "SETTLES_IN", "云岭开发区")
UNDERTAKES = ("远山智造", "UNDERTAKES", "储能电池项目")
SUPPLIES = ("远山智造", "SUPPLIES", "海岳药业")
AWARDED = ("远山智造", "AWARDED", "国家级绿色工厂")
HOLDS = ("远山智造", "HOLDS_STAKE_IN", "海岳药业")


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        (ZONE + "3月5日,[[E|远山智造]]与[[K|云岭开发区]]签约。", (*SETTLES, "fact", "signed")),
        (ZONE + "3月5日,[[E|远山智造]]未能与[[K|云岭开发区]]签约。", None),
        (ZONE + "[[E|远山智造]]已落户[[K|云岭开发区]]。", (*SETTLES, "fact", "operating")),
        (ZONE + "[[E|远山智造]]计划落户[[K|云岭开发区]]。", (*SETTLES, "planned", "planned")),
        (BUILD + "已开工。", (*UNDERTAKES, "fact", "under_construction")),
        (BUILD + "尚未开工。", (*UNDERTAKES, "fact", None)),
        (BUILD + "已投产。", (*UNDERTAKES, "fact", "operating")),
        (BUILD + "预计明年投产。", (*UNDERTAKES, "planned", "planned")),
        (BUILD + "已终止。", (*UNDERTAKES, "terminated", "terminated")),
        ("[[E|远山智造]]拟投资20亿元建设[[P|储能电池项目]]。", (*UNDERTAKES, "planned", "planned")),
        ("[[E|远山智造]]与[[E|海岳药业]]签署战略合作协议。", (*PARTNERS, "fact", "signed")),
        ("[[E|远山智造]]拟与[[E|海岳药业]]合作。", (*PARTNERS, "planned", "planned")),
        ("[[E|远山智造]]没有与[[E|海岳药业]]合作。", None),
        ("[[E|远山智造]]与[[E|海岳药业]]终止合作。", (*PARTNERS, "terminated", "terminated")),
        ("[[E|远山智造]]为[[E|海岳药业]]供应电芯。", (*SUPPLIES, "fact", None)),
        ("[[E|远山智造]]将为[[E|海岳药业]]供应电芯。", (*SUPPLIES, "planned", None)),
        ("[[E|远山智造]]不再为[[E|海岳药业]]供应电芯。", None),
        ("[[E|远山智造]]获评[[H|国家级绿色工厂]]。", (*AWARDED, "fact", None)),
        ("[[E|远山智造]]正在申报[[H|国家级绿色工厂]]。", (*AWARDED, "aspired", None)),
        ("[[E|远山智造]]落选[[H|国家级绿色工厂]]。", None),
        ("[[E|远山智造]]收购[[E|海岳药业]]。", (*HOLDS, "fact", None)),
        ("[[E|远山智造]]计划收购[[E|海岳药业]]。", (*HOLDS, "planned", None)),
        ("[[E|远山智造]]否认收购[[E|海岳药业]]。", None),
    ],
)
def test_a_verb_that_is_denied_or_planned(marked, told, models):
    context = context_of(marked)
    found_pairs = pairs(context, ONTOLOGY)
    read = read_document(context, ONTOLOGY, models.network, models.network.read(context.text), found_pairs)
    found = [
        (form(context, s.head), s.relation, form(context, s.tail), s.realis, s.stage)
        for s in statements(context, ONTOLOGY, found_pairs, models, read)
        if s.relation != "LOCATED_IN"
    ]
    assert found == ([told] if told else [])
