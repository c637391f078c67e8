"""What stands around a project in the graph: who undertakes it, where it is, its stage, realis, date and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

from kg.graph.assemble import chosen
from kg.ontology.model import Ontology
from kg.query.investment import Investment, ancestors
from kg.records import Evidence

__all__ = [
    "edges_of",
    "enterprises",
    "first",
    "first_date",
    "known_as",
    "latest_stage",
    "names_of",
    "own_edges",
    "parks",
    "passages",
]


def edges_of(edges: Iterable[tuple[str, str, dict[str, Any]]], relation: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The edges among `edges` (head, tail, attributes) that are a `relation`, in their order."""
    return [edge for edge in edges if edge[2].get("relation") == relation]


def latest_stage(graph: nx.MultiDiGraph, node: str, ontology: Ontology) -> str | None:
    """The stage of the node; else the latest of its edges, where one that ended counts only if all did."""
    stage = graph.nodes[node].get("stage")
    if stage is not None:
        return str(stage)
    edges = edges_of(graph.in_edges(node, data=True), "UNDERTAKES") + edges_of(
        graph.out_edges(node, data=True), "SETTLES_IN"
    )
    told = {edge["stage"] for _, _, edge in edges if edge.get("stage") in ontology.stages}
    return max(told - {"terminated"} or told, key=lambda name: ontology.stages[name].order, default=None)


def own_edges(graph: nx.MultiDiGraph, node: str) -> list[dict[str, Any]]:
    """The edges that say who undertakes `node` and where it is, in the order of the ledger's columns."""
    undertaken = edges_of(graph.in_edges(node, data=True), "UNDERTAKES")
    placed = [
        edge for relation in ("SETTLES_IN", "PART_OF") for edge in edges_of(graph.out_edges(node, data=True), relation)
    ]
    return [attributes for _, _, attributes in (*undertaken, *placed)]


def first(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The first of `names` that is not empty."""
    return next((found for found in names if found), ())


def names_of(graph: nx.MultiDiGraph, node: str, relation: str) -> tuple[str, ...]:
    """The canonical names that `relation` leads to from `node`, in the order of node ids."""
    tails = sorted(tail for _, tail, _ in edges_of(graph.out_edges(node, data=True), relation))
    return tuple(str(graph.nodes[tail].get("label", tail)) for tail in tails)


def enterprises(graph: nx.MultiDiGraph, node: str) -> tuple[str, ...]:
    """The names of those who undertake `node`, in the order of node ids; of an enterprise its own name."""
    if graph.nodes[node].get("type") == "Enterprise":
        return (str(graph.nodes[node].get("label", node)),)
    heads = sorted(head for head, _, _ in edges_of(graph.in_edges(node, data=True), "UNDERTAKES"))
    return tuple(str(graph.nodes[head].get("label", head)) for head in heads)


def parks(graph: nx.MultiDiGraph, node: str) -> tuple[str, ...]:
    """The parks that `node` is in, without those around another one of them."""
    edges = [e for relation in ("SETTLES_IN", "PART_OF") for e in edges_of(graph.out_edges(node, data=True), relation)]
    parks = {tail for _, tail, _ in edges if graph.nodes[tail].get("type") == "Park"}
    around = {outer for park in parks for outer in ancestors(graph, park)}
    return tuple(str(graph.nodes[park].get("label", park)) for park in sorted(parks - around or parks))


def known_as(stage: str | None, amount: Investment | None, edges: Sequence[dict[str, Any]]) -> str:
    """What is known of the project: its stage says it where it has not begun or has ended, else the amount or edges."""
    if stage in ("planned", "negotiating", "terminated"):
        return stage
    told = {str(edge["realis"]) for edge in edges if "realis" in edge}
    if stage is not None or "fact" in told:
        return "fact"
    return min(told, default=amount.realis if amount else "fact")


def passages(
    graph: nx.MultiDiGraph, node: str, amount: Investment | None, edges: Sequence[dict[str, Any]]
) -> tuple[Evidence, ...]:
    """The passages behind the row: amount, stage, edges; where there are none, the first mention."""
    stage = chosen(graph.nodes[node].get("facts", ()), "stage")
    pieces = [*(amount.evidence if amount else ()), *([stage.evidence] if stage else ())]
    pieces += [piece for edge in edges for piece in edge.get("evidence", ())]
    documents = graph.graph.get("documents", {})
    for document, start, end in graph.nodes[node].get("spans", ())[:1]:
        if not pieces and document in documents:
            pieces.append(Evidence(document, start, end, documents[document].text[start:end], "mention"))
    return tuple(dict.fromkeys(pieces))


def first_date(
    graph: nx.MultiDiGraph, attributes: dict[str, Any], edges: Sequence[dict[str, Any]], evidence: Sequence[Evidence]
) -> str | None:
    """The first known of: start, finish, year of an edge, date of a document of the evidence."""
    documents = graph.graph.get("documents", {})
    years = [str(edge["year"]) for edge in edges if edge.get("year") is not None]
    dates = [documents[piece.document].date for piece in evidence if piece.document in documents]
    told = [attributes.get("start"), attributes.get("finish"), *sorted(years), *dates]
    return next((str(date) for date in told if date), None)
