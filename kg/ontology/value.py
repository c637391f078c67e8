"""Readers of single values: texts, names, flags, numbers, regular expressions.

A reader takes a source, a node and the key that it reads for, and gives the value; None, with a fault noted, where the
value is wrong. Strings come as `Text`, which knows its place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml

from kg.ontology.pattern import pattern_faults
from kg.ontology.source import Source, Text

__all__ = [
    "Reader",
    "choice",
    "fitting",
    "flag",
    "names",
    "nearest",
    "plain",
    "regex",
    "seen",
    "share",
    "text",
    "texts",
]

Reader = Callable[[Source, yaml.Node, str], Any]
STRING = "tag:yaml.org,2002:str"


def plain(value: Any) -> Any:
    """A value without places: `Text` becomes str, also inside tuples and frozen sets."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple | frozenset):
        return type(value)(plain(item) for item in value)
    return value


def nearest(word: str, words: Iterable[str], otherwise: str = "take one of these") -> str:
    """What to do about an unknown `word`: take the nearest of `words`, `otherwise` where none is near."""
    near = difflib.get_close_matches(word, sorted(words), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else otherwise


def seen(node: yaml.Node) -> str:
    """What a node is, as messages call it."""
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return f"{node.value!r}" if node.value.strip() else "empty"


def text(source: Source, node: yaml.Node, what: str) -> Text | None:
    """A string that is not blank; numbers, truth values and null are faults."""
    if isinstance(node, yaml.ScalarNode) and node.tag == STRING and node.value.strip():
        return Text(node.value, source.at(node))
    quotes = "put it in quotes" if isinstance(node, yaml.ScalarNode) and node.value.strip() else "write one"
    source.fault(node, f"{what} is {seen(node)}", "a text", quotes)
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
    source.fault(node, f"{what} is {seen(node)}", "true or false", "write one of the two, without quotes")
    return None


def share(source: Source, node: yaml.Node, what: str) -> float | None:
    """A number over 0 and up to 1."""
    try:
        value = float(node.value) if isinstance(node, yaml.ScalarNode) else 0.0
    except ValueError:
        value = 0.0
    if 0 < value <= 1:
        return value
    source.fault(node, f"{what} is {seen(node)}", "a number over 0 and up to 1", f"write it as in `{what}: 0.9`")
    return None


def texts(source: Source, node: yaml.Node, what: str) -> tuple[Text, ...] | None:
    """A list of one or more strings, none of them twice."""
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        kind = "an empty list" if isinstance(node, yaml.SequenceNode) else seen(node)
        source.fault(node, f"{what} is {kind}", "a list of one or more texts", "write one or more lines `- text`")
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
