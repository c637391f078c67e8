"""RDF for the archive, as Turtle (``write_rdf``) and as JSON-LD (``write_jsonld``): the same statements.

Both are streamed and need nothing but kg; reading needs rdflib (``pip install 'kg[exports]'``). What is stated, and in
which vocabularies, is told in `kg.export.statement`.
"""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx

from kg.export.atomic import atomic_write
from kg.export.flat import Progress
from kg.export.rdf_reader import read
from kg.export.statement import PREFIXES, Iri, Subject, Term, Text, subjects
from kg.export.value import to_json
from kg.ontology.model import Ontology

__all__ = ["read_jsonld", "read_rdf", "write_jsonld", "write_rdf"]


def write_rdf(
    graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None, progress: Progress | None = None
) -> None:
    """Write `graph` to `path` as Turtle, atomically.

    Parameters
    ----------
    ontology
        For the classes and their labels; the one of kg where it is not given.
    progress
        Called with the number of nodes or edges written since the last call.

    Raises
    ------
    ExportError
        A value has no form in RDF; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_rdf(graph, tmp / "graph.ttl")
    >>> read_rdf(tmp / "graph.ttl").number_of_edges() == graph.number_of_edges()
    True
    """
    with atomic_write(path) as file:
        file.writelines(f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items())
        for subject in subjects(graph, ontology or _shipped(), progress):
            stated = [f"{_address(predicate)} {_turtle(value)}" for predicate, value in subject.stated]
            file.write(f"\n{_address(subject.iri)} " + " ;\n    ".join(stated) + " .\n")


def write_jsonld(
    graph: nx.MultiDiGraph, path: str | Path, *, ontology: Ontology | None = None, progress: Progress | None = None
) -> None:
    """Write `graph` to `path` as JSON-LD, atomically: the statements of `write_rdf`, one subject a line.

    Parameters
    ----------
    ontology
        For the classes and their labels; the one of kg where it is not given.
    progress
        Called with the number of nodes or edges written since the last call.

    Raises
    ------
    ExportError
        A value has no form in RDF; the message names the node or edge, the attribute and the value.

    Examples
    --------
    >>> write_jsonld(graph, tmp / "graph.jsonld")
    >>> read_jsonld(tmp / "graph.jsonld").number_of_nodes() == graph.number_of_nodes()
    True
    """
    with atomic_write(path) as file:
        file.write(f'{{"@context":{to_json(PREFIXES)},\n"@graph":[')
        for number, subject in enumerate(subjects(graph, ontology or _shipped(), progress)):
            file.write((",\n" if number else "\n") + to_json(_node(subject)))
        file.write("\n]}\n")


def _shipped() -> Ontology:
    from kg.ontology.load import load

    return load()


def _address(name: str) -> str:
    """An address as Turtle writes it: with its prefix where it has one."""
    return name if name.partition(":")[0] in PREFIXES else f"<{name}>"


def _turtle(value: Term) -> str:
    if isinstance(value, Iri):
        return _address(value)
    if isinstance(value, str):
        # the escapes of JSON are escapes of Turtle too
        return json.dumps(value, ensure_ascii=False) + ("@zh" if isinstance(value, Text) else "")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value!r}"^^xsd:double'


def _node(subject: Subject) -> dict[str, object]:
    node: dict[str, object] = {"@id": subject.iri}
    members: dict[str, list[object]] = {}
    for predicate, value in subject.stated:
        if predicate == "rdf:type":
            members.setdefault("@type", []).append(value)
        else:
            members.setdefault(predicate, []).append(_json(value))
    return node | members


def _json(value: Term) -> object:
    if isinstance(value, Iri):
        return {"@id": value}
    if isinstance(value, Text):
        return {"@value": value, "@language": "zh"}
    if isinstance(value, float):
        return {"@value": repr(value), "@type": "xsd:double"}
    return value


def read_rdf(path: str | Path) -> nx.MultiDiGraph:
    """The graph in the Turtle file `path`, as `write_rdf` wrote it, without the texts of the documents.

    Spans come in sorted order, since statements have none.

    Raises
    ------
    MissingPackage
        rdflib is not installed.
    GraphFileError
        The file is missing or is not Turtle.
    """
    return read(Path(path), "turtle")


def read_jsonld(path: str | Path) -> nx.MultiDiGraph:
    """The graph in the JSON-LD file `path`, as `read_rdf` reads Turtle; no context is fetched from anywhere.

    Raises
    ------
    MissingPackage
        rdflib is not installed.
    GraphFileError
        The file is missing or is not JSON-LD.
    """
    return read(Path(path), "json-ld")
