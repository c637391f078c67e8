"""Companies inside the names of projects: 晶耀集团光伏电池项目 is undertaken by 晶耀集团.

Names do not overlap while they are chosen; what a project name begins with is read off it afterwards, and only where
the company's form is complete: a form that the document uses by itself, a legal form, or a region before a stem of two
characters that are no word.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.entities.anatomy import TRADE_WORD, region_end
from kg.text.lexicon import Lexicon

__all__ = ["company_inside"]

LEGAL = re.compile(
    r"[\u4e00-\u9fff()A-Za-z]{2,14}?(?:有限责任公司|股份有限公司|有限公司|集团(?!公司|有限|股份)|(?<!集团)公司)"
)
SHORTEST_KNOWN, SHORTEST_REST, STEM = 4, 3, 2


def company_inside(form: str, known: Collection[str], words: Lexicon) -> int:
    """The length of the company name with which the project name `form` begins; 0 where none does.

    Parameters
    ----------
    known
        Company names that the document uses by themselves.

    Examples
    --------
    >>> from kg.text.lexicon import lexicon
    >>> company_inside("晶耀集团光伏电池和组件项目", (), lexicon()), company_inside("储能电池项目", (), lexicon())
    (4, 0)
    """
    longest = max((len(name) for name in known if len(name) >= SHORTEST_KNOWN and form.startswith(name)), default=0)
    legal = LEGAL.match(form)
    found = longest or (legal.end() if legal else 0) or _region_and_stem(form, words)
    rest = form[found:]
    return found if len(rest) >= SHORTEST_REST and rest[0] not in "的与和、" else 0


def _region_and_stem(form: str, words: Lexicon) -> int:
    """深圳|光越|电子|柔性显示模组项目: a place, two characters that are no word and a trade."""
    region = region_end(form)
    cut = words.cut(form[region:])
    alone = len(cut) > STEM and all(end - start == 1 for start, end, _ in cut[:STEM])
    if not region or not alone:
        return 0
    trade = TRADE_WORD.match(form, region + STEM)
    if trade:
        return trade.end()
    start, end, _ = cut[STEM]
    return region + STEM if end - start >= STEM else 0
