"""Amounts in normalised text: numerals with their units, read exactly.

>>> [(a.kind, a.value, a.unit, a.bound) for a in amounts("投资近10亿元,占地300亩,入驻90余家")]
[('money', 1000000000, 'CNY', '<~'), ('area', 300, '亩', '='), ('count', 90, '家', '>~')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.text.bound import ahead, behind, more_behind, more_inside
from kg.text.number import NUMERAL, Numeral, exact, read_numeral
from kg.text.unit import AREA_UNITS, CURRENCIES, SIGNS, UNIT

__all__ = ["Quantity", "Value", "amounts"]

Value = int | Decimal | tuple[int | Decimal, int | Decimal] | str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at the half-open span ``start:end`` of normalised text, whose slice is `text`.

    `kind` is ``money``, ``area``, ``count``, ``capacity``, ``date``, ``percent`` or ``measure`` (an amount of goods,
    power or length without 年产 and the like). `value` is exact: an int, or a Decimal where it is not whole; a pair
    for a range; the ISO date (or None where the text alone does not give it) for a date. `unit` is an ISO 4217 code,
    ``m2``, ``亩``, ``%`` or the measure word; scale words are in the value (万吨: 10000 times 吨). `bound` is ``=``,
    ``<~`` (近), ``>`` (超, 以上, 不低于), ``>~`` (余, 多), ``<`` (不足, 以内), ``~`` (约, 左右) or ``range``.
    """

    start: int
    end: int
    kind: str
    text: str
    value: Value
    unit: str
    bound: str = "="


SIGN = re.compile(r"(?:人民币|RMB|HK\$|US\$|[¥$€£]) ?\Z")
TO = re.compile(r" ?(?:[-—–~]{1,2}|至|到) ?")
FROM = ("从", "由")
"""Words that make 5家到10家 a growth, not a range."""
INVESTED = re.compile(
    r"(?:投资|投入|总投|斥资|耗资|出资|增资|融资|注资|引资|资金|资本|产值|营收|收入|税收|利税|纳税|销售|金额|合同额|"
    r"成交额|交易额|总额|资产|贷款|授信|补贴|利润|估值|市值|规模)(?:总?额)?(?:将|可|已)?"
    r"(?:达到|达|约|近|超过|超|为|:|到|突破|逾|仅|共|了|高达|完成)* ?\Z"
)
GOES_ON = frozenset("的建打用在新兴以左实扩于由和与投布启")
"""What may follow an amount of money that goes without its unit: 投资30亿建设."""
HUNDRED_MILLIONS = re.compile(r"个亿(?![元万美欧])")
MAY_FOLLOW = frozenset(" 余多个至到-—–~")
"""What may stand between a numeral and its unit, or begins the other end of a range."""
PER = re.compile(r"/(?![年月日])")
NOT_BEHIND = frozenset("第数周")
"""Characters that make an ordinal or a name of the numeral behind them: 第3家, 数十亿元, 周六."""


CLASSES = 3
"""The classes of medical devices and new drugs: 三类 and 1类 are ordinals, 17类药品 a count."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A numeral in its text: its `match`, what it says, and the offset before which the amount may not begin."""

    text: str
    match: re.Match[str]
    number: Numeral
    floor: int

    @property
    def before(self) -> str:
        start = self.match.start()
        return self.text[start - 1 : start] if start else ""

    def begin(self) -> tuple[int, str, str | None]:
        """Where the amount begins with its bound word and sign of currency; the bound; the currency."""
        start, bound = ahead(self.text, self.match.start(), self.floor)
        sign = SIGN.search(self.text, max(self.floor, start - 4), start)
        return (sign.start(), bound, SIGNS[sign[0].strip()]) if sign else (start, bound, None)


def amounts(text: str) -> Iterator[Quantity]:
    """The amounts of `text` in order; none overlaps another. Linear in the length of `text`."""
    end = position = 0
    while (match := NUMERAL.search(text, position)) is not None:
        position = match.end()
        number = read_numeral(match) if _has_unit(text, match) and not _is_part(text, match) else None
        found = _read(_Place(text, match, number, end)) if number else None
        if found is not None:
            end = found.end
            position = max(position, end)
            yield found


def _has_unit(text: str, match: re.Match[str]) -> bool:
    """Whether anything around a numeral may make an amount of it: a quick look that spares most years and times."""
    at = match.end()
    if match["scale"] or match["chinese"] or text[at : at + 1] in MAY_FOLLOW:
        return True
    return UNIT.match(text, at) is not None or SIGN.search(text, max(0, match.start() - 4), match.start()) is not None


def _is_part(text: str, match: re.Match[str]) -> bool:
    """Whether the numeral belongs to an ordinal, a longer number or a code (A3栋); eVTOL300架 is an amount."""
    start = match.start()
    if start == 0:
        return False
    before = text[max(0, start - 3) : start]
    if before[-1] in NOT_BEHIND or (before[-1] == "." and match["arabic"]):
        return True
    letter = before[-1].isascii() and before[-1].isalpha()
    return letter and not (len(before) == 3 and before.isascii() and before.isalpha())


def _read(place: _Place) -> Quantity | None:
    text = place.text
    at = more_inside(text, place.match.end())
    more = place.number.more or at > place.match.end()
    unit = UNIT.match(text, at)
    ranged = _range(place, unit, at)
    if ranged is not None:
        return ranged
    if unit is None:
        return _implied(place, at, more=more)
    if _is_word(place, unit, more=more):
        return None
    end = unit.end() if more else more_behind(text, unit.end())
    return _amount(place, unit, end, more=more or end > unit.end())


def _is_word(place: _Place, unit: re.Match[str], *, more: bool) -> bool:
    """Whether numeral and unit only look like an amount: 一个, 千家, 二期, 三元锂电池, “三个一批”, 2.2个."""
    number, numeral = place.number, place.match[0]
    counter = unit["counter"]
    if counter in ("期", "类") and place.before not in ("分", "共"):
        return numeral != "两" and (counter == "期" or number.value <= CLASSES)
    if counter and not number.chinese:
        return number.scale == 0 and number.value != int(number.value) and counter not in ("个", "倍")
    if not number.chinese or more:
        return False
    if unit["currency"] or unit["area"]:
        return number.scale == 0 and (numeral == "一" or (numeral != "两" and unit["currency"] == "元"))
    if counter:
        slogan = place.before == "“" or place.text.startswith("一", unit.end())
        return slogan or numeral in ("一", "十", "百", "千")
    return number.value == 0 or numeral in ("一", "百", "千")


def _amount(place: _Place, unit: re.Match[str], end: int, *, more: bool) -> Quantity | None:
    text, number = place.text, place.number
    if PER.match(text, end):
        return None
    start, bound, sign = place.begin()
    if more and bound == "=":
        bound = ">~"
    end, after = behind(text, end)
    kind, name, factor = _sort(unit, sign)
    value: Value = exact(number.value * factor)
    if number.upper is not None:
        value, after = (exact(number.value * factor), exact(number.upper * factor)), "range"
    return Quantity(start, end, kind, text[start:end], value, name, after or bound)


def _sort(unit: re.Match[str], sign: str | None) -> tuple[str, str, Decimal]:
    """Kind, name and factor of a unit; `sign` is the currency named before the numeral."""
    sort = unit.lastgroup or ""
    word = unit[sort]
    if sort == "currency":
        code = CURRENCIES[word.removesuffix("人民币") or "人民币"]
        return "money", (sign or code) if code == "CNY" else code, Decimal(1)
    if sort == "area":
        return "area", *AREA_UNITS[word]
    if sort == "percent":
        return "percent", word if word in "%‰" else "个百分点", Decimal(1)
    yearly = "/" in word or "每" in word
    return "capacity" if yearly else "measure" if sort == "measure" else "count", word, Decimal(1)


def _range(place: _Place, unit: re.Match[str] | None, at: int) -> Quantity | None:
    """The range that begins with the numeral: 2—3亿元, 5000万至1亿元, 2亿元-3亿元, 3到5个亿."""
    text, low = place.text, place.number
    between = TO.match(text, unit.end() if unit else at)
    second = NUMERAL.match(text, between.end()) if between else None
    high = read_numeral(second) if second else None
    if second is None or high is None or (unit is not None and place.before in FROM):
        return None
    after = more_inside(text, second.end())
    last = UNIT.match(text, after) or HUNDRED_MILLIONS.match(text, after)
    if last is None or PER.match(text, last.end()):
        return None
    kind, name, factor = _sort(last, None) if last.lastgroup else ("money", "CNY", Decimal(10**8))
    if unit is not None and _sort(unit, None)[:2] != (kind, name):
        return None
    lower, upper = low.value, high.value
    if unit is None and low.scale == 0 and high.scale and lower.scaleb(high.scale) <= upper:
        lower = lower.scaleb(high.scale)
    if lower >= upper:
        return None
    value = exact(lower * (factor if unit is None else _sort(unit, None)[2])), exact(upper * factor)
    start = place.begin()[0]
    return Quantity(start, last.end(), kind, text[start : last.end()], value, name, "range")


def _implied(place: _Place, end: int, *, more: bool) -> Quantity | None:
    """An amount of money without its unit: 投资30亿, 10个亿; or behind a sign: $5000."""
    text, number = place.text, place.number
    start, bound, sign = place.begin()
    value = number.value
    many = HUNDRED_MILLIONS.match(text, end)
    if many:
        end, value = many.end(), value.scaleb(8)
    elif sign is None and not (number.scale >= 4 and _is_money(text, start, end, place.floor)):
        return None
    bound = ">~" if more and bound == "=" else bound
    return Quantity(start, end, "money", text[start:end], exact(value), sign or "CNY", bound)


def _is_money(text: str, start: int, end: int, floor: int) -> bool:
    """Whether the words around say that a bare 30亿 is money."""
    after = text[end : end + 1]
    free = not after or not after.isalnum() or after in GOES_ON
    return free and INVESTED.search(text, max(floor, start - 12), start) is not None
