"""An attribute as one scalar: what the flat formats hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kg.export.passage import aliases_to_text, evidence_to_text, facts_to_text, spans_to_text
from kg.export.value import plain, to_json
from kg.records import Evidence, Fact

__all__ = ["TEXTS", "Scalar", "clean", "is_record", "scalar", "unclean"]

Scalar = bool | int | float | str

# What the contract has under a name: the type of each item, and the text of all.
TEXTS: dict[str, tuple[type, Callable[[Any], str]]] = {
    "aliases": (str, aliases_to_text),
    "corrected": (str, aliases_to_text),
    "evidence": (Evidence, evidence_to_text),
    "facts": (Fact, facts_to_text),
    "spans": (tuple, spans_to_text),
}
LONG = 2**63
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|\\\\u[0-9a-f]{4}")
_CLEANED = re.compile(r"\\u([0-9a-f]{4})")


def clean(text: str) -> str:
    r"""`text` without what XML and UTF-8 cannot hold: such a character becomes ``\uXXXX``, and `unclean` undoes it.

    Examples
    --------
    >>> unclean(clean("甲\x00乙")) == "甲\x00乙"
    True
    """
    if text.isprintable() and "\\u" not in text:  # most texts, and much quicker than the search
        return text
    return _ILLEGAL.sub(lambda match: f"\\u{ord(match[0][0]):04x}{match[0][1:]}", text)


def unclean(text: str) -> str:
    """What `clean` was given."""
    return _CLEANED.sub(lambda match: chr(int(match[1], 16)), text) if "\\u" in text else text


def is_record(name: str, value: Any) -> bool:
    """Whether `value` is a sequence of what the contract has under `name`."""
    return name in TEXTS and isinstance(value, tuple | list) and all(isinstance(item, TEXTS[name][0]) for item in value)


def scalar(name: str, value: Any, where: str) -> Scalar | None:
    """`value` of the attribute `name` as one scalar, None where there is nothing to write.

    Records become text (`kg.export.passage`), aliases are joined with ``|``, other lists and dicts become JSON,
    integers beyond 64 bits text.

    Raises
    ------
    ExportError
        The value has no such form; `where` is named.
    """
    if is_record(name, value):
        return clean(TEXTS[name][1](value))
    value = plain(value, where)
    if isinstance(value, list | dict):
        return clean(to_json(value))
    if type(value) is int and not -LONG <= value < LONG:
        return str(value)
    return clean(value) if isinstance(value, str) else value
