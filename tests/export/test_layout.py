import itertools
import random
from collections import Counter

import networkx as nx
import numpy as np
import pytest

from kg.export.layout import label_size, positions
from kg.export.overlap import apart
from kg.export.packing import Part, packed
from tests.samples import gold_graph


def overlapping(graph, places):
    """Pairs of nodes whose boxes, label included, cover each other by more than a pixel."""
    found = []
    for a, b in itertools.combinations(places, 2):
        (w, h), (v, k) = (label_size(str(graph.nodes[node].get("label", node))) for node in (a, b))
        dx, dy = (abs(p - q) for p, q in zip(places[a], places[b], strict=True))
        if dx < (w + v) / 2 - 1 and dy < (h + k) / 2 - 1:
            found.append((a, b))
    return found


def test_every_node_of_the_seed_has_a_place_and_no_labels_overlap():
    graph = gold_graph("seed")
    places = positions(graph)
    assert places.keys() == set(graph)
    assert overlapping(graph, places) == []


def test_linked_nodes_stand_nearer_than_others():
    graph = gold_graph("seed")
    places = {node: np.array(place) for node, place in positions(graph).items()}
    linked = [np.linalg.norm(places[a] - places[b]) for a, b in graph.edges() if a != b]
    every = [np.linalg.norm(a - b) for a, b in itertools.combinations(places.values(), 2)]
    assert np.mean(linked) < 0.6 * np.mean(every)


def test_the_order_of_nodes_and_edges_makes_no_difference():
    graph = gold_graph("seed")
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert positions(other) == positions(graph)


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_every_class_of_graph_is_laid_out_alike(kind):
    assert positions(kind([("甲", "乙"), ("乙", "丙")])) == positions(nx.Graph([("甲", "乙"), ("乙", "丙")]))


def test_small_graphs():
    assert positions(nx.MultiDiGraph()) == {}
    single = nx.MultiDiGraph()
    single.add_node("Park:东区")
    assert positions(single).keys() == {"Park:东区"}
    loop = nx.MultiDiGraph([("甲", "甲"), ("甲", "甲")])
    assert positions(loop).keys() == {"甲"}


def test_a_star_and_many_single_nodes_do_not_overlap():
    graph = nx.star_graph([f"企业{i}" for i in range(120)], create_using=nx.MultiDiGraph)
    graph.add_nodes_from(f"Place:单独{i}" for i in range(60))
    assert overlapping(graph, positions(graph)) == []


def test_apart_moves_boxes_along_the_shorter_way_and_leaves_free_ones():
    sizes = np.array([[10.0, 4.0]] * 3)
    moved = apart(np.array([[0.0, 0.0], [1.0, 1.0], [100.0, 0.0]]), sizes)
    assert abs(moved[1, 1] - moved[0, 1]) >= 4
    assert moved[:2, 0].tolist() == [0.0, 1.0]
    assert moved[2].tolist() == [100.0, 0.0]


def test_packing_puts_the_first_part_in_the_middle_and_the_rest_around_it():
    none = np.empty((0, 2), np.int64)
    parts = [Part(np.zeros((1, 2)), np.array([[40.0, 20.0]]), none) for _ in range(9)]
    places = np.concatenate(packed(parts))
    assert np.abs(places[0]).max() < 100
    gaps = [np.abs(a - b) for a, b in itertools.combinations(places, 2)]
    assert all(dx >= 40 or dy >= 20 for dx, dy in gaps)
    assert np.abs(places).max() < 600


def test_a_crowd_is_spread_out():
    chance = random.Random(7)  # noqa: S311 - the same graph each time
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(f"企业{n}" for n in range(6100))
    graph.add_edges_from((f"企业{chance.randrange(6100)}", f"企业{chance.randrange(6100)}") for _ in range(6000))
    places = positions(graph)
    assert len(set(places.values())) == 6100
    cells = Counter((int(x // 55), int(y // 46)) for x, y in places.values())
    assert max(cells.values()) <= 12
