"""Numbers as Chinese articles write them, exactly: 3.5, 1,200, 三亿五千万, 1.2万, 两."""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["NUMBER", "parse_number"]

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
CHINESE = re.compile(r"^[零〇一二三四五六七八九两十百千万亿]+$")
MIXED = re.compile(rf"({NUMBER})([十百千]?(?:万亿|亿|万)?)")


def parse_number(text: str) -> Decimal | None:
    """The value of a number with Chinese multipliers (3亿5000万, 三亿五千万, 1.2万亿), or None.

    >>> parse_number("3.5亿"), parse_number("三亿五千万"), parse_number("1,200万")
    (Decimal('350000000.0'), Decimal('350000000'), Decimal('12000000'))
    """
    if CHINESE.match(text):
        return _chinese(text)
    total, at = Decimal(0), 0
    for match in MIXED.finditer(text):
        if match.start() != at:
            return None
        value = Decimal(match[1].replace(",", ""))
        for char in match[2]:
            value *= UNITS.get(char) or MYRIADS[char]
        total, at = total + value, match.end()
    return total if at == len(text) and at else None


def _chinese(text: str) -> Decimal:
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = digit * 10 + DIGITS[char] if digit else DIGITS[char]
        elif char in UNITS:
            section += (digit or 1) * UNITS[char]
            digit = 0
        else:
            value = section + digit
            total = (total + value) * MYRIADS[char] if value == 0 or (char == "亿" and total) else total + value * MYRIADS[char]
            section = digit = 0
    return Decimal(total + section + digit)
