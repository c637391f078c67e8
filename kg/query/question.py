"""What all questions share: the graph that is asked, and how their arguments are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kg.query.choice import Choice, codes
from kg.query.entity import Name

if TYPE_CHECKING:
    from kg.query.knowledge import KnowledgeGraph

__all__ = ["Questions"]


class Questions:
    """Questions to a graph, answered with `kg.query.answer.Answer`, which needs no pandas.

    Arguments mean the same in all of them. A name is any form of it, a node id, or an `EntityView`. ``realis`` says
    what must be known of a statement: ``"fact"`` unless said otherwise, another code or its Chinese label, several,
    or ``"any"``. In the answers 性质 tells it; 原文 and 文档 are the first passage, 证据数 how many there are, 核定
    what a person said of it.
    """

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.graph = graph

    def _node(self, name: Name, relation: str = "", end: Literal["domain", "range", "both"] = "both") -> str:
        """The node id of `name`, an entity that may stand at this end of `relation`."""
        types: set[str] = set()
        known = self.graph.ontology.relation_types.get(relation)
        if known is not None and end != "range":
            types |= known.domain
        if known is not None and end != "domain":
            types |= known.range
        return self.graph.id_of(name, types)

    def _types(self, choice: Choice) -> frozenset[str] | None:
        return codes(self.graph.ontology.entity_types, choice, "type")
