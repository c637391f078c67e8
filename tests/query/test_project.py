import networkx as nx
import pytest

import kg
from kg.query.ledger import GROUPS
from kg.query.project import group_of, yuan


def test_projects_of_one_yi_and_more_with_their_stage(g):
    answer = g.projects(min_investment="1亿元")
    assert answer[["项目", "投资亿元", "阶段"]].fillna("").values.tolist() == [
        ["周口中兴新业港产业园", 20.0, "投产"],
        ["中北宏远集团5G基站建设项目", 20.0, ""],
        ["新能源汽车配套零部件生产项目", 10.0, "谋划"],
        ["智能化生产车间、药品研发等项目", 10.0, "谋划"],
        ["浙江网商云谷", 5.0, ""],
        ["益海特油项目", 3.0, "投产"],
        ["迪信通(中迪)无人智能科技园项目", 3.0, "在建"],
        ["网红直播中心", 2.0, "投产"],
        ["年产2000吨食品级低聚木糖项目", 2.0, "谋划"],
    ]
    assert answer.投资元.tolist() == [yi * 100_000_000 for yi in (20, 20, 10, 10, 5, 3, 3, 2, 2)]
    assert g.projects(min_investment=100_000_000).equals(answer)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"min_investment": "1亿元", "stage": "投产"}, ["周口中兴新业港产业园", "益海特油项目", "网红直播中心"]),
        ({"stage": ["planned"], "max_investment": "2亿元"}, ["年产2000吨食品级低聚木糖项目"]),
        ({"enterprise": "天子铝业"}, ["新能源汽车配套零部件生产项目", "电池托盘生产线"]),
        ({"park": "生物科技园"}, ["广西华仁医学科技项目", "细胞及基因疗法实验室"]),
        ({"industry": "数字经济"}, ["周口中兴新业港产业园", "中北宏远集团5G基站建设项目"]),
        ({"since": "2022-07", "until": "2022-07-31"}, ["益海特油项目"]),
        ({"since": "2022", "until": "2022"}, ["益海特油项目"]),
        ({"until": "2021"}, []),
        ({"since": "2023"}, []),
        ({"type": "园区", "max_investment": "5亿元"}, ["浙江网商云谷", "网红直播中心"]),
        ({"realis": "fact", "stage": "谋划"}, []),
        ({"enterprise": "比亚迪"}, []),
    ],
)
def test_filters(g, chosen, expected):
    assert g.projects(**chosen).项目.tolist() == expected


def test_a_park_holds_what_is_in_the_parks_inside_it(g):
    assert set(g.projects(park="周口临港生物科技园").项目) <= set(g.projects(park="开发区").项目)


def test_the_columns_of_a_project(g):
    row = g.projects(enterprise="益常青生物").iloc[0].to_dict()
    assert row["企业"] == "益常青生物"
    assert row["园区"] == "开发区"
    assert row["产能"] == "年产2000吨"
    assert (row["阶段"], row["性质"]) == ("谋划", "计划")
    assert row["原文"] == "年产2000吨食品级低\n\n聚木糖项目"
    text = g.documents[row["文档"]].text
    assert row["原文"] in text


def test_investments_count_each_amount_once_and_keep_plans_apart(g):
    whole = g.investments(None)
    assert whole[["范围", "投资元", "未定亿元"]].values.tolist() == [["合计", 5_307_800_000, 22.0]]
    assert g.investments(None, realis="any").投资亿元.tolist() == [75.078]
    assert g.investments(None, realis="planned").投资亿元.tolist() == [22.0]


@pytest.mark.parametrize("by", [*GROUPS, *GROUPS.values()])
def test_groups_add_up(g, by):
    groups = g.investments(by)
    assert groups.投资元.sum() == 5_307_800_000
    assert round(groups.未定亿元.sum(), 4) == 22.0
    assert groups.项目数.sum() == len(g.projects())


def test_investments_by_enterprise_and_stage(g):
    by = g.investments("企业").set_index("企业")
    assert by.loc["益海特油", "投资亿元"] == 3.0
    assert by.loc["方达集团、海熙药业", ["投资亿元", "未定亿元"]].tolist() == [0.0, 10.0]
    stages = g.investments("stage").set_index("阶段")
    assert stages.loc["谋划", ["项目数", "投资亿元", "未定亿元"]].tolist() == [4, 0.0, 22.0]
    assert stages.loc["投产", "投资亿元"] == 25.0


def test_investments_of_one_park(g):
    assert g.investments(None, park="周口临港生物科技园").投资元.tolist() == [0]


def test_a_group_that_is_none():
    with pytest.raises(ValueError, match=r"cannot sum by 'zone'; expected park \(园区\)"):
        group_of("zone")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1亿元", 10**8),
        ("1亿", 10**8),
        ("３.5亿元", 350_000_000),
        ("780万元", 7_800_000),
        ("5000", 5000),
        (2.5, 2.5),
        (None, None),
    ],
)
def test_amounts_as_written(written, expected):
    assert yuan(written) == expected


@pytest.mark.parametrize("written", ["很多", "1亿元和2亿元", "5000万美元", "1至2亿元", ""])
def test_what_is_no_amount_of_yuan(written):
    with pytest.raises(ValueError, match="is not an amount of yuan; expected a number of yuan, or one like 1亿元"):
        yuan(written)


def test_a_phase_goes_with_its_whole():
    graph = nx.MultiDiGraph()
    for node in ("Enterprise:甲", "Project:大项目", "Project:一期", "Industry:光电", "Park:园"):
        graph.add_node(node, type=node.split(":")[0], label=node.split(":")[1])
    for head, relation, tail in (
        ("Enterprise:甲", "UNDERTAKES", "Project:大项目"),
        ("Project:一期", "PART_OF", "Project:大项目"),
        ("Project:大项目", "IN_INDUSTRY", "Industry:光电"),
        ("Project:大项目", "SETTLES_IN", "Park:园"),
    ):
        graph.add_edge(head, tail, key=relation, relation=relation, realis="fact")
    g = kg.KnowledgeGraph(graph)
    for chosen in ({"enterprise": "甲"}, {"industry": "光电"}, {"park": "园"}):
        assert set(g.projects(**chosen).项目) == {"大项目", "一期"}
