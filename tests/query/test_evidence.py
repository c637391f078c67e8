import pytest

from kg.query.evidence import attribute_value


def test_every_quote_stands_where_it_says(g):
    for name in ("海熙药业", "益海特油项目", "开发区"):
        answer = g.evidence(name)
        assert len(answer) > 0
        for row in answer.itertuples():
            assert g.documents[row.文档].text[row.起 : row.止] == row.原文


def test_attributes_come_before_relations(g):
    answer = g.evidence("益海特油项目")
    assert answer.依据.tolist()[:4] == ["属性", "属性", "属性", "关系"]
    assert answer.内容.tolist()[:3] == ["投资：3亿元", "阶段：投产", "完成：2022-07"]
    assert "益海特油项目 销往 广东" in set(answer.内容)


def test_of_two(g):
    assert g.evidence("方达集团", "海熙药业").内容.tolist() == ["海熙药业 合作 方达集团"]
    assert len(g.evidence("方达集团", "比亚迪")) == 0
    assert g["海熙药业"].evidence(g["方达集团"]).equals(g.evidence("海熙药业", "方达集团"))


def test_facts_alone_when_asked(small):
    assert small.evidence("新项目").性质.tolist() == ["事实", "事实", "计划"]
    assert small.evidence("新项目", realis="fact").内容.tolist() == ["投资：5亿元", "投资：6亿元"]
    assert small.evidence("新项目").日期.tolist() == ["2022-03-18", "2023-12-26", "2022-03-18"]


def test_mentions_show_what_stands_around(g):
    answer = g.mentions("海熙药业")
    assert answer.形式.tolist() == ["海熙药业"] * 3
    assert answer.上下文[0].endswith("聚木糖项目。鼓励【海熙药业】与知名药企方达集团深度合作,谋划建设总投")
    for row in answer.itertuples():
        assert g.documents[row.文档].text[row.起 : row.止] == row.形式


def test_mentions_without_the_document(small):
    graph = small.nx.copy()
    graph.graph["documents"] = {}
    graph.nodes["Project:新项目"]["spans"] = (("old.txt", 1, 4),)
    answer = type(small)(graph).mentions("新项目")
    assert answer[["文档", "起", "止"]].values.tolist() == [["old.txt", 1, 4]]
    assert answer.上下文.isna().all()


@pytest.mark.parametrize(
    ("attribute", "value", "expected"),
    [
        ("investment_cny", 2_000_000_000, "20亿元"),
        ("investment_cny", 7_800_000, "780万元"),
        ("investment_cny", 1_234_567_890, "12.3457亿元"),
        ("investment_cny", 500, "500元"),
        ("investment_usd", 50_000_000, "5000万美元"),
        ("area_m2", 6000, "6,000平方米"),
        ("stage", "under_construction", "在建"),
        ("stage", "orbiting", "orbiting"),
        ("capacity", "年产2000吨", "年产2000吨"),
        ("finish", "2022-07", "2022-07"),
    ],
)
def test_values_with_their_unit(g, attribute, value, expected):
    assert attribute_value(attribute, value, g.ontology) == expected
