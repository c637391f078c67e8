"""The checker of the corpus: every breach of tests/gold/GUIDELINES.md as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.corpus.document import GoldDocument, GoldEntity, GoldRelation
from kg.ontology.model import Ontology

__all__ = ["faults", "shared_faults"]

ALONE = frozenset({"Enterprise", "Project", "Park"})
"""Types that are annotated even where they take part in no relation."""
NUMBERS = frozenset({"investment_cny", "investment_usd", "area_m2", "amount_cny", "year"})
DATES = frozenset({"start", "finish"})
ENTITY_ATTRIBUTES = frozenset({"investment_cny", "investment_usd", "stage", "area_m2", "capacity", "start", "finish"})
RELATION_ATTRIBUTES = frozenset({"stage", "amount_cny", "year", "field"})
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
STANDS_ALONE = 3
"""Characters: a marked form of this length or more is marked wherever it stands outside a longer mark."""


def faults(document: GoldDocument, ontology: Ontology) -> Iterator[str]:
    """A sentence for each breach of the guidelines in one gold document, each starting with its id."""
    found = (*_entity_faults(document, ontology), *_relation_faults(document, ontology), *_mark_faults(document))
    return (f"{document.id}: {fault}" for fault in found)


def shared_faults(documents: Iterable[GoldDocument]) -> Iterator[str]:
    """A sentence for each id or text that several documents have: folds could not keep them apart."""
    ids: set[str] = set()
    texts: dict[str, str] = {}
    for document in documents:
        if document.id in ids:
            yield f"{document.id}: several documents have this id"
        ids.add(document.id)
        text = re.sub(r"\s+", "", document.text)
        if text in texts:
            yield f"{document.id}: has the text of {texts[text]}"
        texts.setdefault(text, document.id)


def _entity_faults(document: GoldDocument, ontology: Ontology) -> Iterator[str]:
    text = re.sub(r"\s+", "", document.text)
    linked = {end for relation in document.relations for end in (relation.head, relation.tail)}
    names: dict[str, str] = {}
    ids: set[str] = set()
    for entity in document.entities:
        if entity.id in ids:
            yield f"entity id {entity.id} is used twice"
        ids.add(entity.id)
        unknown = [kind for kind in entity.types if kind not in ontology.entity_types]
        if unknown or not entity.types:
            yield f"{entity.name}: unknown type {', '.join(unknown)}"
        for form in entity.forms:
            if re.sub(r"\s+", "", form) not in text:
                yield f"{form!r} does not occur in the text"
            if names.setdefault(form, entity.id) != entity.id:
                yield f"{form!r} names two entities"
        for fault in _attribute_faults(entity.attributes, ENTITY_ATTRIBUTES, ontology):
            yield f"{entity.name}: {fault}"
        if entity.id not in linked and not ALONE & set(entity.types):
            yield f"{entity.name} ({'|'.join(entity.types)}) takes part in no relation"


def _relation_faults(document: GoldDocument, ontology: Ontology) -> Iterator[str]:
    text = re.sub(r"\s+", "", document.text)
    entities = {entity.id: entity for entity in document.entities}
    seen: set[tuple[str, str, str]] = set()
    for relation in document.relations:
        if relation.head not in entities or relation.tail not in entities:
            yield f"relation with unknown id: {relation.head} {relation.type} {relation.tail}"
            continue
        head, tail = entities[relation.head], entities[relation.tail]
        label = f"{head.name} {relation.type} {tail.name}"
        found = (
            *_shape_faults(relation, head, tail, ontology),
            *_attribute_faults(relation.attributes, RELATION_ATTRIBUTES, ontology),
        )
        yield from (f"{label}: {fault}" for fault in found)
        key = (relation.head, relation.type, relation.tail)
        mirror = (
            key[::-1]
            if relation.type in ontology.relation_types and ontology.relation_types[relation.type].symmetric
            else key
        )
        if key in seen or mirror in seen:
            yield f"{label}: stated twice"
        seen.add(key)
        if re.sub(r"\s+", "", relation.evidence) not in text:
            yield f"{label}: evidence does not occur in the text"


def _shape_faults(relation: GoldRelation, head: GoldEntity, tail: GoldEntity, ontology: Ontology) -> Iterator[str]:
    kind = ontology.relation_types.get(relation.type)
    if kind is None:
        yield "unknown relation"
    elif not kind.domain & set(head.types) or not kind.range & set(tail.types):
        yield f"{'|'.join(head.types)} -> {'|'.join(tail.types)} is outside the relation's domain or range"
    if head.id == tail.id:
        yield "joins a thing with itself"
    if (head.optional or tail.optional) and not relation.optional:
        yield "has an optional end but is not optional"


def _attribute_faults(attributes: Mapping[str, Any], known: frozenset[str], ontology: Ontology) -> Iterator[str]:
    for name, value in attributes.items():
        if name not in known:
            yield f"unknown attribute {name}"
        elif name == "stage" and value not in ontology.stages:
            yield f"unknown stage {value}"
        elif name in NUMBERS and not isinstance(value, int | float):
            yield f"{name}={value} is not a number"
        elif name in DATES and not DATE.fullmatch(str(value)):
            yield f"{name}={value} is not an ISO date"


def _mark_faults(document: GoldDocument) -> Iterator[str]:
    """A form that is marked once should be marked wherever it stands alone."""
    text = document.text
    spans = [(start, end) for start, end, *_ in document.mentions]
    for form in sorted({text[start:end] for start, end in spans if end - start >= STANDS_ALONE}):
        for match in re.finditer(re.escape(form), text):
            if not any(start <= match.start() and match.end() <= end for start, end in spans):
                yield f"{form} is not marked at {text[max(0, match.start() - 8) : match.end() + 8]!r}"
