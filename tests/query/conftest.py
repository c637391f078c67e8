"""The graph of the seed, as gold tells it, behind the questions."""

import networkx as nx
import pytest

import kg
from kg.records import Document, Evidence, Fact, OpenList
from tests.samples import gold_graph


@pytest.fixture(scope="session")
def g():
    return kg.KnowledgeGraph(gold_graph("seed"))


def piece(document, start, end, text):
    return Evidence(document, start, end, text[start:end], "rule", "", 0.8)


@pytest.fixture
def small():
    """Two documents and few things, with what the seed lacks: contradictions, an open list, a loop, an ended deal."""
    old, new = "甲公司与乙公司合作,投资5亿元。", "甲公司与乙公司终止合作,投资6亿元。甲公司等3家企业入园。"
    graph = nx.MultiDiGraph(
        documents={
            "old.txt": Document("old.txt", old, date="2022-03-18"),
            "new.txt": Document("new.txt", new, date="2023-12-26"),
        },
        judgements=(),
        lists=(OpenList(3, ("Enterprise:甲公司",), "企业", piece("new.txt", 18, 27, new)),),
    )
    facts = (
        Fact("investment_cny", 500_000_000, "fact", piece("old.txt", 10, 15, old)),
        Fact("investment_cny", 600_000_000, "fact", piece("new.txt", 12, 17, new)),
        Fact("stage", "planned", "planned", piece("old.txt", 0, 9, old)),
    )
    for name in ("甲公司", "乙公司", "丙公司"):
        graph.add_node(f"Enterprise:{name}", type="Enterprise", label=name, aliases=(), documents=2, mentions=2)
    graph.add_node(
        "Project:新项目", type="Project", label="新项目", aliases=("项目",), facts=facts, investment_cny=500_000_000
    )
    edge = {"relation": "PARTNERS_WITH", "label": "合作", "realis": "fact", "stage": "terminated", "confidence": 0.9}
    told = (piece("old.txt", 0, 9, old), piece("new.txt", 0, 11, new))
    graph.add_edge("Enterprise:甲公司", "Enterprise:乙公司", key="PARTNERS_WITH", **edge, weight=2, evidence=told)
    edge = {
        "relation": "SUPPLIES",
        "label": "供应",
        "realis": "claimed",
        "confidence": 0.4,
        "weight": 1,
        "evidence": told[:1],
    }
    graph.add_edge("Enterprise:丙公司", "Enterprise:丙公司", key="SUPPLIES", **edge)
    return kg.KnowledgeGraph(graph)
