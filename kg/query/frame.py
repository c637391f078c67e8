"""A graph as three DataFrames with the attribute names of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from kg.query.answer import Answer, answer
from kg.query.choice import realis_label

if TYPE_CHECKING:
    import pandas as pd

    from kg.ontology.model import Ontology

__all__ = ["Frames", "frames"]

_NODE = (
    "id", "type", "type_label", "label", "aliases", "investment_cny", "investment_usd", "area_m2", "stage",
    "stage_label", "capacity", "start", "finish", "documents", "mentions",
)  # fmt: skip
_EDGE = (
    "head", "head_label", "relation", "label", "tail", "tail_label", "realis", "realis_label", "stage", "stage_label",
    "amount_cny", "year", "field", "confidence", "weight",
)  # fmt: skip
_EVIDENCE = (
    "subject",
    "predicate",
    "object",
    "realis",
    "document",
    "start",
    "end",
    "quote",
    "rule",
    "trigger",
    "score",
)


class Frames(NamedTuple):
    """The whole graph: entities, relations, and the passages behind both."""

    entities: pd.DataFrame
    relations: pd.DataFrame
    evidence: pd.DataFrame


def frames(graph: nx.MultiDiGraph, ontology: Ontology) -> Frames:
    """The frames of `graph`; `subject` and `object` of a relation are node ids, `object` of an attribute its value.

    An attribute that the contract does not know has a column of its own, after the others.
    """
    return Frames(_entities(graph, ontology).frame(), _relations(graph, ontology).frame(), _evidence(graph).frame())


def _entities(graph: nx.MultiDiGraph, ontology: Ontology) -> Answer:
    rows = []
    for node, attributes in graph.nodes(data=True):
        row = {"label": node, "aliases": (), **attributes, "id": node}
        row |= {f"{name}_label": ontology.label(row[name]) if row.get(name) else None for name in ("type", "stage")}
        rows.append(row)
    return _answer(_NODE, rows, {"facts", "spans"})


def _relations(graph: nx.MultiDiGraph, ontology: Ontology) -> Answer:
    rows = []
    for head, tail, key, attributes in graph.edges(keys=True, data=True):
        row = {"relation": key, "label": ontology.label(str(key)), **attributes, "head": head, "tail": tail}
        row["realis_label"] = realis_label(ontology, row["realis"]) if row.get("realis") else None
        row["stage_label"] = ontology.label(row["stage"]) if row.get("stage") else None
        row |= {f"{name}_label": graph.nodes[row[name]].get("label", row[name]) for name in ("head", "tail")}
        rows.append(row)
    return _answer(_EDGE, rows, {"evidence"})


def _evidence(graph: nx.MultiDiGraph) -> Answer:
    rows: list[tuple[Any, ...]] = [
        (node, fact.attribute, fact.value, fact.realis, fact.evidence)
        for node, facts in graph.nodes(data="facts", default=())
        for fact in facts
    ]
    rows += [
        (head, attributes.get("relation", key), tail, attributes.get("realis"), piece)
        for head, tail, key, attributes in graph.edges(keys=True, data=True)
        for piece in attributes.get("evidence", ())
    ]
    return Answer(_EVIDENCE, tuple((*row[:4], *(getattr(row[4], name) for name in _EVIDENCE[4:])) for row in rows))


def _answer(columns: tuple[str, ...], rows: list[dict[str, Any]], left_out: set[str]) -> Answer:
    more = sorted({name for row in rows for name in row} - set(columns) - left_out)
    every = (*columns, *more)
    return answer(every, ({name: row.get(name) for name in every} for row in rows))
