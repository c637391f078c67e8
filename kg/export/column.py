"""Columns of the flat formats: a safe name, one type, and a conversion for each attribute of the nodes or the edges.

Attributes that a reader takes for something else are exported as ``attr_<name>``: Gephi draws ``size`` and ``x``,
reads ``d3`` as a label and drops an edge whose ``weight`` is 0; ``id``, ``source`` or ``type`` are the format's own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from kg.export.scalar import LONG, TEXTS, Scalar, clean, scalar, unclean

__all__ = ["CODED", "DERIVED", "KEY", "Column", "Elements", "Memo", "columns", "restore"]

_LOOKS = {"size", "color", "x", "y", "z", "xpos", "ypos", "r", "g", "b", "shape", "thickness", "viz", "opacity"}
_TIMES = {"spells", "timeset", "interval"}
KEY = "networkx_key"
RESERVED = {
    "node": _LOOKS | _TIMES | {"id", "d3", "pid", "parents", "node_for_adding", KEY},
    "edge": _LOOKS
    | _TIMES
    | {"id", "d7", "edgeid", "edgelabel", "edge weight", "type", "kind", "key", KEY, "source", "target", "directed"}
    | {"u_for_edge", "v_for_edge"},
}
PREFIX = "attr_"
CODED = ("type", "stage", "realis")
DERIVED = tuple(f"{name}_label" for name in CODED)
_INT, _EXACT = 2**31, 2**53
_CHUNK, _MEMO = 1000, 4096

Convert = Callable[[Any], Scalar | None]


@dataclass(frozen=True)
class Column:
    """An attribute as the flat formats see it.

    `name` is what they call it and `source` what the graph calls it; `kind` is ``boolean``, ``int``, ``long``,
    ``double`` or ``string``; `convert` makes a value of the graph one of that kind, or None where there is nothing to
    write; `derived` columns are labels, which the graph does not have. Values of a `memorable` column may be keys of a
    `Memo`: they are texts or numbers.
    """

    name: str
    source: str
    kind: str
    convert: Convert
    derived: bool = False
    memorable: bool = False


@dataclass(frozen=True)
class Elements:
    """The nodes or the edges: the attributes of each, and what to call the one at an index in a message."""

    attributes: Sequence[Mapping[str, Any]]
    describe: Callable[[int], str]


@dataclass
class _Values:
    """What is known of the values of an attribute.

    `types` are those in the graph and `kinds` those of the scalars made of them; `least` and `most` bound the numbers.
    """

    types: set[type] = field(default_factory=set)
    kinds: set[type] = field(default_factory=set)
    least: float = math.inf
    most: float = -math.inf
    uniform: bool = True

    def add(self, kinds: Iterable[type], numbers: Sequence[int | float] = ()) -> None:
        self.kinds.update(kinds)
        self.least = min(self.least, min(numbers, default=math.inf))
        self.most = max(self.most, max(numbers, default=-math.inf))

    def join(self, other: _Values) -> None:
        self.types |= other.types
        self.uniform = self.uniform and other.uniform
        self.add(other.kinds, (other.least, other.most) if other.least <= other.most else ())

    @property
    def kind(self) -> str:
        if self.kinds == {bool}:
            return "boolean"
        if self.kinds == {int}:
            return "int" if self.least >= -_INT and self.most < _INT else "long"
        if self.kinds == {float} or (self.kinds == {int, float} and self.least >= -_EXACT and self.most <= _EXACT):
            return "double"
        return "string"


def columns(
    scopes: Mapping[str, Elements],
    labels: Mapping[str, Callable[[str], str]],
    text: Callable[[str], str] = str,
) -> dict[str, tuple[Column, ...]]:
    """The columns of every scope (``node``, ``edge``), in the order in which attributes are met.

    An attribute of both scopes has one kind in both, so that a reader that knows columns by name alone reads right.

    Parameters
    ----------
    labels
        For each of the coded attributes (`CODED`) the label of a code; it gets a column ``stage_label`` beside its own.
    text
        How the format writes a text; what few texts repeat is made only once.

    Raises
    ------
    ExportError
        A value has no flat form; the message names the element, the attribute and the value.
    """
    known = {scope: _scan(elements) for scope, elements in scopes.items()}
    joined: dict[str, _Values] = {}
    for names in known.values():
        for name, values in names.items():
            joined.setdefault(name, _Values()).join(values)
    made = _Texts(text, labels)
    return {scope: _named(scope, {name: joined[name] for name in names}, made) for scope, names in known.items()}


def _scan(elements: Elements) -> dict[str, _Values]:
    """What is known of each attribute that has a value somewhere, found a thousand elements at a time."""
    known: dict[str, _Values] = {}
    for start in range(0, len(elements.attributes), _CHUNK):
        chunk = elements.attributes[start : start + _CHUNK]
        for attributes in chunk:
            if not attributes.keys() <= known.keys():
                known.update({name: _Values() for name in attributes if name not in known})
        for name, found in known.items():
            values = [attributes.get(name) for attributes in chunk]
            _look(found, name, values, partial(_describe, elements, start))
    return {name: found for name, found in known.items() if found.kinds}


def _describe(elements: Elements, start: int, index: int) -> str:
    return elements.describe(start + index)


def _look(found: _Values, name: str, values: Sequence[Any], describe: Callable[[int], str]) -> None:
    """Add `values` to what is `found` of the attribute; whole columns of one type are looked at in C."""
    types = set(map(type, values)) - {type(None)}
    found.types |= types
    if not types:
        return
    if types == {str} or (types <= {tuple, list} and _is_text(name, values)):
        found.kinds.add(str)
        return
    if types <= {int, float}:
        numbers = [value for value in values if value is not None and math.isfinite(value)]
        if all(-LONG <= number < LONG for number in (min(numbers, default=0), max(numbers, default=0))):
            found.add(map(type, numbers), numbers)
            return
    found.uniform = False
    for index, value in enumerate(values):
        made = None if value is None else scalar(name, value, f"{describe(index)}, attribute {name}")
        if made is not None:
            found.add({type(made)}, [made] if not isinstance(made, str | bool) else ())


def _is_text(name: str, values: Iterable[Any]) -> bool:
    """Whether all `values` are sequences of what the contract has under `name`."""
    if name not in TEXTS:
        return False
    return set(map(type, chain.from_iterable(value for value in values if value is not None))) <= {TEXTS[name][0]}


@dataclass(frozen=True)
class _Texts:
    """How texts are written, and the labels of codes."""

    write: Callable[[str], str]
    labels: Mapping[str, Callable[[str], str]]

    def cleaned(self, text: str) -> str:
        return self.write(clean(text))

    def cleaned_or_none(self, text: str | None) -> str | None:
        return None if text is None else self.cleaned(text)

    def label(self, name: str, code: Any) -> str | None:
        return self.cleaned(self.labels[name](code)) if isinstance(code, str) else None


def _named(scope: str, sources: Mapping[str, _Values], texts: _Texts) -> tuple[Column, ...]:
    taken: set[str] = set()
    made: list[Column] = []
    for source, values in sources.items():
        name = clean(str(source))
        if _misread(scope, name, values) or name in DERIVED:
            name = PREFIX + name
        while name.lower() in taken:
            name = f"{name}_2"
        taken.add(name.lower())
        memorable = values.uniform and (values.types == {str} or values.types <= {int, float})
        made.append(Column(name, source, values.kind, _converter(source, values, texts), memorable=memorable))
        if source in texts.labels and values.types == {str}:
            label = Memo(partial(texts.label, source)).__getitem__
            made.append(Column(f"{source}_label", source, "string", label, derived=True, memorable=True))
    return tuple(made)


def _misread(scope: str, name: str, values: _Values) -> bool:
    """Whether a reader would take the attribute for something that it is not."""
    low = name.lower()
    if low in RESERVED[scope] or low.startswith(PREFIX) or not name.strip():
        return True
    if low == "label":
        return name != low or values.kind != "string"
    number = values.kind in ("int", "long", "double") and values.least > 0
    return low == "weight" and scope == "edge" and (name != low or not number)


def restore(name: str) -> str:
    """The attribute that was exported as `name`.

    Examples
    --------
    >>> restore("attr_size"), restore("stage")
    ('size', 'stage')
    """
    return unclean(name.removeprefix(PREFIX))


def _converter(source: str, values: _Values, texts: _Texts) -> Convert:
    """The conversion of an attribute: a short one where all values are of a type that the contract has under it."""
    kind = values.kind
    if values.uniform and values.types == {str}:
        return Memo(texts.cleaned_or_none).__getitem__
    if values.uniform and values.types == {int} and kind != "string":
        return lambda value: value
    if values.uniform and values.types <= {int, float} and kind == "double":
        return lambda value: float(value) if value is not None and math.isfinite(value) else None
    if values.uniform and values.types <= {tuple, list}:
        form = TEXTS[source][1]
        return lambda value: None if value is None else texts.cleaned(form(value))

    def convert(value: Any) -> Scalar | None:
        found = None if value is None else scalar(source, value, source)
        if found is None or isinstance(found, str):
            return found if found is None else texts.write(found)
        if kind == "string":
            return ("true" if found else "false") if isinstance(found, bool) else str(found)
        return float(found) if kind == "double" else found

    return convert


class Memo(dict[Any, Any]):
    """What became of the first few thousand values; most columns have few, and a look-up is quicker than a call."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, value: Any) -> Any:
        made = self.make(value)
        if len(self) < _MEMO:
            self[value] = made
        return made
