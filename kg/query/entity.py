"""An entity of a graph, as an analyst looks at it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kg.query.brief import brief
from kg.query.choice import Choice
from kg.query.statement import Direction

if TYPE_CHECKING:
    import pandas as pd

    from kg.query.knowledge import KnowledgeGraph

__all__ = ["EntityView", "Found", "Name"]

_OWN = ("type", "label", "aliases", "facts", "spans")


class EntityView:
    """An entity of a `KnowledgeGraph`: its attributes, its names with reasons, its relations and their passages.

    Examples
    --------
    >>> g["老磨坊"].name, g["老磨坊"].type_label, g["老磨坊"].aliases
    ('老磨坊粮油', '企业', ('老磨坊',))
    >>> print(g["益海特油项目"].brief)  # doctest: +ELLIPSIS
    益海特油项目：项目，投资3亿元，处于投产阶段，完成时间2022-07，由益海特油投资建设，落户开发区，...
    """

    def __init__(self, graph: KnowledgeGraph, node: str) -> None:
        self.graph = graph
        self.id = node

    def __repr__(self) -> str:
        return f"<{self.type_label or '实体'} {self.name}>"

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EntityView) and self.id == other.id and self.graph.nx is other.graph.nx

    def __hash__(self) -> int:
        return hash(self.id)

    def __getitem__(self, attribute: str) -> Any:
        """An attribute by its name in the contract: ``g["益海特油项目"]["investment_cny"]``."""
        return self.attributes[attribute]

    @property
    def _attributes(self) -> dict[str, Any]:
        return self.graph.nx.nodes[self.id]  # type: ignore[no-any-return]

    @property
    def name(self) -> str:
        """The canonical name."""
        return str(self._attributes.get("label", self.id))

    @property
    def type(self) -> str:
        """The type by its code, ``Enterprise``."""
        return str(self._attributes.get("type", ""))

    @property
    def type_label(self) -> str:
        """The type by its Chinese label, ``企业``."""
        return self.graph.ontology.label(self.type)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms of the name."""
        return tuple(self._attributes.get("aliases", ()))

    @property
    def stage_label(self) -> str | None:
        """The stage by its Chinese label."""
        stage = self._attributes.get("stage")
        return self.graph.ontology.label(stage) if stage else None

    @property
    def attributes(self) -> dict[str, Any]:
        """What is known of the contract: ``investment_cny`` in yuan, ``area_m2``, ``stage`` …, by name."""
        return {name: value for name, value in self._attributes.items() if name not in _OWN}

    @property
    def alias_reasons(self) -> dict[str, str]:
        """Why each alias is a name of this entity, in Chinese; ``""`` where no judgement was needed.

        Examples
        --------
        >>> g["天子铝业"].alias_reasons
        {'天子铝业': 'same stem'}
        """
        reasons = self.graph.reasons
        found: dict[str, str] = {}
        for alias in self.aliases:
            form = f"{self.type}:{alias}"
            others = {self.id, *(f"{self.type}:{other}" for other in (self.name, *self.aliases) if other != alias)}
            told = [j.reason for j in reasons.get(form, ()) if j.left in others or j.right in others]
            found[alias] = "；".join(dict.fromkeys(told))
        return found

    @property
    def brief(self) -> str:
        """What is known, in one Chinese sentence: facts first, then what is planned, negotiated, hoped."""
        return brief(self.graph.lens(), self.id)

    def relations(
        self, relation: Choice = None, *, realis: Choice = "fact", direction: Direction = "both"
    ) -> pd.DataFrame:
        """The statements about this entity, each with its first quote; see `KnowledgeGraph.relations`."""
        return self.graph.relations(self, relation, realis=realis, direction=direction)

    def evidence(self, other: str | EntityView | None = None, *, realis: Choice = None) -> pd.DataFrame:
        """Every passage that states something of this entity (with `other`, something of both), facts or not.

        Columns: see `KnowledgeGraph.evidence`.

        Examples
        --------
        >>> g["海熙药业"].evidence("方达集团").原文.tolist()
        ['鼓励海熙药业与知名药企方达集团深度合作']
        """
        return self.graph.evidence(self, other, realis=realis)

    def mentions(self) -> pd.DataFrame:
        """Every place where this entity is named: 形式, 上下文, 文档, 起, 止."""
        return self.graph.mentions(self)

    def lists(self) -> pd.DataFrame:
        """The lists that name this entity or concern it and do not name all that they declare.

        Columns: see `KnowledgeGraph.lists`.
        """
        return self.graph.lists(self)

    def neighbourhood(self, steps: int = 1, *, realis: Choice = "fact") -> KnowledgeGraph:
        """The graph of what is at most `steps` away."""
        return self.graph.neighbourhood(self, steps, realis=realis)

    def _repr_html_(self) -> str:
        aliases = "".join(f"<li>{escape(a)}<small> {escape(r)}</small></li>" for a, r in self.alias_reasons.items())
        names = f"<ul>{aliases}</ul>" if aliases else ""
        return f"<p>{escape(self.brief)}</p>{names}"


Name = str | EntityView
"""How a question names an entity: by any form, by node id, or as it was found."""


class Found(list[EntityView]):
    """The entities that a search found, best first; a list that shows itself as a table."""

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(e.name)}</td><td>{escape(e.type_label)}</td><td>{escape('、'.join(e.aliases))}</td>"
            f"<td>{e.attributes.get('mentions', '')}</td></tr>"
            for e in self
        )
        return f"<table><thead><tr><th>名称</th><th>类型</th><th>别名</th><th>提及</th></tr></thead>{rows}</table>"
