"""Graphs for the tests of exports: a contract graph by hand, random graphs, the graphs of the cases."""

import datetime as dt

import networkx as nx
from hypothesis import strategies as st

from kg.records import Evidence, Fact

TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)
NAMES = st.sampled_from([
    "label", "weight", "type", "size", "x", "id", "d3", "d7", "color", "stage", "stage_label", "aliases", "evidence",
    "attr_size", "Stage", "关系", "key", "<&>", "u_for_edge", "node_for_adding", "networkx_key",
])  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    TEXTS,
    st.dates(),
    st.datetimes(),
    st.sets(TEXTS, max_size=3),
    st.lists(st.one_of(TEXTS, st.integers(), st.none()), max_size=3),
    st.dictionaries(TEXTS, st.floats(), max_size=2),
)
ATTRIBUTES = st.dictionaries(NAMES, SCALARS, max_size=4)


@st.composite
def graphs(draw):
    """Any graph: any Unicode in ids and keys, any attribute that has a name."""
    nodes = draw(st.lists(TEXTS.filter(bool), max_size=5, unique=True))
    graph = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node)
        graph.nodes[node].update(draw(ATTRIBUTES))
    for _ in range(draw(st.integers(0, 6)) if nodes else 0):
        head, tail, key = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes)), draw(TEXTS)
        graph.add_edge(head, tail, key=key)
        graph.edges[head, tail, key].update(draw(ATTRIBUTES))
    return graph


EVIDENCE = st.builds(Evidence, TEXTS, st.integers(0, 99), st.integers(0, 99), TEXTS, TEXTS, TEXTS, st.floats(0, 1))


@st.composite
def contract_graphs(draw):
    """A graph with the attributes of the contract and any Unicode in its texts."""
    graph = nx.MultiDiGraph(documents={}, judgements=(), lists=())
    names = draw(st.lists(TEXTS, min_size=1, max_size=4, unique=True))
    for name in names:
        node = f"Enterprise:{name}"
        facts = st.builds(Fact, st.just("stage"), TEXTS | st.integers() | st.floats(0, 9), TEXTS, EVIDENCE)
        graph.add_node(
            node,
            type="Enterprise",
            label=name,
            aliases=tuple(draw(st.lists(TEXTS.filter(bool), max_size=3))),
            stage=draw(st.sampled_from(["planned", "operating"])),
            investment_cny=draw(st.integers(1, 2**40)),
            facts=tuple(draw(st.lists(facts, max_size=2))),
            spans=tuple(draw(st.lists(st.tuples(TEXTS, st.integers(0, 9), st.integers(0, 9)), max_size=2))),
        )
    for _ in range(draw(st.integers(0, 5))):
        head, tail = (f"Enterprise:{draw(st.sampled_from(names))}" for _ in range(2))
        relation = draw(st.sampled_from(["PARTNERS_WITH", "SUPPLIES"]))
        evidence = tuple(draw(st.lists(EVIDENCE, max_size=2)))
        attributes = {"label": "合作", "realis": "fact", "confidence": draw(st.floats(0, 1)), "evidence": evidence}
        graph.add_edge(head, tail, key=relation, relation=relation, weight=len(evidence) or 1, **attributes)
    return graph


def bare(graph):
    """A copy without the attributes that flat formats have no room for: those of the graph itself."""
    copy = nx.MultiDiGraph(documents={}, judgements=(), lists=())
    copy.add_nodes_from(graph.nodes(data=True))
    copy.add_edges_from(graph.edges(keys=True, data=True))
    return copy


TYPES = {
    "none": None,
    "list": ["远山", "远山智造"],
    "dict": {"amount": 3.5, "unit": "亿元"},
    "date": dt.date(2024, 3, 5),
    "dt": dt.datetime(2024, 3, 5, 9, 30),  # noqa: DTZ001 - a case from networkx
    "set": {"b", "a"},
    "nan": float("nan"),
    "big": 2**70,
}
