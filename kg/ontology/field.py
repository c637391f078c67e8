"""Reading YAML mappings by table: a table gives for each key how its value is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from kg.ontology.fault import Place
from kg.ontology.source import Source, Text
from kg.ontology.value import Reader, nearest, regex, seen

__all__ = ["Entry", "Field", "Table", "cues", "entries", "mapping", "named", "nested"]


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

    source: Source
    place: Place
    values: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """The value of `key`; None where it is missing or wrong."""
        return self.values.get(key)


def _pairs(source: Source, node: yaml.Node, what: str) -> Iterator[tuple[Text, yaml.Node]]:
    """The keys and value nodes of a mapping; keys that stand twice are faults."""
    if not isinstance(node, yaml.MappingNode):
        source.fault(node, f"{what} is {seen(node)}", "a mapping", "write it as `key: value` lines")
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
    entry = Entry(source, source.at(node))
    present = set()
    for located, value in _pairs(source, node, what):
        key = str(located)
        present.add(key)
        if key not in table:
            expected = f"one of: {', '.join(table)}"
            source.faults.add(located.place, f"{what} has the unknown key {key}", expected, nearest(key, table))
            continue
        read = table[key].read(source, value, key)
        if read is not None:
            entry.values[key] = read
    if isinstance(node, yaml.MappingNode):
        for key, spec in table.items():
            if spec.required and key not in present:
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
            source.fault(node, f"{what} is {seen(node)}", "a list of mappings", "begin each entry with `- `")
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
        alone = isinstance(node, yaml.ScalarNode)
        pairs = [(Text("", source.at(node)), node)] if alone else list(_pairs(source, node, what))
        return [
            Entry(source, name.place, {"name": name, "pattern": regex(source, value, f"the {kind} {name}".rstrip())})
            for name, value in pairs
        ]

    return read
