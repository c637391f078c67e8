"""Nodes of a graph -> entities of a gold document."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.corpus import GoldDocument
from kg.text import form_key

__all__ = ["match"]


def form_keys(forms: Iterable[str]) -> frozenset[str]:
    """The keys of several forms; a form of quotation marks alone has none."""
    return frozenset(key for form in forms if (key := form_key(form)))


def match(graph: nx.MultiDiGraph, gold: GoldDocument) -> dict[str, str]:
    """Node id -> gold entity id, one to one.

    A node can stand for an entity where its type is one of the right ones and any of its forms (label, aliases) is a
    form of the entity. Of several pairs the one with the same canonical name goes first, then the one that shares
    more and longer forms (summed length, so that a bare 开发区 that two zones share decides nothing that a full name
    can decide), then the order of the gold document and of the node ids. What is left over matches nothing: a second
    node for a thing is a false find, a second thing in a node is a miss.
    """
    names = {entity.id: form_key(entity.name) for entity in gold.entities}
    forms = {entity.id: form_keys(entity.forms) for entity in gold.entities}
    pairs: list[tuple[bool, int, int, str, str]] = []
    for node, data in graph.nodes(data=True):
        label = form_key(data["label"])
        told = form_keys((data["label"], *data["aliases"]))
        for order, entity in enumerate(gold.entities):
            shared = told & forms[entity.id]
            if shared and data["type"] in entity.types:
                pairs.append((label != names[entity.id], -sum(map(len, shared)), order, node, entity.id))
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for *_, node, entity_id in sorted(pairs):
        if node not in matched and entity_id not in taken:
            matched[node] = entity_id
            taken.add(entity_id)
    return matched
