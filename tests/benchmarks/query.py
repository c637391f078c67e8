"""How long questions take on a large graph, beside the same question in plain networkx.

Run it with ``python -m tests.benchmarks.query [NODES] [EDGES]``; by default 100,000 and 300,000. The graph is random
with a fixed seed, shaped like one of many zones: names of the field, aliases, and a passage behind every statement.
A figure is milliseconds of CPU, which other work on the machine does not change: the median of many runs, each with
another name, and the slowest of them.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

import kg
from kg.records import Document, Evidence, Fact

KINDS = {"Enterprise": 55, "Project": 25, "Park": 2, "Product": 15, "Place": 3}
RELATIONS = (
    ("Enterprise", "PARTNERS_WITH", "Enterprise"),
    ("Enterprise", "SUPPLIES", "Enterprise"),
    ("Enterprise", "UNDERTAKES", "Project"),
    ("Enterprise", "SETTLES_IN", "Park"),
    ("Project", "SETTLES_IN", "Park"),
    ("Enterprise", "PRODUCES", "Product"),
    ("Project", "LOCATED_IN", "Place"),
)
STEMS = "天海金龙盛华远宏益泰瑞中新科恒源嘉德鑫茂润祥百丰达康安信通博雅启航星云辰光禾"
TRADES = ("铝业", "药业", "生物", "电气", "食品", "机械", "新材料", "光电", "纺织", "物流")
ENDS = {"Enterprise": "有限公司", "Project": "项目", "Park": "开发区", "Product": "产品", "Place": "县"}
QUOTE = "依托工业铝型材研发和销售规模位居全省第一的行业优势,谋划投资10亿元的配套零部件生产项目"


def large_graph(nodes: int, edges: int) -> nx.MultiDiGraph:
    """A random graph of this size with the attributes of the contract; the same each time."""
    chance = random.Random(20221231)
    documents = {f"{i:04}.txt": Document(f"{i:04}.txt", QUOTE * 10, date="2022-12-31") for i in range(1000)}
    graph: nx.MultiDiGraph = nx.MultiDiGraph(documents=documents, judgements=(), lists=())
    places: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for index in range(nodes):
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        short = "".join(chance.choices(STEMS, k=3)) + chance.choice(TRADES) + str(index)
        node = f"{kind}:{short}{ENDS[kind]}"
        graph.add_node(node, type=kind, label=short + ENDS[kind], aliases=(short,), documents=1, mentions=3)
        if kind == "Project":
            amount = chance.randrange(1, 500) * 10_000_000
            fact = Fact("investment_cny", amount, "fact", Evidence("0000.txt", 0, len(QUOTE), QUOTE, "money"))
            graph.nodes[node].update(investment_cny=amount, stage="signed", facts=(fact,))
        places[kind].append(node)
    while graph.number_of_edges() < edges:
        for _ in range(1000):
            head, relation, tail = chance.choice(RELATIONS)
            start = chance.randrange(100)
            document = f"{chance.randrange(1000):04}.txt"
            evidence = Evidence(document, start, start + len(QUOTE), QUOTE, "rule", "", 0.9)
            ends = chance.choice(places[head]), chance.choice(places[tail])
            told = {"relation": relation, "label": relation, "realis": "fact", "confidence": 0.9, "weight": 1}
            graph.add_edge(*ends, key=relation, **told, evidence=(evidence,))
    return graph


def timed(question: Callable[[], Any]) -> float:
    """Milliseconds of CPU that `question` takes."""
    begin = time.process_time()
    question()
    return (time.process_time() - begin) * 1000


def once(title: str, question: Callable[[], Any]) -> None:
    """Print how long one question takes."""
    print(f"{title:<58} {timed(question):9.0f} ms")


def report(title: str, question: Callable[[str], Any], names: list[str]) -> None:
    """Print the median and the slowest of asking `question` of each name."""
    times = [timed(lambda name=name: question(name)) for name in names]  # type: ignore[misc]
    print(f"{title:<58} {statistics.median(times):9.3f} ms, slowest {max(times):9.3f} ms")


def wrong(name: str) -> str:
    """The name with its second character replaced."""
    return f"{name[0]}氢{name[2:]}"


def plain_partners(graph: nx.MultiDiGraph, name: str) -> list[tuple[str, str]]:
    """What an analyst writes in networkx: find the node by its name, then read the edges on both sides."""
    nodes = [node for node, data in graph.nodes(data=True) if data["label"] == name or name in data["aliases"]]
    edges = [*graph.out_edges(nodes, data=True), *graph.in_edges(nodes, data=True)]
    return [(head, tail) for head, tail, data in edges if data["relation"] == "PARTNERS_WITH"]


def look_up(g: kg.KnowledgeGraph, firms: list[str]) -> None:
    """Names: whole, short, in part, wrong."""
    once("first look-up (makes the index of names)", lambda: g[firms[0]])
    report("g[name]", lambda name: g[name], firms)
    report("g[alias]", lambda name: g[name.removesuffix("有限公司")], firms)
    once("first search for a part (joins the forms)", lambda: g.find(firms[0][:7]))
    report("g.find(part of a name)", lambda name: g.find(name[2:9]), firms)
    once("first unknown name (makes the index of characters)", lambda: g._names.unknown(wrong(firms[0])))
    report("an unknown name with its nearest", lambda name: g._names.unknown(wrong(name)), firms[:50])


def one_step(g: kg.KnowledgeGraph, graph: nx.MultiDiGraph, firms: list[str], parks: list[str]) -> None:
    """Questions about what stands around one entity, all with a DataFrame out."""
    g.partners(firms[0])
    report("g.partners(name)", g.partners, firms)
    report("  plain networkx: scan for the name, then the edges", lambda name: plain_partners(graph, name), firms[:20])
    report("g.supply(name)", g.supply, firms)
    report("g.relations(name)", g.relations, firms)
    report("g.tenants(park)", g.tenants, parks)
    report("g.evidence(name)", g.evidence, firms)
    report("g[name].brief", lambda name: g[name].brief, firms)
    report("g.neighbourhood(name)", g.neighbourhood, firms[:50])


def farther(g: kg.KnowledgeGraph, graph: nx.MultiDiGraph, firms: list[str]) -> None:
    """Paths, and questions to the whole graph."""
    pairs = dict(zip(firms[:20], firms[20:40], strict=True))
    report("g.paths(name, other)", lambda name: g.paths(name, pairs[name]), list(pairs))
    plain = nx.Graph(graph)
    ids = {data["label"]: node for node, data in graph.nodes(data=True)}
    title = "  plain networkx: shortest_path, ids known, one path"
    report(title, lambda name: nx.shortest_path(plain, ids[name], ids[pairs[name]]), list(pairs))
    once("g.projects() the first time (makes the ledger)", g.projects)
    once("g.projects(min_investment=...) afterwards", lambda: g.projects(min_investment="49亿元"))
    once("g.investments()", g.investments)
    once("g.ranking()", g.ranking)
    once("g.cypher the first time (copies the graph)", lambda: g.cypher("RETURN 1 AS n"))
    query = "MATCH (:企业 {name: $name})-[:合作]-(o:企业) RETURN o.name AS o"
    report("g.cypher: partners by name", lambda name: g.cypher(query, name=name), firms[:50])


def main(nodes: int = 100_000, edges: int = 300_000) -> None:
    """Build, load, ask, and print the figures."""
    graph = large_graph(nodes, edges)
    print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
    loaded: list[kg.KnowledgeGraph] = []
    with tempfile.TemporaryDirectory() as folder:
        path = kg.KnowledgeGraph(graph).export(Path(folder) / "graph.json")
        once(f"kg.load of {path.stat().st_size / 1e6:.0f} MB of graph.json", lambda: loaded.append(kg.load(path)))
    chance = random.Random(1)
    named = {kind: [d["label"] for _, d in graph.nodes(data=True) if d["type"] == kind] for kind in KINDS}
    firms, parks = chance.sample(named["Enterprise"], 200), chance.sample(named["Park"], 100)
    look_up(loaded[0], firms)
    one_step(loaded[0], graph, firms, parks)
    farther(loaded[0], graph, firms)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
