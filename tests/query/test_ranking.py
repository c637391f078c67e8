import networkx as nx
import pytest

import kg


def test_degree_counts_neighbours(g):
    answer = g.ranking(limit=1)
    zone = g["开发区"].id
    facts = {o for s in g.lens("fact").statements(zone) for o in (s.head, s.tail)} - {zone}
    assert answer[["名次", "实体", "度"]].values.tolist() == [[1, "开发区", len(facts)]]
    assert g.ranking(limit=1, realis="any").度[0] == len(set(nx.all_neighbors(g.nx, zone)))


def test_betweenness_is_that_of_networkx(g):
    answer = g.ranking("betweenness", type="企业", limit=None, realis="any")
    expected = nx.betweenness_centrality(nx.Graph(g.nx))
    assert set(answer.类型) == {"企业"}
    assert len(answer) == 28
    for row in answer.itertuples():
        assert row.中介中心性 == round(expected[f"Enterprise:{row.实体}"], 6)
    assert answer.中介中心性.is_monotonic_decreasing


def test_a_large_graph_is_estimated_the_same_each_time():
    graph = nx.MultiDiGraph(nx.star_graph(2500))
    nx.relabel_nodes(graph, str, copy=False)
    g = kg.KnowledgeGraph(graph)
    first = g.ranking("betweenness", limit=3)
    assert first.实体[0] == "0"
    assert first.equals(g.ranking("betweenness", limit=3))


def test_an_empty_graph_and_a_wrong_measure(g):
    assert len(kg.KnowledgeGraph(nx.MultiDiGraph()).ranking("betweenness")) == 0
    with pytest.raises(ValueError, match="cannot rank by 'fame'; expected degree, betweenness"):
        g.ranking("fame")
