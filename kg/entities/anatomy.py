"""The anatomy of a Chinese company name: region, stem, trade, legal form.

河南天子铝业有限公司 = 河南 (region) + 天子 (stem) + 铝业 (trade) + 有限公司 (legal form), after the Provisions on the
registration of enterprise names (企业名称登记管理规定).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.ontology.load import load

__all__ = ["TRADE_WORD", "Anatomy", "abbreviates", "anatomy", "region_end", "short_forms"]

LEGAL_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|集团有限公司|集团股份有限公司|控股集团有限公司|控股有限公司|有限公司|集团公司|控股集团|株式会社|分公司|总公司|公司|集团|股份|控股|总厂|厂|合作社)+$"
)
TRADES = (
    r"科技|食品|粮油|药业|铝业|电子|新材料|新材|材料|智能|装备|机械|重工|汽车|新能源|能源|生物|医药|制药|医疗|包装|物流|电气|电器|环保|化工|化学|纺织|服饰|"
    r"家居|建材|建设|实业|农业|牧业|酒业|面业|纸业|印刷|玻璃|陶瓷|光电|半导体|精密|制造|技术|信息|软件|网络|文化|传媒|贸易|投资|发展|产业|工业|开发|服务|器械|设备|"
    r"仪器|股份|矿业|钢铁|特钢|轮胎|橡胶|塑业|塑料|轻工|鞋业|皮革|木业|家具|种业|饲料|乳业|茶业|渔业|水产|航空|航天|船舶|船业|动力|电力|电池|储能|光伏|氢能|燃气|石化|炭素|"
    r"健康|生命|基因|诊断|检测|供应链|电商|跨境电商|商贸|集团|控股|城投|国投|产投|建投|交投|文旅|旅游|置业|地产|轮业|车业|电机|轴承|阀门|数控|机器人|微电子|芯片|显示"
)
TRADE = re.compile(rf"(?:{TRADES})+$")
TRADE_WORD = re.compile(TRADES)
BRACKET = re.compile(r"[(（][^()（）]*[)）]")
LEVELS = 3  # of places that a name may begin with: province, city, county
SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts of a company name; each may be empty. `bracket` is the text of its parenthesis."""

    region: str
    stem: str
    trade: str
    legal_form: str
    bracket: str = ""

    @property
    def brand(self) -> str:
        """Stem and trade, the usual short name: 天子铝业."""
        return self.stem + self.trade


@lru_cache(maxsize=65536)
def anatomy(name: str) -> Anatomy:
    """The parts of `name` (normalised, without white space)."""
    bracket = "".join(match[0][1:-1] for match in BRACKET.finditer(name))
    bare = BRACKET.sub("", name)
    legal = LEGAL_FORM.search(bare)
    legal_form = legal[0] if legal and legal.start() > 0 else ""
    body = bare[: len(bare) - len(legal_form)] if legal_form else bare
    region = body[: region_end(body)]
    rest = body[len(region) :]
    trade = TRADE.search(rest)
    trade_text = trade[0] if trade and trade.start() >= 2 else ""
    stem = rest[: len(rest) - len(trade_text)] if trade_text else rest
    return Anatomy(region, stem, trade_text, legal_form, bracket)


def region_end(body: str) -> int:
    """Where the places end with which a company name begins (安徽省合肥市); two characters of it are always left."""
    places, longest = _places()
    end = 0
    for _ in range(LEVELS):
        sizes = range(min(longest, len(body) - end - SHORTEST_STEM), 1, -1)
        size = next((size for size in sizes if body[end : end + size] in places), 0)
        if not size:
            break
        end += size
    return end


@lru_cache(maxsize=1)
def _places() -> tuple[frozenset[str], int]:
    """Provinces, cities and counties of China and countries, as kg ships them, and the length of the longest."""
    lists = load().word_lists
    places = frozenset(word for name in ("provinces", "cities", "counties", "countries") for word in lists[name].words)
    return places, max(map(len, places))


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` keeps characters of `full` in their order and begins with two that stand together in it.

    >>> abbreviates("天子铝业", "河南天子铝业有限公司"), abbreviates("天子食品", "河南天子铝业有限公司")
    (True, False)
    """
    if len(short) >= len(full) or short[:2] not in full:
        return False
    rest = iter(full[full.index(short[:2]) :])
    return all(char in rest for char in short)


def short_forms(name: str) -> list[str]:
    """Forms that may stand for a company told in full: without legal form, without region, the stem alone.

    Longest first; none is `name` itself or shorter than two characters.
    """
    parts = anatomy(name)
    forms = {parts.region + parts.brand, parts.brand, parts.stem, parts.brand + parts.legal_form}
    if parts.trade:
        forms |= {parts.stem + parts.trade[:2], parts.stem + parts.trade[-2:]}
        forms.add(parts.region + parts.stem)
    if len(parts.stem) >= 4:
        forms |= {parts.stem[:4], parts.stem[:3], parts.stem[:2]}
    for suffix in ("集团", "股份", "公司"):
        if suffix in parts.legal_form:
            forms |= {parts.stem + suffix, parts.brand + suffix}
    return sorted((form for form in forms if len(form) >= 2 and form != name), key=lambda f: (-len(f), f))
