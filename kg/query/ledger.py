"""The ledger of projects 项目台账: one row a project, and totals that count each amount once.

The page, the workbook and the notebook all take their rows and sums from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from kg.ontology.model import Ontology
from kg.query.investment import Investment, add, ancestors, counting, investment
from kg.query.setting import (
    edges_of,
    enterprises,
    first,
    first_date,
    known_as,
    latest_stage,
    names_of,
    own_edges,
    parks,
    passages,
)
from kg.records import Evidence

__all__ = ["GROUPS", "UNKNOWN", "Group", "LedgerRow", "Total", "accepted", "group_of", "ledger", "totals"]

Amount = int | float
Group = Literal["park", "enterprise", "industry", "stage", "year", "type"]
GROUPS: dict[Group, str] = {
    "park": "园区",
    "enterprise": "企业",
    "industry": "产业",
    "stage": "阶段",
    "year": "年份",
    "type": "类型",
}
UNKNOWN = "未载明"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A project, or a park or enterprise in which money is put; names are canonical names, `id` is a node id.

    `investment_cny` (yuan) and `investment_usd` are what is told; `counted_cny` and `counted_usd` what of it enters
    a total, and `note` says in Chinese why that is less. `area_m2` is in square metres; `start` and `finish` are ISO
    dates as fine as told; `date` is the first known of start, finish, year of an edge, date of a document.
    `enterprises`, `parks` and `industries` of a phase are those of the whole where it has none of its own.
    """

    id: str
    name: str
    type: str
    type_label: str
    enterprises: tuple[str, ...]
    parks: tuple[str, ...]
    industries: tuple[str, ...]
    part_of: str | None
    investment_cny: Amount | None
    investment_usd: Amount | None
    counted_cny: Amount
    counted_usd: Amount
    note: str
    stage: str | None
    stage_label: str
    realis: str
    realis_label: str
    area_m2: Amount | None
    capacity: str | None
    start: str | None
    finish: str | None
    date: str | None
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a group: `projects` rows, of which `counted` enter the sums in yuan and in US dollars."""

    name: str
    projects: int
    counted: int
    cny: Amount
    usd: Amount
    rows: tuple[str, ...]


def ledger(graph: nx.MultiDiGraph, ontology: Ontology) -> list[LedgerRow]:
    """The rows of `graph`: the most money first, then by id.

    A row is every project; every park with money in it, or built with a stage, area, capacity or date; every
    enterprise of which an amount is told that no project of its own repeats. Graphs with other attributes than those
    of the contract give what they have. What a person rejected counts for nothing.
    """
    graph = accepted(graph)
    told = {}
    for node in graph:
        amount = investment(graph, node) if graph.nodes[node].get("type") in ("Project", "Park", "Enterprise") else None
        if amount is not None:
            told[node] = amount
    nodes = [node for node in graph if _listed(graph, node, told)]
    reasons = counting(graph, told, {node: latest_stage(graph, node, ontology) for node in told})
    rows = [_row(graph, ontology, node, told.get(node), reasons.get(node, "")) for node in nodes]
    return sorted(rows, key=lambda row: (-(row.investment_cny or 0), -(row.investment_usd or 0), row.id))


def accepted(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph without the relations that a person rejected."""
    rejected = [(*ends, key) for *ends, key, review in graph.edges(keys=True, data="review") if review == "rejected"]
    if not rejected:
        return graph
    left = graph.copy()
    left.remove_edges_from(rejected)
    return left


def totals(rows: Iterable[LedgerRow], by: Group | None = None) -> list[Total]:
    """The sums of `rows` by group, the largest first; without `by` one sum, 合计.

    Each amount is in one group only, so that the groups add up to 合计: a project of several enterprises (or parks
    of which none is a part of another) stands under all their names together, 甲、乙.

    Examples
    --------
    >>> [total.name for total in totals([], by="park")]
    []
    >>> totals([])[0].cny
    0
    """
    groups: dict[str, list[LedgerRow]] = {} if by else {"合计": []}
    for row in rows:
        groups.setdefault(group_of(row, by) if by else "合计", []).append(row)
    sums = [_total(name, members) for name, members in groups.items()]
    return sorted(sums, key=lambda total: (-total.cny, -total.usd, total.name))


def group_of(row: LedgerRow, by: Group) -> str:
    """The group that `row` counts in: names joined with 、, a stage, a year, a type; 未载明 where it is not told."""
    names: dict[Group, str] = {
        "park": "、".join(row.parks),
        "enterprise": "、".join(row.enterprises),
        "industry": "、".join(row.industries),
        "stage": row.stage_label,
        "year": (row.date or "")[:4],
        "type": row.type_label,
    }
    return names[by] or UNKNOWN


def _total(name: str, rows: Sequence[LedgerRow]) -> Total:
    cny, usd = add(row.counted_cny for row in rows), add(row.counted_usd for row in rows)
    counted = sum(1 for row in rows if row.counted_cny or row.counted_usd)
    return Total(name, len(rows), counted, cny, usd, tuple(row.id for row in rows))


def _listed(graph: nx.MultiDiGraph, node: str, told: dict[str, Investment]) -> bool:
    attributes = graph.nodes[node]
    kind = attributes.get("type")
    if kind == "Park":
        known = any(attributes.get(name) is not None for name in ("stage", "area_m2", "capacity", "start", "finish"))
        return node in told or (known and bool(edges_of(graph.in_edges(node, data=True), "UNDERTAKES")))
    if kind == "Enterprise":
        undertaken = {tail for _, tail, _ in edges_of(graph.out_edges(node, data=True), "UNDERTAKES")}
        return node in told and told[node].cny not in {told[tail].cny for tail in undertaken if tail in told}
    return bool(kind == "Project")


def _row(graph: nx.MultiDiGraph, ontology: Ontology, node: str, amount: Investment | None, reason: str) -> LedgerRow:
    attributes = graph.nodes[node]
    edges = own_edges(graph, node)
    stage = latest_stage(graph, node, ontology)
    cny, usd = (amount.cny, amount.usd) if amount else (None, None)
    realis = known_as(stage, amount, edges)
    evidence = passages(graph, node, amount, edges)
    wholes = list(ancestors(graph, node))
    return LedgerRow(
        id=node,
        name=str(attributes.get("label", node)),
        type=str(attributes.get("type")),
        type_label=ontology.label(str(attributes.get("type"))),
        enterprises=first(enterprises(graph, place) for place in (node, *wholes)),
        parks=first(parks(graph, place) for place in (node, *wholes)),
        industries=first(names_of(graph, place, "IN_INDUSTRY") for place in (node, *wholes)),
        part_of=str(graph.nodes[wholes[0]].get("label", wholes[0])) if wholes else None,
        investment_cny=cny,
        investment_usd=usd,
        counted_cny=cny if cny is not None and not reason else 0,
        counted_usd=usd if usd is not None and not reason else 0,
        note=reason,
        stage=stage,
        stage_label=ontology.label(stage) if stage else "",
        realis=realis,
        realis_label=ontology.realis[realis].label if realis in ontology.realis else realis,
        area_m2=attributes.get("area_m2"),
        capacity=attributes.get("capacity"),
        start=attributes.get("start"),
        finish=attributes.get("finish"),
        date=first_date(graph, attributes, edges, evidence),
        confidence=max([e.get("confidence", 0.0) for e in edges] + [piece.score for piece in evidence], default=0.0),
        evidence=evidence,
    )
