"""Words around an amount that loosen it: 近, 超, 约, 不低于 before it; 余, 多 inside; 以上, 左右 behind."""

from __future__ import annotations

import re

__all__ = ["ahead", "behind", "more_behind", "more_inside"]

BOUNDS = {
    "<~": ("将近", "接近", "近"),
    ">": ("超过", "突破", "高于", "多于", "大于", "不低于", "不少于", "至少", "最低", "超", "逾", "破"),
    "<": ("不超过", "不高于", "不到", "不足", "至多", "最多", "低于", "少于", "小于"),
    "~": ("大约", "约为", "约"),
}
NOT_AFTER = {
    "近": "附最相就邻临逼",
    "超": "高赶反",
    "破": "打爆",
    "约": "签合集节履违续邀公制立特契",
}
"""Characters that make another word of the one behind them: 签约34个项目 is no 约34个."""
BOUND_OF = {word: bound for bound, words in BOUNDS.items() for word in words}
WORDS = "|".join(
    (f"(?<![{NOT_AFTER[word]}])" if word in NOT_AFTER else "") + word
    for word in sorted(BOUND_OF, key=lambda word: (-len(word), word))
)
AHEAD = re.compile(rf"(?P<word>{WORDS}) ?\Z")
REACH = 6
"""Characters: no bound word with its blank is longer."""
BEHIND = re.compile(
    r" ?(?:(?P<least>以上|之上|起步)|(?P<most>以下|以内|之内)|(?P<about>左右(?!手|岸)|上下(?!游)|许(?![多可昌])))"
)
MORE_INSIDE = re.compile(r" ?(?:余|多(?![元样功年月日]))")
MORE_BEHIND = re.compile(r"[余多](?=[,。;、)的\n]|\Z)")


def ahead(text: str, start: int, floor: int) -> tuple[int, str]:
    """Where the amount at `start` begins with its bound word, not before `floor`, and the bound (``=`` without a word).

    >>> ahead("总投资超过20亿元", 5, 0)
    (3, '>')
    """
    match = AHEAD.search(text, max(floor, start - REACH), start)
    return (match.start(), BOUND_OF[match["word"]]) if match else (start, "=")


def behind(text: str, end: int) -> tuple[int, str | None]:
    """Where the amount ends with the bound word behind `end`, and the bound (None without a word).

    >>> behind("5000万元以上项目", 6)
    (8, '>')
    """
    match = BEHIND.match(text, end)
    if match is None:
        return end, None
    return match.end(), ">" if match["least"] else "<" if match["most"] else "~"


def more_inside(text: str, at: int) -> int:
    """The position behind 余 or 多 at `at`, between a numeral and its unit; `at` where there is none."""
    match = MORE_INSIDE.match(text, at)
    return match.end() if match else at


def more_behind(text: str, at: int) -> int:
    """The position behind 余 or 多 at `at`, behind a unit (10亿元多); `at` where there is none or 多 begins a word."""
    match = MORE_BEHIND.match(text, at)
    return match.end() if match else at
