"""Quantities in normalised text: money, areas, counts, capacities, percentages, measures and dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from kg.text.amount import Quantity, Value, amounts
from kg.text.date import dates

__all__ = ["Quantity", "plain", "quantities"]

WORK = (
    "产能|产量|产(?!值|业|品|销)|生产|处理|加工|屠宰|收储|消化|育苗|供应|供(?!应)|吞吐|出栏|存栏|出苗|冷藏|储存|仓储|熔化|加氢|发电|回收|拆解|制造|"
    "循环利用|综合利用|利用|新增|提供|周转|组装|印染|纺纱|酿造|灌装|检测|运输|输送|分拣|孵化|压榨|提取|精炼|冶炼|织造"
)
OTHER = "0-9〇零一二三四五六七八九十"
TRIGGER = re.compile(
    rf"(?:(?:每年|每月|每日|每天|每小时|(?<![{OTHER}今去明前当])年|(?<![{OTHER}上下本当首单])月|(?<![{OTHER}今昨明当])日)"
    rf"(?:均|总|设计|综合|最大|可|能|将|预计|再)*(?:{WORK})"
    r"|库容|仓容|(?:总|设计)?(?:生产|冷藏|储存|仓储|冷库|处理)?(?:产能(?!设备|利用|过剩)|能力(?![作建素])|容量))"
    r"(?:能力|能|总?量)?(?:将|可|预计|约|为|已)*(?:达到|达|突破|超过|提升到|提升至|扩大到|扩至|增至|提高到|近|超|约|为)?"
)
GAP = re.compile(r"(?!.*比(?!亚迪)|.*(?:增加|提高|增长|提升|减少)(?![到至]))[^,。;:!?()\n 亿0-9]{0,14}\Z")
SIZED = re.compile(r"[^,。;:!?()\n0-9]{0,4}[0-9]{1,3}(?:英寸|寸|纳米|微米)[^,。;:!?()\n0-9]{0,10}\Z")
BARE = ("产能", "库容", "仓容", "能力", "容量")
"""Words that make an amount a capacity without being part of it: 规划产能8万吨 is 8万吨."""
SIZES = frozenset(("英寸", "纳米", "微米", "千伏", "kV", "KV", "℃"))
"""Units of a property of goods, not of their amount: 月产12英寸抛光片25万片."""
REACH = 28


def quantities(text: str) -> list[Quantity]:
    """All quantities of `text` in order; none overlaps another. Linear in the length of `text`.

    Examples
    --------
    >>> [(q.kind, q.text, q.value) for q in quantities("2022年7月份投产,总投资3.5亿元,年产低聚木糖2000吨")]
    [('date', '2022年7月份', '2022-07'), ('money', '3.5亿元', 350000000), ('capacity', '年产低聚木糖2000吨', 2000)]
    """
    days = list(dates(text))
    starts = [day.start for day in days]
    found: list[Quantity] = []
    for amount in _capacities(text, amounts(text)):
        at = bisect_left(starts, amount.end)
        if at and days[at - 1].end > amount.start:
            continue
        found.append(amount)
    return sorted((*found, *days), key=lambda quantity: quantity.start)


def _capacities(text: str, found: Iterator[Quantity]) -> Iterator[Quantity]:
    """The amounts, those behind 年产, 日处理 and the like as capacities that begin with these words."""
    floor = 0
    for amount in found:
        if amount.kind in ("money", "percent") or (
            amount.kind == "count" and amount.unit in ("名", "人", "家", "位", "户", "项")
        ):
            floor = amount.end
            yield amount
            continue
        if amount.unit in SIZES:
            yield amount
            continue
        begin = _begin(text, amount.start, floor)
        floor = amount.end
        if begin is None:
            yield amount
        else:
            yield Quantity(
                begin, amount.end, "capacity", text[begin : amount.end], amount.value, amount.unit, amount.bound
            )


def _begin(text: str, start: int, floor: int) -> int | None:
    """Where the words begin that make the amount at `start` a capacity."""
    begin = None
    for match in TRIGGER.finditer(text, max(floor, start - REACH), start):
        if GAP.match(text, match.end(), start) or SIZED.match(text, match.end(), start):
            if not match[0].startswith(BARE):
                begin = match.start()
            elif begin is None:
                begin = start
    return begin


def plain(value: Value) -> int | float:
    """A number for the graph: the lower end of a range, an int where it is whole, else the nearest float.

    Raises
    ------
    TypeError
        `value` is a date.
    """
    if isinstance(value, tuple):
        value = value[0]
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"a number was expected, found {value!r}; dates are read with kg.text.resolve_date")
