"""How much is invested in a thing, and what of it counts, so that no yuan is counted twice.

An amount is told of a project (or of a park or enterprise), or of those who undertake it. It does not count where it
is a part of, or the same as, an amount that counts already: a phase of a project whose sum is told, an enterprise
whose project carries the amount, a doubtful twin with the same amount; nor where the thing was called off or is no
more than hearsay or a hope.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.graph.assemble import chosen
from kg.records import Evidence, Judgement

__all__ = ["CURRENCIES", "Investment", "add", "ancestors", "counting", "investment"]

Amount = int | float
CURRENCIES = ("investment_cny", "investment_usd")
_UNCOUNTED = {
    "terminated": "已终止，未计",
    "claimed": "据称，未计",
    "encouraged": "仅鼓励，未计",
    "aspired": "仅争取，未计",
}


@dataclass(frozen=True, slots=True)
class Investment:
    """What is told of the money in one thing: yuan, US dollars, realis, and the evidence."""

    cny: Amount | None
    usd: Amount | None
    realis: str
    evidence: tuple[Evidence, ...] = ()


def investment(graph: nx.MultiDiGraph, node: str) -> Investment | None:
    """What is invested in `node`: its own attribute; else the shares of who undertakes it; else what settles.

    Shares of one value that are told by one passage are one amount (甲、乙共同投资10亿元).
    """
    attributes = graph.nodes[node]
    cny, usd = (_number(attributes.get(name)) for name in CURRENCIES)
    if cny is not None or usd is not None:
        facts = [fact for name in CURRENCIES if (fact := chosen(attributes.get("facts", ()), name)) is not None]
        realis = facts[0].realis if facts else "fact"
        return Investment(cny, usd, realis, tuple(fact.evidence for fact in facts))
    undertaken = [edge for _, _, edge in graph.in_edges(node, data=True) if edge.get("relation") == "UNDERTAKES"]
    settles = [edge for _, _, edge in graph.out_edges(node, data=True) if edge.get("relation") == "SETTLES_IN"]
    for edges, join in ((undertaken, _shares), (settles, _largest)):
        told = [edge for edge in edges if _number(edge.get("amount_cny")) is not None]
        if told:
            evidence = tuple(piece for edge in told for piece in edge.get("evidence", ()))
            return Investment(join(told), None, str(told[0].get("realis", "fact")), evidence)
    return None


def _number(value: Any) -> Amount | None:
    """`value` where it is an amount of money: a finite number above 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        return None
    return value


def _shares(edges: Sequence[dict[str, Any]]) -> Amount:
    told = {}
    for index, edge in enumerate(edges):
        passages = tuple(sorted((e.document, e.start, e.end) for e in edge.get("evidence", ())))
        told[edge["amount_cny"], passages or index] = edge["amount_cny"]
    return add(told.values())


def _largest(edges: Sequence[dict[str, Any]]) -> Amount:
    return max(_number(edge["amount_cny"]) or 0 for edge in edges)


def add(amounts: Iterable[Amount]) -> Amount:
    """The exact sum, an int where it is whole, whatever the order.

    Examples
    --------
    >>> add([1_000_000_000, 2.5e8, 0.1, 0.9])
    1250000001
    """
    values = list(amounts)
    total = sum(values) if all(isinstance(value, int) for value in values) else math.fsum(values)
    return int(total) if total == int(total) else total


def ancestors(graph: nx.MultiDiGraph, node: str) -> Iterator[str]:
    """What `node` is a PART_OF, the nearest first, each once; a circle ends where it began."""
    seen, level = {node}, [node]
    while level:
        edges = [edge for child in level for edge in graph.out_edges(child, data="relation")]
        level = sorted({tail for _, tail, relation in edges if relation == "PART_OF"} - seen)
        seen.update(level)
        yield from level


def counting(graph: nx.MultiDiGraph, told: dict[str, Investment], stages: dict[str, str | None]) -> dict[str, str]:
    """Why an amount does not count, in Chinese, by node; what is not here counts.

    Parameters
    ----------
    told
        The amounts by node.
    stages
        The stages by node.
    """
    reasons: dict[str, str] = {}
    for node in sorted(told):
        realis = "terminated" if stages.get(node) == "terminated" else told[node].realis
        if realis in _UNCOUNTED:
            reasons[node] = _UNCOUNTED[realis]
    for node in sorted(told.keys() - reasons.keys()):
        whole = next((a for a in ancestors(graph, node) if a in told and not _circle(graph, node, a)), None)
        project = _project(graph, node, told)
        if whole is not None:
            reasons[node] = f"含于“{_label(graph, whole)}”"
        elif project is not None:
            reasons[node] = f"已计入“{_label(graph, project)}”"
    for judgement in graph.graph.get("judgements", ()):
        twin = _twin(judgement, told)
        if twin is not None and not reasons.keys() & {judgement.left, judgement.right}:
            reasons[twin] = f"疑与“{_label(graph, judgement.left)}”为同一项，只计一次"
    return reasons


def _circle(graph: nx.MultiDiGraph, node: str, whole: str) -> bool:
    """Whether `whole` is told to be a part of `node` too; then the first by name counts."""
    return node in ancestors(graph, whole) and node < whole


def _project(graph: nx.MultiDiGraph, node: str, told: dict[str, Investment]) -> str | None:
    """Where the money of `node` is told a second time.

    That is what an enterprise undertakes and what carries an amount of its own, or where something settles that has
    the same amount from the same passage.
    """
    edges = [(tail, relation) for _, tail, relation in graph.out_edges(node, data="relation") if tail in told]
    if graph.nodes[node].get("type") == "Enterprise":
        again = [tail for tail, relation in edges if relation == "UNDERTAKES"]
    else:
        again = [tail for tail, relation in edges if relation == "SETTLES_IN" and _same(told[node], told[tail])]
    return min(again, default=None)


def _same(left: Investment, right: Investment) -> bool:
    passages = [{(e.document, e.start, e.end) for e in side.evidence} for side in (left, right)]
    return (left.cny, left.usd) == (right.cny, right.usd) and bool(passages[0] & passages[1])


def _twin(judgement: Judgement, told: dict[str, Investment]) -> str | None:
    """The second of a doubtful pair with equal amounts."""
    left, right = told.get(judgement.left), told.get(judgement.right)
    if judgement.verdict != "unsure" or left is None or right is None:
        return None
    return judgement.right if (left.cny, left.usd) == (right.cny, right.usd) else None


def _label(graph: nx.MultiDiGraph, node: str) -> str:
    return str(graph.nodes[node].get("label", node))
