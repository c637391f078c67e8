"""pyvis makes the nodes, the edges, the options and the page; what it does wrong is worked around here.

What pyvis 0.3.2 does wrong                                 what is done here
----------------------------------------------------------  ---------------------------------------------------------
no mode of it is offline                                    a template of ours with vis-network from pyvis's own files
``add_edge`` searches all nodes, ``add_node`` too           ``Node`` and ``Edge`` of pyvis are used directly
ids 001 and "1" become one in ``add_nodes``                 ids are strings
parallel edges of an undirected graph are dropped           as above; each edge has an id of its own
NaN, dates and sets are written as no JSON or not at all    `kg.export.value.plain` comes before
``set_options`` takes the spaces out of texts               ``options`` is set as a dict
the heading is inserted as HTML                             the template escapes the title
``</script>`` in a name ends the script                     `kg.export.html.page` escapes the data
``write_html`` has no encoding, ``show`` wants a notebook   ``generate_html`` gives a string, written by us
``from_nx`` changes the graph that it is given              not used
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import networkx as nx

from kg.export.layout import positions
from kg.ontology.model import Ontology

__all__ = ["OTHER", "edges", "network", "script", "vis_version"]

OTHER = "Other"
Looks = dict[str, Any]
Edge = tuple[Any, Any, str, Mapping[str, Any]]


def edges(graph: nx.Graph) -> list[Edge]:
    """The edges (head, tail, key, attributes) of a graph of any networkx class, in sorted order.

    The key is the relation; where the attributes name none, the key of the edge.
    """
    if graph.is_multigraph():
        found = [(u, v, str(d.get("relation", k)), d) for u, v, k, d in graph.edges(keys=True, data=True)]
    else:
        found = [(u, v, str(d.get("relation", "")), d) for u, v, d in graph.edges(data=True)]
    return sorted(found, key=lambda edge: (str(edge[0]), str(edge[1]), edge[2]))


def network(graph: nx.Graph, ontology: Ontology, template: Path) -> Any:
    """The pyvis ``Network`` of `graph`: fixed positions, no physics, and `template` to be drawn with.

    Nodes are in sorted order of their ids, edges as `edges` gives them; edge ids are ``e0``, ``e1``, …
    """
    from pyvis.edge import Edge as PyvisEdge
    from pyvis.network import Network
    from pyvis.node import Node as PyvisNode

    net = Network(height="100%", width="100%", directed=graph.is_directed(), cdn_resources="in_line")
    places = positions(graph)
    for node in sorted(graph, key=str):
        made = PyvisNode(str(node), **_node(graph, node, ontology, places[str(node)])).options
        net.nodes.append(made)
        net.node_ids.append(made["id"])
        net.node_map[made["id"]] = made
    listed = edges(graph)
    for number, ((head, tail, relation, _), bend) in enumerate(zip(listed, _bends(listed), strict=True)):
        kind = ontology.relation_types.get(relation)
        looks: Looks = {"id": f"e{number}", **bend}
        if kind is not None and kind.symmetric:
            looks["arrows"] = ""
        net.edges.append(PyvisEdge(str(head), str(tail), net.directed, **looks).options)
    net.options = _options(ontology, large=len(net.nodes) + len(net.edges) > 2500)
    net.set_template_dir(template.parent.as_posix(), template.name)
    return net


def _node(graph: nx.Graph, node: Any, ontology: Ontology, place: tuple[float, float]) -> Looks:
    attributes = graph.nodes[node]
    kind = str(attributes.get("type", OTHER))
    label = attributes.get("label") or attributes.get("name") or node
    shape = ontology.entity_types[kind].shape if kind in ontology.entity_types else "dot"
    size = round(min(8.5 + 3.2 * math.sqrt(graph.degree(node)), 30), 1)
    return {"label": str(label), "shape": shape, "group": kind, "size": size, "x": place[0], "y": place[1]}


def _bends(listed: list[Edge]) -> Iterator[Looks]:
    """How each edge bends: alone it is straight; of several between two nodes each bends another way and amount."""
    counts: dict[tuple[str, str], int] = {}
    for head, tail, _, _ in listed:
        counts[_pair(head, tail)] = counts.get(_pair(head, tail), 0) + 1
    seen: dict[tuple[str, str], int] = {}
    for head, tail, _, _ in listed:
        pair = _pair(head, tail)
        rank = seen[pair] = seen.get(pair, -1) + 1
        if head == tail:
            reach = {"size": 18 + 7 * rank, "angle": round(math.pi / 4 + rank * math.pi / 3, 3)}
            yield {"selfReference": reach} if rank else {}
        elif counts[pair] == 1:
            yield {}
        else:
            clockwise = (rank % 2 == 0) == (str(head) == pair[0])
            kind = "curvedCW" if clockwise else "curvedCCW"
            yield {"smooth": {"type": kind, "roundness": round(0.14 + 0.06 * rank, 2)}}


def _pair(head: Any, tail: Any) -> tuple[str, str]:
    first, second = sorted((str(head), str(tail)))
    return first, second


def _options(ontology: Ontology, *, large: bool) -> dict[str, Any]:
    """The options of vis-network; colours of edges and what changes with dark and light are set by the page."""
    groups = {name: {"color": kind.color, "shape": kind.shape} for name, kind in ontology.entity_types.items()}
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"hover": True, "hideEdgesOnDrag": large, "hideEdgesOnZoom": large, "tooltipDelay": 10**9},
        "nodes": {"borderWidth": 1.5, "scaling": {"label": {"drawThreshold": 10**6}}},
        "edges": {"smooth": False, "arrows": {"to": {"scaleFactor": 0.45}}, "selectionWidth": 0, "hoverWidth": 0},
        "groups": {**groups, OTHER: {"color": "#7a8794", "shape": "dot"}},
    }


def script() -> str:
    """vis-network as pyvis carries it, with the notice of its licence at the top."""
    import pyvis

    path = Path(pyvis.__file__).parent / "lib" / f"vis-{vis_version()}" / "vis-network.min.js"
    return path.read_text(encoding="utf-8")


def vis_version() -> str:
    """The version of vis-network that the installed pyvis carries.

    Raises
    ------
    ExportError
        pyvis is of another version, whose files may differ.
    """
    from kg.errors import ExportError

    found = version("pyvis")
    if found != "0.3.2":
        raise ExportError(f"found pyvis {found}, expected 0.3.2; install it with: pip install pyvis==0.3.2")
    return "9.1.2"
