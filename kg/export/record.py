"""From the scalars of a flat format back to what the graph holds: tuples, records, original names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx

from kg.export.passage import aliases_from_text, evidence_from_text, facts_from_text, spans_from_text
from kg.export.scalar import Scalar, unclean

__all__ = ["contract_graph", "key_of", "unflatten"]

_READERS: dict[str, Callable[[str], Any]] = {
    "aliases": aliases_from_text,
    "evidence": evidence_from_text,
    "facts": facts_from_text,
    "spans": spans_from_text,
}


def unflatten(name: str, value: Scalar) -> Any:
    """The value that was flattened to `value`; text of other programs, and lists as JSON, stay text.

    Examples
    --------
    >>> unflatten("aliases", "天子铝业|天子")
    ('天子铝业', '天子')
    """
    if not isinstance(value, str):
        return value
    text = unclean(value)
    if name not in _READERS:
        return text
    try:
        return _READERS[name](text)
    except (ValueError, IndexError):  # written by hand or by another program: the text is all there is
        return text


def key_of(attributes: dict[str, Any], default: str) -> Any:
    """The key of an edge: its relation, the relations of a collapsed edge, or else `default`."""
    return attributes.get("relation", attributes.get("relations", default))


def contract_graph() -> nx.MultiDiGraph:
    """An empty graph with the graph attributes of the contract, of which flat formats hold nothing."""
    return nx.MultiDiGraph(documents={}, judgements=(), lists=())
