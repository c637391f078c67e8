import kg
from kg.records import Fact, Judgement


def rows(g, kind, **options):
    answer = g.doubtful(**options)
    return answer[answer.类别 == kind]


def test_contradictions_stand_side_by_side(small):
    answer = rows(small, "说法不一")
    assert answer[["对象", "说明", "日期", "文档", "原文"]].values.tolist() == [
        ["新项目", "投资：5亿元", "2022-03-18", "old.txt", "投资5亿元"],
        ["新项目", "投资：6亿元", "2023-12-26", "new.txt", "投资6亿元"],
    ]


def test_stages_of_two_documents_are_a_life_and_of_one_a_contradiction(small):
    graph = small.nx.copy()
    facts = graph.nodes["Project:新项目"]["facts"]
    old, new = facts[0].evidence, facts[1].evidence
    told = (Fact("stage", "signed", "fact", old), Fact("stage", "operating", "fact", new))
    graph.nodes["Project:新项目"]["facts"] = told
    assert len(rows(kg.KnowledgeGraph(graph), "说法不一")) == 0
    graph.nodes["Project:新项目"]["facts"] = (*told, Fact("stage", "negotiating", "fact", new))
    assert rows(kg.KnowledgeGraph(graph), "说法不一").说明.tolist() == ["阶段：签约", "阶段：在谈", "阶段：投产"]


def test_unsure_statements(small):
    answer = rows(small, "把握不大")
    assert answer[["对象", "说明", "性质", "置信度"]].values.tolist() == [
        ["丙公司 供应 丙公司", "置信度低于0.6", "据称", 0.4]
    ]
    assert len(rows(small, "把握不大", below=0.4)) == 0
    assert rows(small, "把握不大", below=0.95).置信度.tolist() == [0.4, 0.9]


def test_lists_that_name_some(small):
    answer = rows(small, "列举未全")
    assert answer[["对象", "说明"]].values.tolist() == [["甲公司", "原文称共3家企业，点名1家，另2家未点名"]]


def test_proposed_merges(small):
    graph = small.nx.copy()
    pair = ("Enterprise:甲公司", "Enterprise:乙公司")
    graph.graph["judgements"] = (
        Judgement(*pair, "unsure", "名称相近", "old.txt"),
        Judgement(*pair, "different", "字号不同"),
    )
    answer = rows(kg.KnowledgeGraph(graph), "疑似同一")
    assert answer[["对象", "说明", "文档"]].values.tolist() == [["甲公司 ↔ 乙公司", "名称相近", "old.txt"]]


def test_the_seed_of_gold_has_no_doubt(g):
    assert len(g.doubtful()) == 0
