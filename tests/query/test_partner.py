"""One-step questions, on the seed with its exact answers."""

import pytest

MILL = "老磨坊粮油紧盯市场需求,与锅圈食汇、巴奴、阿五、三全食品等知名企业达成战略合作"


def test_partners_of_the_mill(g):
    answer = g.partners("老磨坊粮油")
    assert list(answer) == [
        "企业",
        "合作方",
        "合作方类型",
        "阶段",
        "领域",
        "年份",
        "性质",
        "置信度",
        "核定",
        "证据数",
        "原文",
        "文档",
    ]
    assert set(answer.合作方) == {"锅圈食汇", "巴奴", "阿五", "三全食品"}
    assert set(answer.企业) == {"老磨坊粮油"}
    assert set(answer.原文) == {MILL}
    assert set(answer.文档) == {"seed.txt"}
    assert set(answer.阶段) == {"签约"}
    assert set(answer.性质) == {"事实"}


def test_a_partnership_is_the_same_from_the_other_side(g):
    answer = g.partners("巴奴")
    assert answer[["企业", "合作方", "合作方类型"]].values.tolist() == [["巴奴", "老磨坊粮油", "企业"]]


def test_all_partners(g):
    assert len(g.partners()) == 6


def test_plans_only_when_asked(g):
    assert g.tenants("开发区", realis="negotiating").入驻方.tolist() == [
        "周口公正检测",
        "杭州迪安诊断",
        "河南安必诺检测",
    ]
    every = g.tenants("开发区", realis="any")
    facts = g.tenants("开发区")
    assert len(every) == len(facts) + 3 + len(g.tenants("开发区", realis="计划"))
    assert set(facts.性质) == {"事实"}
    assert "杭州迪安诊断" not in set(facts.入驻方)


def test_what_ended_is_no_partner(small):
    assert len(small.partners("甲公司")) == 0
    ended = small.partners("乙公司", realis="终止")
    assert ended[["企业", "合作方", "阶段", "证据数"]].values.tolist() == [["乙公司", "甲公司", "终止", 2]]


def test_tenants(g):
    answer = g.tenants("中兴新业港")
    assert answer[["园区", "入驻方", "入驻方类型"]].values.tolist() == [
        ["周口中兴新业港产业园", "三川司法鉴定中心", "企业"]
    ]
    nested = g.tenants("开发区", nested=True, type="企业")
    assert {"笑播文化", "三川司法鉴定中心", "海熙药业"} <= set(nested.入驻方)
    assert set(nested[nested.入驻方 == "笑播文化"].园区) == {"开发区", "网红直播中心"}
    assert len(g.tenants()) == len(g.relations(relation="落户"))


def test_supply_links(g):
    assert g.customers("天子铝业").客户.tolist() == ["宇通", "比亚迪"]
    assert g.suppliers("宇通").供应方.tolist() == ["河南天子铝业有限公司"]
    assert len(g.suppliers("天子铝业")) == 0
    assert len(g.supply("天子铝业")) == 2
    assert len(g.supply()) == 2


def test_a_loop_is_told_once(small):
    assert len(small.supply("丙公司", realis="any")) == 1


def test_honours_from_both_sides(g):
    assert g.honours("天子铝材")[["荣誉", "年份"]].values.tolist() == [["市改革创新奖", 2021]]
    assert g.honours("市改革创新奖").获评方.tolist() == ["天子铝材", "益常青生物"]
    assert len(g.honours()) == 7


def test_relations(g):
    assert g.relations("益海特油项目", "SELLS_TO").客体.tolist() == ["云南", "华南", "四川", "广东"]
    assert g.relations("比亚迪").关系.tolist() == ["供应"]
    assert len(g.relations("比亚迪", direction="out")) == 0
    assert len(g.relations(realis="any")) == 109
    both = g.relations("海熙药业", ["合作", "生产"])
    assert set(both.关系) == {"合作", "生产"}
    undertakes = g.relations("天子铝业", "投资建设", realis="any")
    assert undertakes[["金额元", "金额亿元", "性质"]].values.tolist() == [[1_000_000_000, 10.0, "计划"]]


def test_an_entity_may_be_given_as_found(g):
    assert g.partners(g["老磨坊"]).equals(g.partners("老磨坊粮油"))


@pytest.mark.parametrize("question", ["relations", "partners", "tenants", "supply", "honours"])
def test_a_wrong_realis_is_refused(g, question):
    with pytest.raises(ValueError, match="no realis 'maybe'"):
        getattr(g, question)(realis="maybe")
