"""A value of a node or an edge as JSON knows it: text, number, truth value, None, list or dict."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from types import UnionType
from typing import Any

from kg.errors import ExportError
from kg.records import to_dict

__all__ = ["plain", "to_json"]

_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(value: Any, where: str) -> Any:
    """`value` made of what JSON knows; nothing is put in place of it that means something else.

    Records become dicts, tuples lists, sets sorted lists, dates and times ISO text, NaN and the infinities None,
    numbers and truth values of numpy those of Python. Integers keep every digit.

    Parameters
    ----------
    value
        What an attribute holds.
    where
        The node or edge and the attribute, for the message.

    Raises
    ------
    ExportError
        There is no such form for the value.

    Examples
    --------
    >>> plain({"b", "a"}, "node Enterprise:天子铝业, attribute tags")
    ['a', 'b']
    """
    if value is None or type(value) in (str, bool, int):
        return value
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value, where)
    if is_dataclass(value) and not isinstance(value, type):
        return plain(to_dict(value), where)
    if type(value).__module__ == "numpy" and hasattr(value, "tolist"):
        return plain(value.tolist(), where)
    raise ExportError(
        f"{where}: found {type(value).__name__} {value!r:.80}, expected text, a number, a truth value, a date, "
        f"or lists and dicts of these; turn it into one of them before the export"
    )


_FORMS: tuple[tuple[type | UnionType, Callable[[Any, str], Any]], ...] = (
    (str, lambda value, _: str.__str__(value)),
    (int, lambda value, _: int(value)),
    (float, lambda value, _: float(value) if math.isfinite(value) else None),
    (dt.date | dt.time, lambda value, _: value.isoformat()),
    (Mapping, lambda value, where: {str(key): plain(item, where) for key, item in value.items()}),
    (tuple | list, lambda value, where: [plain(item, where) for item in value]),
    (set | frozenset, lambda value, where: sorted((plain(item, where) for item in value), key=to_json)),
)


def to_json(value: Any) -> str:
    """`value`, made by `plain`, as one line of JSON: Chinese as it stands, lone surrogates escaped.

    Examples
    --------
    >>> to_json({"amount": 3.5, "unit": "亿元"})
    '{"amount":3.5,"unit":"亿元"}'
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
