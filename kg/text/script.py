"""Traditional characters -> simplified ones, a character for a character, so that offsets stay.

The words are those of OpenCC (configurations ``tw2s`` and ``hk2s``, Apache-2.0), which look at the words around a
character (瞭解 is 了解, 瞭望 stays). Measured on the 268,876 characters of tests/gold, turned to traditional and back:
16 wrong from OpenCC's own script, 16 from Hong Kong's, 17 from Taiwan's; character by character 152.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache

__all__ = ["is_traditional", "to_simplified"]

LOG = logging.getLogger(__name__)
SAMPLE = 20_000
"""Characters that are looked at, from the beginning of a text, to tell its script."""


def is_traditional(text: str) -> bool:
    """Whether a text is in traditional characters: more of its characters are in Big5 than in GB2312.

    The two sets share what both scripts write alike, so that a name in the other script decides nothing.

    >>> is_traditional("遠山智造科技有限公司落戶雲嶺開發區。"), is_traditional("中國银行落户开发区")
    (True, False)
    """
    characters = "".join(char for char in text[:SAMPLE] if "\u4e00" <= char <= "\u9fff")
    return len(characters.encode("big5", errors="ignore")) > len(characters.encode("gb2312", errors="ignore"))


def to_simplified(text: str) -> str:
    """A traditional text in simplified characters, of the same length; a simplified one comes back as it is.

    Only characters change, not the words of a region: 軟體 becomes 软体, not 软件. Without OpenCC the text comes back
    as it is, with one warning in the log.

    >>> to_simplified("遠山智造科技有限公司落戶雲嶺開發區。")
    '远山智造科技有限公司落户云岭开发区。'
    """
    if not is_traditional(text):
        return text
    convert = _converter()
    if convert is None:
        return text
    whole = text.encode("utf-8", errors="replace").decode("utf-8")  # half of a surrogate pair has no UTF-8
    return "".join(_aligned(line, convert) for line in whole.splitlines(keepends=True))


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str] | None:
    try:
        import opencc
    except ImportError:
        LOG.warning(
            "a text in traditional characters is read as it is, and its names will not meet those in simplified ones; "
            'to match them: pip install "kg[documents]"'
        )
        return None
    taiwan, hong_kong = opencc.OpenCC("tw2s"), opencc.OpenCC("hk2s")
    return lambda text: hong_kong.convert(taiwan.convert(text))


def _aligned(line: str, convert: Callable[[str], str]) -> str:
    """The line converted as a whole or, where that changes its length, character by character."""
    converted = convert(line)
    if len(converted) == len(line):
        return converted
    return "".join(one if len(one := convert(char)) == 1 else char for char in line)
