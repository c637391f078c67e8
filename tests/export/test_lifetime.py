import networkx as nx
import pytest

from kg.export.lifetime import first_day, lifetimes
from kg.records import Document, Evidence


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2022-07", "2022-07-01"),
        ("2024-02-29", "2024-02-29"),
        ("2023-02-29", None),
        (2021, "2021-01-01"),
        ("0000", None),
        ("2022-13", None),
        ("9999-12-31", "9999-12-31"),
        ("去年", None),
        (None, None),
        (True, None),
        ("二〇二二", None),
    ],
)
def test_first_day(date, day):
    assert first_day(date) == day


def told(*documents):
    return tuple(Evidence(name, 0, 1, "文", "rule") for name in documents)


@pytest.fixture
def graph():
    dates = {"a": "2021-03", "b": "2023-06-09", "c": None}
    graph = nx.MultiDiGraph(documents={name: Document(name, "文", date=date) for name, date in dates.items()})
    graph.add_node("项目", start="2022-07")
    graph.add_node("停", stage="terminated")
    graph.add_edge("甲", "园", key="told", evidence=told("b", "a"))
    graph.add_edge("甲", "园", key="year", year=2019, evidence=told("a"))
    graph.add_edge("甲", "园", key="undated", evidence=told("c"))
    graph.add_edge("停", "园", key="ended", stage="terminated", evidence=told("a", "b"))
    graph.add_edge("项目", "园", key="later", evidence=told("b"))
    return graph


def test_edges_begin_when_they_are_told_and_end_when_they_are_called_off(graph):
    _, edges = lifetimes(graph)
    assert {key: life for (_, _, key), life in edges.items()} == {
        "told": ("2021-03-01", None),
        "year": ("2019-01-01", None),
        "undated": (None, None),
        "ended": ("2021-03-01", "2023-06-09"),
        "later": ("2023-06-09", None),
    }


def test_nodes_begin_with_their_own_date_or_their_first_edge(graph):
    nodes, _ = lifetimes(graph)
    assert nodes == {
        "项目": ("2022-07-01", None),
        "停": ("2021-03-01", "2023-06-09"),
        "甲": ("2019-01-01", None),
        "园": ("2019-01-01", None),
    }
