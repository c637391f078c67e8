"""Open lists: 笑播文化、众星优品、海选文化等13家直播电商企业 names three of thirteen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.entities.chooser import Name
from kg.text.amount import amounts

__all__ = ["open_lists"]

TAIL = re.compile(
    r"等(?P<count>\d+|[一二三四五六七八九十两百]+)(?P<more>余|多)?(?:家|个|户|所|项|条)(?P<noun>[^\d,。;:、!?\n(“]{0,12})"
)
#: The head noun ends with its class: 直播电商企业, not 直播电商企业拎包入驻.
CLASS = re.compile(
    r"^.*?(?:企业|公司|单位|机构|项目|园区|高校|院校|商户|品牌|厂商|银行|平台|基地|车企|药企|酒企|茶企)+"
)
JOINT = re.compile(r"[”\"]?(?:、|和|与|及|以及)[“\"]?")


def open_lists(text: str, names: Sequence[Name]) -> Iterator[tuple[int, tuple[int, ...], str, int, int]]:
    """Each open list as ``(declared total, indices of the named members, head noun, start, end)``, in order.

    A list that names all its members is closed and left out.
    """
    by_end = {name.end: i for i, name in enumerate(names)}
    for tail in TAIL.finditer(text):
        at = tail.start()
        index = by_end.get(at)
        if index is None:
            index = by_end.get(at - 1) if text[at - 1 : at] in ("”", '"') else None
        members: list[int] = []
        while index is not None:
            members.append(index)
            before = index - 1
            linked = before >= 0 and JOINT.fullmatch(text[names[before].end : names[index].start])
            index = before if linked and names[before].type == names[members[0]].type else None
        total = _count(tail)
        if members and total > len(members):
            members.reverse()
            noun = CLASS.match(tail["noun"])
            end = tail.start("noun") + len(noun[0]) if noun else tail.end()
            yield total, tuple(members), noun[0] if noun else tail["noun"], names[members[0]].start, end


def _count(tail: re.Match[str]) -> int:
    """The number of members that a list declares."""
    found = next(amounts(tail[0][1:]), None)
    return int(found.value) if found is not None and isinstance(found.value, int) else 0
