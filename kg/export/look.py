"""How nodes and edges look in a drawing program: colour, size and place, and when they are there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from kg.export.lifetime import Lifetime, lifetimes
from kg.export.scalar import clean
from kg.ontology.model import Ontology

__all__ = ["Looks"]

_PLAIN = (0x8C, 0x8C, 0x8C)
_SMALL, _LARGE = 6.0, 40.0


@dataclass(frozen=True)
class Looks:
    """Colours, sizes, places and times, by the ids that the rows have."""

    colours: Mapping[str, tuple[int, int, int]]
    types: Mapping[str, str]
    sizes: Mapping[str, float]
    places: Mapping[str, tuple[float, float]]
    nodes: Mapping[str, Lifetime]
    edges: Mapping[tuple[str, str, str], Lifetime]

    @classmethod
    def of(cls, graph: nx.MultiDiGraph, ontology: Ontology) -> Looks:
        """The looks of `graph`: colours by type, sizes by degree, the places of the page."""
        from kg.export.layout import positions

        ids = {node: clean(str(node)) for node in graph}
        nodes, edges = lifetimes(graph)
        colours = {name: _rgb(kind.color) for name, kind in ontology.entity_types.items()}
        return cls(
            colours,
            {ids[node]: str(kind) for node, kind in graph.nodes(data="type", default="")},
            {ids[node]: min(_SMALL + 4 * math.sqrt(degree), _LARGE) for node, degree in graph.degree},
            {clean(str(node)): place for node, place in positions(graph).items()},
            {ids[node]: life for node, life in nodes.items()},
            {(ids[head], ids[tail], str(key)): life for (head, tail, key), life in edges.items()},
        )

    def colour(self, node: str) -> tuple[int, int, int]:
        """Red, green and blue of the type of `node`."""
        return self.colours.get(self.types[node], _PLAIN)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
