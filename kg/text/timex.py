"""Expressions of date in normalised text: 2022年7月份, 去年底, 3月初, 一季度, 1—8月, “十四五”期间, 昨日.

What they mean is the matter of `kg.text.date`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["DATE", "HAN", "expressions"]

HAN = "〇零一二三四五六七八九"
YEAR = rf"(?P<year>[12][0-9]{{3}}|[一二][{HAN}]{{3}})(?:年度|年)"
TO = " ?(?:-|—|–|~|至|到) ?"
REL = "(?P<rel>去年|今年|明年|前年|后年(?![产可销处加])|上年(?![纪轻])|本年)"
MONTH = (
    r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
    rf"(?P<months>{TO}(?:1[0-2]|[1-9]|十[一二]?|[二三四五六七八九]))?(?:月份|个月|月)"
    rf"(?:{TO}(?P<until>1[0-2]|[1-9])月(?![0-9]))?"
)
DAY = (
    r"(?P<day>3[01]|[12][0-9]|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"(?:日|号(?![楼线厂机地车馆院桥]))"
)
UNTIL = rf"(?:{TO}(?:(?P<to_month>1[0-2]|0?[1-9])月)?(?P<to_day>3[01]|[12][0-9]|0?[1-9])日)?"
THIRD = r"(?P<third>上中旬|中下旬|上旬|中旬|下旬|初|中(?![标小心国试央介间外药型新])|底|末)"
PART = (
    rf"(?:(?P<first_months>前[二两三四五六七八九十1-9]个?月)|{MONTH}(?:{DAY}{UNTIL}|{THIRD})?"
    r"|(?:第?(?P<quarter>[一二三四1-4])|(?P<quarters>前[二两三]))个?季度|(?P<half>上半年|下半年)"
    r"|(?P<season>年底|年末|年初|年内|年中(?![期型])|底|末|初)|(?P<since>以来))"
)
ISO = r"(?P<iso>(?:19|20)[0-9]{2}(?P<mark>[-/.])(?:1[0-2]|0?[1-9])(?P=mark)(?:3[01]|[12][0-9]|0?[1-9])(?![0-9.]))"
SPAN = r"(?P<from>(?:19|20)[0-9]{2})年?(?:-|—|–|~|至|到)(?P<to>(?:19|20)[0-9]{2})年"
WORD = (
    r"(?P<word>昨日|昨天|今日|今天|明日(?!报)|(?<!的)明天|前日|前天"
    r"|本月[初底]?|上个?月|下个?月|月底|月初|本周|上周|下周)"
)
PLAN = r"(?P<plan>(?:“十[一二三四五]五”|十[一二三四五]五)(?:期间|时期|以来|末))"


def _unnamed(pattern: str, prefix: str) -> str:
    """`pattern` once more within one expression: its groups carry `prefix`."""
    return pattern.replace("(?P<", f"(?P<{prefix}")


LONE = r"(?P<lone>3[01]|[12][0-9]|[1-9])日(?=[,。、上下晚凌清讯电]|举行|召开)"
DATE = re.compile(
    rf"(?=[0-9{HAN}十“第前后上下去今明昨本年月])"
    rf"(?:{ISO}|{SPAN}|(?:{YEAR}|{REL}(?!同期)) ?的?{PART}?|{PLAN}|{WORD}|{_unnamed(PART, 'b_')}|{LONE})"
)
"""An expression of date; the look-ahead is the set of its first characters and makes the search quick."""
BEFORE_SEASON = re.compile(rf"[0-9{HAN}十百千两半几多全整近每]\Z")
OTHER_YEAR = re.compile(r"[当次同翌每往历某]年(?:的)?\Z")
"""A year that another one names (当年10月): what stands behind it is not of the year of publication."""


def expressions(text: str) -> Iterator[re.Match[str]]:
    """The expressions of date in `text` in order, as matches of `DATE`; none overlaps another.

    Groups that begin with ``b_`` are parts of a year that is not named.
    """
    for match in DATE.finditer(text):
        before = text[max(0, match.start() - 1) : match.start()]
        if match["b_season"] in ("底", "末", "初") or match["b_since"]:
            continue
        if (match["b_season"] or match["b_half"] or match["b_month"]) and BEFORE_SEASON.match(before):
            continue
        if (match["b_month"] or match["b_season"]) and OTHER_YEAR.search(
            text, max(0, match.start() - 3), match.start()
        ):
            continue
        if before.isdigit() or (before == "." and match[0][0].isdigit()):
            continue
        if match["b_month"] and match[0].endswith("个月"):
            continue
        yield match
