"""Numerals of running text: 3.5, 1,200, 3亿5000万, 三亿五千万, 十余, 2千万.

A numeral is read exactly (`decimal.Decimal`), never as a float, and only when it is well formed:
``3万5万`` is no number, ``16.4亿`` is 1640000000.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["NUMERAL", "Numeral", "exact", "read_numeral"]

SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
LONGEST = 12
"""Digits of a numeral: what is longer is an identifier, not an amount."""

SCALE = r"(?:[十百万亿]|千(?![瓦伏米克卡帕]))"
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
CHINESE = (
    rf"[〇零一二两三四五六七八九十百千](?:[〇零一二两三四五六七八九]|{SCALE})*(?:点[〇零一二三四五六七八九]+{SCALE}*)?"
)
NUMERAL = re.compile(
    rf"(?P<arabic>{ARABIC})(?: ?(?P<more>[余多几]?)(?P<scale>{SCALE}+)(?P<rest>(?:{ARABIC}{SCALE}+)*))?"
    rf"|(?P<chinese>{CHINESE})(?:(?P<several>[余多几])(?P<power>{SCALE}*))?"
)
"""A numeral anywhere in a text; the approximate words 余, 多, 几 inside it belong to it."""
PART = re.compile(rf"({ARABIC})({SCALE}+)")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral with its value.

    `scale` is the power of ten of its last scale word (8 for 3.5亿, 0 without), `more` whether it holds 余, 多 or 几,
    `upper` the other end of a numeral that names two (两三百: 200 and 300), `chinese` whether it is in characters.
    """

    value: Decimal
    scale: int
    more: bool
    upper: Decimal | None
    chinese: bool


def exact(value: Decimal) -> int | Decimal:
    """`value` as an int where it is whole, else as a Decimal without trailing zeros."""
    whole = int(value)
    return whole if whole == value else value.normalize()


def read_numeral(match: re.Match[str]) -> Numeral | None:
    """The numeral that `NUMERAL` matched, or None when it is not well formed or too long."""
    if match["arabic"] is not None:
        value = _arabic(match["arabic"], match["scale"] or "", match["rest"] or "")
        if value is None:
            return None
        scale = _power((PART.findall(match["rest"])[-1][1] if match["rest"] else match["scale"]) or "")
        return Numeral(value, scale, bool(match["more"]), None, chinese=False)
    chinese = match["chinese"]
    if len(chinese) > 2 * LONGEST:
        return None
    power = _power(match["power"] or "")
    bounds = _chinese(chinese)
    if bounds is None:
        return None
    low, high = (None if bound is None else bound.scaleb(power) for bound in bounds)
    if low is None:
        return None
    trailing = match["power"] or re.search(r"[十百千万亿]*$", chinese)[0]  # type: ignore[index]
    return Numeral(low, _power(trailing), bool(match["several"]), high, chinese=True)


def _power(scale: str) -> int:
    return sum(SCALES[char] for char in scale)


def _arabic(number: str, scale: str, rest: str) -> Decimal | None:
    if len(number) > LONGEST + 4 or len(rest) > 3 * LONGEST or len(scale) > 3:
        return None
    total = Decimal(number.replace(",", "")).scaleb(_power(scale))
    last = _power(scale)
    for part, part_scale in PART.findall(rest):
        power = _power(part_scale)
        value = Decimal(part.replace(",", "")).scaleb(power)
        if power >= last or value >= Decimal(1).scaleb(last):
            return None
        total += value
        last = power
    return total


def _chinese(numeral: str) -> tuple[Decimal, Decimal | None] | None:
    """The value of 三亿五千万 or 三点五亿, and the upper one of 两三百."""
    whole, point, fraction = numeral.partition("点")
    if point:
        digits = re.match(r"[〇零一二三四五六七八九]+", fraction)
        value = _whole(whole)
        if digits is None or value is None:
            return None
        decimals = "".join(str(DIGITS[char]) for char in digits[0])
        return Decimal(f"{value}.{decimals}").scaleb(_power(fraction[digits.end() :])), None
    pair = re.match(r"([一二两三四五六七八九])([二三四五六七八九])(?![〇零一二两三四五六七八九])", whole)
    if pair and DIGITS[pair[2]] == DIGITS[pair[1]] + 1:
        low, high = _whole(pair[1] + whole[2:]), _whole(pair[2] + whole[2:])
        return None if low is None or high is None else (Decimal(low), Decimal(high))
    value = _whole(whole)
    return None if value is None else (Decimal(value), None)


def _whole(numeral: str) -> int | None:
    """The value of a whole numeral in characters; None when digits follow each other or scales rise oddly."""
    hundred_millions = myriads = section = 0
    digit: int | None = None
    last = 99
    for char in numeral:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
            continue
        power = SCALES[char]
        if power < 4:
            if power >= last or digit == 0:
                return None
            section += (1 if digit is None else digit) * 10**power
            last = power
        else:
            section += digit or 0
            if power == 4:
                if myriads or not section:
                    return None
                myriads = section * 10**4
            else:
                if hundred_millions or not (myriads or section):
                    return None
                hundred_millions, myriads = (myriads + section) * 10**8, 0
            section, last = 0, 99
        digit = None
    return hundred_millions + myriads + section + (digit or 0)
