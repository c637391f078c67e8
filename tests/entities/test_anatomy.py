"""Region, stem, trade and legal form of company names, and the short forms that they allow."""

from __future__ import annotations

import pytest

from kg.entities.anatomy import Anatomy, anatomy, short_forms


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("河南天子铝业有限公司", Anatomy("河南", "天子", "铝业", "有限公司")),
        ("宁波远山控股集团有限公司", Anatomy("宁波", "远山", "", "控股集团有限公司")),
        ("老磨坊粮油", Anatomy("", "老磨坊", "粮油", "")),
        ("海尔集团", Anatomy("", "海尔", "", "集团")),
        ("迪川通(中岳)", Anatomy("", "迪川通", "", "", "中岳")),
        ("迪川通(中岳)有限公司", Anatomy("", "迪川通", "", "有限公司", "中岳")),
        ("益海小麦", Anatomy("", "益海小麦", "", "")),
        ("笑播文化传媒股份有限公司", Anatomy("", "笑播", "文化传媒", "股份有限公司")),
    ],
)
def test_parts_of_a_name(name, parts):
    assert anatomy(name) == parts


def test_brand_is_stem_and_trade():
    assert anatomy("河南天子铝业有限公司").brand == "天子铝业"


def test_a_region_alone_is_no_region_of_a_name():
    assert anatomy("北京公司").region == ""


def test_short_forms_leave_out_region_legal_form_or_trade():
    forms = short_forms("河南天子铝业有限公司")
    assert {"天子铝业", "河南天子铝业", "天子铝业有限公司", "天子公司", "天子"} <= set(forms)


def test_short_forms_are_sorted_longest_first_and_never_the_name():
    forms = short_forms("河南天子铝业有限公司")
    assert forms == sorted(forms, key=lambda form: (-len(form), form))
    assert "河南天子铝业有限公司" not in forms
    assert min(map(len, forms)) >= 2


@pytest.mark.parametrize(
    ("full", "other"),
    [
        ("益海粮油", "益海小麦"),
        ("益海粮油有限公司", "益海小麦"),
        ("河南天子铝业有限公司", "河南"),
        ("河南天子铝业有限公司", "铝业"),
        ("河南天子铝业有限公司", "有限公司"),
        ("笑播文化有限公司", "文化"),
    ],
)
def test_other_trades_and_bare_parts_are_no_short_forms(full, other):
    assert other not in short_forms(full)


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("合肥美亚光电技术股份有限公司", "合肥"),
        ("常熟市瑞特电气股份有限公司", "常熟市"),
        ("安徽省合肥市福文新能源有限公司", "安徽省合肥市"),
        ("山东威达机械股份有限公司", "山东"),
        ("北京万国合一科技有限公司", "北京"),
        ("河北公司", ""),
    ],
)
def test_regions_are_places_of_the_lists_only(name, region):
    assert anatomy(name).region == region


def test_a_stem_with_the_last_of_its_trades():
    assert "瑞松科技" in short_forms("广州瑞松智能科技股份有限公司")
