"""From RDF statements back to the graph: what `kg.export.rdf` reads."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import networkx as nx

from kg.errors import GraphFileError
from kg.export.column import KEY
from kg.export.needed import needed
from kg.export.record import add_edge, add_node, contract_graph, restored
from kg.export.scalar import unclean
from kg.export.statement import PREFIXES
from kg.records import Document, Evidence, Fact, Judgement, OpenList

__all__ = ["read"]

_KG, _PROV, _RDF, _RDFS, _SCHEMA = (PREFIXES[name] for name in ("kg", "prov", "rdf", "rdfs", "schema"))
_NUMBER = re.compile(r"\d+$")


def read(path: Path, form: str) -> nx.MultiDiGraph:
    """The graph in `path`, which is in the format `form` of rdflib.

    Raises
    ------
    MissingPackage
        rdflib is not installed.
    GraphFileError
        The file is missing, is not RDF, or lacks what a claim must have.
    """
    rdflib = needed("rdflib")
    if not path.is_file():
        raise GraphFileError(f"{path}: there is no such file. Check the path, or write it with kg export.")
    store = rdflib.Graph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7 warns of itself when it reads JSON-LD
            store.parse(str(path), format=form)
        return _Reader(store).graph()
    except Exception as error:  # the parsers of rdflib raise errors of many kinds, some of them plain Exception
        raise GraphFileError(
            f"{path}: cannot be read as {form}: {type(error).__name__}: {error!s:.200}. Write it again with kg export."
        ) from error


class _Reader:
    """A store, and the graph that its statements make."""

    def __init__(self, store: Any) -> None:
        self.store = store
        self.things: dict[str, dict[str, list[Any]]] = {}
        for subject, predicate, value in store:
            self.things.setdefault(str(subject), {}).setdefault(str(predicate), []).append(value)

    def graph(self) -> nx.MultiDiGraph:
        graph = contract_graph()
        graph.graph["documents"] = {d.id: d for d in map(self.document, self.of("Document"))}
        facts: dict[str, list[tuple[int, Fact]]] = {}
        for claim in self.of("Fact"):
            facts.setdefault(str(self.one(claim, _RDF + "subject")), []).append((_number(claim), self.fact(claim)))
        ids = {}
        for entity in self.of("Entity"):
            name = ids[entity] = str(self.one(entity, _KG + "id"))
            told = self.values(entity)
            if "type" in told:
                told["facts"] = tuple(fact for _, fact in sorted(facts.get(entity, ()), key=lambda item: item[0]))
                told["spans"] = tuple(
                    sorted(self.place(str(p)) for p in self.things[entity].get(_KG + "mentionedIn", ()))
                )
            add_node(graph, name, told)
        for claim in self.of("Relation"):
            head, tail = (ids[str(self.one(claim, _RDF + end))] for end in ("subject", "object"))
            told = self.values(claim) | ({"evidence": pieces} if (pieces := self.evidence(claim)) else {})
            if claim in facts:
                told["facts"] = tuple(fact for _, fact in sorted(facts[claim], key=lambda item: item[0]))
            keys = self.things[claim].get(_KG + KEY)
            relation = _name(str(self.one(claim, _RDF + "predicate")))
            add_edge(graph, relation, (head, tail), told, _plain(keys[0]) if keys else None)
        graph.graph["judgements"] = tuple(map(self.judgement, sorted(self.of("Judgement"), key=_number)))
        members = {entity: unclean(name) for entity, name in ids.items()}
        graph.graph["lists"] = tuple(self.open_list(item, members) for item in sorted(self.of("OpenList"), key=_number))
        return graph

    def of(self, kind: str) -> list[str]:
        """The things of a class of kg, in sorted order."""
        return sorted(s for s, told in self.things.items() if _KG + kind in map(str, told.get(_RDF + "type", ())))

    def one(self, subject: str, predicate: str) -> Any:
        return self.things[subject][predicate][0].toPython()

    def text(self, subject: str, predicate: str) -> str:
        return unclean(str(self.one(subject, predicate)))

    def values(self, subject: str) -> dict[str, Any]:
        """The attributes that are stated as plain values."""
        told = {}
        for predicate, values in self.things[subject].items():
            name = _name(predicate)
            if predicate.startswith(_KG) and name not in ("id", "mentionedIn") and hasattr(values[0], "datatype"):
                told[name] = _plain(values[0])
        kinds = [_name(str(kind)) for kind in self.things[subject][_RDF + "type"] if str(kind).startswith(_KG)]
        made = restored(told)
        for kind in kinds:
            if kind not in ("Entity", "Relation"):
                made["type"] = unclean(kind)
        if _RDFS + "label" in self.things[subject]:
            made["label"] = unclean(str(self.things[subject][_RDFS + "label"][0]))
        return made

    def evidence(self, claim: str) -> tuple[Evidence, ...]:
        return tuple(
            map(self.piece, sorted(map(str, self.things[claim].get(_PROV + "qualifiedDerivation", ())), key=_number))
        )

    def piece(self, derivation: str) -> Evidence:
        place = self.things[derivation][_PROV + "entity"][0]
        quote = self.things[str(place)].get(_PROV + "value", [""])[0]
        rule, trigger = (self.text(derivation, _KG + name) for name in ("rule", "trigger"))
        return Evidence(*self.place(place), unclean(str(quote)), rule, trigger, self.one(derivation, _KG + "score"))

    def place(self, passage: Any) -> tuple[str, int, int]:
        me = str(passage)
        document = _document_name(self.things[me][_PROV + "wasQuotedFrom"][0])
        return document, int(self.one(me, _KG + "start")), int(self.one(me, _KG + "end"))

    def document(self, subject: str) -> Document:
        told = {name: self.things[subject].get(predicate) for name, predicate in _DOCUMENT.items()}
        found = {name: unclean(str(values[0])) for name, values in told.items() if values}
        return Document(_document_name(subject), "", **found)

    def fact(self, claim: str) -> Fact:
        value = self.things[claim][_RDF + "object"][0]
        (piece,) = self.evidence(claim)
        attribute = unclean(_name(str(self.one(claim, _RDF + "predicate"))))
        plain = _plain(value)
        return Fact(
            attribute, unclean(plain) if isinstance(plain, str) else plain, self.text(claim, _KG + "realis"), piece
        )

    def judgement(self, subject: str) -> Judgement:
        left, right, verdict, reason = (self.text(subject, _KG + n) for n in ("left", "right", "verdict", "reason"))
        told = self.things[subject].get(_PROV + "wasDerivedFrom")
        return Judgement(left, right, verdict, reason, _document_name(told[0]) if told else None)

    def open_list(self, subject: str, names: dict[str, str]) -> OpenList:
        members = tuple(sorted(names[str(member)] for member in self.things[subject].get(_KG + "member", ())))
        (piece,) = self.evidence(subject)
        total, noun = int(self.one(subject, _KG + "declaredTotal")), self.text(subject, _KG + "headNoun")
        return OpenList(total, members, noun, piece)


_DOCUMENT = {
    "title": _SCHEMA + "name",
    "date": _SCHEMA + "datePublished",
    "publisher": _SCHEMA + "publisher",
    "checksum": _KG + "checksum",
}


def _name(address: str) -> str:
    """The attribute, type or relation with this address."""
    return unquote(address.removeprefix("urn:x-kg:schema:"))


def _document_name(address: Any) -> str:
    return unclean(unquote(str(address).removeprefix("urn:x-kg:document:")))


def _number(address: str) -> int:
    match = _NUMBER.search(address)
    return int(match[0]) if match else 0


def _plain(value: Any) -> Any:
    plain = value.toPython()
    return str(plain) if isinstance(plain, str) else plain
