"""Quantities in normalised text: money, areas, counts, capacities; values are exact (Decimal), never floats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.text.number import NUMBER, parse_number

__all__ = ["Quantity", "plain", "quantities"]

CHINESE_NUMBER = r"[零〇一二三四五六七八九两十百千万亿]*[十百千万亿][零〇一二三四五六七八九两十百千万亿]*"
SCALED = rf"(?:{NUMBER} ?[十百千]?(?:万亿|亿|万)?(?:\d+万)?|{CHINESE_NUMBER})"
BEFORE = r"(?P<before>不低于|不少于|超过|突破|近|超|逾|约|达|至少|将近|接近|高达)?"
RANGE = r"(?P<low>%s)(?:(?P<mid>元|亿元|万元)?(?:-|—|–|~|至|到)(?P<high>%s))?" % (SCALED, SCALED)
CURRENCY = {"美元": "USD", "欧元": "EUR", "日元": "JPY", "港元": "HKD", "港币": "HKD", "英镑": "GBP", "韩元": "KRW", "元": "CNY"}
MONEY = re.compile(
    rf"{BEFORE}(?:人民币)?{RANGE} ?(?P<more>余|多)?(?P<scale>万亿|亿|万)?(?P<unit>美元|欧元|日元|港元|港币|英镑|韩元|元)(?:人民币)?(?P<after>以上|左右|以内)?"
)
BARE_MONEY = re.compile(rf"(?<=投资)(?:额)?(?P<low>{NUMBER} ?(?:万亿|亿|万))(?![\d亿万元美欧日港英韩个家台套吨辆平立亩只件])")
AREA = re.compile(rf"{BEFORE}(?P<low>{NUMBER} ?(?:万|亿)?)(?P<more>余|多)?(?P<unit>平方米|㎡|平米|平方公里|公顷|亩|m2)")
COUNT = re.compile(
    rf"{BEFORE}(?P<low>{NUMBER} ?[十百千]?(?:万|亿)?|[一二三四五六七八九两十]+)(?P<more>余|多)?"
    r"(?P<unit>台\(套\)|个|家|条|座|户|台|套|吨|辆|只|件|栋|所|类|名|人|期|款|项|种|艘|架)"
)
CAPACITY = re.compile(
    r"(?:可|能|将)?(?:年产能|年产|日产|月产|年加工|年处理|日处理|年消化|年生产|年回收|年拆解|年屠宰|年吞吐|年储存)(?:能力|量)?(?:将)?(?:达到|达|可达|约|为|超过|超)?"
    rf"(?:[^\d,。;:、\n]{{0,12}}?){NUMBER} ?[十百千]?(?:万|亿)?(?:余|多)?"
    r"(?:吨|台\(套\)|台|套|只|件|辆|米|平方米|立方米|千瓦时|千瓦|GWh|MWh|MW|GW|瓶|片|支|颗|枚|箱|头|羽|张|双|对|根|部|把|盒|袋|粒|升|公斤|个|条|块|艘|架|节|剂|盏|尾|斤)"
)
SQUARE = {"平方米": 1, "㎡": 1, "平米": 1, "m2": 1, "平方公里": 10**6, "公顷": 10**4}
NEAR = {"近", "约", "将近", "接近"}
OVER = {"超", "超过", "逾", "突破"}
LEAST = {"不低于", "不少于", "至少"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at a half-open span of normalised text.

    `kind` is ``money``, ``area``, ``count`` or ``capacity``; `unit` an ISO 4217 code, ``m2``, ``亩`` or a measure word;
    `bound` is ``=``, ``~``, ``<~`` (近), ``>`` (超), ``>~`` (余), ``>=`` (以上) or ``range`` (then `high` is set).
    """

    start: int
    end: int
    kind: str
    value: Decimal
    unit: str
    bound: str = "="
    high: Decimal | None = None


def plain(value: Decimal) -> int | float:
    """A Decimal as int where it is whole, else as the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


def quantities(text: str) -> list[Quantity]:
    """All quantities of `text` in order, none overlapping another; money is read before areas, counts last."""
    taken: list[tuple[int, int]] = []
    found: list[Quantity] = []
    for finder in (_money, _areas, _capacities, _counts):
        for quantity in finder(text):
            if not any(a < quantity.end and quantity.start < b for a, b in _near(taken, quantity)):
                found.append(quantity)
        taken = sorted((q.start, q.end) for q in found)
    return sorted(found, key=lambda q: q.start)


def _near(taken: list[tuple[int, int]], quantity: Quantity) -> list[tuple[int, int]]:
    from bisect import bisect_left

    at = bisect_left(taken, (quantity.start, quantity.end))
    return taken[max(0, at - 1) : at + 2]


def _bound(match: re.Match[str]) -> str:
    before, after = match["before"] or "", match.groupdict().get("after") or ""
    if match["more"]:
        return ">~"
    if before in NEAR:
        return "~" if before == "约" else "<~"
    if before in OVER:
        return ">"
    if before in LEAST or after == "以上":
        return ">="
    return "~" if after == "左右" else "="


def _scaled(text: str, scale: str) -> Decimal | None:
    value = parse_number(text.replace(" ", ""))
    if value is None:
        return None
    for char in scale:
        value *= 10**8 if char == "亿" else 10**4
    return value


def _money(text: str) -> Iterator[Quantity]:
    for match in MONEY.finditer(text):
        scale, high_text = match["scale"] or "", match["high"]
        low_text = match["low"]
        if high_text and not re.search(r"[万亿]", low_text) and not match["mid"]:
            shared = re.search(r"(?:万亿|亿|万)$", high_text)
            low_text += shared[0] if shared else ""
        if match["mid"]:
            low_text += match["mid"].rstrip("元")
        low, high = _scaled(low_text, scale), _scaled(high_text, scale) if high_text else None
        if low is None:
            continue
        bound = "range" if high is not None else _bound(match)
        yield Quantity(match.start(), match.end(), "money", low, CURRENCY[match["unit"]], bound, high)
    for match in BARE_MONEY.finditer(text):
        value = _scaled(match["low"], "")
        if value is not None:
            yield Quantity(match.start("low"), match.end(), "money", value, "CNY")


def _areas(text: str) -> Iterator[Quantity]:
    for match in AREA.finditer(text):
        value = _scaled(match["low"], "")
        if value is None:
            continue
        unit = match["unit"]
        if unit == "亩":
            yield Quantity(match.start(), match.end(), "area", value, "亩", _bound(match))
        else:
            yield Quantity(match.start(), match.end(), "area", value * SQUARE[unit], "m2", _bound(match))


def _capacities(text: str) -> Iterator[Quantity]:
    for match in CAPACITY.finditer(text):
        number = re.search(rf"({NUMBER} ?[十百千]?(?:万|亿)?)(?:余|多)?(\D+)$", match[0])
        if number:
            value = _scaled(number[1], "")
            if value is not None:
                yield Quantity(match.start(), match.end(), "capacity", value, number[2])


def _counts(text: str) -> Iterator[Quantity]:
    for match in COUNT.finditer(text):
        value = _scaled(match["low"], "")
        if value is not None:
            yield Quantity(match.start(), match.end(), "count", value, match["unit"], _bound(match))
