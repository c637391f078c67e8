from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.number import NUMERAL, exact, read_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.5", "3.5"),
        ("16.4亿", "1640000000"),
        ("47.264287亿", "4726428700"),
        ("1.2万亿", "1200000000000"),
        ("1,200", "1200"),
        ("1,234,567.5", "1234567.5"),
        ("3亿5000万", "350000000"),
        ("1万2千", "12000"),
        ("3千万", "30000000"),
        ("三亿五千万", "350000000"),
        ("三点五亿", "350000000"),
        ("一百零五", "105"),
        ("十二", "12"),
        ("两千亿", "200000000000"),
        ("百亿", "10000000000"),
        ("千万", "10000000"),
        ("一万亿", "1000000000000"),
        ("1200余万", "12000000"),
        ("十几万", "100000"),
        ("零", "0"),
    ],
)
def test_values(text, value):
    match = NUMERAL.match(text)
    assert match[0] == text
    assert read_numeral(match).value == Decimal(value)


@pytest.mark.parametrize("text", ["3万5万", "二〇二三", "9" * 30, "三一", "1亿20000万"])
def test_what_is_no_number(text):
    match = NUMERAL.match(text)
    assert match[0] == text
    assert read_numeral(match) is None


@pytest.mark.parametrize(("text", "low", "high"), [("两三百", 200, 300), ("七八", 7, 8), ("三四十", 30, 40)])
def test_two_numbers_in_one(text, low, high):
    number = read_numeral(NUMERAL.match(text))
    assert (number.value, number.upper) == (low, high)


def test_scale_and_more():
    number = read_numeral(NUMERAL.match("1200余万"))
    assert (number.scale, number.more, number.chinese) == (4, True, False)
    assert read_numeral(NUMERAL.match("1.2万亿")).scale == 12


def test_exact_is_an_int_where_whole():
    assert exact(Decimal("350000000.0")) == 350000000
    assert isinstance(exact(Decimal("3.50")), Decimal)
    assert str(exact(Decimal("3.50"))) == "3.5"


@given(st.integers(0, 99_999_999), st.integers(0, 9999), st.sampled_from(["", "万", "亿", "万亿"]))
def test_arabic_numerals_are_exact(whole, fraction, scale):
    power = {"": 0, "万": 4, "亿": 8, "万亿": 12}[scale]
    number = read_numeral(NUMERAL.match(f"{whole}.{fraction:04}{scale}"))
    assert number.value == (whole * 10**4 + fraction) * Decimal(10) ** (power - 4)


def chinese(number):
    """The common numeral of a number below 10**12, written out the simple way."""
    if number >= 10**8:
        rest = number % 10**8
        return chinese(number // 10**8) + "亿" + (("零" if rest < 10**7 else "") + chinese(rest) if rest else "")
    if number >= 10**4:
        rest = number % 10**4
        return chinese(number // 10**4) + "万" + (("零" if rest < 10**3 else "") + chinese(rest) if rest else "")
    for power, scale in ((3, "千"), (2, "百"), (1, "十")):
        if number >= 10**power:
            rest = number % 10**power
            zero = "零" if 0 < rest < 10 ** (power - 1) else ""
            return "零一二三四五六七八九"[number // 10**power] + scale + (zero + chinese(rest) if rest else "")
    return "零一二三四五六七八九"[number]


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_read_back(number):
    match = NUMERAL.match(chinese(number))
    assert read_numeral(match).value == number


@given(st.text(alphabet="〇零一二两三四五六七八九十百千万亿点余多几0123456789.,"))
def test_never_fails(text):
    for match in NUMERAL.finditer(text):
        number = read_numeral(match)
        assert number is None or number.value >= 0
