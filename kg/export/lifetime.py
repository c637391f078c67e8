"""From when to when a node or an edge is known to be: what Gephi's timeline plays."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.records import Document

__all__ = ["Lifetime", "edge_lifetime", "first_day", "lifetimes"]

Lifetime = tuple[str | None, str | None]
NEVER: Lifetime = (None, None)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(date: Any) -> str | None:
    """The first day of an ISO date as fine as told, None where it is no date.

    Examples
    --------
    >>> first_day("2022-07"), first_day(2021), first_day("去年")
    ('2022-07-01', '2021-01-01', None)
    """
    match = _DATE.fullmatch(str(date))
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if year < dt.MINYEAR or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day).isoformat()


def edge_lifetime(attributes: Mapping[str, Any], documents: Mapping[str, Document]) -> Lifetime:
    """First and last day of an edge.

    It begins with its year, or else the date of the first document that tells it; it is open at the end unless it is
    terminated, when it ends with the date of the last document. Dates are ISO days; None is open, and both None is an
    edge of which no time is known.
    """
    evidence = attributes.get("evidence", ())
    names = {piece.document for piece in evidence if hasattr(piece, "document")} if isinstance(evidence, tuple) else ()
    told = sorted(day for name in names if name in documents and (day := first_day(documents[name].date)))
    year = first_day(attributes.get("year"))
    start = year or (told[0] if told else None)
    ended = "terminated" in (attributes.get("stage"), attributes.get("realis"))
    return start, (max(told[-1], start) if ended and told and start else None)


def lifetimes(graph: nx.MultiDiGraph) -> tuple[dict[Any, Lifetime], dict[tuple[Any, Any, Any], Lifetime]]:
    """First and last day of every node and of every edge by head, tail and key.

    A node begins with its own ``start``, or else ``finish``, or else its first edge; it ends with its last edge where
    it is terminated and all of them have ended.
    """
    documents = graph.graph.get("documents", {})
    edges = {
        (head, tail, key): edge_lifetime(attributes, documents)
        for head, tail, key, attributes in graph.edges(keys=True, data=True)
    }
    around: dict[Any, list[Lifetime]] = {node: [] for node in graph}
    for (head, tail, _), life in edges.items():
        for node in {head, tail}:
            around[node].append(life)
    return {node: _node(graph.nodes[node], around[node]) for node in graph}, edges


def _node(attributes: Mapping[str, Any], edges: list[Lifetime]) -> Lifetime:
    starts = [start for start, _ in edges if start is not None]
    own = first_day(attributes.get("start")) or first_day(attributes.get("finish"))
    start = min([*starts, own] if own else starts, default=None)
    ends = [end for _, end in edges]
    if attributes.get("stage") == "terminated" and ends and start and None not in ends:
        return start, max(str(end) for end in ends)
    return start, None
