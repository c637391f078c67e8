import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import iso_month, moments, quantities, resolve_date

CASE = {
    case["id"]: case for case in map(json.loads, Path("tests/cases.jsonl").read_text(encoding="utf-8").splitlines())
}["zh-relative-date"]


@pytest.mark.parametrize(
    ("text", "expected"), list(zip(CASE["input"]["texts"], CASE["expect"]["dates"], strict=True)), ids=str
)
def test_the_case_of_relative_dates(text, expected):
    found = resolve_date(text, CASE["input"]["published"])
    assert found == (tuple(expected) if expected else None)


@pytest.mark.parametrize("text", CASE["input"]["texts"])
def test_without_a_date_of_publication_relative_dates_stay_text(text):
    expected = ("2021-01-01", "2025-12-31") if "十四五" in text else None
    assert resolve_date(text, None) == expected


@pytest.mark.parametrize(
    ("text", "first", "last", "iso"),
    [
        ("2022年7月份", "2022-07-01", "2022-07-31", "2022-07"),
        ("2023年3月", "2023-03-01", "2023-03-31", "2023-03"),
        ("2024年2月", "2024-02-01", "2024-02-29", "2024-02"),
        ("2022年7月15日", "2022-07-15", "2022-07-15", "2022-07-15"),
        ("2023-02-24", "2023-02-24", "2023-02-24", "2023-02-24"),
        ("2023/3/1", "2023-03-01", "2023-03-01", "2023-03-01"),
        ("2024年", "2024-01-01", "2024-12-31", "2024"),
        ("2023年度", "2023-01-01", "2023-12-31", "2023"),
        ("2024年第二季度", "2024-04-01", "2024-06-30", "2024"),
        ("2022年前三季度", "2022-01-01", "2022-09-30", "2022"),
        ("2023年上半年", "2023-01-01", "2023-06-30", "2023"),
        ("2024年底", "2024-12-01", "2024-12-31", "2024"),
        ("2019年年初", "2019-01-01", "2019-03-31", "2019"),
        ("2025年12月中旬", "2025-12-11", "2025-12-20", "2025-12"),
        ("2023年1—10月", "2023-01-01", "2023-10-31", "2023"),
        ("2023年1月至9月", "2023-01-01", "2023-09-30", "2023"),
        ("2023年6月10日至12日", "2023-06-10", "2023-06-12", "2023-06-10"),
        ("2022至2024年", "2022-01-01", "2024-12-31", "2022/2024"),
        ("“十三五”末", "2016-01-01", "2020-12-31", "2016/2020"),
        ("二〇二三年十月", "2023-10-01", "2023-10-31", "2023-10"),
        ("一九九八年十二月三十一日", "1998-12-31", "1998-12-31", "1998-12-31"),
    ],
)
def test_dates_that_give_their_year(text, first, last, iso):
    assert resolve_date(text, None) == (first, last)
    assert iso_month(text, None) == iso
    (found,) = quantities(f"于{text}投产")
    assert (found.kind, found.text, found.value) == ("date", text, iso)


@pytest.mark.parametrize(
    ("text", "published", "first", "last"),
    [
        ("4月20日", "2023-05-01", "2023-04-20", "2023-04-20"),
        ("12月28日", "2024-01-05", "2023-12-28", "2023-12-28"),
        ("12月28日", "2024-06-05", "2024-12-28", "2024-12-28"),
        ("今年8月", "2023-05", "2023-08-01", "2023-08-31"),
        ("去年底", "2024", "2023-12-01", "2023-12-31"),
        ("明年二月", "2024-06-01", "2025-02-01", "2025-02-28"),
        ("五月底", "2024-04-20", "2024-05-21", "2024-05-31"),
        ("上半年", "2024-07-01", "2024-01-01", "2024-06-30"),
        ("今年以来", "2024-07-12", "2024-01-01", "2024-07-12"),
        ("1至6月", "2023-07-01", "2023-01-01", "2023-06-30"),
        ("前5个月", "2023-07-01", "2023-01-01", "2023-05-31"),
        ("9月中下旬", "2023-07-01", "2023-09-11", "2023-09-30"),
        ("今天", "2024-03-01", "2024-03-01", "2024-03-01"),
        ("前天", "2024-03-01", "2024-02-28", "2024-02-28"),
        ("上月", "2024-01-15", "2023-12-01", "2023-12-31"),
        ("本月底", "2024-02-15", "2024-02-21", "2024-02-29"),
        ("下个月", "2023-12-15", "2024-01-01", "2024-01-31"),
        ("上周", "2024-03-06", "2024-02-26", "2024-03-03"),
    ],
)
def test_dates_that_need_the_date_of_publication(text, published, first, last):
    assert resolve_date(text, published) == (first, last)
    assert resolve_date(text, None) is None
    (found,) = quantities(text)
    assert (found.text, found.value) == (text, None)


def test_a_day_alone_is_of_the_month_of_publication_or_the_one_before():
    assert resolve_date("28日,项目开工", "2024-03-05") == ("2024-02-28", "2024-02-28")
    assert resolve_date("3日,项目开工", "2024-03-05") == ("2024-03-03", "2024-03-03")
    assert resolve_date("28日,项目开工", "2024-01-05") == ("2023-12-28", "2023-12-28")


@pytest.mark.parametrize(
    "text",
    [
        "24/7运营",
        "3个月",
        "近五年中",
        "当年10月试产",
        "去年同期",
        "光明日报",
        "老上年纪",
        "达产后年产奶粉",
        "3.5",
        "百年初心",
        "1.2.3",
    ],
)
def test_what_is_no_date(text):
    assert [q for q in quantities(text) if q.kind == "date"] == []


@pytest.mark.parametrize("published", ["", "yesterday", "2024-3", "0000", "9999", "2024-13-01", "2024-02-31"])
def test_a_date_of_publication_that_is_none_resolves_no_day(published):
    assert resolve_date("昨日揭牌", published) is None


def test_moments_give_spans_and_leave_out_what_cannot_be_placed():
    text = "去年12月签约,2月30日投产,2025年6月试产"
    assert [(text[m.start : m.end], m.iso) for m in moments(text, "2024-03-05")] == [
        ("去年12月", "2023-12"),
        ("2025年6月", "2025-06"),
    ]
    assert [m.iso for m in moments(text)] == ["2025-06"]


def test_a_quantity_is_as_good_as_its_text():
    (found,) = quantities("今年8月")
    assert resolve_date(found, "2023-01-01") == ("2023-08-01", "2023-08-31")
    assert iso_month(found, "2023-01-01") == "2023-08"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day):
    text = f"{day.year}年{day.month}月{day.day}日"
    assert resolve_date(text, None) == (day.isoformat(), day.isoformat())
    assert resolve_date(day.isoformat(), None) == (day.isoformat(), day.isoformat())


PIECES = st.lists(
    st.sampled_from(
        [
            *"0123456789年月日至-/.,第初底末旬十三五二〇",
            "去年",
            "今年以来",
            "一季度",
            "上半年",
            "昨日",
            "上周",
            "“十四五”期间",
        ]
    ),
    max_size=20,
).map("".join)


@given(st.one_of(PIECES, st.text()), st.one_of(st.none(), st.dates().map(date.isoformat), st.text(max_size=10)))
def test_an_interval_is_two_days_in_order(text, published):
    for found in moments(text, published):
        first, last = date.fromisoformat(found.first), date.fromisoformat(found.last)
        assert first <= last
        assert found.iso[:4] == found.first[:4]
