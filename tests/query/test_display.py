"""How a graph shows itself; case kg-nothing-found for what is built from it."""

import networkx as nx

import kg
from kg.records import Document


def test_in_a_terminal(g):
    text = repr(g)
    assert text.splitlines()[0] == "知识图谱：78个实体，109条关系，1篇文章"
    assert "企业 28，项目 12，园区 7" in text
    assert "合作 6，投资建设 9，落户 37" in text
    assert 'g["河南天子铝业有限公司"]' in text


def test_in_a_notebook(g):
    html = g._repr_html_()
    assert "<td>企业</td><td>28</td>" in html
    assert "<td>落户</td><td>31</td><td>6</td>" in html
    assert "g.projects()" in html


def test_what_it_hints_at_works(g):
    assert g["河南天子铝业有限公司"].type == "Enterprise"
    assert g.find("河南")


def test_an_empty_graph_says_so():
    graph = nx.MultiDiGraph(documents={"w.txt": Document("w.txt", "今日天气晴，气温回升。")})
    g = kg.KnowledgeGraph(graph)
    assert repr(g) == "图中没有实体：1篇文章里没有读到企业、项目、园区等名称。"
    assert "没有实体" in g._repr_html_()
    assert len(g.projects()) == len(g.partners()) == len(g.history()) == len(g.doubtful()) == 0
    assert g.investments(None).投资元.tolist() == [0]


def test_a_graph_of_another_program():
    g = kg.KnowledgeGraph(nx.MultiDiGraph([("甲", "乙")]))
    assert "未分类 2" in repr(g)
    assert g["甲"].brief.startswith("甲：实体")
