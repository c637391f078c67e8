"""Names inside the names of projects: 晶耀集团光伏电池项目 is undertaken by 晶耀集团, 年产2万吨铜箔项目 produces 铜箔.

Names do not overlap while they are chosen; what stands inside the name of a project is read off it afterwards:
a company only where its form is complete (a form that the document uses by itself, a legal form, or a region before a
stem of two characters that are no word), goods only behind the quantity that is made of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.entities.anatomy import TRADE_WORD, region_end
from kg.text.lexicon import Lexicon
from kg.text.quantity import SIZES, quantities

__all__ = ["company_inside", "product_inside"]

LEGAL = re.compile(
    r"[\u4e00-\u9fff()A-Za-z]{2,14}?(?:有限责任公司|股份有限公司|有限公司|集团(?!公司|有限|股份)|(?<!集团)公司)"
)
SHORTEST_KNOWN, SHORTEST_REST, SHORTEST_END, STEM, SHORTEST_GOODS = 4, 3, 2, 2, 2
#: What a project makes goods with, behind their name, and the words between.
WORKS = re.compile(
    r"(?:生产|制造|智造|建设|产业化|智能化|智能制造|新建|扩建|技改|技术改造|自动化|配套|一体化"
    r"|项目|生产线|产线|流水线|基地|工程|装置|车间|工厂|[一二三四五]期)+$"
)
#: What ends no name of goods: what is done to raw materials, works, plants of power.
NO_GOODS = re.compile(
    r"(?:加工?|处理|改造|屠宰|酿造|精炼|冶炼|轧制|脱氢|纺纱|紧密纺|发电|机组|回收|利用|养殖|种植|物流|仓储|检测|示范|切方|联合|互补"
    r"|治沙|光伏|风电|风力|热电|输?变电?|换流站|码头|泊位|管网|厂房|公寓|住房|道路|服务|运输|存储|园)$"
)
GOODS = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9()-]*")
NO_AMOUNT = re.compile(r"加工|处理|屠宰|(?:千瓦|兆瓦|[kM]W|锭)$")
FILLERS = ("/年", "级", "的")
JOINED = re.compile(r"[和与及、]")


def company_inside(form: str, known: Collection[str], words: Lexicon) -> int:
    """The length of the company name with which the project name `form` begins; 0 where none does.

    Parameters
    ----------
    known
        Company names that the document uses by themselves, or that a list of the user holds.

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
    return found if len(rest) >= (SHORTEST_END if longest else SHORTEST_REST) and rest[0] not in "的与和、" else 0


def product_inside(form: str) -> tuple[int, int] | None:
    """Where in the name of a project the goods stand of which it makes a quantity; None where none do.

    Several goods (变速器及总成) are left alone, and so is what is only worked on (玉米加工).

    Examples
    --------
    >>> form = "年产15万吨赖氨酸生产线"
    >>> start, end = product_inside(form) or (0, 0)
    >>> form[start:end], product_inside("30万吨玉米深加工项目"), product_inside("储能电池项目")
    ('赖氨酸', None, None)
    """
    amounts = [q for q in quantities(form) if q.kind in {"capacity", "measure", "count"} and q.unit not in SIZES]
    works = WORKS.search(form)
    if not amounts or not works or NO_AMOUNT.search(amounts[-1].text):
        return None
    start, end = amounts[-1].end, works.start()
    for filler in FILLERS:
        start += len(filler) if form.startswith(filler, start) else 0
    goods = form[start:end]
    plain = GOODS.fullmatch(goods) and not JOINED.search(goods) and not NO_GOODS.search(goods)
    return (start, end) if plain and len(goods) >= SHORTEST_GOODS else None


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
