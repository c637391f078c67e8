"""Inside project names: companies in complete forms only, goods behind a quantity only."""

from __future__ import annotations

import pytest

from kg.entities.inside import company_inside, product_inside
from kg.text.lexicon import lexicon


@pytest.mark.parametrize(
    ("form", "company"),
    [
        ("岳海集团日用陶瓷项目", "岳海集团"),
        ("河北远山智造科技有限公司退役电池利用项目", "河北远山智造科技有限公司"),
        ("深圳光越电子柔性显示模组项目", "深圳光越电子"),
        ("浙江嘉硕石英坩埚项目", "浙江嘉硕"),
        ("年产2000吨食品级低聚木糖项目", ""),
        ("浙江大学科技园项目", ""),
        ("储能电池项目", ""),
        ("岳海集团项目", ""),
    ],
)
def test_the_company_with_which_a_project_name_begins(form, company):
    assert form[: company_inside(form, (), lexicon())] == company


def test_a_form_that_the_document_uses_is_complete():
    assert company_inside("远山智造储能电池项目", {"远山智造", "远山"}, lexicon()) == 4
    assert company_inside("远山智造储能电池项目", {"远山"}, lexicon()) == 0
    assert company_inside("远山智造项目", {"远山智造"}, lexicon()) == 4


@pytest.mark.parametrize(
    ("form", "goods"),
    [
        ("年产15万吨赖氨酸生产线", "赖氨酸"),
        ("岳海集团年产5GW高效电池片技改项目二期", "高效电池片"),
        ("10万吨/年丙烯腈装置", "丙烯腈"),
        ("百万吨级丁二烯项目", "丁二烯"),
        ("年产100吨的花生胚芽生产线建设项目", "花生胚芽"),
        ("年产3000台PE-X管件生产基地", "PE-X管件"),
        ("储能电池项目", ""),  # no quantity
        ("年产2万吨变速器及总成项目", ""),  # two goods
        ("30万吨玉米深加工项目", ""),  # raw material
        ("日处理500吨秸秆项目", ""),
        ("年加工20万头肉羊项目", ""),
        ("200万千瓦储能项目", ""),  # power
        ("110千伏岚州输变电工程", ""),  # a size
        ("30万锭智能纺纱项目", ""),
        ("10万吨级码头项目", ""),
        ("年产3万吨项目", ""),
    ],
)
def test_the_goods_of_which_a_project_makes_a_quantity(form, goods):
    start, end = product_inside(form) or (0, 0)
    assert form[start:end] == goods
