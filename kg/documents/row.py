"""Rows of a table as lines of text."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["compact", "row_line"]

SPACE = re.compile(r"\s+")


def compact(text: str) -> str:
    r"""The text without white space, for comparing what two readers saw.

    >>> compact("远山 智造\u3000科技")
    '远山智造科技'
    """
    return SPACE.sub("", text)


def row_line(cells: Sequence[str]) -> str:
    r"""The cells of a row joined by `` | ``, white space in a cell made one blank; empty where all cells are.

    >>> row_line(["远山智造", "落户", "", "云岭\n开发区"])
    '远山智造 | 落户 |  | 云岭 开发区'
    """
    texts = [SPACE.sub(" ", cell).strip() for cell in cells]
    return " | ".join(texts).rstrip() if any(texts) else ""
