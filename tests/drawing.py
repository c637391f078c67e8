"""Draw gephi.png, which README shows: the GEXF file of seeds/ as Gephi opens it. Run ``python -m tests.drawing``.

Places, sizes and colours are those of the file; nothing is laid out anew, and the same graph gives the same bytes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import matplotlib as mpl
import networkx as nx
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import kg
from kg.export.gexf import write_gexf
from kg.ontology.load import load

ROOT = Path(__file__).parents[1]


def draw(gexf: Path, picture: Path) -> None:
    """The nodes and edges of `gexf` as they stand there, with a legend of the colours, as a PNG."""
    kg.use_chinese_font()
    graph = nx.read_gexf(gexf)
    looks = {node: data["viz"] for node, data in graph.nodes(data=True)}
    place = {node: (viz["position"]["x"], viz["position"]["y"]) for node, viz in looks.items()}
    colours = [tuple(viz["color"][c] / 255 for c in "rgb") for viz in looks.values()]
    sizes = [6 * viz["size"] for viz in looks.values()]
    figure = Figure(figsize=(11, 8), dpi=100, layout="tight")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    nx.draw_networkx_edges(graph, place, ax=axes, edge_color="#c8ccd2", arrowsize=6, width=0.7, node_size=sizes)
    nx.draw_networkx_nodes(graph, place, ax=axes, node_color=colours, node_size=sizes)
    for node, (x, y) in place.items():
        label = graph.nodes[node]["label"]
        shown = label if len(label) <= 12 else label[:11] + "…"
        axes.annotate(shown, (x, y), (0, -7), textcoords="offset points", ha="center", va="top", fontsize=6.5)
    types = {data["type"] for _, data in graph.nodes(data=True)}
    kinds = [kind for name, kind in load().entity_types.items() if name in types]
    dots = [Line2D([], [], marker="o", linestyle="", color=kind.color, label=kind.label) for kind in kinds]
    axes.legend(handles=dots, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=8, frameon=False, fontsize=9)
    axes.set_aspect("equal")
    axes.set_axis_off()
    figure.savefig(picture, metadata={"Software": None})


def main() -> None:
    """Write gephi.png beside README.md."""
    with tempfile.TemporaryDirectory() as folder:
        gexf = Path(folder) / "graph.gexf"
        write_gexf(kg.build([ROOT / "seeds"]).nx, gexf)
        draw(gexf, ROOT / "gephi.png")


if __name__ == "__main__":
    mpl.use("agg")
    main()
