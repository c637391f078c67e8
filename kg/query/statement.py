"""Statements, and the lens through which a question sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import networkx as nx

from kg.ontology.model import Ontology
from kg.query.answer import yi
from kg.query.choice import realis_label, realis_of, review_label

__all__ = ["Direction", "Lens", "Statement", "inside"]

Direction = Literal["out", "in", "both"]


@dataclass(frozen=True, slots=True)
class Statement:
    """An edge of the graph."""

    head: str
    relation: str
    tail: str
    attributes: dict[str, Any]

    def other(self, node: str) -> str:
        """The end that is not `node`; for a loop the same."""
        return self.tail if self.head == node else self.head


@dataclass(frozen=True, slots=True)
class Lens:
    """A graph as a question sees it: the statements of some realis values and relations, with Chinese labels.

    `realis` and `relations` are codes; None lets all through.
    """

    graph: nx.MultiDiGraph
    ontology: Ontology
    realis: Collection[str] | None = None
    relations: Collection[str] | None = None

    def sees(self, key: object, attributes: Mapping[str, Any]) -> bool:
        """Whether a statement with this edge key and these attributes is let through."""
        return (self.realis is None or realis_of(attributes) in self.realis) and (
            self.relations is None or attributes.get("relation", key) in self.relations
        )

    def statements(
        self, node: str | None = None, relation: str | None = None, direction: Direction = "both"
    ) -> Iterator[Statement]:
        """The statements about `node`, or all, in the order of the graph: first from `node`, then to it.

        A loop comes once.
        """
        edges: list[Any] = []
        if node is None:
            edges = self.graph.edges(keys=True, data=True)
        else:
            if direction != "in":
                edges += self.graph.out_edges(node, keys=True, data=True)
            if direction != "out":
                arriving = self.graph.in_edges(node, keys=True, data=True)
                edges += [edge for edge in arriving if direction == "in" or edge[0] != node]
        for head, tail, key, attributes in edges:
            name = str(attributes.get("relation", key))
            if (relation is None or name == relation) and self.sees(key, attributes):
                yield Statement(head, name, tail, attributes)

    def between(self, head: str, tail: str) -> Iterator[Statement]:
        """The statements from `head` to `tail`."""
        for key, attributes in self.graph.get_edge_data(head, tail, default={}).items():
            if self.sees(key, attributes):
                yield Statement(head, str(attributes.get("relation", key)), tail, attributes)

    def neighbours(self, node: str) -> Iterator[str]:
        """What a statement joins with `node`, whichever way it points; an entity may come twice."""
        for table in (self.graph.succ[node], self.graph.pred[node]):
            for other, edges in table.items():
                if any(self.sees(key, attributes) for key, attributes in edges.items()):
                    yield other

    def name(self, node: str) -> str:
        """The canonical name of a node."""
        return str(self.graph.nodes[node].get("label", node))

    def type_label(self, node: str) -> str:
        """The Chinese label of the type of a node."""
        return self.ontology.label(str(self.graph.nodes[node].get("type", "")))

    def row(self, statement: Statement) -> dict[str, Any]:
        """A statement by Chinese column names; 原文 is the first quote, exactly as in the source."""
        attributes = statement.attributes
        stage, amount, evidence = attributes.get("stage"), attributes.get("amount_cny"), attributes.get("evidence", ())
        return {
            "主体": self.name(statement.head),
            "主体类型": self.type_label(statement.head),
            "关系": self.ontology.label(statement.relation),
            "客体": self.name(statement.tail),
            "客体类型": self.type_label(statement.tail),
            "阶段": self.ontology.label(stage) if stage else None,
            "金额亿元": yi(amount),
            "金额元": amount,
            "年份": attributes.get("year"),
            "领域": attributes.get("field"),
            "性质": realis_label(self.ontology, realis_of(attributes)),
            "置信度": attributes.get("confidence"),
            "核定": review_label(attributes),
            "证据数": len(evidence),
            "原文": evidence[0].quote if evidence else None,
            "文档": evidence[0].document if evidence else None,
        }


def inside(graph: nx.MultiDiGraph, node: str, relations: Collection[str]) -> list[str]:
    """`node` and everything that leads to it by `relations`, the nearest first; each once."""
    seen, level = {node: None}, [node]
    while level:
        edges = (edge for place in level for edge in graph.in_edges(place, keys=True, data="relation"))
        level = sorted(
            {head for head, _, key, relation in edges if (relation or key) in relations and head not in seen}
        )
        seen.update(dict.fromkeys(level))
    return list(seen)
