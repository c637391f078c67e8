"""One page that works without a network: the graph, its evidence, its articles and its ledger in one HTML file.

`write_html` writes the page to a file, `html` gives it as a string (a notebook shows it in a frame). The page is made
by pyvis with the template of this package: ``template.html``, ``page.css`` and the scripts of ``js/``. It holds no
address to load anything from, and a content security policy that would not let it.

What stands in names, quotes and articles is shown as text and never runs. A page can hold whole articles: pass it on
to those only who may read them.
"""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.export.atomic import atomic_write
from kg.ontology.model import Ontology

__all__ = ["html", "write_html"]

TITLE = "开发区知识图谱"


def html(graph: nx.Graph, *, ontology: Ontology | None = None, title: str | None = None) -> str:
    """The page of `graph` as a string; equal graphs give equal strings.

    Parameters
    ----------
    graph
        A graph as `kg.graph.assemble` makes it. A graph with fewer attributes (or of another networkx class) has a
        page too, with less on it.
    ontology
        Names, colours and shapes of types and relations; by default the schemas of kg.
    title
        The heading; by default 开发区知识图谱.

    Raises
    ------
    ExportError
        An attribute has no form in JSON; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> html(graph).startswith("<!doctype html>")
    True
    """
    from kg.export.html.page import render

    if ontology is None:
        from kg.ontology.load import load

        ontology = load()
    return render(graph, ontology, title or TITLE)


def write_html(
    graph: nx.Graph, path: str | Path, *, ontology: Ontology | None = None, title: str | None = None
) -> None:
    """Write the page of `graph` to `path`, atomically and in UTF-8 whatever the system prefers; see `html`.

    Examples
    --------
    >>> write_html(graph, tmp / "graph.html", title="某开发区 2022 年项目图谱")
    """
    page = html(graph, ontology=ontology, title=title)
    with atomic_write(path) as file:
        file.write(page)
