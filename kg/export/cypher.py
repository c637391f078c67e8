"""A Cypher script for Neo4j 5 (``cypher-shell -f graph.cypher``) and other engines that speak Cypher.

Nodes have their type as label and relationships their relation as type; ids are unique by constraint, so that running
the script again changes nothing. Values stand in parameters alone, a batch a line, and no statement is made of them.
For a first load of millions of nodes see `kg.export.neo4j`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TypeVar

import networkx as nx

from kg.export.atomic import atomic_write
from kg.export.column import Column
from kg.export.flat import Flat, Progress, flatten
from kg.export.record import key_of
from kg.export.scalar import Scalar, clean
from kg.export.value import to_json
from kg.ontology.model import Ontology

__all__ = ["node_label", "relationship_type", "write_cypher"]

_BATCH = 500
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HEAD = """\
// Run with: cypher-shell -f FILE. Needs Neo4j 5; running it again changes nothing.
// Each :param line holds the values of the statement after it.
"""
Row = list[tuple[str, Scalar]]
Group = TypeVar("Group")


def write_cypher(
    graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None, progress: Progress | None = None
) -> None:
    """Write `graph` to `path`, atomically.

    Parameters
    ----------
    ontology
        For the Chinese labels beside the codes; the one of kg where it is not given.
    progress
        Called with the number of nodes or edges written since the last call.

    Raises
    ------
    ExportError
        A value has no flat form; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_cypher(graph, tmp / "graph.cypher")
    >>> "MERGE (n:Enterprise {id: row.id})" in (tmp / "graph.cypher").read_text(encoding="utf-8")
    True
    """
    flat = flatten(graph, ontology=ontology, progress=progress)
    labels = {node: node_label(attributes) for node, attributes in flat.node_order.items()}
    with atomic_write(path) as file:
        file.write(_HEAD)
        for label in sorted(set(labels.values())):
            name = clean(f"{label} id").replace(" ", "_")
            constraint = f"FOR (n:{_name(label)}) REQUIRE n.id IS UNIQUE"
            file.write(f"CREATE CONSTRAINT {_name(name)} IF NOT EXISTS {constraint};\n")
        nodes = ((labels[node], _row(flat.node_columns, values, id=node)) for node, values in flat.nodes())
        setting = _setting("n", flat.node_columns)
        file.writelines(_statements(nodes, lambda label: f"MERGE (n:{_name(label)} {{id: row.id}}){setting}"))
        setting = _setting("r", flat.edge_columns)
        file.writelines(_statements(_edges(flat, labels), lambda ends: _merge(*ends) + setting))


def node_label(attributes: Mapping[str, object]) -> str:
    """The label of a node: its type; Entity where it has none."""
    kind = attributes.get("type")
    return clean(kind) if isinstance(kind, str) and kind else "Entity"


def relationship_type(attributes: Mapping[str, object], key: object) -> str:
    """The type of a relationship: the relation of the edge, or else its key."""
    return clean(str(key_of(attributes, key))) or "RELATED"


def _edges(flat: Flat, labels: Mapping[str, str]) -> Iterator[tuple[tuple[str, str, str], Row]]:
    keys, told = flat.edge_order.told()
    for (edge, head, tail, values), key, attributes in zip(flat.edges(), keys, told, strict=True):
        kinds = labels[head], relationship_type(attributes, key), labels[tail]
        yield kinds, _row(flat.edge_columns, values, id=edge, source=head, target=tail)


def _merge(head: str, relation: str, tail: str) -> str:
    ends = f"MATCH (a:{_name(head)} {{id: row.source}}), (b:{_name(tail)} {{id: row.target}})\n"
    return f"{ends}MERGE (a)-[r:{_name(relation)} {{id: row.id}}]->(b)"


def _name(name: str) -> str:
    """A name as Cypher writes it: in backquotes unless it is plain."""
    return name if _PLAIN.fullmatch(name) else "`" + name.replace("`", "``") + "`"


def _row(columns: tuple[Column, ...], values: list[Scalar | None], **ids: str) -> Row:
    told = ((column.name, value) for column, value in zip(columns, values, strict=True) if value is not None)
    return list(chain(ids.items(), told))


def _setting(variable: str, columns: tuple[Column, ...]) -> str:
    names = [_name(column.name) for column in columns]
    return "\nSET " + ", ".join(f"{variable}.{name} = row.{name}" for name in names) if names else ""


def _statements(rows: Iterator[tuple[Group, Row]], statement: Callable[[Group], str]) -> Iterator[str]:
    """The rows in batches of one group each, every batch with its statement."""
    batches: dict[Group, list[Row]] = {}
    for group, row in rows:
        batch = batches.setdefault(group, [])
        batch.append(row)
        if len(batch) == _BATCH:
            yield _batch(batches.pop(group), statement(group))
    for group, batch in batches.items():
        yield _batch(batch, statement(group))


def _batch(rows: list[Row], statement: str) -> str:
    maps = ("{" + ", ".join(f"{_name(name)}: {_literal(value)}" for name, value in row) + "}" for row in rows)
    return f":param {{rows: [{', '.join(maps)}]}}\nUNWIND $rows AS row\n{statement};\n"


def _literal(value: Scalar) -> str:
    """The value as Cypher writes it; its strings have the escapes of JSON, its exponents no plus."""
    return to_json(value).replace("e+", "e") if isinstance(value, float) else to_json(value)
