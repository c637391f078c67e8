import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.errors import UnknownName
from kg.ontology.load import load
from kg.query.path import paths
from kg.query.statement import Lens

ONTOLOGY = load()


def test_the_path_with_its_quote(g):
    answer = g.paths("天子铝业", "比亚迪")
    assert list(answer) == ["路径", "步", "主体", "关系", "客体", "方向", "性质", "置信度", "核定", "原文", "文档"]
    assert answer[["路径", "步", "主体", "关系", "客体", "方向"]].values.tolist() == [
        [1, 1, "河南天子铝业有限公司", "供应", "比亚迪", "→"]
    ]
    assert answer.原文[0].startswith("依托天子铝业工业铝型材研发和销售规模位居河南第一、全国前十的行业优势")
    assert answer.原文[0].endswith("为比亚迪、宇通等知名车企提供相关汽车配件")
    assert answer.原文[0] in g.documents["seed.txt"].text


def test_against_the_arrows_and_around_the_zone(g):
    answer = g.paths("比亚迪", "老磨坊", avoid=["开发区"])
    assert answer[["主体", "关系", "客体", "方向"]].values.tolist() == [
        ["河南天子铝业有限公司", "供应", "比亚迪", "←"],
        ["河南天子铝业有限公司", "获评", "省“专精特新”中小企业库", "→"],
        ["老磨坊粮油", "获评", "省“专精特新”中小企业库", "←"],
    ]


def test_a_step_has_a_row_for_each_statement(g):
    answer = g.paths("网红直播中心", "开发区")
    assert answer[["路径", "步", "关系"]].values.tolist() == [[1, 1, "隶属"], [1, 1, "落户"]]


def test_longer_paths_come_after_the_shorter(g):
    answer = g.paths("笑播文化", "开发区", max_steps=2, limit=None)
    lengths = answer.groupby("路径").步.max().tolist()
    assert lengths == sorted(lengths)
    assert lengths[0] == 1
    assert max(lengths) == 2
    assert g.paths("笑播文化", "开发区", max_steps=2, limit=1).路径.max() == 1


def test_only_over_facts_unless_asked(g):
    assert len(g.paths("天子铝业", "新能源汽车配套零部件生产项目")) != 1
    answer = g.paths("天子铝业", "新能源汽车配套零部件生产项目", realis="any")
    assert answer[["关系", "性质"]].values.tolist() == [["投资建设", "计划"]]


def test_no_path_is_an_empty_answer(small):
    assert len(small.paths("甲公司", "丙公司", realis="any")) == 0
    assert len(small.paths("甲公司", "甲公司")) == 0


def test_an_unknown_end(g):
    with pytest.raises(UnknownName):
        g.paths("天子铝业", "特斯拉超级工厂")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14), st.integers(1, 5))
def test_just_the_simple_paths_shortest_first(pairs, longest):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(map(str, range(7)))
    for head, tail in pairs:
        graph.add_edge(str(head), str(tail), key="X")
    found = list(paths(Lens(graph, ONTOLOGY), "0", "6", longest=longest))
    expected = {tuple(path) for path in nx.all_simple_paths(nx.Graph(graph), "0", "6", cutoff=longest)}
    assert {tuple(path) for path in found} == expected
    assert len(found) == len(expected)
    assert found == sorted(found, key=lambda path: (len(path), path))
    shortest = list(paths(Lens(graph, ONTOLOGY), "0", "6"))
    assert shortest == [
        path for path in paths(Lens(graph, ONTOLOGY), "0", "6", longest=7) if len(path) == len(shortest[0])
    ]


def test_it_is_public():
    assert kg.KnowledgeGraph.paths.__doc__.startswith("The paths between two entities")
