r"""Marked text (tests/gold/FORMAT.md) -> GoldDocument.

>>> text = "### T1 报道\n[[E1|远山智造]]落户[[K1|云岭开发区]]。\n---\nE1 SETTLES_IN K1 stage=operating\n"
>>> document, = documents(text, {"E": "Enterprise", "K": "Park"}, source="T1.txt")
>>> document.text, document.mentions[1]
('远山智造落户云岭开发区。', (6, 11, 'Park', 'K1'))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.corpus.document import GoldDocument, GoldEntity, GoldMention, GoldRelation, passage
from kg.errors import UnreadableDocument

__all__ = ["documents"]

NEWLINE = "\n"
MARK = re.compile(r"\[\[([A-Z]\d+)\|([^\[\]|]+)\]\]")
BROKEN = re.compile(r"\[\[|\]\]")
HEAD = re.compile(r"^### ", re.MULTILINE)
RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)
ENTITY_LINE = re.compile(r"@([A-Z]\d+)((?:\s+\w+=\S+)+)")
RELATION_LINE = re.compile(r"(\?\s*)?([A-Z]\d+)\s+([A-Z_]+)\s+([A-Z]\d+)((?:\s+\w+=\S+)*)")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def documents(marked: str, letters: Mapping[str, str], *, source: str) -> list[GoldDocument]:
    """The documents of a marked text in its order.

    `letters` gives the type of entity that each letter marks; `source` names the text in errors.

    Raises
    ------
    UnreadableDocument
        The text holds no document, or breaks the format; every breach is told with the line of its document.
    """
    heads = [match.end() for match in HEAD.finditer(marked)]
    if not heads:
        raise UnreadableDocument(
            f"{source}: no document; marked text has documents that start with '### ID genre' (tests/gold/FORMAT.md)"
        )
    faults: list[str] = []
    found = []
    for start, end in zip(heads, [*(head - len("### ") for head in heads[1:]), len(marked)], strict=True):
        where = f"{source}:{marked.count(NEWLINE, 0, start) + 1}"
        found.append(_document(marked[start:end], letters, where, faults))
    if faults:
        raise UnreadableDocument("\n".join(faults))
    return found


def _document(block: str, letters: Mapping[str, str], where: str, faults: list[str]) -> GoldDocument:
    head, _, body = block.partition("\n")
    name, _, genre = head.strip().partition(" ")
    rule = RULE.search(body)
    marked, facts = (body[: rule.start()], body[rule.end() :]) if rule else (body, "")
    if rule is None:
        faults.append(f"{where}: {name}: no line '---' between the text and its relations")
    text, mentions = _plain(marked.strip("\n"), letters)
    broken = BROKEN.search(text)
    if broken:
        near = text[max(0, broken.start() - 10) :][:40]
        faults.append(f"{where}: {name}: a broken mark near {near!r}; a mark is [[E1|名称]] and holds no other")
    lines = [line.strip() for line in facts.splitlines()]
    attributes, relations = _facts(filter(None, lines), f"{where}: {name}", faults)
    entities = _entities(text, mentions, attributes)
    marks = {entity.id for entity in entities}
    faults += [f"{where}: {name}: @{key} has no mark in the text" for key in attributes if key not in marks]
    told = tuple(replace(relation, evidence=_evidence(text, mentions, relation)) for relation in relations)
    return GoldDocument(name, genre, text, entities, told, tuple(mentions))


def _plain(marked: str, letters: Mapping[str, str]) -> tuple[str, list[GoldMention]]:
    """The text without its marks, and what they mark; a letter that marks no type stands for itself."""
    text, mentions, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        letter = match[1][0]
        mentions.append((len(text), len(text) + len(match[2]), letters.get(letter, letter), match[1]))
        text += match[2]
        last = match.end()
    return text + marked[last:], mentions


def _facts(lines: Iterable[str], where: str, faults: list[str]) -> tuple[dict[str, dict[str, Any]], list[GoldRelation]]:
    attributes: dict[str, dict[str, Any]] = {}
    relations = []
    for line in lines:
        if match := ENTITY_LINE.fullmatch(line):
            attributes.setdefault(match[1], {}).update(_values(match[2]))
        elif match := RELATION_LINE.fullmatch(line):
            relations.append(GoldRelation(match[2], match[3], match[4], dict(_values(match[5])), bool(match[1])))
        else:
            faults.append(f"{where}: {line!r} is neither 'E1 RELATION K1 key=value' nor '@E1 key=value'")
    return attributes, relations


def _values(pairs: str) -> Iterator[tuple[str, int | float | str]]:
    for pair in pairs.split():
        key, _, raw = pair.partition("=")
        number = NUMBER.fullmatch(raw)
        yield key, raw if number is None else float(raw) if number[1] or number[2] else int(raw)


def _entities(text: str, mentions: Iterable[GoldMention], attributes: Mapping[str, Any]) -> tuple[GoldEntity, ...]:
    """The things that are marked, in the order of the text; the longest form is the name, the others are aliases."""
    forms: dict[tuple[str, str], dict[str, None]] = {}
    for start, end, kind, key in mentions:
        forms.setdefault((key, kind), {})[text[start:end]] = None
    entities = []
    for (key, kind), seen in forms.items():
        name = max(seen, key=len)
        aliases = tuple(form for form in seen if form != name)
        entities.append(GoldEntity(key, (kind,), name, aliases, attributes.get(key, {})))
    return tuple(entities)


def _evidence(text: str, mentions: Sequence[GoldMention], relation: GoldRelation) -> str:
    """The whole sentences around the two marks of a relation that stand nearest; empty where an end has no mark."""
    heads = [mention for mention in mentions if mention[3] == relation.head]
    tails = [mention for mention in mentions if mention[3] == relation.tail]
    spans = [(min(a[0], b[0]), max(a[1], b[1])) for a in heads for b in tails]
    if not spans:
        return ""
    return passage(text, *min(spans, key=lambda span: span[1] - span[0]))
