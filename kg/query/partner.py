"""Partners, tenants, supply links, honours, and any other statement: who has what to do with whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from kg.query.answer import Answer, answer
from kg.query.statement import Direction, Lens, inside

__all__ = ["honours", "partners", "relations", "supply", "tenants"]


def relations(lens: Lens, node: str | None, direction: Direction) -> Answer:
    """The statements about `node`, or all of the graph."""
    columns = "主体 主体类型 关系 客体 客体类型 阶段 金额亿元 金额元 年份 领域 性质 置信度 核定 证据数 原文 文档"
    return answer(columns, map(lens.row, lens.statements(node, direction=direction)))


def partners(lens: Lens, node: str | None) -> Answer:
    """Who works together with `node`, whichever way the text says it; without `node` all who work together."""
    rows = []
    for statement in lens.statements(node, "PARTNERS_WITH"):
        row = lens.row(statement)
        own, other = ("客体", "主体") if statement.tail == node else ("主体", "客体")
        rows.append({**row, "企业": row[own], "合作方": row[other], "合作方类型": row[f"{other}类型"]})
    return answer("企业 合作方 合作方类型 阶段 领域 年份 性质 置信度 核定 证据数 原文 文档", rows)


def tenants(lens: Lens, park: str | None, *, types: Collection[str] | None, nested: bool) -> Answer:
    """Who has settled in a park; with `nested` in the parks inside it too; without a park in any."""
    parks: Iterable[str | None] = [park]
    if park is not None and nested:
        within = inside(lens.graph, park, {"PART_OF", "SETTLES_IN"})
        parks = [node for node in within if lens.graph.nodes[node].get("type") == "Park"]
    columns = "园区 入驻方 入驻方类型 阶段 金额亿元 年份 性质 置信度 核定 证据数 原文 文档"
    return answer(columns, _tenants(lens, parks, types))


def _tenants(lens: Lens, parks: Iterable[str | None], types: Collection[str] | None) -> Iterator[dict[str, Any]]:
    for park in parks:
        for statement in lens.statements(park, "SETTLES_IN", "in"):
            if types is None or lens.graph.nodes[statement.head].get("type") in types:
                row = lens.row(statement)
                yield {**row, "园区": row["客体"], "入驻方": row["主体"], "入驻方类型": row["主体类型"]}


def supply(lens: Lens, node: str | None, direction: Direction) -> Answer:
    """Who supplies whom: links of `node` as the customer (``"in"``), as the supplier (``"out"``), or both."""
    rows = map(lens.row, lens.statements(node, "SUPPLIES", direction))
    columns = "供应方 客户 年份 领域 性质 置信度 核定 证据数 原文 文档"
    return answer(columns, ({**row, "供应方": row["主体"], "客户": row["客体"]} for row in rows))


def honours(lens: Lens, node: str | None) -> Answer:
    """What `node` was awarded, or who was awarded the honour `node`; without `node` all awards."""
    rows = map(lens.row, lens.statements(node, "AWARDED"))
    columns = "获评方 获评方类型 荣誉 年份 性质 置信度 核定 证据数 原文 文档"
    named = ({**r, "获评方": r["主体"], "获评方类型": r["主体类型"], "荣誉": r["客体"]} for r in rows)
    return answer(columns, named)
