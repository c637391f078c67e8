"""How long 100,000 nodes and 300,000 edges with evidence take in each format, and how much memory; prints its figures.

Run with ``python -m tests.benchmarks.export [NODES EDGES]``. A figure is seconds of CPU, which other work on the
machine does not change, and the memory added to that of the graph. GraphML is set against the writer of networkx that
uses lxml, three times in turn, which is given a graph whose records are text already: its time is without that.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from kg.export import files_of, writer
from kg.export.value import plain
from tests.benchmarks.query import large_graph

FORMATS = ("graphml", "csv", "neo4j", "parquet", "json", "cypher", "rdf", "jsonld", "gexf", "xlsx")
MOST_MEGABYTES = 500
MOST_RATIO = 0.5


def memory(name: str) -> float:
    """Megabytes of a field of /proc/self/status: VmRSS is what is held now, VmHWM the most that was held."""
    text = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(text.partition(f"{name}:")[2].split()[0]) / 1024


def measured(job: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of CPU that a job takes, and megabytes that are held at the most beyond those held before it."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # VmHWM begins anew
    before, begin = memory("VmRSS"), time.process_time()
    job()
    return time.process_time() - begin, memory("VmHWM") - before


def textual(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy that networkx can write: records and tuples as JSON."""

    def told(attributes: dict[str, Any]) -> dict[str, Any]:
        return {
            name: value if isinstance(value, str | int | float) else json.dumps(plain(value, ""), ensure_ascii=False)
            for name, value in attributes.items()
        }

    copy = nx.MultiDiGraph()
    copy.add_nodes_from((node, told(attributes)) for node, attributes in graph.nodes(data=True))
    copy.add_edges_from((*ends, told(attributes)) for *ends, attributes in graph.edges(keys=True, data=True))
    return copy


def main(nodes: int = 100_000, edges: int = 300_000) -> int:
    """Write every format, print its figures; 1 when GraphML is slower or larger than it may be."""
    graph = large_graph(nodes, edges)
    print(f"{nodes} nodes, {edges} edges; before the first writer the process holds {memory('VmRSS'):.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        plainer, other = textual(graph), Path(folder) / "networkx.graphml"
        own, theirs = [], []
        for _ in range(3):
            own.append(_report("graphml", graph, Path(folder)))
            theirs.append(measured(lambda: nx.write_graphml_lxml(plainer, other, named_key_ids=True)))
            print(f"{'graphml by networkx, lxml':<26} {theirs[-1][0]:7.1f} s  {theirs[-1][1]:6.0f} MB more")
        ratio, most = min(own)[0] / min(theirs)[0], max(megabytes for _, megabytes in own)
        print(f"GraphML takes {ratio:.2f} of the time of networkx (at most {MOST_RATIO}) and {most:.0f} MB more")
        for name in FORMATS[1:]:
            _report(name, graph, Path(folder))
    return int(ratio > MOST_RATIO or most > MOST_MEGABYTES)


def _report(name: str, graph: nx.MultiDiGraph, folder: Path) -> tuple[float, float]:
    path = folder / f"graph.{name}"
    seconds, megabytes = measured(lambda: writer(name)(graph, path))
    size = sum(file.stat().st_size for file in files_of(name, path)) / 1e6
    print(f"{name:<26} {seconds:7.1f} s  {megabytes:6.0f} MB more  {size:6.0f} MB file", flush=True)
    return seconds, megabytes


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
