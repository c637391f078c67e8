"""The tables of the ledger workbook: projects, totals, relations, open lists, doubts and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx

from kg.export.citation import Citations
from kg.export.sheet import COUNT, SHARE, YI, YUAN, Cell, Field, Formula, Table
from kg.query import listing
from kg.query.choice import review_label
from kg.query.doubt import doubtful
from kg.query.ledger import GROUPS, Group, LedgerRow, Total, group_of, totals
from kg.query.statement import Lens
from kg.records import Evidence

__all__ = ["corrections", "doubts", "evidence", "lists", "projects", "relations", "sums"]

_YI = 100_000_000
DECISIONS = {
    "merge": "合并", "split": "拆分", "rename": "改名", "retype": "改类型", "add": "补充", "reject": "否定",
    "confirm": "核实", "set": "更正",
}  # fmt: skip
STATUSES = {"applied": "已生效", "needless": "无需", "unmatched": "未对上"}
# Where the ledger has what totals group by, and the amount that counts; the formulas of 统计 go by these letters.
_GROUP_COLUMNS: dict[Group, str] = {
    "type": "B",
    "enterprise": "C",
    "park": "D",
    "industry": "E",
    "year": "F",
    "stage": "K",
}
_COUNTED, _COUNTED_USD = "I", "J"


def projects(rows: Sequence[LedgerRow], citations: Citations) -> Table:
    """项目台账: one row a project; the columns of groups hold what the row counts in."""
    fields = [
        Field("项目", 36), Field("类型", 8), Field("企业", 28), Field("园区", 24), Field("产业", 16), Field("年份", 8),
        Field("投资(元)", 18, YUAN), Field("投资(亿元)", 12, YI), Field("计入合计(元)", 18, YUAN),
        Field("计入合计(美元)", 16, YUAN), Field("阶段", 10), Field("性质", 8), Field("投资(美元)", 16, YUAN),
        Field("说明", 28), Field("隶属", 24), Field("开工", 12), Field("建成", 12), Field("面积(平方米)", 14, YUAN),
        Field("产能", 20), Field("置信度", 8, SHARE), Field("证据", 8), Field("原文", 80),
    ]  # fmt: skip
    return Table(fields, (_project(row, citations) for row in rows))


def _project(row: LedgerRow, citations: Citations) -> Sequence[Cell]:
    groups = [group_of(row, by) for by in ("type", "enterprise", "park", "industry", "year")]
    money = (row.investment_cny, _in_yi(row.investment_cny), row.counted_cny, row.counted_usd)
    known = (group_of(row, "stage"), row.realis_label, row.investment_usd, row.note, row.part_of)
    things = (row.start, row.finish, row.area_m2, row.capacity, row.confidence)
    quote = row.evidence[0].quote if row.evidence else None
    return (row.name, *groups, *money, *known, *things, citations.link(row.evidence), quote)


def _in_yi(amount: float | None) -> float | None:
    return None if amount is None else amount / _YI


def sums(rows: Sequence[LedgerRow]) -> Table:
    """统计: the totals, each with a formula that adds the ledger up again and must give 0."""
    fields = [
        Field("分组", 10), Field("名称", 44), Field("项目数", 8, COUNT), Field("计入数", 8, COUNT),
        Field("投资(元)", 20, YUAN), Field("投资(亿元)", 14, YI), Field("投资(美元)", 18, YUAN),
        Field("核对：台账合计−本行(元)", 18, YUAN), Field("核对：台账合计−本行(美元)", 18, YUAN),
    ]  # fmt: skip
    return Table(fields, _sums(rows))


def _sums(rows: Sequence[LedgerRow]) -> Iterator[Sequence[Cell]]:
    last = len(rows) + 1
    told: list[tuple[str, str | None, Total]] = [("合计", None, total) for total in totals(rows)]
    for by, label in GROUPS.items():
        told += [(f"按{label}", _GROUP_COLUMNS[by], total) for total in totals(rows, by)]
    for number, (group, column, total) in enumerate(told, 2):
        checks = [_check(number, column, amount, own, last) for amount, own in ((_COUNTED, "E"), (_COUNTED_USD, "G"))]
        money = (total.cny, _in_yi(total.cny), total.usd)
        yield (group, total.name, total.projects, total.counted, *money, *(checks if rows else (None, None)))


def _check(number: int, column: str | None, amount: str, own: str, last: int) -> Formula:
    counted = f"'项目台账'!${amount}$2:${amount}${last}"
    if column is None:
        return Formula(f"=SUM({counted})-{own}{number}")
    return Formula(f"=SUMPRODUCT(EXACT('项目台账'!${column}$2:${column}${last},$B{number})*{counted})-{own}{number}")


def relations(lens: Lens, citations: Citations, relation: str | None = None) -> Table:
    """关系, or of one `relation` 合作伙伴: every edge with its first passage."""
    ends = ("合作方甲", "合作方乙") if relation else ("头", "尾")
    fields = [
        Field(ends[0], 30), Field("关系", 10), Field(ends[1], 30), Field("性质", 8), Field("阶段", 10),
        Field("金额(元)", 18, YUAN), Field("年份", 8), Field("领域", 18), Field("置信度", 8, SHARE),
        Field("证据数", 8, COUNT), Field("原文", 90), Field("文档", 24), Field("证据", 8), Field("核定", 10),
    ]  # fmt: skip
    edges = sorted(lens.graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))
    kept = (edge for edge in edges if relation is None or edge[3].get("relation", edge[2]) == relation)
    return Table(fields, (_relation(lens, edge, citations) for edge in kept))


def _relation(lens: Lens, edge: tuple[str, str, Any, dict[str, Any]], citations: Citations) -> Sequence[Cell]:
    head, tail, key, attributes = edge
    ontology, pieces = lens.ontology, attributes.get("evidence", ())
    realis, stage = attributes.get("realis", "fact"), attributes.get("stage")
    known = ontology.realis[realis].label if realis in ontology.realis else str(realis)
    label = str(attributes.get("label", ontology.label(str(key))))
    year = str(attributes["year"]) if "year" in attributes else None
    first = (pieces[0].quote, pieces[0].document) if pieces else (None, None)
    told = (
        known,
        ontology.label(stage) if stage else None,
        attributes.get("amount_cny"),
        year,
        attributes.get("field"),
    )
    counts = (attributes.get("confidence"), len(pieces))
    return (
        lens.name(head),
        label,
        lens.name(tail),
        *told,
        *counts,
        *first,
        citations.link(pieces),
        review_label(attributes),
    )


def lists(lens: Lens, citations: Citations) -> Table:
    """列举: the lists that declare more than they name, as `kg query lists` tells them, each with its passage."""
    fields = [
        Field("名目", 24), Field("总数", 8, COUNT), Field("点名数", 8, COUNT), Field("未点名数", 10, COUNT),
        Field("成员", 48), Field("关联", 36), Field("日期", 12), Field("原文", 60), Field("上下文", 90),
        Field("文档", 24), Field("证据", 8),
    ]  # fmt: skip
    told = zip(listing.listings(lens), listing.lists(lens).records(), strict=True)
    return Table(fields, ([*(row[f.head] for f in fields[:-1]), citations.link([item.evidence])] for item, row in told))


def corrections(graph: nx.MultiDiGraph) -> Table:
    """更正: what people decided, and what became of it in this build."""
    fields = [
        Field("更正", 8), Field("对象", 60), Field("改为", 30), Field("值", 40), Field("理由", 40), Field("核定人", 12),
        Field("日期", 12), Field("结果", 10),
    ]  # fmt: skip
    return Table(fields, map(_correction, graph.graph.get("corrections", ())))


def _correction(told: dict[str, Any]) -> Sequence[Cell]:
    values = "、".join(f"{name}={value}" for name, value in told.get("values", {}).items()) or told.get("quote")
    what = (DECISIONS.get(told["do"], told["do"]), told["subject"], told.get("as"), values)
    return (*what, told["why"], told["by"], told["on"], STATUSES.get(told["status"], told["status"]))


def doubts(lens: Lens, citations: Citations) -> Table:
    """待核: what a person should look at, as `kg query doubtful` tells it."""
    answer = doubtful(lens)
    widths = {"类别": 12, "对象": 48, "说明": 48, "性质": 8, "置信度": 8, "原文": 90, "文档": 24}
    fields = [*(Field(name, widths.get(name, 16), SHARE if name == "置信度" else "General") for name in answer.columns)]
    rows = (
        [*row, citations.find(told["文档"], told["原文"])]
        for row, told in zip(answer.rows, answer.records(), strict=True)
    )
    return Table([*fields, Field("证据", 8)], rows)


def evidence(citations: Citations) -> Table:
    """证据: every passage that another sheet points at."""
    fields = [
        Field("编号", 8, COUNT), Field("文档", 24), Field("起", 8, COUNT), Field("止", 8, COUNT), Field("原文", 100),
        Field("规则", 24), Field("触发词", 14), Field("置信度", 8, SHARE), Field("标题", 40), Field("日期", 12),
    ]  # fmt: skip
    documents = citations.graph.graph.get("documents", {})
    return Table(fields, (_passage(piece, number, documents) for piece, number in citations.numbers.items()))


def _passage(piece: Evidence, number: int, documents: dict[str, Any]) -> Sequence[Cell]:
    document = documents.get(piece.document)
    place = (number, piece.document, piece.start, piece.end, piece.quote)
    return (
        *place,
        piece.rule,
        piece.trigger,
        piece.score,
        *((document.title, document.date) if document else (None, None)),
    )
