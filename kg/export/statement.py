"""The graph as RDF statements, subject by subject: what Turtle and JSON-LD both write.

An entity has its type in the vocabulary of kg and in W3C ORG, schema.org or SKOS. A relation is a claim: a reified
statement (``rdf:Statement``) with realis, stage, amount and confidence, and a PROV derivation for each passage that
tells it, with quote, place and rule. The plain triple is stated beside the claim only where the claim is a fact, so
that no query takes a plan for one. Facts of entities are claims in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import networkx as nx

from kg.export.column import Column
from kg.export.flat import Flat, Progress, flatten
from kg.export.record import key_of
from kg.export.scalar import Scalar, clean, is_record
from kg.ontology.model import Ontology
from kg.records import Document, Evidence, Fact, Judgement, OpenList

__all__ = ["PREFIXES", "Iri", "Subject", "Text", "iri", "subjects"]

PREFIXES = {
    "kg": "urn:x-kg:schema:",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPES = {
    "Enterprise": ("org:FormalOrganization", "schema:Corporation"),
    "Organization": ("org:Organization", "schema:Organization"),
    "Project": ("schema:Project",),
    "Park": ("schema:Place",),
    "Place": ("schema:Place",),
    "Industry": ("skos:Concept", "schema:DefinedTerm"),
    "Product": ("schema:Product",),
    "Honor": ("skos:Concept", "schema:DefinedTerm"),
}
RELATIONS = {
    "SUBSIDIARY_OF": ("org:subOrganizationOf",),
    "PARTNERS_WITH": ("org:linkedTo",),
    "PART_OF": ("dcterms:isPartOf",),
    "LOCATED_IN": ("schema:location",),
    "SETTLES_IN": ("schema:location",),
    "HOLDS_STAKE_IN": ("schema:owns",),
    "AWARDED": ("schema:award",),
}
_RECORDS = {"evidence", "facts", "spans"}
_UNSAFE = re.compile(r"[^0-9A-Za-z:._~\u00a1-\u1fff\u3001-\ud7ff\uf900-\ufdcf\U00010000-\U0003ffff-]")


class Iri(str):
    """The address of a thing: whole, or with one of `PREFIXES`."""

    __slots__ = ()


class Text(str):
    """A text in Chinese."""

    __slots__ = ()


Term = Iri | Text | Scalar
Passages = dict[tuple[str, int, int], str | None]


@dataclass(frozen=True)
class Subject:
    """A thing, and what is stated of it: predicates (with prefix or whole) and their objects, in order."""

    iri: Iri
    stated: Sequence[tuple[str, Term]]


def iri(kind: str, name: str) -> Iri:
    """The address of the entity, claim or document called `name`; Chinese stays legible.

    Examples
    --------
    >>> iri("entity", "Enterprise:天子铝业")
    'urn:x-kg:entity:Enterprise:天子铝业'
    """
    return Iri(f"urn:x-kg:{kind}:" + _UNSAFE.sub(lambda match: quote(match[0], safe=""), clean(name)))


def term(name: str) -> str:
    """The predicate or class of kg for an attribute, a type or a relation."""
    return f"kg:{name}" if re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) else iri("schema", name)


def subjects(graph: nx.MultiDiGraph, ontology: Ontology, progress: Progress | None = None) -> Iterator[Subject]:
    """Every subject of the graph: vocabulary, documents, entities, claims, judgements, open lists; passages last."""
    flat = flatten(graph, ontology=ontology, progress=progress)
    passages: Passages = {}
    yield from _vocabulary(ontology)
    for name, document in sorted(graph.graph.get("documents", {}).items()):
        yield _document(name, document)
    yield from _entities(flat, passages)
    yield from _claims(flat, passages)
    for number, judgement in enumerate(graph.graph.get("judgements", ())):
        yield _judgement(number, judgement)
    for number, item in enumerate(graph.graph.get("lists", ())):
        yield from _open_list(number, item, passages)
    for (document, start, end), text in sorted(passages.items(), key=lambda item: item[0]):
        stated = [*_typed("kg:Passage", "prov:Entity"), ("prov:wasQuotedFrom", iri("document", document))]
        places: list[tuple[str, Term]] = [("kg:start", start), ("kg:end", end)]
        yield Subject(_place(document, start, end), [*stated, *places, *([("prov:value", Text(text))] if text else [])])


def _vocabulary(ontology: Ontology) -> Iterator[Subject]:
    for name, kind in ontology.entity_types.items():
        supers: list[tuple[str, Term]] = [
            ("rdfs:subClassOf", Iri(other)) for other in ("kg:Entity", *TYPES.get(name, ()))
        ]
        yield Subject(Iri(term(name)), [("rdf:type", Iri("rdfs:Class")), ("rdfs:label", Text(kind.label)), *supers])
    for name, relation in ontology.relation_types.items():
        supers = [("rdfs:subPropertyOf", Iri(other)) for other in RELATIONS.get(name, ())]
        stated = [("rdf:type", Iri("rdf:Property")), ("rdfs:label", Text(relation.label))]
        yield Subject(Iri(term(name)), [*stated, *supers])


def _typed(*classes: str) -> list[tuple[str, Term]]:
    return [("rdf:type", Iri(name)) for name in classes]


def _document(name: str, document: Document) -> Subject:
    stated = _typed("kg:Document", "prov:Entity", "schema:Article")
    told = [("schema:identifier", name), ("schema:datePublished", document.date), ("kg:checksum", document.checksum)]
    texts = [("schema:name", document.title), ("schema:publisher", document.publisher)]
    stated += [(predicate, clean(value)) for predicate, value in told if value]
    return Subject(
        iri("document", name), [*stated, *((predicate, Text(clean(value))) for predicate, value in texts if value)]
    )


def _entities(flat: Flat, passages: Passages) -> Iterator[Subject]:
    for (name, values), attributes in zip(flat.nodes(), flat.node_order.values(), strict=True):
        me, kind = iri("entity", name), attributes.get("type")
        stated = _typed("kg:Entity", *((term(kind), *TYPES.get(kind, ())) if isinstance(kind, str) else ()))
        stated.append(("kg:id", name))
        if isinstance(attributes.get("label"), str):
            label = Text(clean(attributes["label"]))
            stated += [("rdfs:label", label), ("skos:prefLabel", label)]
        stated += [("skos:altLabel", Text(clean(alias))) for alias in _records("aliases", attributes)]
        for column, value in zip(flat.node_columns, values, strict=True):
            own = column.name == "label" or (column.name == "type" and isinstance(kind, str))
            if value is not None and not own and not _elsewhere(column, attributes):
                stated.append((term(column.name), value))
        for document, start, end in _records("spans", attributes):
            passages.setdefault((document, start, end), None)
            stated.append(("kg:mentionedIn", _place(document, start, end)))
        yield Subject(me, stated)
        for number, fact in enumerate(_records("facts", attributes)):
            yield from _fact(me, iri("claim", f"{name} fact {number}"), fact, passages)


def _records(name: str, attributes: Mapping[str, Any]) -> Sequence[Any]:
    """What the attributes hold under a name of the contract, where it is what the contract has there."""
    value = attributes.get(name, ())
    return tuple(value) if is_record(name, value) else ()


def _elsewhere(column: Column, attributes: Mapping[str, Any]) -> bool:
    """Whether what the column holds is stated in another way: labels by the vocabulary, records as claims."""
    return column.derived or (column.source in _RECORDS and bool(_records(column.source, attributes)))


def _fact(me: Iri, claim: Iri, fact: Fact, passages: Passages) -> Iterator[Subject]:
    value = clean(fact.value) if isinstance(fact.value, str) else fact.value
    stated = _typed("kg:Fact", "rdf:Statement", "prov:Entity")
    stated += [("rdf:subject", me), ("rdf:predicate", Iri(term(fact.attribute))), ("kg:realis", clean(fact.realis))]
    stated.append(("rdf:object", value))
    yield from _derived(claim, stated, (fact.evidence,), passages)


def _claims(flat: Flat, passages: Passages) -> Iterator[Subject]:
    keys, told = flat.edge_order.told()
    for (edge, head, tail, values), key, attributes in zip(flat.edges(), keys, told, strict=True):
        relation = clean(str(key_of(attributes, key)))
        ends = iri("entity", head), iri("entity", tail)
        stated = _typed("kg:Relation", "rdf:Statement", "prov:Entity")
        stated += [("rdf:subject", ends[0]), ("rdf:predicate", Iri(term(relation))), ("rdf:object", ends[1])]
        for column, value in zip(flat.edge_columns, values, strict=True):
            if value is not None and not _elsewhere(column, attributes):
                stated.append((term(column.name), Text(value) if column.name == "label" else value))
        claim = iri("claim", edge)
        yield from _derived(claim, stated, _records("evidence", attributes), passages)
        for number, fact in enumerate(_records("facts", attributes)):
            yield from _fact(claim, iri("claim", f"{edge} fact {number}"), fact, passages)
        if attributes.get("realis", "fact") == "fact":
            predicates = (term(relation), *RELATIONS.get(relation, ()))
            yield Subject(ends[0], [(predicate, ends[1]) for predicate in predicates])


def _derived(
    claim: Iri,
    stated: list[tuple[str, Term]],
    evidence: Sequence[Evidence],
    passages: Passages,
) -> Iterator[Subject]:
    """The claim with its derivations, one a piece of evidence, and the derivations themselves."""
    derivations = [Iri(f"{claim}:evidence:{number}") for number in range(len(evidence))]
    places = [_place(piece.document, piece.start, piece.end) for piece in evidence]
    stated += [("prov:wasDerivedFrom", place) for place in dict.fromkeys(places)]
    yield Subject(claim, [*stated, *(("prov:qualifiedDerivation", derivation) for derivation in derivations)])
    for derivation, place, piece in zip(derivations, places, evidence, strict=True):
        passages[piece.document, piece.start, piece.end] = clean(piece.quote)
        told: list[tuple[str, Term]] = [("prov:entity", place), ("kg:rule", clean(piece.rule))]
        told += [("kg:trigger", clean(piece.trigger)), ("kg:score", piece.score)]
        yield Subject(derivation, [*_typed("prov:Derivation"), *told])


def _place(document: str, start: int, end: int) -> Iri:
    """A passage of a document, as RFC 5147 points into plain text."""
    return Iri(f"{iri('document', document)}#char={start},{end}")


def _judgement(number: int, judgement: Judgement) -> Subject:
    stated = _typed("kg:Judgement", "prov:Entity")
    told = {"left": judgement.left, "right": judgement.right, "verdict": judgement.verdict, "reason": judgement.reason}
    stated += [(f"kg:{name}", clean(value)) for name, value in told.items()]
    if judgement.document is not None:
        stated.append(("prov:wasDerivedFrom", iri("document", judgement.document)))
    return Subject(iri("judgement", str(number)), stated)


def _open_list(number: int, item: OpenList, passages: Passages) -> Iterator[Subject]:
    stated = _typed("kg:OpenList", "prov:Entity")
    stated += [("kg:declaredTotal", item.declared_total), ("kg:headNoun", Text(clean(item.head_noun)))]
    stated += [("kg:member", iri("entity", str(member))) for member in item.members]
    yield from _derived(iri("list", str(number)), stated, (item.evidence,), passages)
