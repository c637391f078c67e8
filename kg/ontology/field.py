"""Reading YAML mappings by table: a table gives for each key how its value is read.

A reader takes a source, a node and the key that it reads for, and gives the value; None, with a fault noted, where the
value is wrong. Strings come as `Text`, which knows its place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from kg.ontology.fault import Place
from kg.ontology.pattern import pattern_faults
from kg.ontology.source import Source, Text

__all__ = [
    "Entry",
    "Field",
    "Reader",
    "Table",
    "choice",
    "cues",
    "entries",
    "fitting",
    "flag",
    "mapping",
    "named",
    "names",
    "nearest",
    "nested",
    "plain",
    "regex",
    "share",
    "text",
    "texts",
]

Reader = Callable[[Source, yaml.Node, str], Any]
STRING = "tag:yaml.org,2002:str"


@dataclass(frozen=True, slots=True)
class Field:
    """How a key is read; `example` is a right line, shown where a `required` key is missing."""

    read: Reader
    example: str
    required: bool = True


Table = Mapping[str, Field]


@dataclass(slots=True)
class Entry:
    """A mapping as read, with the values that are right."""

    kind: str
    source: Source
    place: Place
    values: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """The value of `key`; None where it is missing or wrong."""
        return self.values.get(key)


def plain(value: Any) -> Any:
    """A value without places: `Text` becomes str, also inside tuples and frozen sets."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple | frozenset):
        return type(value)(plain(item) for item in value)
    return value


def nearest(word: str, words: Iterable[str]) -> str:
    """What to do about an unknown `word`: the nearest of `words`, or all of them."""
    known = sorted(words)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else f"known are: {', '.join(known) or 'none'}"


def _seen(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f"{node.value!r}" if node.value.strip() else "empty"


def _pairs(source: Source, node: yaml.Node, what: str) -> Iterator[tuple[Text, yaml.Node]]:
    """The keys and value nodes of a mapping; keys that stand twice are faults."""
    if not isinstance(node, yaml.MappingNode):
        source.fault(node, f"{what} is {_seen(node)}", "a mapping", "write it as `key: value` lines")
        return
    first: dict[str, Place] = {}
    for key_node, value in node.value:
        key = Text(str(key_node.value), source.at(key_node))
        if key in first:
            found = f"the key {key} stands twice, first at {first[key]}"
            source.fault(key_node, found, "it once", "remove one of the two")
            continue
        first[key] = key.place
        yield key, value


def mapping(source: Source, node: yaml.Node, what: str, table: Table) -> Entry:
    """Read a mapping by `table`; unknown and missing keys are faults."""
    entry = Entry(what, source, source.at(node))
    seen = set()
    for located, value in _pairs(source, node, what):
        key = str(located)
        seen.add(key)
        if key not in table:
            expected = f"one of: {', '.join(table)}"
            source.faults.add(located.place, f"{what} has the unknown key {key}", expected, nearest(key, table))
            continue
        read = table[key].read(source, value, key)
        if read is not None:
            entry.values[key] = read
    if isinstance(node, yaml.MappingNode):
        for key, spec in table.items():
            if spec.required and key not in seen:
                source.fault(node, f"{what} has no key {key}", f"a line such as `{spec.example}`", "add it")
    return entry


def nested(table: Table) -> Reader:
    """A reader of a mapping inside a mapping."""

    def read(source: Source, node: yaml.Node, what: str) -> Entry | None:
        entry = mapping(source, node, what, table)
        return entry if isinstance(node, yaml.MappingNode) else None

    return read


def entries(kind: str, table: Table) -> Reader:
    """A reader of a list of mappings, each called `kind` in messages."""

    def read(source: Source, node: yaml.Node, what: str) -> list[Entry] | None:
        if not isinstance(node, yaml.SequenceNode):
            source.fault(node, f"{what} is {_seen(node)}", "a list of mappings", "begin each entry with `- `")
            return None
        return [mapping(source, item, kind, table) for item in node.value]

    return read


def named(kind: str, table: Table) -> Reader:
    """A reader of a mapping from names to mappings; the name becomes the value of the key ``name``."""

    def read(source: Source, node: yaml.Node, what: str) -> list[Entry]:
        found = []
        for name, value in _pairs(source, node, what):
            entry = mapping(source, value, kind, table)
            entry.place = name.place
            entry.values["name"] = name
            found.append(entry)
        return found

    return read


def cues(kind: str) -> Reader:
    """A reader of a mapping from names to regular expressions, or of one regular expression without a name."""

    def read(source: Source, node: yaml.Node, what: str) -> list[Entry]:
        if isinstance(node, yaml.ScalarNode):
            pairs = [(Text("", source.at(node)), node)]
        else:
            pairs = list(_pairs(source, node, what))
        return [
            Entry(
                kind, source, name.place, {"name": name, "pattern": regex(source, value, f"the {kind} {name}".rstrip())}
            )
            for name, value in pairs
        ]

    return read


def text(source: Source, node: yaml.Node, what: str) -> Text | None:
    """A string that is not blank; numbers, truth values and null are faults."""
    if isinstance(node, yaml.ScalarNode) and node.tag == STRING and node.value.strip():
        return Text(node.value, source.at(node))
    quotes = "put it in quotes" if isinstance(node, yaml.ScalarNode) and node.value.strip() else "write one"
    source.fault(node, f"{what} is {_seen(node)}", "a text", quotes)
    return None


def fitting(shape: str, expected: str, cure: str) -> Reader:
    """A reader of strings that match the regular expression `shape` as a whole."""
    compiled = re.compile(shape)

    def read(source: Source, node: yaml.Node, what: str) -> Text | None:
        value = text(source, node, what)
        if value is not None and not compiled.fullmatch(value):
            source.fault(node, f"{what} is {str(value)!r}", expected, cure)
            return None
        return value

    return read


def choice(*options: str) -> Reader:
    """A reader of one of `options`."""

    def read(source: Source, node: yaml.Node, what: str) -> Text | None:
        value = text(source, node, what)
        if value is not None and value not in options:
            source.fault(node, f"{what} is {str(value)!r}", f"one of: {', '.join(options)}", nearest(value, options))
            return None
        return value

    return read


def flag(source: Source, node: yaml.Node, what: str) -> bool | None:
    """A truth value."""
    if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
        return bool(node.value == "true")
    source.fault(node, f"{what} is {_seen(node)}", "true or false", "write one of the two, without quotes")
    return None


def share(source: Source, node: yaml.Node, what: str) -> float | None:
    """A number over 0 and up to 1."""
    try:
        value = float(node.value) if isinstance(node, yaml.ScalarNode) else 0.0
    except ValueError:
        value = 0.0
    if 0 < value <= 1:
        return value
    source.fault(node, f"{what} is {_seen(node)}", "a number over 0 and up to 1", f"write it as in `{what}: 0.9`")
    return None


def texts(source: Source, node: yaml.Node, what: str) -> tuple[Text, ...] | None:
    """A list of one or more strings, none of them twice."""
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        seen = "an empty list" if isinstance(node, yaml.SequenceNode) else _seen(node)
        source.fault(node, f"{what} is {seen}", "a list of one or more texts", "write one or more lines `- text`")
        return None
    found: dict[str, Text] = {}
    for item in node.value:
        value = text(source, item, what)
        if value is None:
            continue
        if value in found:
            first = found[value].place
            source.fault(item, f"{what} has {str(value)!r} twice, first at {first}", "it once", "remove one of the two")
            continue
        found[value] = value
    return tuple(found.values())


def names(source: Source, node: yaml.Node, what: str) -> frozenset[Text] | None:
    """A list of one or more names, as a set."""
    found = texts(source, node, what)
    return None if found is None else frozenset(found)


def regex(source: Source, node: yaml.Node, what: str) -> Text | None:
    """A regular expression that compiles, matches no empty text and has no repeat that makes it slow."""
    value = text(source, node, what)
    if value is None:
        return None
    faults = list(pattern_faults(value, timed=source.thorough))
    for found, expected, cure in faults:
        source.fault(node, f"{what} {found}", expected, cure)
    return None if faults else value
