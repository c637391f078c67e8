"""A graph -> the tables of an embedded Cypher engine: one a type, one a relation.

They are filled from CSV files, which takes a hundredth of the time of as many CREATE clauses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx

from kg.ontology.model import Ontology

__all__ = ["EDGE", "NODE", "copy_graph"]

NODE = {
    "id": "STRING",
    "name": "STRING",
    "aliases": "STRING",
    "investment_cny": "DOUBLE",
    "investment_usd": "DOUBLE",
    "area_m2": "DOUBLE",
    "stage": "STRING",
    "capacity": "STRING",
    "start": "STRING",
    "finish": "STRING",
    "documents": "INT64",
    "mentions": "INT64",
    "review": "STRING",
}
EDGE = {
    "realis": "STRING",
    "stage": "STRING",
    "amount_cny": "DOUBLE",
    "year": "INT64",
    "field": "STRING",
    "confidence": "DOUBLE",
    "review": "STRING",
    "evidence": "INT64",
    "quote": "STRING",
    "document": "STRING",
}
Pair = tuple[str, str]
_UNTYPED = "Thing"


def copy_graph(graph: nx.MultiDiGraph, ontology: Ontology, connection: Any, directory: Path) -> None:
    """Make the tables of the ontology, and those that only the graph has, and fill them.

    Parameters
    ----------
    connection
        A connection of ladybug to an empty database.
    directory
        A folder for the CSV files, which may be removed afterwards.
    """
    kind_of = {node: _name(kind or _UNTYPED) for node, kind in graph.nodes(data="type")}
    kinds: dict[str, list[str]] = {_name(name): [] for name in ontology.entity_types}
    for node, kind in kind_of.items():
        kinds.setdefault(kind, []).append(node)
    for kind, nodes in kinds.items():
        connection.execute(f"CREATE NODE TABLE `{kind}`({_columns(NODE)}, PRIMARY KEY(id))")
        _fill(connection, directory, f"`{kind}`", (_node(node, graph.nodes[node]) for node in nodes))
    for relation, pairs in _links(graph, ontology, kind_of, kinds.keys()).items():
        ends = ", ".join(f"FROM `{head}` TO `{tail}`" for head, tail in pairs)
        connection.execute(f"CREATE REL TABLE `{relation}`({ends}, {_columns(EDGE)})")
        for (head, tail), rows in pairs.items():
            _fill(connection, directory, f"`{relation}`", rows, f", from='{head}', to='{tail}'")


def _links(
    graph: nx.MultiDiGraph, ontology: Ontology, kind_of: Mapping[str, str], kinds: Collection[str]
) -> dict[str, dict[Pair, list[list[Any]]]]:
    links: dict[str, dict[Pair, list[list[Any]]]] = {}
    for name, relation in ontology.relation_types.items():
        pairs = [(_name(head), _name(tail)) for head in sorted(relation.domain) for tail in sorted(relation.range)]
        links[_name(name)] = {pair: [] for pair in pairs if pair[0] in kinds and pair[1] in kinds}
    for head, tail, key, attributes in graph.edges(keys=True, data=True):
        pairs_of = links.setdefault(_name(attributes.get("relation", key)), {})
        row = [str(head), str(tail), *_edge(attributes)]
        pairs_of.setdefault((kind_of[head], kind_of[tail]), []).append(row)
    return {name: pairs for name, pairs in links.items() if pairs}


@cache
def _name(name: object) -> str:
    """A name that is safe between backquotes and quotes."""
    return re.sub(r"\W", "_", str(name))


def _columns(table: Mapping[str, str]) -> str:
    return ", ".join(f"`{name}` {form}" for name, form in table.items())


def _node(node: str, attributes: Mapping[str, Any]) -> Iterator[Any]:
    own = {
        "id": str(node),
        "name": str(attributes.get("label", node)),
        "aliases": "|".join(attributes.get("aliases", ())),
    }
    return (own.get(name, attributes.get(name)) for name in NODE)


def _edge(attributes: Mapping[str, Any]) -> Iterator[Any]:
    pieces = attributes.get("evidence", ())
    own = {"evidence": len(pieces)}
    if pieces:
        own |= {"quote": pieces[0].quote, "document": pieces[0].document}
    return (own.get(name, attributes.get(name)) for name in EDGE)


def _fill(connection: Any, directory: Path, table: str, rows: Iterable[Iterable[Any]], more: str = "") -> None:
    path = directory / "rows.csv"
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        lines = 0
        for row in rows:
            file.write(",".join(map(_cell, row)) + "\n")
            lines += 1
    if lines:
        source = str(path).replace("\\", "/").replace("'", "\\'")
        connection.execute(f"COPY {table} FROM '{source}' (HEADER=false, PARALLEL=false, ESCAPE='\"'{more})")


def _cell(value: Any) -> str:
    """A cell of CSV; nothing between the commas is null, an empty string is not."""
    return "" if value is None else '"' + str(value).replace('"', '""') + '"'
