"""The audit of an output: every quote, offset, domain and range, against the documents in the graph and on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from kg.ontology.model import Ontology
from kg.records import Document, Evidence, Skip

__all__ = ["audit", "changed_sources"]


def audit(graph: nx.MultiDiGraph, ontology: Ontology) -> Iterator[str]:
    """A sentence for each fault of a graph; none for a sound one.

    Checked are: the quote of every piece of evidence and every span against the text, evidence behind every edge,
    types, domains and ranges, and that a plan is not called a fact.
    """
    documents: Mapping[str, Document] = graph.graph["documents"]
    for node, data in sorted(graph.nodes(data=True)):
        if data["type"] not in ontology.entity_types:
            yield f"{node}: unknown type {data['type']}"
        for document, start, end in data["spans"]:
            if document not in documents or not 0 <= start < end <= len(documents[document].text):
                yield f"{node}: span {start}-{end} lies outside {document}"
        for fact in data["facts"]:
            yield from _misquoted(node, fact.evidence, documents)
    for head, tail, key, data in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]):
        types = (graph.nodes[head]["type"], graph.nodes[tail]["type"])
        yield from _misjoined(f"{head} {key} {tail}", types, data, ontology)
        for evidence in (*data["evidence"], *(fact.evidence for fact in data.get("facts", ()))):
            yield from _misquoted(f"{head} {key} {tail}", evidence, documents)


def _misjoined(label: str, types: tuple[str, str], data: Mapping[str, Any], ontology: Ontology) -> Iterator[str]:
    kind = ontology.relation_types.get(data["relation"])
    if kind is None or types[0] not in kind.domain or types[1] not in kind.range:
        yield f"{label}: {types[0]} -> {types[1]} is outside the domain or range"
    if not data["evidence"]:
        yield f"{label}: no evidence"
    if (data.get("review") == "rejected") != (data["realis"] == "rejected"):
        yield f"{label}: the realis {data['realis']} with the review {data.get('review')}"
    if data["realis"] == "fact" and data.get("stage") in ("planned", "negotiating"):
        yield f"{label}: a fact with the stage {data['stage']}"


def _misquoted(label: str, evidence: Evidence, documents: Mapping[str, Document]) -> Iterator[str]:
    document = documents.get(evidence.document)
    if document is None:
        yield f"{label}: evidence from {evidence.document}, which is not in the graph"
    elif document.text[evidence.start : evidence.end] != evidence.quote:
        yield f"{label}: the quote at {evidence.start}-{evidence.end} of {evidence.document} does not stand there"


def changed_sources(graph: nx.MultiDiGraph, inputs: Sequence[Path]) -> Iterator[str]:
    """A sentence for each document of the graph that its source on disk no longer gives, or that is new there."""
    from kg.documents import read_documents

    known = dict(graph.graph["documents"])
    for item in read_documents(inputs):
        if isinstance(item, Skip):
            continue
        document = known.pop(item.id, None)
        if document is None:
            yield f"{item.id}: not in the graph; build again"
        elif document.text != item.text:
            yield f"{item.id}: has changed since the graph was built; build again"
    for name in sorted(known):
        yield f"{name}: no longer among the inputs; build again"
