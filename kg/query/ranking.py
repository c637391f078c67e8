"""Who stands in the middle: entities by degree or betweenness, counted by networkx."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from kg.query.answer import Answer, answer
from kg.query.statement import Lens

__all__ = ["MEASURES", "ranking"]

MEASURES = {"degree": "度", "betweenness": "中介中心性"}
_EXACT = 2000
_SAMPLE = 256


def ranking(lens: Lens, measure: str, *, types: Collection[str] | None, limit: int | None) -> Answer:
    """The entities by `measure`, the highest first, then by id.

    Degree counts neighbours, not statements. Betweenness is that of the undirected graph of who is joined with whom:
    exact up to 2,000 entities, above that estimated from 256 of them, chosen with a fixed seed.

    Raises
    ------
    ValueError
        There is no such measure.
    """
    if measure not in MEASURES:
        raise ValueError(f"cannot rank by {measure!r}; expected {', '.join(MEASURES)}")
    graph = lens.graph
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from((s.head, s.tail) for s in lens.statements() if s.head != s.tail)
    if measure == "degree":
        scores = dict(plain.degree())
    else:
        scores = nx.betweenness_centrality(plain, k=_SAMPLE if len(plain) > _EXACT else None, seed=0)
    nodes = [node for node in graph if types is None or graph.nodes[node].get("type") in types]
    nodes.sort(key=lambda node: (-round(scores[node], 12), str(node)))
    rows = (
        {
            "名次": place,
            "实体": lens.name(node),
            "类型": lens.type_label(node),
            MEASURES[measure]: round(scores[node], 6) if isinstance(scores[node], float) else scores[node],
            "关系数": graph.degree(node),
            "文档数": graph.nodes[node].get("documents"),
        }
        for place, node in enumerate(nodes[:limit], 1)
    )
    return answer(("名次", "实体", "类型", MEASURES[measure], "关系数", "文档数"), rows)
