r"""Damaged marks put right, one character for one: points that end a sentence, straight quotation marks.

>>> mended('甲公司签约.总投资3.5亿元,打造"智造谷".')
'甲公司签约。总投资3.5亿元,打造“智造谷”。'
>>> mended("一.总体要求\n1.项目名称")  # the points of an enumeration stay
'一.总体要求\n1.项目名称'
"""

from __future__ import annotations

import re

__all__ = ["mended"]

HAN = "\u3400-\u9fff"
POINT = re.compile(rf"(?<=[{HAN})”%\"])([ \t\0]*)\.(?=[ \t\0]*(?:[{HAN}“(\"\n]|$))")
NUMERAL = re.compile(r"(?:^|[\n。 \t\0(第])[一二三四五六七八九十]{1,3}$")
LINE = re.compile(r"[^\n]+")
LONGEST_QUOTE = 60


def mended(text: str) -> str:
    """`text` with a full stop for each point that ends a sentence, and pairs of “ and ” for pairs of straight marks.

    The length stays. Straight marks of a line are paired only if they are its only ones, their number is even and
    no pair is long.
    """
    if "." in text:
        text = POINT.sub(
            lambda point: (
                point[0] if NUMERAL.search(text, max(0, point.start() - 5), point.start()) else f"{point[1]}。"
            ),
            text,
        )
    if '"' in text:
        text = LINE.sub(lambda match: _paired(match[0]), text)
    return text


def _paired(line: str) -> str:
    parts = line.split('"')
    if len(parts) % 2 == 0 or "“" in line or "”" in line or any(len(part) > LONGEST_QUOTE for part in parts[1::2]):
        return line
    return parts[0] + "".join(f"“{inner}”{after}" for inner, after in zip(parts[1::2], parts[2::2], strict=True))
