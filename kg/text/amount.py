"""Amounts in normalised text: numerals with their units, read exactly.

>>> [(a.kind, a.value, a.unit, a.bound) for a in amounts("投资近10亿元,占地300亩,入驻90余家")]
[('money', 1000000000, 'CNY', '<~'), ('area', 300, '亩', '='), ('count', 90, '家', '>~')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.text.number import NUMERAL, Numeral, exact, read_numeral
from kg.text.unit import AREA_UNITS, CURRENCIES, SIGNS, UNIT

__all__ = ["Quantity", "Value", "amounts"]

Value = int | Decimal | tuple[int | Decimal, int | Decimal] | str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at the half-open span ``start:end`` of normalised text, whose slice is `text`.

    `kind` is ``money``, ``area``, ``count``, ``capacity``, ``date``, ``percent`` or ``measure`` (an amount of goods, power or
    length without 年产 and the like). `value` is exact: an int, or a Decimal where it is not whole; a pair for a range; the
    ISO date (or None where the text alone does not give it) for a date. `unit` is an ISO 4217 code, ``m2``, ``亩``, ``%``
    or the measure word; scale words are in the value (万吨: 10000 times 吨). `bound` is ``=``, ``<~`` (近), ``>`` (超, 以上,
    不低于), ``>~`` (余, 多), ``<`` (不足, 以内), ``~`` (约, 左右) or ``range``.
    """

    start: int
    end: int
    kind: str
    text: str
    value: Value
    unit: str
    bound: str = "="


BEFORE = {
    "将近": "<~",
    "接近": "<~",
    "近": "<~",
    "超过": ">",
    "突破": ">",
    "高于": ">",
    "多于": ">",
    "大于": ">",
    "不低于": ">",
    "不少于": ">",
    "至少": ">",
    "最低": ">",
    "超": ">",
    "逾": ">",
    "破": ">",
    "不超过": "<",
    "不高于": "<",
    "不到": "<",
    "不足": "<",
    "至多": "<",
    "最多": "<",
    "低于": "<",
    "少于": "<",
    "小于": "<",
    "大约": "~",
    "约为": "~",
    "约": "~",
}
PREFIX = re.compile(
    r"(?:不超过|不低于|不少于|不高于|不到|不足|将近|接近|超过|突破|高于|多于|大于|至少|最低|至多|最多|低于|少于|小于|大约|约为"
    r"|(?<![附最相就邻临逼])近|(?<![高赶反])超|逾|(?<![打爆])破|(?<![签合集节履违续邀公制立特契])约)? ?\Z"
)
SIGN = re.compile(r"(?:人民币|RMB|HK\$|US\$|[¥$€£]) ?\Z")
AFTER = re.compile(r" ?(?:(?P<least>以上|之上|起步)|(?P<most>以下|以内|之内)|(?P<about>左右(?!手|岸)|上下(?!游)|许(?![多可昌])))")
MORE = re.compile(r" ?(?P<more>余|多(?![元样功年月日]))")
RANGE = re.compile(r" ?(?:[-—–~]{1,2}|至|到) ?")
IMPLIED = re.compile(
    r"(?:投资|投入|总投|斥资|耗资|出资|增资|融资|注资|引资|资金|资本|产值|营收|收入|税收|利税|纳税|销售|金额|合同额|成交额|"
    r"交易额|总额|资产|贷款|授信|补贴|利润|估值|市值|规模)(?:总?额)?(?:将|可|已)?(?:达到|达|约|近|超过|超|为|:|到|突破|逾|仅|共|了|高达|完成)* ?\Z"
)
MORE_BEHIND = re.compile(r"[余多](?=[,。;、)的\n]|\Z)")
YI = re.compile(r"个亿(?![元万美欧])")
PER = re.compile(r"/(?![年月日])")
ORDINAL = frozenset("第数")
ARTICLE = frozenset("一百千十")


def amounts(text: str) -> Iterator[Quantity]:
    """The amounts of `text` in order; none overlaps another."""
    end = 0
    position = 0
    while (match := NUMERAL.search(text, position)) is not None:
        position = match.end()
        found = _read(text, match, end)
        if found is not None:
            end = found.end
            position = max(position, end)
            yield found


def _read(text: str, match: re.Match[str], floor: int) -> Quantity | None:
    """The amount whose numeral is `match`, not reaching before `floor`."""
    start = match.start()
    if start and (text[start - 1] in "第数周" or (text[start - 1] == "." and match["arabic"]) or _is_code(text, start)):
        return None
    first = read_numeral(match)
    if first is None:
        return None
    at, more = _more(text, match.end(), first.more)
    unit = UNIT.match(text, at)
    ranged = _range(text, match, first, unit, at)
    if ranged is not None:
        return ranged
    if unit is None:
        return _implied(text, match, first, at, floor, more=more)
    if _is_word(text, match, first, unit, more=more):
        return None
    at = unit.end()
    if not more and (behind := MORE_BEHIND.match(text, at)):
        at, more = behind.end(), True
    return _amount(text, match, first, unit, at, floor, more=more)


def _is_code(text: str, start: int) -> bool:
    """Whether the digits go on a code (A3栋, B12家); behind three letters an amount may stand (eVTOL300架)."""
    before = text[max(0, start - 3) : start]
    return before[-1].isascii() and before[-1].isalpha() and not (before.isascii() and before.isalpha() and len(before) == 3)


def _more(text: str, at: int, more: bool) -> tuple[int, bool]:  # noqa: FBT001 - folded through both places where 余 may stand
    match = MORE.match(text, at)
    return (match.end(), True) if match else (at, more)


def _is_word(text: str, match: re.Match[str], number: Numeral, unit: re.Match[str], *, more: bool) -> bool:
    """Whether numeral and unit only look like an amount: 一个, 千家, 三元锂电池, “三个一批”, 2.2本."""
    if unit["counter"] and not number.chinese and number.value != int(number.value):
        return unit["counter"] not in ("个", "倍") and number.scale == 0
    numeral = match[0]
    if number.chinese and unit["counter"] in ("期", "类"):
        return not (numeral == "两" or text[match.start() - 1 : match.start()] in ("分", "共"))
    if not number.chinese or more:
        return False
    if unit["currency"] or unit["area"]:
        return number.scale == 0 and (numeral == "一" or (numeral != "两" and unit["currency"] is not None and unit["currency"] == "元"))
    if unit["counter"]:
        return numeral in ("一", "百", "千", "十") or text[match.start() - 1 : match.start()] in ("“", "第") or text.startswith(
            ("一批", "一百", "一"), unit.end()
        )
    return numeral in ("百", "千", "一") or number.value == 0


def _amount(  # noqa: PLR0913 - the parts of one amount
    text: str, match: re.Match[str], number: Numeral, unit: re.Match[str], end: int, floor: int, *, more: bool
) -> Quantity | None:
    if PER.match(text, end):
        return None
    start, bound = _before(text, match.start(), floor)
    start, sign = _sign(text, start, floor)
    if more:
        bound = ">~" if bound == "=" else bound
    after = AFTER.match(text, end)
    if after:
        end = after.end()
        bound = ">" if after["least"] else "<" if after["most"] else "~"
    kind, name, factor = _sort(unit, sign)
    value: Value = exact(number.value * factor)
    if number.upper is not None:
        value, bound = (exact(number.value * factor), exact(number.upper * factor)), "range"
    return Quantity(start, end, kind, text[start:end], value, name, bound)


def _before(text: str, start: int, floor: int) -> tuple[int, str]:
    prefix = PREFIX.search(text, max(floor, start - 6), start)
    word = prefix[0].strip() if prefix else ""
    return (prefix.start(), BEFORE[word]) if prefix and word else (start, "=")


def _sign(text: str, start: int, floor: int) -> tuple[int, str | None]:
    sign = SIGN.search(text, max(floor, start - 4), start)
    return (sign.start(), SIGNS[sign[0].strip()]) if sign else (start, None)


def _sort(unit: re.Match[str], sign: str | None) -> tuple[str, str, Decimal]:
    """Kind, name and factor of a unit."""
    sort = unit.lastgroup or ""
    word = unit[sort]
    if sort == "currency":
        code = CURRENCIES[word.removesuffix("人民币") or "人民币"]
        return "money", (sign or code) if code == "CNY" else code, Decimal(1)
    if sort == "area":
        name, factor = AREA_UNITS[word]
        return "area", name, factor
    if sort == "percent":
        return "percent", "%" if word == "%" else "‰" if word == "‰" else "个百分点", Decimal(1)
    if "/" in word or "每" in word:
        return "capacity", word, Decimal(1)
    return ("measure" if sort == "measure" else "count"), word, Decimal(1)


def _range(text: str, match: re.Match[str], low: Numeral, unit: re.Match[str] | None, at: int) -> Quantity | None:
    """The range that begins with `match`: 2—3亿元, 5000万至1亿元, 2亿元-3亿元."""
    between = RANGE.match(text, unit.end() if unit else at)
    if between is None:
        return None
    second = NUMERAL.match(text, between.end())
    high = read_numeral(second) if second else None
    if second is None or high is None:
        return None
    end, _ = _more(text, second.end(), more=False)
    last = UNIT.match(text, end)
    if last is None or (unit is not None and (unit.lastgroup != last.lastgroup or text[match.start() - 1 : match.start()] in ("从", "由"))):
        return None
    if PER.match(text, last.end()):
        return None
    kind, name, factor = _sort(last, None)
    if unit is not None and _sort(unit, None)[1] != name:
        return None
    lower, upper = low.value, high.value
    if unit is None and low.scale == 0 and high.scale and lower.scaleb(high.scale) <= upper:
        lower = lower.scaleb(high.scale)
    if lower >= upper:
        return None
    start = match.start()
    return Quantity(start, last.end(), kind, text[start : last.end()], (exact(lower * factor), exact(upper * factor)), name, "range")


def _implied(  # noqa: PLR0913 - the parts of one amount
    text: str, match: re.Match[str], number: Numeral, end: int, floor: int, *, more: bool
) -> Quantity | None:
    """An amount of money without its unit: 投资30亿, 10个亿; or behind a sign: $5000."""
    many = YI.match(text, end)
    start, bound = _before(text, match.start(), floor)
    start, sign = _sign(text, start, floor)
    bound = ">~" if more and bound == "=" else bound
    value = exact(number.value)
    if many:
        end = many.end()
        value = exact(number.value.scaleb(8))
    elif sign is None and not (
        number.scale >= 4 and (text[end : end + 1] in _ENDS or not text[end].isalnum() or text[end] in _VERBS) and IMPLIED.search(text, max(floor, start - 10), start)
    ):
        return None
    return Quantity(start, end, "money", text[start:end], value, sign or "CNY", bound)


_ENDS = frozenset(("", "\n"))
_VERBS = frozenset("的建打用在新兴以左实扩于由和与投布启")
