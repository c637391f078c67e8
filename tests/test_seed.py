"""The seed article, read by the models that come with kg: what an analyst asks of it."""

from __future__ import annotations

import pandas as pd
import pytest

import kg


@pytest.fixture(scope="module")
def g():
    return kg.build("seeds")


def test_partners_with_their_sentence(g):
    answer = g.partners("老磨坊粮油")
    assert set(answer["合作方"]) == {"锅圈食汇", "巴奴", "阿五", "三全食品"}
    assert set(answer["阶段"]) == {"签约"}
    assert all(
        "老磨坊粮油紧盯市场需求,与锅圈食汇、巴奴、阿五、三全食品等知名企业达成战略合作" in quote
        for quote in answer["原文"]
    )


def test_a_supply_is_a_fact_though_the_project_is_planned(g):
    (step,) = g.paths("天子铝业", "比亚迪").to_dict("records")
    assert (step["主体"], step["关系"], step["客体"], step["性质"]) == (
        "河南天子铝业有限公司",
        "供应",
        "比亚迪",
        "事实",
    )
    assert "为比亚迪、宇通等知名车企提供相关汽车配件" in step["原文"]


def test_projects_of_a_hundred_million_and_more_with_their_stage(g):
    found = g.projects(min_investment=1e8)
    told = {name: (amount, stage) for name, amount, stage in found[["项目", "投资元", "阶段"]].itertuples(index=False)}
    assert {
        "新能源汽车配套零部件生产项目": (1000000000, "谋划"),
        "益海特油项目": (300000000, "投产"),
        "年产2000吨食品级低聚木糖项目": (200000000, "谋划"),
    }.items() <= told.items()
    # only the tenants of the park are told (签约企业90余家,入驻70余家): one such park of four has a stage in the corpus
    amount, stage = told["周口中兴新业港产业园"]
    assert amount == 2000000000
    assert stage == "投产" or pd.isna(stage)


def test_what_is_encouraged_is_no_fact(g):
    assert g.partners("海熙药业").empty
    assert "方达集团" in set(g.partners("海熙药业", realis="any")["合作方"])
