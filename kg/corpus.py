"""The corpus: gold JSON (tests/gold/GUIDELINES.md) and marked text (tests/gold/FORMAT.md) -> GoldDocument."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import GraphFileError
from kg.ontology.model import Ontology
from kg.text import NormalisedText, normalise

__all__ = ["GoldDocument", "GoldEntity", "GoldRelation", "faults", "read_gold", "spans_of"]

MARK = re.compile(r"\[\[([EPKOLIDH]\d+)\|([^\[\]|]+)\]\]")
TYPES = {"E": "Enterprise", "P": "Project", "K": "Park", "O": "Organization", "L": "Place", "I": "Industry", "D": "Product", "H": "Honor"}


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An entity of a gold document; any of `types` is right for it."""

    id: str
    types: tuple[str, ...]
    name: str
    aliases: tuple[str, ...]
    attributes: Mapping[str, Any]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation of a gold document; `head` and `tail` are entity ids."""

    head: str
    type: str
    tail: str
    attributes: Mapping[str, Any]
    optional: bool = False
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with all that is right of it; `mentions` are ``(start, end, type, entity id)`` into `text`."""

    id: str
    genre: str
    text: str
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    mentions: tuple[tuple[int, int, str, str], ...]


def read_gold(paths: Iterable[Path]) -> list[GoldDocument]:
    """The documents of gold JSON files, marked text files, or folders of them, sorted by id.

    Raises
    ------
    GraphFileError
        A path is missing, or a file is neither gold JSON nor marked text.
    """
    documents: list[GoldDocument] = []
    for path in paths:
        if path.is_dir():
            documents += read_gold(sorted([*path.rglob("*.json"), *path.rglob("*.txt")]))
        elif not path.exists():
            raise GraphFileError(f"{path}: no such file or folder; give gold JSON, marked text, or a folder of them")
        elif path.suffix == ".json":
            documents.append(_from_json(path))
        else:
            documents += _from_marked(path)
    return sorted(documents, key=lambda d: d.id)


def _from_json(path: Path) -> GoldDocument:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        entities = tuple(
            GoldEntity(
                e["id"],
                (e["type"],) if isinstance(e["type"], str) else tuple(e["type"]),
                e["name"],
                tuple(e.get("aliases") or ()),
                e.get("attributes") or {},
                bool(e.get("optional")),
            )
            for e in data["entities"]
        )
        relations = tuple(
            GoldRelation(r["head"], r["type"], r["tail"], r.get("attributes") or {}, bool(r.get("optional")), r.get("evidence", ""))
            for r in data["relations"]
        )
        text = data["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise GraphFileError(f"{path}: not a gold document ({error}); see tests/gold/GUIDELINES.md for the format") from error
    return GoldDocument(path.stem, "", text, entities, relations, tuple(_occurrences(text, entities)))


def _occurrences(text: str, entities: Iterable[GoldEntity]) -> Iterator[tuple[int, int, str, str]]:
    """Every place where a form stands, the longest form first, white space inside allowed."""
    forms = [(form, entity) for entity in entities for form in (entity.name, *entity.aliases)]
    taken = bytearray(len(text))
    found = []
    for form, entity in sorted(forms, key=lambda item: -len(item[0])):
        pattern = r"\s*".join(re.escape(char) for char in re.sub(r"\s", "", form))
        for match in re.finditer(pattern, text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\x01" * len(match[0])
                found.append((match.start(), match.end(), entity.types[0], entity.id))
    return iter(sorted(found))


def _value(raw: str) -> int | float | str:
    if re.fullmatch(r"-?\d+", raw):
        return int(raw)
    return float(raw) if re.fullmatch(r"-?\d+\.\d+(?:[eE][+-]?\d+)?|-?\d+[eE][+-]?\d+", raw) else raw


def _from_marked(path: Path) -> Iterator[GoldDocument]:
    for block in re.split(r"^### ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        marked, _, facts = body.partition("\n---")
        name, _, genre = head.strip().partition(" ")
        yield _marked_document(name, genre, marked.strip("\n"), facts.splitlines())


def _marked_document(name: str, genre: str, marked: str, lines: Iterable[str]) -> GoldDocument:
    text, mentions, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        mentions.append((len(text), len(text) + len(match[2]), TYPES[match[1][0]], match[1]))
        text += match[2]
        last = match.end()
    text += marked[last:]
    attributes: dict[str, dict[str, Any]] = {}
    relations = []
    for line in (line.strip() for line in lines):
        parts = line.lstrip("? ").split()
        values = {key: _value(value) for key, value in (part.split("=", 1) for part in parts if "=" in part)}
        if line.startswith("@"):
            attributes.setdefault(parts[0][1:], {}).update(values)
        elif line:
            relations.append(GoldRelation(parts[0], parts[1], parts[2], values, line.startswith("?")))
    forms: dict[str, list[str]] = {}
    for start, end, _, entity in mentions:
        forms.setdefault(entity, [])
        if text[start:end] not in forms[entity]:
            forms[entity].append(text[start:end])
    entities = []
    for entity, seen in forms.items():
        longest = max(seen, key=len)
        aliases = tuple(form for form in seen if form != longest)
        entities.append(GoldEntity(entity, (TYPES[entity[0]],), longest, aliases, attributes.get(entity, {})))
    return GoldDocument(name, genre, text, tuple(entities), tuple(relations), tuple(mentions))


def spans_of(document: GoldDocument, normal: NormalisedText | None = None) -> list[tuple[int, int, str, str]]:
    """The mentions as ``(start, end, type, entity id)`` into the normalised text."""
    normal = normal or normalise(document.text)
    return [(normal.to_normal(s), normal.to_normal(e - 1) + 1, kind, entity) for s, e, kind, entity in document.mentions]


def faults(document: GoldDocument, ontology: Ontology) -> Iterator[str]:
    """A sentence for each breach of the guidelines in a gold document."""
    text = re.sub(r"\s+", "", document.text)
    entities = {entity.id: entity for entity in document.entities}
    names: dict[str, str] = {}
    for entity in document.entities:
        for form in (entity.name, *entity.aliases):
            if re.sub(r"\s+", "", form) not in text:
                yield f"{document.id}: {form!r} does not occur in the text"
            if names.setdefault(form, entity.id) != entity.id and len(form) > 2:
                yield f"{document.id}: {form!r} names two entities"
        stage = entity.attributes.get("stage")
        if stage is not None and stage not in ontology.stages:
            yield f"{document.id}: {entity.name}: unknown stage {stage}"
    seen = set()
    for relation in document.relations:
        if relation.head not in entities or relation.tail not in entities:
            yield f"{document.id}: relation with unknown id: {relation.head} {relation.type} {relation.tail}"
            continue
        kind = ontology.relation_types.get(relation.type)
        head, tail = entities[relation.head], entities[relation.tail]
        label = f"{document.id}: {head.name} {relation.type} {tail.name}"
        if kind is None or not set(head.types) & kind.domain or not set(tail.types) & kind.range:
            yield f"{label}: unknown relation, or outside its domain or range"
        if (relation.head, relation.type, relation.tail) in seen:
            yield f"{label}: stated twice"
        seen.add((relation.head, relation.type, relation.tail))
        if re.sub(r"\s+", "", relation.evidence) not in text:
            yield f"{label}: evidence does not occur in the text"
