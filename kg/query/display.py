"""How a graph shows itself: counts by type and relation, and what to try."""

from __future__ import annotations

from collections import Counter
from html import escape

import networkx as nx

from kg.ontology.model import Ontology
from kg.query.choice import realis_of

__all__ = ["as_html", "as_text"]

_EMPTY = "图中没有实体：{documents}篇文章里没有读到企业、项目、园区等名称。"
_HINTS = (
    ('g["{name}"]', "按名称（或简称）取一个实体"),
    ('g.find("{part}")', "按名称的一部分查找"),
    ("g.projects()", "项目台账"),
    ("g.partners()", "合作关系，附原文"),
    ("g.view()", "交互图"),
)


def _counts(graph: nx.MultiDiGraph, ontology: Ontology) -> tuple[list[tuple[str, int]], list[tuple[str, int, int]]]:
    """(label, number) by type, and (label, facts, others) by relation, both in the order of the ontology."""
    types = Counter(str(kind) for _, kind in graph.nodes(data="type", default=""))
    facts: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for _, _, key, attributes in graph.edges(keys=True, data=True):
        table = facts if realis_of(attributes) == "fact" else others
        table[str(attributes.get("relation", key))] += 1
    kinds = [*ontology.entity_types, *sorted(types.keys() - ontology.entity_types.keys())]
    relations = [*ontology.relation_types, *sorted((facts + others).keys() - ontology.relation_types.keys())]
    return (
        [(ontology.label(kind) or "未分类", types[kind]) for kind in kinds if types[kind]],
        [(ontology.label(name), facts[name], others[name]) for name in relations if facts[name] + others[name]],
    )


def _headline(graph: nx.MultiDiGraph) -> str:
    documents = len(graph.graph.get("documents", {}))
    return f"知识图谱：{len(graph)}个实体，{graph.number_of_edges()}条关系，{documents}篇文章"


def _hints(graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    """What to try, with a name that is in the graph: the company with most relations, else any entity."""
    nodes = [node for node, kind in graph.nodes(data="type") if kind == "Enterprise"] or list(graph)
    if not nodes:
        return []
    node = max(nodes, key=lambda n: (graph.degree(n), str(n)))
    name = str(graph.nodes[node].get("label", node))
    return [(code.format(name=name.replace('"', '\\"'), part=name[:2].replace('"', "")), what) for code, what in _HINTS]


def as_text(graph: nx.MultiDiGraph, ontology: Ontology) -> str:
    """For a terminal."""
    if not len(graph):
        return _EMPTY.format(documents=len(graph.graph.get("documents", {})))
    types, relations = _counts(graph, ontology)
    lines = [
        _headline(graph),
        "  实体：" + "，".join(f"{label} {number}" for label, number in types),
        "  关系：" + "，".join(f"{label} {facts + others}" for label, facts, others in relations),
        *(f"  {code}  # {what}" for code, what in _hints(graph)),
    ]
    return "\n".join(lines)


def as_html(graph: nx.MultiDiGraph, ontology: Ontology) -> str:
    """For a notebook."""
    if not len(graph):
        return f"<p>{escape(as_text(graph, ontology))}</p>"
    types, relations = _counts(graph, ontology)
    left = "".join(f"<tr><td>{escape(label)}</td><td>{number}</td></tr>" for label, number in types)
    right = "".join(
        f"<tr><td>{escape(label)}</td><td>{facts}</td><td>{others or ''}</td></tr>"
        for label, facts, others in relations
    )
    tries = "".join(f"<li><code>{escape(code)}</code> {escape(what)}</li>" for code, what in _hints(graph))
    table = "<table style='margin:0 2em 0 0'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return (
        f"<p><b>{_headline(graph)}</b></p><div style='display:flex;align-items:flex-start'>"
        + table.format(head="<th>实体</th><th>数量</th>", body=left)
        + table.format(head="<th>关系</th><th>事实</th><th>计划等</th>", body=right)
        + f"</div><p>试试：</p><ul>{tries}</ul>"
    )
