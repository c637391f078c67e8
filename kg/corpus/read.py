"""Gold files -> GoldDocument: gold JSON, marked text, or folders of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.corpus import marked
from kg.corpus.document import GoldDocument, GoldEntity, GoldMention, GoldRelation
from kg.errors import UnreadableDocument
from kg.ontology.load import load

__all__ = ["read_gold"]


def read_gold(paths: Iterable[Path | str]) -> list[GoldDocument]:
    """The documents of gold JSON files, marked text files (``.txt``), or folders of them, sorted by id.

    Raises
    ------
    UnreadableDocument
        A path is missing, a folder holds no gold, or a file is neither gold JSON nor marked text.
    """
    letters = load().letters
    documents: list[GoldDocument] = []
    for path in map(Path, paths):
        files = sorted([*path.rglob("*.json"), *path.rglob("*.txt")]) if path.is_dir() else [path]
        if not files:
            raise UnreadableDocument(f"{path}: no gold JSON and no marked text in this folder")
        for file in files:
            documents += _read(file, letters)
    return sorted(documents, key=lambda document: document.id)


def _read(path: Path, letters: Mapping[str, str]) -> list[GoldDocument]:
    if not path.exists():
        raise UnreadableDocument(f"{path}: no such file or folder; give gold JSON, marked text, or a folder of them")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from error
    if path.suffix != ".json":
        return marked.documents(text, letters, source=path.name)
    try:
        return [_from_data(path.stem, json.loads(text))]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        found = f"{type(error).__name__}: {error}"
        raise UnreadableDocument(
            f"{path}: no gold document ({found}); the format is in tests/gold/GUIDELINES.md"
        ) from error


def _from_data(name: str, data: dict[str, Any]) -> GoldDocument:
    entities = tuple(
        GoldEntity(
            id=item["id"],
            types=(item["type"],) if isinstance(item["type"], str) else tuple(item["type"]),
            name=item["name"],
            aliases=tuple(item.get("aliases") or ()),
            attributes=item.get("attributes") or {},
            optional=bool(item.get("optional")),
        )
        for item in data["entities"]
    )
    relations = tuple(
        GoldRelation(
            head=item["head"],
            type=item["type"],
            tail=item["tail"],
            attributes=item.get("attributes") or {},
            optional=bool(item.get("optional")),
            evidence=item.get("evidence", ""),
        )
        for item in data["relations"]
    )
    return GoldDocument(name, "", data["text"], entities, relations, tuple(_occurrences(data["text"], entities)))


def _occurrences(text: str, entities: Sequence[GoldEntity]) -> list[GoldMention]:
    """Every place where a form stands, the longest form first, none over another; white space inside is allowed."""
    forms = [(re.sub(r"\s", "", form), entity) for entity in entities for form in entity.forms]
    taken = bytearray(len(text))
    found = []
    for form, entity in sorted(forms, key=lambda item: -len(item[0])):
        for match in re.finditer(r"\s*".join(map(re.escape, form)), text):
            start, end = match.span()
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                found.append((start, end, entity.types[0], entity.id))
    return sorted(found)
