"""Projects and what is invested in them, by the rows of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import networkx as nx

from kg.query.answer import Answer, answer, yi
from kg.query.ledger import GROUPS, Group, LedgerRow, accepted, totals
from kg.query.statement import inside
from kg.text import normalise, quantities

__all__ = ["ProjectFilter", "group_of", "investments", "projects", "yuan"]

_WAN = 10_000


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """Which rows of the ledger are meant; None leaves a side open.

    `least` and `most` are in yuan, `since` and `until` ISO dates as fine as wanted (2022, 2022-07); `park`,
    `enterprise` and `industry` are node ids.
    """

    least: float | None = None
    most: float | None = None
    stages: Collection[str] | None = None
    realis: Collection[str] | None = None
    types: Collection[str] | None = None
    park: str | None = None
    enterprise: str | None = None
    industry: str | None = None
    since: str | None = None
    until: str | None = None

    def choose(self, graph: nx.MultiDiGraph, rows: Iterable[LedgerRow]) -> list[LedgerRow]:
        """The rows that are meant, in their order.

        A row is in a park when it settles there or in a park inside it, of an enterprise when that undertakes it, in
        an industry when the text says so of it; a phase goes with its whole. Dates are start and finish, or the first
        date known where neither is told; a date less fine than the limit is compared as fine as it is.
        """
        within = self._within(accepted(graph))
        return [row for row in rows if self._holds(row) and all(row.id in nodes for nodes in within)]

    def _within(self, graph: nx.MultiDiGraph) -> list[set[str]]:
        sets = []
        if self.park is not None:
            sets.append(set(inside(graph, self.park, {"SETTLES_IN", "PART_OF"})))
        if self.enterprise is not None:
            undertaken = _ends(graph.out_edges(self.enterprise, keys=True, data="relation"), "UNDERTAKES", 1)
            sets.append({self.enterprise, *_with_phases(graph, undertaken)})
        if self.industry is not None:
            active = _ends(graph.in_edges(self.industry, keys=True, data="relation"), "IN_INDUSTRY", 0)
            sets.append(set(_with_phases(graph, active)))
        return sets

    def _holds(self, row: LedgerRow) -> bool:
        if self.least is not None and (row.investment_cny is None or row.investment_cny < self.least):
            return False
        if self.most is not None and (row.investment_cny is None or row.investment_cny > self.most):
            return False
        wanted = ((self.stages, row.stage), (self.realis, row.realis), (self.types, row.type))
        return all(choice is None or value in choice for choice, value in wanted) and self._in_time(row)

    def _in_time(self, row: LedgerRow) -> bool:
        if self.since is None and self.until is None:
            return True
        dates = [date for date in (row.start, row.finish) if date] or ([row.date] if row.date else [])
        return any(_not_before(date, self.since) and _not_before(self.until, date) for date in dates)


def _ends(edges: Iterable[tuple[str, str, str, str | None]], relation: str, end: Literal[0, 1]) -> list[str]:
    return [edge[end] for edge in edges if (edge[3] or edge[2]) == relation]


def _with_phases(graph: nx.MultiDiGraph, nodes: Iterable[str]) -> Iterator[str]:
    """The `nodes`, and the phases of those of them that are projects."""
    for node in nodes:
        yield from inside(graph, node, {"PART_OF"}) if graph.nodes[node].get("type") == "Project" else (node,)


def _not_before(date: str | None, limit: str | None) -> bool:
    if date is None or limit is None:
        return True
    fine = min(len(date), len(limit))
    return date[:fine] >= limit[:fine]


def yuan(amount: float | str | None) -> float | None:
    """An amount in yuan, given as a number of yuan or as it is written in Chinese.

    Raises
    ------
    ValueError
        It is not one amount of yuan.

    Examples
    --------
    >>> yuan("1亿元"), yuan("5000万"), yuan(100000000)
    (100000000, 50000000, 100000000)
    """
    if amount is None or isinstance(amount, int | float):
        return amount
    text = normalise(amount).text.strip()
    if text.replace(".", "", 1).isdigit():
        return float(text)
    found = [
        q for q in quantities(text if text.endswith("元") else f"{text}元") if q.kind == "money" and q.unit == "CNY"
    ]
    if len(found) != 1 or found[0].value is None or isinstance(found[0].value, str | tuple):
        raise ValueError(
            f"{amount!r} is not an amount of yuan; expected a number of yuan, or one like 1亿元 or 5000万元"
        )
    value = found[0].value
    return int(value) if value == int(value) else float(value)


PROJECT_COLUMNS = (
    "项目", "类型", "企业", "园区", "产业", "隶属", "投资亿元", "投资元", "投资万美元", "计入亿元", "备注",
    "阶段", "性质", "面积平方米", "产能", "开始", "完成", "日期", "原文", "文档",
)  # fmt: skip


def projects(rows: Iterable[LedgerRow]) -> Answer:
    """The rows of the ledger under Chinese column names.

    计入亿元 is what of 投资亿元 enters a sum, 备注 says why that is less (see `kg.query.ledger`).
    """
    return answer(PROJECT_COLUMNS, map(_columns, rows))


def _columns(row: LedgerRow) -> dict[str, Any]:
    return {
        "项目": row.name,
        "类型": row.type_label,
        "企业": "、".join(row.enterprises) or None,
        "园区": "、".join(row.parks) or None,
        "产业": "、".join(row.industries) or None,
        "隶属": row.part_of,
        "投资亿元": yi(row.investment_cny),
        "投资元": row.investment_cny,
        "投资万美元": None if row.investment_usd is None else row.investment_usd / _WAN,
        "计入亿元": yi(row.counted_cny),
        "备注": row.note or None,
        "阶段": row.stage_label or None,
        "性质": row.realis_label,
        "面积平方米": row.area_m2,
        "产能": row.capacity,
        "开始": row.start,
        "完成": row.finish,
        "日期": row.date,
        "原文": row.evidence[0].quote if row.evidence else None,
        "文档": row.evidence[0].document if row.evidence else None,
    }


def group_of(by: str | None) -> Group | None:
    """A group of the ledger by code or Chinese label.

    Raises
    ------
    ValueError
        There is no such group; the message lists them.

    Examples
    --------
    >>> group_of("园区"), group_of("stage"), group_of(None)
    ('park', 'stage', None)
    """
    for group, label in GROUPS.items():
        if by in (group, label):
            return group
    if by is None:
        return None
    known = ", ".join(f"{group} ({label})" for group, label in GROUPS.items())
    raise ValueError(f"cannot sum by {by!r}; expected {known}")


def investments(rows: Sequence[LedgerRow], by: Group | None, realis: Collection[str] | None) -> Answer:
    """The sums of `rows` by group, each amount once; the groups add up to the whole.

    What is not of these realis values (a plan, a negotiation) is not lost: 未定亿元 holds it.
    """
    own = [
        row if realis is None or row.realis in realis else replace(row, counted_cny=0, counted_usd=0) for row in rows
    ]
    every = {total.name: total for total in totals(rows, by)}
    columns = (GROUPS[by] if by else "范围", "项目数", "计入项目数", "投资亿元", "投资元", "投资万美元", "未定亿元")
    found = (
        {
            columns[0]: total.name,
            "项目数": total.projects,
            "计入项目数": total.counted,
            "投资亿元": yi(total.cny),
            "投资元": total.cny,
            "投资万美元": total.usd / _WAN,
            "未定亿元": yi(every[total.name].cny - total.cny),
        }
        for total in totals(own, by)
    )
    return answer(columns, found)
