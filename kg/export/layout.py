"""Where each node stands on a page or in Gephi: positions that are the same on every run.

Each connected component is laid out by itself: a radial tree from its best connected node, then springs and
repulsion (Fruchterman and Reingold 1991; far nodes push as one, as in Barnes and Hut 1986), then boxes of the size
of the labels are pushed apart. The components are packed around the largest.

Nothing is random, and nothing depends on the order of nodes and edges in the graph.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.export.overlap import apart
from kg.export.packing import Part, packed

__all__ = ["label_size", "positions"]

Points = NDArray[np.float64]

_LETTERS = 14
_SPACING = 90.0
_ASPECT = 1.05
_FILL = 0.36
_WORK = 2e8
_BODIES = 600
_CROWD, _CROWD_WORK = 6000, 600_000


def positions(graph: nx.Graph) -> dict[str, tuple[float, float]]:
    """The place of each node by id, in pixels at scale 1: x to the right, y downwards, rounded to 0.1.

    Deterministic: equal graphs give equal positions, in whatever order nodes and edges were added. A graph of any
    networkx class will do; parallel edges and self loops make no difference. 5,000 nodes take a few seconds.

    Examples
    --------
    >>> positions(nx.MultiDiGraph())
    {}
    >>> sorted(positions(nx.path_graph(["Park:东区", "Project:一期"])))
    ['Park:东区', 'Project:一期']
    """
    nodes = sorted(graph, key=str)
    place = {node: index for index, node in enumerate(nodes)}
    neighbours: list[list[int]] = [sorted({place[n] for n in nx.all_neighbors(graph, v)} - {place[v]}) for v in nodes]
    sizes = np.array([label_size(str(graph.nodes[node].get("label", node))) for node in nodes]).reshape(-1, 2)
    components = _components(neighbours)
    parts = [_part(members, neighbours, sizes[members]) for members in components]
    points = np.zeros((len(nodes), 2))
    for members, moved in zip(components, packed(parts), strict=True):
        points[members] = moved
    return {str(node): (round(float(x), 1), round(float(y), 1)) for node, (x, y) in zip(nodes, points, strict=True)}


def label_size(label: str) -> tuple[float, float]:
    """Width and height in pixels of a node with `label` beneath it; a long label is cut when it is drawn."""
    width = sum(12.0 if ord(character) > 0x2E7F else 7.0 for character in label[:_LETTERS])
    return max(width, 30.0) + 12.0, 46.0


def _components(neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """The connected components as sorted indices, the largest first, then by the first index."""
    seen = [False] * len(neighbours)
    found = []
    for start in range(len(neighbours)):
        if seen[start]:
            continue
        seen[start] = True
        members = [start]
        for node in members:
            for other in neighbours[node]:
                if not seen[other]:
                    seen[other] = True
                    members.append(other)
        found.append(sorted(members))
    return sorted(found, key=lambda members: (-len(members), members[0]))


def _part(members: Sequence[int], neighbours: Sequence[Sequence[int]], sizes: Points) -> Part:
    local = {node: index for index, node in enumerate(members)}
    links = [[local[other] for other in neighbours[node]] for node in members]
    ends = np.array([(a, b) for a, others in enumerate(links) for b in others if a < b], np.int64).reshape(-1, 2)
    points = _radial(links)
    if len(members) > 2:
        points = _turned(_settled(points, ends, np.array([len(others) for others in links])))
    return Part(_condensed(points, sizes), sizes, ends)


def _radial(links: Sequence[Sequence[int]]) -> Points:
    """A tree from the best connected node outwards: a ring a step, a sector a branch, as wide as it has leaves."""
    root = max(range(len(links)), key=lambda node: (len(links[node]), -node))
    parent, order = {root: root}, [root]
    for node in order:
        for other in links[node]:
            if other not in parent:
                parent[other] = node
                order.append(other)
    leaves = [0] * len(links)
    for node in reversed(order):
        leaves[node] = max(leaves[node], 1)
        if node != root:
            leaves[parent[node]] += leaves[node]
    sector = {root: (0.0, math.tau)}
    depth = {root: 0}
    points = np.zeros((len(links), 2))
    for node in order[1:]:
        above = parent[node]
        begin, whole = sector[above]
        share = whole * leaves[node] / leaves[above]
        depth[node] = depth[above] + 1
        sector[above] = (begin + share, whole)
        sector[node] = (begin, share)
        angle, radius = begin + share / 2, _SPACING * depth[node]
        points[node] = (radius * math.cos(angle), radius * math.sin(angle))
    return points


def _settled(points: Points, ends: NDArray[np.int64], degree: NDArray[np.int64]) -> Points:
    """The points after springs along the links and repulsion between all have come to rest."""
    count = len(points)
    mass = 1.0 + np.sqrt(degree)
    steps = int(min(300, max(12, _WORK / (count * min(count, _BODIES)))))
    for step in range(steps):
        limit = _SPACING * (1 - step / steps) * (0.2 + math.sqrt(count) / 8)
        force = _repulsion(points, mass) + _springs(points, ends, count) - points * 0.02 * math.sqrt(count) / 4
        length = np.sqrt((force * force).sum(axis=1)) + 1e-9
        points = points + force * (np.minimum(length, limit) / length)[:, None]
    return points


def _repulsion(points: Points, mass: NDArray[np.float64]) -> Points:
    """Each pushes each other by mass * spacing^3 / distance^2; of more than 600, those in a grid cell push as one."""
    bodies, weight = (points, mass) if len(points) <= _BODIES else _cells(points, mass)
    force = np.empty_like(points)
    rows = max(1, 2_000_000 // len(bodies))
    for start in range(0, len(points), rows):
        here = points[start : start + rows]
        dx = here[:, 0, None] - bodies[None, :, 0]
        dy = here[:, 1, None] - bodies[None, :, 1]
        square = dx * dx + dy * dy + 25.0
        pull = weight[None, :] * _SPACING**3 / (square * np.sqrt(square))
        force[start : start + rows, 0] = (dx * pull).sum(axis=1)
        force[start : start + rows, 1] = (dy * pull).sum(axis=1)
    return force * (mass / 2)[:, None]


def _cells(points: Points, mass: NDArray[np.float64]) -> tuple[Points, NDArray[np.float64]]:
    """Centre and mass of what stands in each cell of a grid over the points."""
    side = math.isqrt(_BODIES)
    low, high = points.min(axis=0), points.max(axis=0)
    cell = np.minimum((points - low) / (high - low + 1e-9) * side, side - 1).astype(np.int64)
    number = cell[:, 0] * side + cell[:, 1]
    weight: NDArray[np.float64] = np.bincount(number, mass, side * side).astype(np.float64)
    kept = weight > 0
    centres = [np.bincount(number, mass * points[:, axis], side * side)[kept] / weight[kept] for axis in (0, 1)]
    return np.stack(centres, axis=1), weight[kept]


def _springs(points: Points, ends: NDArray[np.int64], count: int) -> Points:
    """Linked nodes pull each other by distance^2 / spacing."""
    across = points[ends[:, 1]] - points[ends[:, 0]]
    pull = across * (np.sqrt((across * across).sum(axis=1)) / _SPACING)[:, None]
    force = np.zeros_like(points)
    for axis in (0, 1):
        force[:, axis] = np.bincount(ends[:, 0], pull[:, axis], count) - np.bincount(ends[:, 1], pull[:, axis], count)
    return force


def _turned(points: Points) -> Points:
    """The points turned so that they spread from left to right more than from top to bottom."""
    points = points - points.mean(axis=0)
    x, y = points[:, 0], points[:, 1]
    angle = math.atan2(2 * float((x * y).sum()), float((x * x).sum() - (y * y).sum())) / 2
    return np.stack([x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)], axis=1)


def _condensed(points: Points, sizes: Points) -> Points:
    """The points drawn together until the boxes fill a third of the area that they spread over, then made free.

    A crowd of many thousands is spread out first where it is closer than that, and freed in fewer rounds.
    """
    crowd = len(points) > _CROWD
    if crowd:
        spread = points.max(axis=0) - points.min(axis=0) + sizes.max(axis=0)
        points = points * max(1.0, math.sqrt(float(sizes.prod(axis=1).sum() / spread.prod()) / _FILL))
    for _ in range(6):
        spread = points.max(axis=0) - points.min(axis=0) + sizes.max(axis=0)
        fill = float(sizes.prod(axis=1).sum() / spread.prod())
        if fill >= _FILL:
            break
        wider = min(max(math.sqrt(_ASPECT * spread[1] / spread[0]), 0.7), 1.4)
        points = points * (wider, 1 / wider)
        points = apart(points * max(math.sqrt(fill / _FILL), 0.7), sizes, rounds=2 if crowd else 30)
    return apart(points, sizes, rounds=_CROWD_WORK // len(points) if crowd else 120)
