import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import normalise, plain, quantities

CASES = {
    case["id"]: case for case in map(json.loads, Path("tests/cases.jsonl").read_text(encoding="utf-8").splitlines())
}["zh-amounts"]


def only(text, kind):
    found = [q for q in quantities(text) if q.kind == kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"), list(zip(CASES["input"]["texts"], CASES["expect"]["values"], strict=True)), ids=str
)
def test_the_case_of_amounts(text, expected):
    found = [q for q in quantities(text) if q.kind == "money"]
    if expected is None:
        assert found == []
        return
    value, unit, bound = expected
    (money,) = found
    assert money.value == (tuple(value) if isinstance(value, list) else value)
    assert not isinstance(money.value, float)
    assert (money.unit, money.bound) == (unit, bound.split()[0])
    assert text[money.start : money.end] == money.text


MONEY = [
    ("5000万元以上", 50_000_000, "CNY", ">"),
    ("不低于3亿元", 300_000_000, "CNY", ">"),
    ("逾260亿元", 26_000_000_000, "CNY", ">"),
    ("约18.6亿元", 1_860_000_000, "CNY", "~"),
    ("3亿元左右", 300_000_000, "CNY", "~"),
    ("不足3000万元", 30_000_000, "CNY", "<"),
    ("1亿元以内", 100_000_000, "CNY", "<"),
    ("280多亿元", 28_000_000_000, "CNY", ">~"),
    ("10亿余元", 1_000_000_000, "CNY", ">~"),
    ("十几亿元", 1_000_000_000, "CNY", ">~"),
    ("3亿5000万元", 350_000_000, "CNY", "="),
    ("1,200万元", 12_000_000, "CNY", "="),
    ("3.5 亿元", 350_000_000, "CNY", "="),
    ("1500万欧元", 15_000_000, "EUR", "="),
    ("3亿港元", 300_000_000, "HKD", "="),
    ("人民币5000万元", 50_000_000, "CNY", "="),
    ("US$5000万", 50_000_000, "USD", "="),
    ("10个亿", 1_000_000_000, "CNY", "="),
    ("9.87元", Decimal("9.87"), "CNY", "="),
    ("近百亿元", 10_000_000_000, "CNY", "<~"),
    ("2至3亿元", (200_000_000, 300_000_000), "CNY", "range"),
    ("2亿元-3亿元", (200_000_000, 300_000_000), "CNY", "range"),
    ("5000万—1亿元", (50_000_000, 100_000_000), "CNY", "range"),
    ("500-800万元", (5_000_000, 8_000_000), "CNY", "range"),
    ("约3到5个亿", (300_000_000, 500_000_000), "CNY", "range"),
    ("两三亿元", (200_000_000, 300_000_000), "CNY", "range"),
]


@pytest.mark.parametrize(("text", "value", "unit", "bound"), MONEY)
def test_money(text, value, unit, bound):
    money = only(f"总投资{text}。", "money")
    assert (money.text, money.value, money.unit, money.bound) == (text, value, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "三元锂电池",
        "亿元以上项目34个",
        "数十亿元",
        "2024元旦",
        "二元一次",
        "人民币",
        "价格3000元/吨",
        "年产1.2亿只",
        "用户30亿人次",
        "38个亿元以上项目",
        "多元化",
    ],
)
def test_what_is_no_money(text):
    assert [q for q in quantities(text) if q.kind == "money"] == []


def test_a_growth_is_two_amounts():
    assert [q.value for q in quantities("由3亿元到5亿元")] == [300_000_000, 500_000_000]


def test_signed_contracts_are_not_about():
    (count,) = quantities("签约34个项目")
    assert (count.text, count.bound) == ("34个", "=")


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("2.1万平方米", 21_000, "m2", "="),
        ("51万㎡", 510_000, "m2", "="),
        ("38平方公里", 38_000_000, "m2", "="),
        ("12公顷", 120_000, "m2", "="),
        ("25.1万平米", 251_000, "m2", "="),
        ("1800㎡", 1800, "m2", "="),
        ("300亩", 300, "亩", "="),
        ("约176亩", 176, "亩", "~"),
        ("900多亩", 900, "亩", ">~"),
        ("47.35亩", Decimal("47.35"), "亩", "="),
        ("100—200亩", (100, 200), "亩", "range"),
    ],
)
def test_area(text, value, unit, bound):
    area = only(f"占地{text},", "area")
    assert (area.text, area.value, area.unit, area.bound) == (text, value, unit, bound)


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("34个", 34, "个", "="),
        ("13家", 13, "家", "="),
        ("905台(套)", 905, "台(套)", "="),
        ("1.2亿辆(件)", 120_000_000, "辆(件)", "="),
        ("90余家", 90, "家", ">~"),
        ("五家", 5, "家", "="),
        ("四十多个", 40, "个", ">~"),
        ("3000至4000人", (3000, 4000), "人", "range"),
        ("七八个", (7, 8), "个", "range"),
        ("216家", 216, "家", "="),
        ("2.1万项", 21_000, "项", "="),
    ],
)
def test_count(text, value, unit, bound):
    count = only(f"共有{text}电商企业", "count") if unit == "家" else only(f"共有{text}。", "count")
    assert (count.text, count.value, count.unit, count.bound) == (text, value, unit, bound)


@pytest.mark.parametrize(
    "text",
    [
        "第3家",
        "一个",
        "“三个一批”",
        "三个一批",
        "二期工程",
        "三期",
        "数十家",
        "2.2本",
        "34项目",
        "A3栋",
        "周六对开",
        "三类医疗器械",
    ],
)
def test_what_is_no_count(text):
    assert [q for q in quantities(text) if q.kind == "count"] == []


def test_phases_are_counted_only_where_divided():
    assert [(q.text, q.value) for q in quantities("分三期实施,二期在建")] == [("三期", 3)]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("建设年产2000吨食品级低聚木糖项目", "年产2000吨", 2000, "吨"),
        ("年产1.2亿只玻璃瓶", "年产1.2亿只", 120_000_000, "只"),
        ("投运后日处理能力将达到3万吨。", "日处理能力将达到3万吨", 30_000, "吨"),
        ("可年产车规级功率模块300万只", "年产车规级功率模块300万只", 3_000_000, "只"),
        ("达产后年产冰箱、洗衣机300万台", "年产冰箱、洗衣机300万台", 3_000_000, "台"),
        ("年加工大豆100万吨", "年加工大豆100万吨", 1_000_000, "吨"),
        ("年屠宰300万头生猪", "年屠宰300万头", 3_000_000, "头"),
        ("年产5000万平方米隔膜", "年产5000万平方米", 50_000_000, "m2"),
        ("月产12英寸抛光片25万片", "月产12英寸抛光片25万片", 250_000, "片"),
        ("年产eVTOL300架", "年产eVTOL300架", 300, "架"),
        ("总冷藏能力14万吨", "总冷藏能力14万吨", 140_000, "吨"),
        ("规划产能8万吨", "8万吨", 80_000, "吨"),
        ("100万吨/年乙烯", "100万吨/年", 1_000_000, "吨/年"),
        ("年产2500吨多晶硅", "年产2500吨", 2500, "吨"),
        ("年产1000-1500万个", "年产1000-1500万个", (10_000_000, 15_000_000), "个"),
    ],
)
def test_capacity(sentence, text, value, unit):
    capacity = only(sentence, "capacity")
    assert (capacity.text, capacity.value, capacity.unit) == (text, value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "年产值28亿元",
        "2023年产值超过30亿元",
        "3月产生2吨",
        "处理能力增加2万吨",
        "年产品交易额",
        "签下3万吨订单",
        "年产蛋糕,3万吨",
    ],
)
def test_what_is_no_capacity(sentence):
    assert [q for q in quantities(sentence) if q.kind == "capacity"] == []


def test_measures_and_percentages():
    found = quantities("长1.7公里,增长16.5%,提高2.1个百分点,占八成")
    assert [(q.kind, q.value, q.unit) for q in found] == [
        ("measure", Decimal("1.7"), "公里"),
        ("percent", Decimal("16.5"), "%"),
        ("percent", Decimal("2.1"), "个百分点"),
    ]


def test_a_sentence_of_the_seed():
    text = normalise(Path("seeds/kaifaqu-2022.txt").read_text(encoding="utf-8")).text
    found = {(q.kind, q.text): q.value for q in quantities(text)}
    assert found["capacity", "年产2000吨"] == 2000
    assert found["date", "2022年7月份"] == "2022-07"
    assert found["count", "1145台(套)"] == 1145
    assert found["count", "70余家"] == 70
    assert found["area", "6000平方米"] == 6000
    assert found["money", "226亿元"] == 22_600_000_000


def test_plain_numbers():
    assert plain(3) == 3
    assert plain((2, 3)) == 2
    assert plain(Decimal("3.5")) == 3.5
    with pytest.raises(TypeError, match=r"dates are read with kg\.text\.resolve_date"):
        plain("2022-07")
    with pytest.raises(TypeError, match="found None"):
        plain(None)


PIECES = st.lists(
    st.sampled_from(
        [*"近超约余多万亿元个家吨年月日上下前至-—0123456789.,。十百三千两", "年产", "平方米", "美元", "以上", "%"]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(PIECES, st.text()))
def test_spans_are_in_order_and_say_what_they_are(text):
    found = quantities(text)
    assert all(text[q.start : q.end] == q.text and q.text for q in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    for q in found:
        assert q.bound in {"=", "<~", ">", ">~", "<", "~", "range"}
        assert (q.bound == "range") == isinstance(q.value, tuple)
        if isinstance(q.value, tuple):
            assert q.value[0] < q.value[1]


@pytest.mark.parametrize(
    "unit", ["0", "1,", "一", "万", "亿", "2022年", "1月", "年产", "3亿", "12-", "约为", "9" * 30 + "个", "1.", "余"]
)
def test_a_hundred_thousand_signs_are_no_trouble(unit):
    text = unit * (100_000 // len(unit))
    assert all(text[q.start : q.end] == q.text for q in quantities(text))
