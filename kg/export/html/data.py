"""What the page knows: nodes, edges, evidence, articles, judgements and ledger, as one JSON object.

Everything that occurs often stands in a table once (see `kg.export.html.text`). Offsets are in UTF-16 units, as
JavaScript counts; a quote is not stored where an article has it.
"""

from __future__ import annotations

import heapq
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import networkx as nx

from kg.export.html.network import OTHER, edges
from kg.export.html.text import Passages, Texts, columns
from kg.export.value import plain
from kg.graph.assemble import STATED
from kg.ontology.model import Ontology
from kg.query.contradiction import contradictions
from kg.query.doubt import UNSURE
from kg.query.evidence import attribute_name
from kg.query.ledger import GROUPS, UNKNOWN, ledger
from kg.query.listing import Concern, listings
from kg.query.statement import Lens
from kg.records import Document, Evidence, Fact

__all__ = ["CORE", "MOST", "payload"]

MOST = (1500, 3000)
"""Up to so many nodes and edges a page shows all at once."""

CORE = 400
"""So many nodes, the best connected, a larger graph starts with."""

_SAID = frozenset(
    {"type", "label", "name", "aliases", "facts", "spans", "documents", "mentions", "review", "corrected"}
)
_TOLD = frozenset(
    {"relation", "label", "realis", "stage", "amount_cny", "year", "field", "confidence", "weight", "evidence"}
    | {"review", "facts"}
)

log = logging.getLogger(__name__)


def payload(graph: nx.Graph, ontology: Ontology, nodes: list[dict[str, Any]], links: list[dict[str, Any]]) -> Any:
    """The data of the page of `graph`, where `nodes` and `links` are the nodes and edges that pyvis made of it.

    Raises
    ------
    ExportError
        An attribute has no form in JSON.
    """
    texts = Texts()
    documents: dict[str, Document] = dict(graph.graph.get("documents", {}))
    passages = Passages(documents, texts)
    places = {node["id"]: place for place, node in enumerate(nodes)}
    data = {
        "documents": [_document(document) for document in documents.values()],
        "nodes": columns(nodes, texts),
        "edges": columns(links, texts),
        "entities": [_entity(graph.nodes[node], str(node), texts, passages) for node in sorted(graph, key=str)],
        "relations": [_relation(edge, texts, passages) for edge in edges(graph)],
        "judgements": _judgements(graph, places),
        "lists": _lists(graph, ontology, places, texts, passages),
        "ledger": _ledger(graph, ontology, places, passages),
        "contradictions": _contradictions(graph, ontology, places, texts, passages),
        "corrections": [plain(told, "corrections") for told in graph.graph.get("corrections", ())],
        "groups": dict(GROUPS),
        "unknown": UNKNOWN,
        "unsure": UNSURE,
        "attributes": {name: attribute_name(name) for name in (*STATED, "stage", "realis", "amount_cny")},
        "ontology": _ontology(graph, ontology),
        "core": _core(graph, places),
    }
    return {**data, "passages": passages.table, "texts": texts.table}


def _document(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in ("id", "title", "date", "publisher", "text")}


def _entity(attributes: Mapping[str, Any], node: str, texts: Texts, passages: Passages) -> dict[str, Any]:
    spans = [passages.span(*span) for span in attributes.get("spans", ()) if passages.known(span[0])]
    rest = {name: value for name, value in attributes.items() if name not in _SAID}
    return {
        "aliases": [texts.number(str(alias)) for alias in attributes.get("aliases", ())],
        "facts": [_fact(fact, texts, passages) for fact in attributes.get("facts", ()) if isinstance(fact, Fact)],
        "spans": [number for span in spans for number in span],
        **{name: plain(attributes[name], node) for name in ("review", "corrected") if name in attributes},
        "attributes": {name: plain(value, f"node {node}, attribute {name}") for name, value in rest.items()},
    }


def _fact(fact: Fact, texts: Texts, passages: Passages) -> list[Any]:
    evidence = _evidence(fact.evidence, texts, passages)
    return [texts.number(fact.attribute), plain(fact.value, "fact"), texts.number(fact.realis), *evidence]


def _relation(edge: tuple[Any, Any, str, Mapping[str, Any]], texts: Texts, passages: Passages) -> dict[str, Any]:
    head, tail, relation, attributes = edge
    where = f"edge {head} -{relation}-> {tail}"
    told = {name: plain(attributes.get(name), f"{where}, attribute {name}") for name in ("amount_cny", "year")}
    rest = {name: plain(v, f"{where}, attribute {name}") for name, v in attributes.items() if name not in _TOLD}
    facts = [_fact(fact, texts, passages) for fact in attributes.get("facts", ()) if isinstance(fact, Fact)]
    return {
        "relation": texts.number(relation),
        "realis": texts.number(str(attributes.get("realis", "fact"))),
        "stage": texts.number(attributes.get("stage")),
        "field": texts.number(attributes.get("field")),
        "confidence": plain(attributes.get("confidence"), f"{where}, attribute confidence"),
        "evidence": [_evidence(piece, texts, passages) for piece in _pieces(attributes.get("evidence", ()))],
        **{name: value for name, value in told.items() if value is not None},
        **({"attributes": rest} if rest else {}),
        **({"review": str(attributes["review"])} if "review" in attributes else {}),
        **({"facts": facts} if facts else {}),
    }


def _pieces(evidence: Any) -> Iterable[Any]:
    """The pieces of evidence of an edge; a graph from elsewhere may have a text instead."""
    return [evidence] if isinstance(evidence, str) else evidence


def _evidence(piece: Any, texts: Texts, passages: Passages) -> list[Any]:
    """Numbers of passage, rule and trigger, and the score."""
    if not isinstance(piece, Evidence):
        return [passages.quote(str(piece)), -1, -1, None]
    rule, trigger = texts.number(piece.rule or None), texts.number(piece.trigger or None)
    return [passages.number(piece), rule, trigger, plain(piece.score, "evidence, score")]


def _judgements(graph: nx.Graph, places: Mapping[str, int]) -> list[dict[str, Any]]:
    """The judgements, each once; a side is the number of a node, or a name that is no node any more."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for judgement in graph.graph.get("judgements", ()):
        sides = [places.get(side, side.partition(":")[2] or side) for side in (judgement.left, judgement.right)]
        told = {"sides": sides, "verdict": judgement.verdict, "reason": judgement.reason}
        found.setdefault((*sides, judgement.verdict, judgement.reason), told)
    return list(found.values())


def _lists(
    graph: nx.Graph, ontology: Ontology, places: Mapping[str, int], texts: Texts, passages: Passages
) -> list[dict[str, Any]]:
    """The open lists; a member is the number of a node, or a name that is no node."""
    return [
        {
            "total": item.declared,
            "noun": texts.number(item.noun),
            "measure": texts.number(item.measure),
            "members": [places.get(member, member.partition(":")[2] or member) for member in item.members],
            "concerns": [_concern(concern, places, texts) for concern in item.concerns],
            "passage": passages.number(item.sentence),
        }
        for item in listings(Lens(graph, ontology))
    ]


def _concern(concern: Concern, places: Mapping[str, int], texts: Texts) -> list[Any]:
    known = [texts.number(realis) for realis in concern.realis]
    return [texts.number(concern.relation), places[concern.node], concern.outwards, known]


def _ledger(graph: nx.Graph, ontology: Ontology, places: Mapping[str, int], passages: Passages) -> list[dict[str, Any]]:
    if not (graph.is_directed() and graph.is_multigraph()):
        return []
    rows = []
    for row in ledger(graph, ontology):
        values = {name: value for name, value in asdict(row).items() if value not in (None, "", ())}
        del values["id"]
        values["node"] = places[row.id]
        values["evidence"] = [passages.number(piece) for piece in row.evidence]
        rows.append(values)
    return rows


def _contradictions(
    graph: nx.Graph, ontology: Ontology, places: Mapping[str, int], texts: Texts, passages: Passages
) -> list[dict[str, Any]]:
    """What is told in more than one way: the number of a node or of an edge, the attribute, and the tellings."""
    if not (graph.is_directed() and graph.is_multigraph()):
        return []
    links: dict[tuple[str, ...], int] = {
        (str(head), relation, str(tail)): number for number, (head, tail, relation, _) in enumerate(edges(graph))
    }
    made = []
    for found in contradictions(graph, ontology):
        subject = {"node": places[found.subject[0]]} if len(found.subject) == 1 else {"edge": links.get(found.subject)}
        told = [_fact(fact, texts, passages) for fact in found.tellings]
        made.append({**subject, "name": found.attribute, "told": told})
    return [item for item in made if item.get("edge", 0) is not None]


def _ontology(graph: nx.Graph, ontology: Ontology) -> dict[str, list[dict[str, Any]]]:
    """Types, relations, stages and realis values in the order of the schemas, then those that only the graph has."""
    types = {name: {"label": t.label, "color": t.color, "shape": t.shape} for name, t in ontology.entity_types.items()}
    for _, kind in graph.nodes(data="type"):
        label = "其他" if kind is None else str(kind)
        types.setdefault(str(kind or OTHER), {"label": label, "color": "#7a8794", "shape": "dot"})
    relations: dict[str, dict[str, Any]] = {
        name: {
            "label": r.label,
            "symmetric": r.symmetric,
            "partner": r.symmetric or bool(r.domain & r.range & {"Enterprise"}),
        }
        for name, r in ontology.relation_types.items()
    }
    for _, _, relation, attributes in edges(graph):
        label = str(attributes.get("label") or relation or "相关")
        relations.setdefault(relation, {"label": label, "symmetric": not graph.is_directed(), "partner": False})
    realis = {name: {"label": r.label} for name, r in ontology.realis.items()}
    for _, _, _, attributes in edges(graph):
        realis.setdefault(str(attributes.get("realis", "fact")), {"label": str(attributes.get("realis", "事实"))})
    stages = {name: {"label": stage.label} for name, stage in ontology.stages.items()}
    tables = {"types": types, "relations": relations, "realis": realis, "stages": stages}
    return {key: [{"name": name, **item} for name, item in table.items()] for key, table in tables.items()}


def _core(graph: nx.Graph, places: Mapping[str, int]) -> list[int] | None:
    """The nodes that a large graph starts with; None where all are shown.

    Grown from the best connected node: the next is always the best connected neighbour of what is there.
    """
    if len(graph) <= MOST[0] and graph.number_of_edges() <= MOST[1]:
        return None
    ranked = sorted(graph, key=lambda node: (-graph.degree(node), str(node)))
    core: dict[str, int] = {}
    for start in ranked:
        queue = [(-graph.degree(start), str(start), start)] if str(start) not in core else []
        while queue and len(core) < CORE:
            _, name, node = heapq.heappop(queue)
            if name not in core:
                core[name] = places[name]
                for other in set(nx.all_neighbors(graph, node)):
                    if str(other) not in core:
                        heapq.heappush(queue, (-graph.degree(other), str(other), other))
        if len(core) >= CORE:
            break
    inside = sum(1 for head, tail in graph.edges() if str(head) in core and str(tail) in core)
    log.warning(
        "the page starts with the %d best connected of %d nodes and %d of %d edges, so that it stays quick; "
        "nothing is left out: 显示全部 on the page shows the rest",
        len(core), len(graph), inside, graph.number_of_edges(),
    )  # fmt: skip
    return sorted(core.values())
