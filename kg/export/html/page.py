"""Put the page together: template, styles, scripts and data in one text that loads nothing."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import networkx as nx

from kg.export.html.data import payload
from kg.export.html.network import network, script
from kg.export.value import to_json
from kg.ontology.model import Ontology

__all__ = ["SCRIPTS", "render"]

HERE = Path(__file__).parent

SCRIPTS = (
    "dom", "format", "data", "state", "geometry", "look", "label", "network", "legend", "path", "evidence",
    "panel", "listing", "entity", "relation", "overview", "search", "article", "table", "total", "ledger", "board",
    "timeline", "partner", "doubt", "picture", "briefing", "main",
)  # fmt: skip
"""The scripts of ``js/`` in the order in which they stand in the page; together they are one function."""


def render(graph: nx.Graph, ontology: Ontology, title: str) -> str:
    """The page of `graph` under `title`."""
    net = network(graph, ontology, HERE / "template.html")
    net.templateEnv.autoescape = True
    net.templateEnv.globals["page"] = _Page(graph, ontology, title)
    return str(net.generate_html()) + "\n"


class _Page:
    """What the template asks for beyond what pyvis hands it."""

    def __init__(self, graph: nx.Graph, ontology: Ontology, title: str) -> None:
        self._graph = graph
        self._ontology = ontology
        self.title = title
        self.style = _read("page.css")
        self.library = script()
        self.licence = _read("vis-network.LICENSE.txt")
        parts = "\n".join(f"// ---- {name}.js\n{_read(f'js/{name}.js')}" for name in SCRIPTS)
        self.script = f'(() => {{\n"use strict";\n{parts}\n}})();'

    @property
    def policy(self) -> str:
        """The content security policy: these two scripts run, and nothing is loaded."""
        hashes = " ".join(f"'sha256-{_sha256(text)}'" for text in (self.library, self.script))
        return (
            f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
            "base-uri 'none'; form-action 'none'"
        )

    def data(self, nodes: list[dict[str, Any]], edges: list[dict[str, Any]], options: str) -> str:
        """The data as JSON that cannot end the script that it stands in."""
        content = payload(self._graph, self._ontology, nodes, edges)
        return _inert(f'{{"title":{to_json(self.title)},"options":{options},"data":{to_json(content)}}}')


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _inert(json: str) -> str:
    r"""JSON that means the same, without what HTML could take for a tag.

    Examples
    --------
    >>> _inert('"</script>"')
    '"\\u003c/script\\u003e"'
    """
    for character in "<>&\u2028\u2029":
        json = json.replace(character, f"\\u{ord(character):04x}")
    return json
