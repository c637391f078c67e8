"""Cypher over a graph: a copy of it in the embedded engine ladybug, asked with parameters.

The labels of nodes are entity types, those of relationships relations, both by code or Chinese label: ``(e:企业)`` is
``(e:Enterprise)``, ``[:合作]`` is ``[:PARTNERS_WITH]``. Properties are those of the contract; ``name`` is the canonical
name, ``aliases`` are joined with ``|``, and a relationship has ``quote`` and ``document`` of its first passage and
``evidence``, the number of them. The copy is for reading: clauses that write, and those that touch files, are refused.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx

from kg.errors import MissingPackage
from kg.ontology.model import Ontology
from kg.query.answer import Answer
from kg.query.cypher_table import copy_graph

__all__ = ["CypherEngine", "translate"]

_REFUSED = {
    *("ALTER", "ATTACH", "BEGIN", "CALL", "CHECKPOINT", "COMMENT", "COMMIT", "COPY", "CREATE", "DELETE", "DETACH"),
    *(
        "DROP",
        "EXPORT",
        "IMPORT",
        "INSTALL",
        "LOAD",
        "MERGE",
        "REMOVE",
        "ROLLBACK",
        "SET",
        "UNINSTALL",
        "UPDATE",
        "USE",
    ),
}
_TOKEN = re.compile(
    r"""(?P<skip>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|//[^\n]*|/\*.*?\*/|\s+)"""
    r"|(?P<word>[^\W\d]\w*)|(?P<other>.)",
    re.DOTALL,
)


def translate(query: str, ontology: Ontology) -> str:
    """`query` with Chinese labels as codes; strings, comments, names in backquotes and property maps stay as they are.

    Raises
    ------
    ValueError
        The query would write, or touch files.

    Examples
    --------
    >>> from kg.ontology.load import load
    >>> translate("MATCH (a:企业)-[:合作|供应]-(b) WHERE a.name = '企业' RETURN b", load())
    "MATCH (a:Enterprise)-[:PARTNERS_WITH|SUPPLIES]-(b) WHERE a.name = '企业' RETURN b"
    """
    labels = {kind.label: code for code, kind in ontology.entity_types.items()}
    labels |= {kind.label: code for code, kind in ontology.relation_types.items()}
    translated: list[str] = []
    before, open_brackets = "", [""]
    for match in _TOKEN.finditer(query):
        token = match[0]
        if match["word"] and before not in (".", "$"):
            if token.upper() in _REFUSED and before != ":":
                raise ValueError(
                    f"{token!r} is refused: Cypher reads this graph and does not change it; use MATCH … RETURN"
                )
            if before in (":", "|") and open_brackets[-1] != "{":
                token = labels.get(token, token)
        if token in ("(", "[", "{"):
            open_brackets.append(token)
        elif token in (")", "]", "}") and len(open_brackets) > 1:
            open_brackets.pop()
        translated.append(token)
        before = before if match["skip"] else token
    return "".join(translated)


def _parameters(query: str) -> set[str]:
    """The names behind a dollar sign, outside of strings and comments."""
    tokens = [match[0] for match in _TOKEN.finditer(query) if not match["skip"]]
    return {name for sign, name in pairwise(tokens) if sign == "$"}


class CypherEngine:
    """A graph copied into memory, once, to be asked many times.

    Raises
    ------
    MissingPackage
        ladybug is not installed.
    """

    def __init__(self, graph: nx.MultiDiGraph, ontology: Ontology) -> None:
        ladybug = _ladybug()
        self.ontology = ontology
        self._connection = ladybug.Connection(ladybug.Database(":memory:"), num_threads=1)
        with TemporaryDirectory(prefix="kg-cypher-") as directory:
            copy_graph(graph, ontology, self._connection, Path(directory))

    def ask(self, query: str, parameters: Mapping[str, Any]) -> Answer:
        """The answer under the column names of the query; nodes are dicts of their properties with ``label``.

        Raises
        ------
        ValueError
            The query is not valid, or would change something; the message of the engine says where.
        """
        text = translate(query, self.ontology)
        missing = sorted(_parameters(query) - parameters.keys())
        if missing:
            raise ValueError(f"the query asks for ${', $'.join(missing)}; give a value, for example {missing[0]}=...")
        try:
            result = self._connection.execute(text, parameters=dict(parameters))
        except RuntimeError as error:
            raise ValueError(f"the Cypher query failed: {error}") from error
        with result:
            return Answer(tuple(result.get_column_names()), tuple(tuple(map(_plain, row)) for row in result.get_all()))


def _ladybug() -> Any:
    try:
        return importlib.import_module("ladybug")
    except ModuleNotFoundError as error:
        if error.name != "ladybug":
            raise
        raise MissingPackage("Cypher needs the package ladybug; install it with: pip install ladybug") from error


def _plain(value: Any) -> Any:
    """A value of the engine without its inner ids; properties that a node or relationship lacks are left out."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "_NODES" in value:
        return {"nodes": _plain(value["_NODES"]), "relationships": _plain(value["_RELS"])}
    if "_LABEL" in value:
        return {"label": value["_LABEL"], **{k: v for k, v in value.items() if not k.startswith("_") and v is not None}}
    return {k: _plain(v) for k, v in value.items()}
