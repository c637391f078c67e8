"""Word lists: plain text, one word a line, with a head that says where the words come from."""

from __future__ import annotations

import unicodedata

from kg.ontology.model import WordList
from kg.ontology.source import Source

__all__ = ["read_word_list"]

KEYS = ("source", "licence", "filter", "extends")
REQUIRED = ("source", "licence")
SEPARATORS = ("\t", ",", "，", "、", ";", "；")


def read_word_list(source: Source, name: str) -> tuple[WordList, bool] | None:
    """The list in a file, and whether it replaces a list of the same name (a head line ``# extends: false``).

    Head lines begin with ``#``; ``# source:`` and ``# licence:`` must be among them. Words keep the order of the file;
    they are folded by NFKC where the file is not, so that they match normalised text. None where there are faults.
    """
    text = source.text()
    if text is None:
        return None
    if not unicodedata.is_normalized("NFKC", text):
        text = "\n".join(unicodedata.normalize("NFKC", line) for line in text.splitlines())
    before = len(source.faults)
    lines = [line.strip() for line in text.splitlines()]
    head = _head(source, lines)
    words = tuple(line for line in lines if line and not line.startswith("#"))
    if not words:
        source.faults.add(source.line(1), "the list has no words", "one word a line", "add words, or remove the file")
    if len(set(words)) < len(words):
        _repeated(source, lines)
    if any(mark in text for mark in SEPARATORS):
        _separated(source, lines)
    if len(source.faults) > before:
        return None
    return WordList(name, words, head["source"], head["licence"]), head.get("extends") == "false"


def _head(source: Source, lines: list[str]) -> dict[str, str]:
    head = {}
    for line in lines:
        if not line.startswith("#"):
            continue
        key, colon, value = line[1:].partition(":")
        if colon and key.strip() in KEYS and value.strip():
            head[key.strip()] = value.strip()
    for key in REQUIRED:
        if key not in head:
            cure = "say where the words come from" if key == "source" else "say under which licence they may be used"
            source.faults.add(source.line(1), f"the list has no {key}", f"a head line `# {key}: …`", cure)
    if head.get("extends", "false") not in ("true", "false"):
        at = next(n for n, line in enumerate(lines, 1) if line.startswith("#") and "extends" in line)
        cure = "write one of the two"
        source.faults.add(source.line(at), f"extends is {head['extends']!r}", "true or false", cure)
    return head


def _repeated(source: Source, lines: list[str]) -> None:
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        if line in first:
            found = f"the word {line} stands twice, first in line {first[line]}"
            source.faults.add(source.line(number), found, "it once", "remove one of the two lines")
        first.setdefault(line, number)


def _separated(source: Source, lines: list[str]) -> None:
    for number, line in enumerate(lines, 1):
        mark = next((mark for mark in SEPARATORS if mark in line), None)
        if mark and not line.startswith("#"):
            found = f"the line {line!r} holds {mark!r}"
            source.faults.add(source.line(number), found, "one word a line", "give each word a line of its own")
