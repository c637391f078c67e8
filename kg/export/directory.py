"""The tables 企业 and 园区 of the ledger workbook: one row a thing, what is told of it, and where."""

from __future__ import annotations

from collections.abc import Sequence

from kg.export.citation import Citations
from kg.export.sheet import COUNT, YUAN, Cell, Field, Table
from kg.query.ledger import LedgerRow
from kg.query.setting import edges_of
from kg.query.statement import Lens

__all__ = ["enterprises", "parks"]


def enterprises(lens: Lens, rows: Sequence[LedgerRow], citations: Citations) -> Table:
    """企业: what each one does, and the projects that it has a part in."""
    fields = [
        Field("企业", 32), Field("别名", 28), Field("所在园区", 28), Field("地区", 16), Field("产业", 20),
        Field("项目数", 8, COUNT), Field("参与项目投资(元，共同投资按全额)", 20, YUAN), Field("合作方", 40),
        Field("上级企业", 24), Field("供应对象", 28), Field("产品", 36), Field("资质荣誉", 36),
        Field("文章数", 8, COUNT), Field("提及数", 8, COUNT), Field("证据", 8),
    ]  # fmt: skip
    own = _by_name(rows, "enterprises")
    return Table(fields, (_enterprise(lens, node, own, citations) for node in _nodes(lens, "Enterprise")))


def _enterprise(lens: Lens, node: str, own: dict[str, list[LedgerRow]], citations: Citations) -> Sequence[Cell]:
    name, attributes = lens.name(node), lens.graph.nodes[node]
    mine = own.get(name, [])
    out = [_others(lens, node, relation) for relation in ("SETTLES_IN", "LOCATED_IN", "IN_INDUSTRY")]
    partners = "、".join(
        dict.fromkeys(filter(None, (_others(lens, node, "PARTNERS_WITH", side) for side in ("out", "in"))))
    )
    rest = [_others(lens, node, relation) for relation in ("SUBSIDIARY_OF", "SUPPLIES", "PRODUCES", "AWARDED")]
    money = sum(row.counted_cny for row in mine) or None
    counts = (attributes.get("documents"), attributes.get("mentions"), citations.mention(node))
    return (name, "、".join(attributes.get("aliases", ())), *out, len(mine), money, partners, *rest, *counts)


def parks(lens: Lens, rows: Sequence[LedgerRow], citations: Citations) -> Table:
    """园区: who is in each, and what is invested there."""
    fields = [
        Field("园区", 32), Field("别名", 28), Field("上级", 24), Field("地区", 16), Field("产业", 24),
        Field("阶段", 10),
        Field("入驻企业数", 10, COUNT), Field("项目数", 8, COUNT), Field("项目投资(元，跨园区按全额)", 20, YUAN),
        Field("建设方", 32), Field("文章数", 8, COUNT), Field("提及数", 8, COUNT), Field("证据", 8),
    ]  # fmt: skip
    own = _by_name(rows, "parks")
    return Table(fields, (_park(lens, node, own, citations) for node in _nodes(lens, "Park")))


def _park(lens: Lens, node: str, own: dict[str, list[LedgerRow]], citations: Citations) -> Sequence[Cell]:
    name, attributes, graph = lens.name(node), lens.graph.nodes[node], lens.graph
    inside = edges_of(graph.in_edges(node, data=True), "SETTLES_IN")
    tenants = {head for head, _, _ in inside if graph.nodes[head].get("type") == "Enterprise"}
    mine = own.get(name, [])
    out = [_others(lens, node, relation) for relation in ("PART_OF", "LOCATED_IN", "IN_INDUSTRY")]
    stage = lens.ontology.label(attributes["stage"]) if "stage" in attributes else None
    money = sum(row.counted_cny for row in mine) or None
    counts = (attributes.get("documents"), attributes.get("mentions"), citations.mention(node))
    builders = _others(lens, node, "UNDERTAKES", "in")
    aliases = "、".join(attributes.get("aliases", ()))
    return (name, aliases, *out, stage, len(tenants), len(mine), money, builders, *counts)


def _nodes(lens: Lens, kind: str) -> list[str]:
    return sorted(node for node, own in lens.graph.nodes(data="type") if own == kind)


def _by_name(rows: Sequence[LedgerRow], field_name: str) -> dict[str, list[LedgerRow]]:
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        for name in getattr(row, field_name):
            found.setdefault(name, []).append(row)
    return found


def _others(lens: Lens, node: str, relation: str, side: str = "out") -> str:
    """The names at the other end; what is not told as a fact says what it is: 方达集团(鼓励)."""
    graph = lens.graph
    edges = graph.out_edges(node, data=True) if side == "out" else graph.in_edges(node, data=True)
    told = []
    for head, tail, attributes in sorted(edges_of(edges, relation), key=lambda edge: edge[:2]):
        realis = attributes.get("realis", "fact")
        name = lens.name(tail if side == "out" else head)
        known = lens.ontology.realis.get(realis)
        told.append(name if realis == "fact" else f"{name}({known.label if known else realis})")
    return "、".join(told)
