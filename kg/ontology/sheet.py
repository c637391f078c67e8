"""The tables of schemas/: which keys stand in which file, and how their values are read.

A new attribute of a record in `kg.ontology.model` is one line here.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.ontology.field import Entry, Field, Table, cues, entries, mapping, named, nested
from kg.ontology.source import Source
from kg.ontology.value import Reader, choice, fitting, flag, names, regex, share, text, texts

__all__ = ["FILES", "RULES", "SETTINGS", "Sheet", "read_sheet"]

PASCAL_CASE = fitting(r"[A-Z][A-Za-z]*", "a name such as Enterprise", "write it in PascalCase")
UPPER_SNAKE = fitting(r"[A-Z]+(_[A-Z]+)*", "a name such as SETTLES_IN", "write it in capitals with underscores")
LOWER_SNAKE = fitting(r"[a-z]+(_[a-z]+)*", "a name such as under_construction", "write it in small letters")
RULE_ID = fitting(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", "an id such as settles.sign", "use small letters, digits, - and dots")
LETTER = fitting(r"[A-Z]", "one capital letter", "take a letter that no other type has")
COLOR = fitting(r"#[0-9a-fA-F]{6}", "a colour such as #3b6fb6", "write # and six hexadecimal digits in quotes")
SHAPE = choice("box", "diamond", "dot", "ellipse", "hexagon", "square", "star", "triangle", "triangleDown")

ENTITY_TYPE: Table = {
    "name": Field(PASCAL_CASE, "name: Enterprise"),
    "label": Field(text, "label: 企业"),
    "letter": Field(LETTER, "letter: E"),
    "color": Field(COLOR, 'color: "#3b6fb6"'),
    "shape": Field(SHAPE, "shape: dot"),
    "definition": Field(text, 'definition: "a named company"'),
}
RELATION_TYPE: Table = {
    "name": Field(UPPER_SNAKE, "name: SETTLES_IN"),
    "label": Field(text, "label: 落户"),
    "domain": Field(names, "domain: [Enterprise, Project]"),
    "range": Field(names, "range: [Park]"),
    "symmetric": Field(flag, "symmetric: true", required=False),
    "staged": Field(flag, "staged: true", required=False),
}
STAGE: Table = {
    "name": Field(LOWER_SNAKE, "name: signed"),
    "label": Field(text, "label: 签约"),
}
REALIS: Table = {
    "name": Field(LOWER_SNAKE, "name: planned"),
    "label": Field(text, "label: 计划"),
    "definition": Field(text, 'definition: "拟, 计划, 谋划"'),
}
SLOT: Table = {
    "types": Field(names, "types: [Enterprise]", required=False),
    "where": Field(choice("before", "after", "subject", "around", "zone"), "where: before"),
}
EXAMPLES: Table = {
    "match": Field(texts, 'match: ["[[E:h|远山智造]]落户[[K:t|云岭开发区]]。"]'),
    "no_match": Field(texts, 'no_match: ["[[E|远山智造]]未落户[[K|云岭开发区]]。"]'),
}
RULE: Table = {
    "id": Field(RULE_ID, "id: settles.sign"),
    "relation": Field(text, "relation: SETTLES_IN"),
    "trigger": Field(regex, "trigger: 落户"),
    "head": Field(nested(SLOT), "head: {types: [Enterprise], where: subject}"),
    "tail": Field(nested(SLOT), "tail: {where: after}"),
    "score": Field(share, "score: 0.9"),
    "source": Field(text, "source: own wording"),
    "examples": Field(nested(EXAMPLES), "examples: {match: [...], no_match: [...]}"),
    "reach": Field(choice("clause", "sentence"), "reach: sentence", required=False),
    "stage": Field(text, "stage: signed", required=False),
    "realis": Field(text, "realis: planned", required=False),
}
PATTERN: Table = {
    "pattern": Field(regex, "pattern: 落户|入驻"),
    "source": Field(text, "source: own wording"),
    "match": Field(texts, "match: [落户云岭开发区]"),
    "no_match": Field(texts, "no_match: [落实户籍]"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a file: entries of one `kind`; `key` is what names an entry, `unique` what no two may share."""

    kind: str
    read: Reader
    key: str = "name"
    unique: tuple[str, ...] = ()


RULES = "rules"
SETTINGS: Table = {"extends": Field(flag, "extends: true")}
FILES: dict[str, dict[str, Sheet]] = {
    "entities.yaml": {
        "entities": Sheet("entity type", entries("entity type", ENTITY_TYPE), unique=("label", "letter", "color")),
    },
    "relations.yaml": {"relations": Sheet("relation", entries("relation", RELATION_TYPE), unique=("label",))},
    "stages.yaml": {
        "stages": Sheet("stage", entries("stage", STAGE), unique=("label",)),
        "realis": Sheet("realis value", entries("realis value", REALIS), unique=("label",)),
    },
    "cues.yaml": {
        "stage": Sheet("stage cue", cues("stage cue")),
        "realis": Sheet("realis cue", cues("realis cue")),
        "negation": Sheet("negation cue", cues("negation cue")),
    },
    "patterns.yaml": {"patterns": Sheet("pattern", named("pattern", PATTERN))},
    RULES: {"rules": Sheet("rule", entries("rule", RULE), key="id")},
}


def read_sheet(source: Source, file: str, *, complete: bool) -> dict[str, list[Entry]]:
    """The entries of a file by kind; with `complete` a part that is missing is a fault."""
    root = source.root()
    if root is None:
        return {}
    table = {part: Field(sheet.read, f"{part}:", required=complete) for part, sheet in FILES[file].items()}
    parts = mapping(source, root, "the file", table).values
    return {sheet.kind: parts[part] for part, sheet in FILES[file].items() if part in parts}
