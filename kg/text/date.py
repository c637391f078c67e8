"""Dates in normalised text, as fine as they are stated; relative ones only where the document's own date is known.

Nothing is ever resolved against today's clock. A day that does not exist (2月30日) has no interval.

>>> resolve_date("去年12月签约", "2024-03-05")
('2023-12-01', '2023-12-31')
>>> iso_month("2022年7月份", None)
'2022-07'
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kg.text.amount import Quantity
from kg.text.timex import HAN, expressions

__all__ = ["Moment", "dates", "iso_month", "moments", "resolve_date"]

Placed = tuple[str, str, str]
"""First day, last day, and the form as fine as stated."""
Published = tuple[int, int | None, int | None]
"""Year, month and day of publication as far as known."""
PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
SHIFT = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
DAYS = {"前日": -2, "前天": -2, "昨日": -1, "昨天": -1, "今日": 0, "今天": 0, "明日": 1, "明天": 1}
THIRDS = {
    "上中旬": (1, 20),
    "中下旬": (11, 31),
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
PLANS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026}
SEASONS = {
    "年底": (12, 12),
    "年末": (12, 12),
    "底": (12, 12),
    "末": (12, 12),
    "年初": (1, 3),
    "初": (1, 3),
    "年内": (1, 12),
    "年中": (6, 7),
}
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Years in which a document may have been published."""
AHEAD, BEHIND = 31, 62
"""A day without a year lies in the year of publication, except where it would be more than `AHEAD` days ahead
and the same day of the year before lies at most `BEHIND` days back (a report of January on the 28th of December)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at a half-open span of normalised text; `first` and `last` are ISO days, `iso` is as fine as stated."""

    start: int
    end: int
    first: str
    last: str
    iso: str


def dates(text: str) -> Iterator[Quantity]:
    """The expressions of date in `text` in order; `value` is the ISO form where the text alone gives it, else None."""
    for match in expressions(text):
        placed = _place(match, None)
        yield Quantity(match.start(), match.end(), "date", match[0], placed[2] if placed else None, "")


def moments(text: str, published: str | None = None) -> list[Moment]:
    """The dates of `text` that can be placed, in order.

    `published` is the ISO date of the document as fine as known (a year will do for 去年); without it relative dates
    and dates without a year are left out. A day that does not exist is left out.
    """
    found = []
    for match in expressions(text):
        placed = _place(match, published)
        if placed:
            found.append(Moment(match.start(), match.end(), *placed))
    return found


def resolve_date(expression: Quantity | str, published: str | None) -> tuple[str, str] | None:
    """The first and last day (ISO, inclusive) of the first date in `expression`, or None where it cannot be told."""
    placed = _first(expression, published)
    return placed[:2] if placed else None


def iso_month(expression: Quantity | str, published: str | None) -> str | None:
    """The first date in `expression` as fine as it is stated: ``2022``, ``2022-07`` or ``2022-07-15``.

    Quarters, halves and ends of a year count as the year: 2024年底 is ``2024``; 3月初 is the month.
    """
    placed = _first(expression, published)
    return placed[2] if placed else None


def _first(expression: Quantity | str, published: str | None) -> Placed | None:
    text = expression if isinstance(expression, str) else expression.text
    match = next(expressions(text), None)
    return _place(match, published) if match else None


def _place(  # noqa: PLR0911 - one return a form of date
    match: re.Match[str], published: str | None
) -> Placed | None:
    """First day, last day and stated form of an expression; None where they cannot be told."""
    own = _published(published)
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split(match["mark"]))
        return _days(year, month, day, day)
    if match["from"]:
        first, last = int(match["from"]), int(match["to"])
        return (f"{first}-01-01", f"{last}-12-31", f"{first}/{last}") if first < last else None
    if match["plan"]:
        first = PLANS[match["plan"].lstrip("“")[1]]
        return f"{first}-01-01", f"{first + 4}-12-31", f"{first}/{first + 4}"
    if match["word"] or match["lone"]:
        return _word(match, own)
    if match["year"]:
        year = (
            _number(match["year"]) if match["year"].isascii() else int("".join(str(_number(c)) for c in match["year"]))
        )
        return _part(year, match, "", own)
    if own is None:
        return None
    if match["rel"]:
        return _part(own[0] + SHIFT[match["rel"]], match, "", own)
    return _part(_year(match, own), match, "b_", own)


def _published(published: str | None) -> Published | None:
    match = PARTIAL.match(published) if published else None
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    return int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None


def _day(year: int, month: int | None, day: int | None) -> date | None:
    if month is None or day is None or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def _year(match: re.Match[str], own: Published) -> int:
    """The year of an expression that gives none; see `AHEAD`."""
    year = own[0]
    today = _day(*own)
    if today is None or not (match["b_month"] and match["b_day"]):
        return year
    month, day = _number(match["b_month"]), _number(match["b_day"])
    here, before = _day(year, month, day), _day(year - 1, month, day)
    if here and before and (here - today).days > AHEAD and (today - before).days <= BEHIND:
        return year - 1
    return year


def _number(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    digit = HAN.index(ones) - 1 if ones else 0
    digit = max(digit, 0)
    return digit + (10 * (HAN.index(tens) - 1 if tens else 1) if ten else 0)


def _days(year: int, month: int, first: int, last: int) -> Placed | None:
    start, end = _day(year, month, first), _day(year, month, last)
    if start is None or end is None or start > end:
        return None
    return start.isoformat(), end.isoformat(), start.isoformat()


def _months(year: int, first: int, last: int, stated: str) -> Placed | None:
    if not first <= last <= 12:
        return None
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{calendar.monthrange(year, last)[1]}", stated


def _part(  # noqa: PLR0911 - one return a part of the year
    year: int, match: re.Match[str], prefix: str, own: Published | None
) -> Placed | None:
    """The part of `year` that the groups with `prefix` name; the whole year where they name none."""
    if match[prefix + "month"]:
        return _month(year, match, prefix)
    stated = str(year)
    if match[prefix + "first_months"]:
        return _months(year, 1, _number(match[prefix + "first_months"].strip("前个月").replace("两", "二")), stated)
    if match[prefix + "quarter"]:
        quarter = _number(match[prefix + "quarter"])
        return _months(year, 3 * quarter - 2, 3 * quarter, stated)
    if match[prefix + "quarters"]:
        return _months(year, 1, 3 * _number(match[prefix + "quarters"][1].replace("两", "二")), stated)
    if match[prefix + "half"]:
        return _months(year, 1, 6, stated) if match[prefix + "half"] == "上半年" else _months(year, 7, 12, stated)
    if match[prefix + "season"]:
        return _months(year, *SEASONS[match[prefix + "season"]], stated)
    today = _day(*own) if own else None
    if match[prefix + "since"] and today:
        return f"{year}-01-01", today.isoformat(), stated
    return f"{year}-01-01", f"{year}-12-31", stated


def _month(year: int, match: re.Match[str], prefix: str) -> Placed | None:
    month = _number(match[prefix + "month"])
    last = calendar.monthrange(year, month)[1]
    if match[prefix + "day"]:
        day = _number(match[prefix + "day"])
        first = _days(year, month, day, day)
        if first is None or not match[prefix + "to_day"]:
            return first
        end = _day(year, int(match[prefix + "to_month"] or month), int(match[prefix + "to_day"]))
        return (first[0], end.isoformat(), first[2]) if end and end.isoformat() >= first[0] else None
    if match[prefix + "months"] or match[prefix + "until"]:
        until = _number(match[prefix + "until"] or match[prefix + "months"].strip(" -—–~至到"))
        return _months(year, month, until, str(year))
    if match[prefix + "third"]:
        start, end_day = THIRDS[match[prefix + "third"]]
        return f"{year}-{month:02}-{start:02}", f"{year}-{month:02}-{min(end_day, last):02}", f"{year}-{month:02}"
    return _months(year, month, month, f"{year}-{month:02}")


def _word(match: re.Match[str], own: Published | None) -> Placed | None:
    """昨日, 上月, 月底 and a day without its month, from the day or month of publication."""
    if own is None or own[1] is None or not 1 <= own[1] <= 12:
        return None
    year, month, word, today = own[0], own[1], match["word"] or "", _day(*own)
    if match["lone"]:
        day = int(match["lone"])
        back = today is not None and day > today.day + 1
        return _days(year - (back and month == 1), (month - 2) % 12 + 1 if back else month, day, day)
    if word in DAYS:
        moved = today + timedelta(days=DAYS[word]) if today else None
        return (moved.isoformat(), moved.isoformat(), moved.isoformat()) if moved else None
    if word.endswith("周"):
        if today is None:
            return None
        monday = today - timedelta(days=today.weekday() + {"上周": 7, "本周": 0, "下周": -7}[word])
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat(), monday.isoformat()[:7]
    step = -1 if word.startswith("上") else 1 if word.startswith("下") else 0
    index = year * 12 + month - 1 + step
    year, month = index // 12, index % 12 + 1
    last = calendar.monthrange(year, month)[1]
    first, end = (1, 10) if word.endswith("初") else (21, last) if word.endswith("底") else (1, last)
    return f"{year}-{month:02}-{first:02}", f"{year}-{month:02}-{end:02}", f"{year}-{month:02}"
