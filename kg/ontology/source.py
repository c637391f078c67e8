"""The files of schemas/ as text and as YAML nodes that know their lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import yaml

from kg.ontology.fault import Faults, Place

__all__ = ["Source", "Text", "shown"]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one written in C is ten times as fast


class Text(str):
    """A string that knows where it was written."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, value: str, place: Place) -> Self:
        """Write `value` down with its place."""
        text = super().__new__(cls, value)
        text.place = place
        return text


def shown(path: Path) -> str:
    """A path as messages show it: relative where it lies under the working directory, with forward slashes."""
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


@dataclass(frozen=True, slots=True)
class Source:
    """A file being read.

    `data` are its bytes, `file` its path within schemas/, `name` its path as messages show it; with `thorough`
    its patterns are also run.
    """

    data: bytes
    file: str
    name: str
    faults: Faults
    thorough: bool = False

    def line(self, number: int) -> Place:
        """The line `number`, counted from 1."""
        return Place(self.name, number)

    def at(self, node: yaml.Node) -> Place:
        """Where `node` begins."""
        return Place(self.name, node.start_mark.line + 1)

    def fault(self, node: yaml.Node, found: str, expected: str, cure: str) -> None:
        """Note a fault at `node`."""
        self.faults.add(self.at(node), found, expected, cure)

    def text(self) -> str | None:
        """The text without a byte order mark; None, with a fault noted, where the bytes are not UTF-8."""
        try:
            return self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            place = self.line(self.data.count(b"\n", 0, error.start) + 1)
            found = f"the byte 0x{self.data[error.start]:02x} is not UTF-8"
            self.faults.add(place, found, "a file in UTF-8", "save the file with the encoding UTF-8")
            return None

    def root(self) -> yaml.Node | None:
        """The YAML node of the whole file; None, with a fault noted, where there is none."""
        text = self.text()
        if text is None:
            return None
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or getattr(error, "reason", "unreadable")
            place = self.line(min(mark.line + 1, len(text.splitlines())) if mark else 1)
            cure = "mend the line or the one above it (indentation, quotes, brackets)"
            self.faults.add(place, f"broken YAML: {problem}", "YAML", cure)
            return None
        if node is None:
            self.faults.add(self.line(1), "the file is empty", "a mapping", "fill it, or remove it")
        return node
