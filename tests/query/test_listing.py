"""Open lists: what is declared, what is named, and what the list is about."""

from dataclasses import replace

import networkx as nx
import pytest

import kg
from kg.query.listing import Concern, listings
from kg.records import Document, Evidence, OpenList

TEXT = (
    "岚州讯。东区新城　开发区已投用，远山智造、云岭科技等13家储能企业签约落户；镕城新材另有扩建。"
    "甲园、乙园等三个园区获评。"
)
SIGNED = "东区新城　开发区已投用，远山智造、云岭科技等13家储能企业签约落户"
FIRST = OpenList(13, ("Enterprise:远山智造", "Enterprise:云岭科技"), "储能企业", None)


def piece(quote, rule="list.open"):
    start = TEXT.index(quote)
    return Evidence("a.txt", start, start + len(quote), quote, rule)


def graph(lists=None):
    """Two enterprises that settle in one park by the passage of a list, one of them in another by another passage."""
    made = nx.MultiDiGraph(documents={"a.txt": Document("a.txt", TEXT, date="2024-03-05")}, judgements=())
    for kind, name in (
        ("Enterprise", "远山智造"), ("Enterprise", "云岭科技"), ("Enterprise", "镕城新材"), ("Park", "东区新城开发区"),
        ("Park", "岚州园"),
    ):  # fmt: skip
        made.add_node(f"{kind}:{name}", type=kind, label=name, aliases=())
    first = replace(FIRST, evidence=piece("远山智造、云岭科技等13家储能企业"))
    made.graph["lists"] = (first,) if lists is None else lists
    for head, tail, quote in (
        ("Enterprise:远山智造", "Park:东区新城开发区", SIGNED),
        ("Enterprise:云岭科技", "Park:东区新城开发区", SIGNED),
        ("Enterprise:远山智造", "Park:岚州园", SIGNED),
        ("Enterprise:镕城新材", "Park:东区新城开发区", "镕城新材另有扩建"),
    ):
        evidence = (piece(quote, "settles_in"),)
        made.add_edge(head, tail, key="SETTLES_IN", relation="SETTLES_IN", realis="fact", evidence=evidence)
    return made


def test_the_count_the_names_and_the_rest_with_the_sentence_behind_them():
    (row,) = kg.KnowledgeGraph(graph()).answers.lists().records()
    start = TEXT.index("远山智造")
    quote = "远山智造、云岭科技等13家储能企业"
    assert row == {
        "名目": "储能企业",
        "总数": 13,
        "点名数": 2,
        "未点名数": 11,
        "成员": "远山智造、云岭科技",
        "关联": "东区新城开发区（落户）",
        "日期": "2024-03-05",
        "原文": quote,
        "上下文": f"东区新城 开发区已投用，【{quote}】签约落户；镕城新材另有扩建。",
        "文档": "a.txt",
        "起": start,
        "止": start + len(quote),
    }
    assert TEXT[row["起"] : row["止"]] == row["原文"]


@pytest.mark.parametrize(
    ("name", "found"), [("远山智造", 1), ("云岭科技", 1), ("东区新城开发区", 1), ("镕城新材", 0), ("岚州园", 0)]
)
def test_a_list_is_about_its_members_and_what_all_of_them_are_joined_to(name, found):
    g = kg.KnowledgeGraph(graph())
    assert len(g.lists(name)) == found
    assert g[name].lists().equals(g.lists(name))


def test_what_is_joined_by_another_passage_or_was_rejected_is_not_what_the_list_is_about():
    made = graph()
    edge = made.edges["Enterprise:云岭科技", "Park:东区新城开发区", "SETTLES_IN"]
    edge["evidence"] = (piece("镕城新材另有扩建"),)
    assert len(kg.KnowledgeGraph(made).lists("东区新城开发区")) == 0
    edge["evidence"] = (piece(SIGNED),)
    edge["realis"] = "rejected"
    assert len(kg.KnowledgeGraph(made).lists("东区新城开发区")) == 0


def test_the_way_of_the_relation_is_kept():
    made = graph()
    (item,) = listings(kg.KnowledgeGraph(made).lens())
    assert item.concerns == (Concern("SETTLES_IN", "Park:东区新城开发区", outwards=True, realis=("fact",)),)
    turned = made.reverse()
    (item,) = listings(kg.KnowledgeGraph(turned).lens())
    assert item.concerns == (Concern("SETTLES_IN", "Park:东区新城开发区", outwards=False, realis=("fact",)),)


def test_a_relation_without_direction_is_one_whichever_end_comes_first():
    made = graph()
    evidence = (piece(SIGNED),)
    for head, tail in (("远山智造", "镕城新材"), ("镕城新材", "云岭科技")):
        ends = (f"Enterprise:{head}", f"Enterprise:{tail}")
        made.add_edge(*ends, key="PARTNERS_WITH", relation="PARTNERS_WITH", realis="fact", evidence=evidence)
    (item,) = listings(kg.KnowledgeGraph(made).lens())
    assert Concern("PARTNERS_WITH", "Enterprise:镕城新材", outwards=True, realis=("fact",)) in item.concerns


@pytest.mark.parametrize(
    ("second", "told"), [("negotiating", "落户，在谈"), ("fact", "落户，在谈、事实"), ("planned", "落户，在谈、计划")]
)
def test_what_is_no_fact_says_so(second, told):
    made = graph()
    for name, realis in (("远山智造", "negotiating"), ("云岭科技", second)):
        made.edges[f"Enterprise:{name}", "Park:东区新城开发区", "SETTLES_IN"]["realis"] = realis
    assert kg.KnowledgeGraph(made).lists().关联.tolist() == [f"东区新城开发区（{told}）"]


def test_a_member_that_is_no_node_still_counts_and_keeps_its_name():
    made = graph()
    part = kg.KnowledgeGraph(made).subgraph(["远山智造", "东区新城开发区"])
    (row,) = part.answers.lists().records()
    assert (row["点名数"], row["成员"], row["关联"]) == (2, "远山智造、云岭科技", "东区新城开发区（落户）")


def test_a_member_named_twice_counts_once_and_a_list_that_names_all_is_closed():
    twice = OpenList(3, ("Enterprise:远山智造",) * 2, "储能企业", piece("远山智造、云岭科技等13家储能企业"))
    g = kg.KnowledgeGraph(graph(lists=(twice, replace(twice, declared_total=1))))
    assert g.lists()[["总数", "点名数", "未点名数"]].values.tolist() == [[3, 1, 2]]


def test_a_list_whose_members_were_all_rejected_keeps_its_count():
    none = OpenList(3, (), "企业", piece("远山智造、云岭科技等13家储能企业"))
    (row,) = kg.KnowledgeGraph(graph(lists=(none,))).answers.lists().records()
    assert (row["总数"], row["点名数"], row["未点名数"], row["成员"], row["关联"]) == (3, 0, 3, None, None)


@pytest.mark.parametrize(
    ("quote", "noun", "measure"),
    [
        ("远山智造、云岭科技等13家储能企业", "储能企业", "家"),
        ("远山智造、云岭科技等13家", "", "家"),
        ("甲园、乙园等三个园区", "园区", "个"),
        ("远山智造、云岭科技等13家储能企业签约落户", "储能企业", "家"),
        ("远山智造、云岭科技", "机构", "个"),
    ],
)
def test_the_measure_word_is_that_of_the_text(quote, noun, measure):
    made = graph(lists=(OpenList(13, (), noun, piece(quote)),))
    (item,) = listings(kg.KnowledgeGraph(made).lens())
    assert item.measure == measure


def test_without_its_document_a_list_has_its_quote():
    made = graph()
    made.graph["documents"] = {}
    (row,) = kg.KnowledgeGraph(made).answers.lists().records()
    assert (row["原文"], row["上下文"], row["日期"]) == ("远山智造、云岭科技等13家储能企业", None, None)
    (item,) = listings(kg.KnowledgeGraph(made).lens())
    assert item.sentence == item.evidence


def test_the_sentence_is_of_the_source_text():
    (item,) = listings(kg.KnowledgeGraph(graph()).lens())
    assert item.sentence.quote == TEXT[item.sentence.start : item.sentence.end]
    assert item.sentence.quote == "东区新城　开发区已投用，远山智造、云岭科技等13家储能企业签约落户；镕城新材另有扩建。"
