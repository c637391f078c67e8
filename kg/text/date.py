"""Dates in normalised text, as fine as they are stated; relative ones only where the document's own date is known."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Moment", "moments"]

YEAR = r"(?:(?P<year>(?:19|20)\d{2})年?|(?P<relative>去年|今年|明年|前年|后年|上年|当年))"
PART = (
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?P<third>上旬|中旬|下旬|初|中|底|末)?份?(?:(?P<day>3[01]|[12]\d|0?[1-9])日)?"
    r"|第?(?P<quarter>[一二三四1234])季度|(?P<half>上半年|下半年)|(?P<ending>年底|年末|年初|年中|底|初|末))"
)
DATE = re.compile(rf"{YEAR}[,的]?{PART}|(?P<year_only>(?:19|20)\d{{2}})年|(?P<bare>(?<!\d){PART.replace('?P<', '?P<b_')})|(?P<day_word>昨日|昨天|今日|今天|日前)|“?(?P<plan>十[一二三四五])五”?期间")
SHIFT = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "当年": 0, "明年": 1, "后年": 2}
QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
THIRD = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31), "底": (21, 31), "末": (21, 31)}
PLAN_START = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at a half-open span of normalised text; `first` and `last` are ISO days, `iso` is as fine as stated."""

    start: int
    end: int
    first: str
    last: str
    iso: str


def moments(text: str, published: str | None = None) -> list[Moment]:
    """The dates of `text` that can be placed, in order.

    `published` is the ISO date (or year) of the document; without it 去年, 今年 and dates without a year are left out,
    as is a day that does not exist (2月30日).
    """
    return list(_moments(text, published))


def _moments(text: str, published: str | None) -> Iterator[Moment]:
    base = int(published[:4]) if published else None
    for match in DATE.finditer(text):
        if match["plan"]:
            first = PLAN_START[match["plan"]]
            yield Moment(match.start(), match.end(), f"{first}-01-01", f"{first + 4}-12-31", f"{first}/{first + 4}")
            continue
        if match["day_word"]:
            moment = _day_word(match, published)
            if moment:
                yield moment
            continue
        year = base
        if match["year"] or match["year_only"]:
            year = int(match["year"] or match["year_only"])
        elif match["relative"]:
            year = base + SHIFT[match["relative"]] if base is not None else None
        if year is None:
            continue
        prefix = "b_" if match["bare"] else ""
        if prefix and match["b_ending"] in ("底", "初", "末"):
            continue
        placed = _place(year, match, prefix)
        if placed:
            yield Moment(match.start(), match.end(), *placed)


def _day_word(match: re.Match[str], published: str | None) -> Moment | None:
    from datetime import date, timedelta

    if match["day_word"] == "日前" or not published or len(published) < 10:
        return None
    day = date.fromisoformat(published) - timedelta(days=1 if match["day_word"].startswith("昨") else 0)
    return Moment(match.start(), match.end(), day.isoformat(), day.isoformat(), day.isoformat())


def _place(year: int, match: re.Match[str], prefix: str) -> tuple[str, str, str] | None:
    month = match[prefix + "month"]
    if month:
        number = int(month)
        last = calendar.monthrange(year, number)[1]
        day, third = match[prefix + "day"], match[prefix + "third"]
        if day:
            if int(day) > last:
                return None
            iso = f"{year}-{number:02}-{int(day):02}"
            return iso, iso, iso
        first_day, last_day = THIRD.get(third or "", (1, last))
        return f"{year}-{number:02}-{first_day:02}", f"{year}-{number:02}-{min(last_day, last):02}", f"{year}-{number:02}"
    quarter = match[prefix + "quarter"]
    if quarter:
        number = QUARTER[quarter]
        end = calendar.monthrange(year, number * 3)[1]
        return f"{year}-{number * 3 - 2:02}-01", f"{year}-{number * 3:02}-{end}", f"{year}-Q{number}"
    half = match[prefix + "half"]
    if half:
        return (f"{year}-01-01", f"{year}-06-30", f"{year}-H1") if half == "上半年" else (f"{year}-07-01", f"{year}-12-31", f"{year}-H2")
    ending = match[prefix + "ending"] or ""
    if ending.endswith(("底", "末")):
        return f"{year}-10-01", f"{year}-12-31", f"{year}"
    return f"{year}-01-01", f"{year}-12-31", f"{year}"
