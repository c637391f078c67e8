"""Checks of regular expressions: they compile, match something, and match it fast.

Python's `re` tries every way to match. A repeat inside a repeat, as in ``(?:[^。]+)*``, has exponentially many ways,
and one sentence can then take minutes. Such a repeat is safe only where each round holds something that the inner
repeat cannot match, as in ``(?:、[^、]+)*``. What `_nested` does not see, the stop-watch of `_probe` finds.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

__all__ = ["pattern_faults"]

_parser: Any = import_module("re._parser")  # private, but the only parser of the syntax; the same since Python 3.11
REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
MANY = 10  # rounds from which on a repeat counts as without limit
INNER = {"MAX_REPEAT": 2, "MIN_REPEAT": 2, "POSSESSIVE_REPEAT": 2, "SUBPATTERN": 3, "ASSERT": 1, "ASSERT_NOT": 1}
REPRESENTATIVES = "一甲A a0_,、。:;()“”《》%\n"
CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdecimal,
    "SPACE": str.isspace,
    "WORD": lambda c: c.isalnum() or c == "_",
}
ROUNDS = (*range(12, 31, 2), 60, 120, 240, 400)  # small steps show exponential growth before it takes minutes
LONGEST = 400  # characters; a long sentence
LIMIT = 0.05  # seconds; a sound pattern takes under a millisecond

Fault = tuple[str, str, str]


def pattern_faults(pattern: str, *, timed: bool = True) -> Iterator[Fault]:
    """The faults of a regular expression as ``(found, expected, cure)``.

    Without `timed` the pattern is only parsed, which is ten times as quick as compiling it, and not run.
    """
    try:
        tree = _parser.parse(pattern)
        if timed:
            re.compile(pattern)
    except re.error as error:
        at = "" if error.pos is None else f" at character {error.pos + 1}"
        yield f"`{pattern}` is no regular expression: {error.msg}{at}", "one that Python's re compiles", "mend it there"
        return
    if tree.getwidth()[0] == 0:
        cure = "make one part of it obligatory"
        yield f"`{pattern}` matches the empty text", "a pattern of one character or more", cure
    alphabet = sorted(set(REPRESENTATIVES) | set(_literals(tree)))
    if any(_nested(item, alphabet) for item in _items(tree)):
        yield (
            f"`{pattern}` repeats a repeat, which can take exponential time",
            "each round of the outer repeat to hold something that the inner one cannot match, as (?:、[^、]+)*",
            "take one of the two repeats away, or begin the round with a separator",
        )
    elif timed and (slow := _probe(re.compile(pattern), tree, alphabet)):
        yield (
            f"`{pattern}` is slow: over {LIMIT:g} s on {len(slow)} characters ({slow[:8]}…)",
            "time about linear in the text",
            "give its repeats limits, as {0,20}, or exclude from them what follows, as [^,。]",
        )


def _items(tree: Any) -> Iterator[tuple[str, Any]]:
    """All parts of a parsed pattern, outer ones first, as ``(name of the operation, its arguments)``."""
    for operation, argument in tree:
        yield str(operation), argument
        for inner in _inner(str(operation), argument):
            yield from _items(inner)


def _inner(operation: str, argument: Any) -> list[Any]:
    """The parsed patterns inside a part."""
    if operation in INNER:
        return [argument[INNER[operation]]]
    if operation == "BRANCH":
        return list(argument[1])
    if operation == "ATOMIC_GROUP":
        return [argument]
    if operation == "GROUPREF_EXISTS":
        return [tree for tree in argument[1:] if tree is not None]
    return []


def _literals(tree: Any) -> Iterator[str]:
    for operation, argument in _items(tree):
        if operation in ("LITERAL", "NOT_LITERAL"):
            yield chr(argument)
        elif operation == "IN":
            for kind, value in argument:
                if str(kind) == "LITERAL":
                    yield chr(value)
                elif str(kind) == "RANGE":
                    yield from (chr(value[0]), chr(value[1]))


def _chars(operation: str, argument: Any, alphabet: Iterable[str]) -> set[str]:
    """The characters of `alphabet` that a part of one character matches; empty for other parts."""
    if operation == "LITERAL":
        return {chr(argument)}
    if operation == "NOT_LITERAL":
        return set(alphabet) - {chr(argument)}
    if operation == "ANY":
        return set(alphabet) - {"\n"}
    if operation != "IN":
        return set()
    negated = str(argument[0][0]) == "NEGATE"
    members = {c for c in alphabet if any(_matches(str(kind), value, c) for kind, value in argument)}
    return set(alphabet) - members if negated else members


def _matches(kind: str, value: Any, char: str) -> bool:
    if kind == "LITERAL":
        return bool(ord(char) == value)
    if kind == "RANGE":
        return bool(value[0] <= ord(char) <= value[1])
    if kind == "CATEGORY":
        name = str(value).removeprefix("CATEGORY_")
        return CATEGORIES[name.removeprefix("NOT_")](char) != name.startswith("NOT_")
    return False


def _nested(item: tuple[str, Any], alphabet: list[str]) -> bool:
    """Whether a part is a long repeat of parts of varying length that nothing holds apart."""
    operation, argument = item
    if operation not in REPEATS or argument[1] < MANY:
        return False
    loose = set()
    for inner, value in _items(argument[2]):
        if inner in REPEATS and value[0] != value[1]:
            loose |= {c for part in _items(value[2]) for c in _chars(*part, alphabet)}
    fences = (_chars(*part, alphabet) for part in _obligatory(argument[2]))
    return bool(loose) and not any(fence and not fence & loose for fence in fences)


def _obligatory(tree: Any) -> Iterator[tuple[str, Any]]:
    """The parts that every match of `tree` passes through."""
    for operation, argument in tree:
        name = str(operation)
        yield name, argument
        if name in ("SUBPATTERN", "ATOMIC_GROUP") or (name in REPEATS and argument[0] > 0):
            for inner in _inner(name, argument):
                yield from _obligatory(inner)


def _sample(tree: Any, alphabet: list[str], rounds: int = 1) -> str:
    """A text that `tree` is likely to match, with `rounds` rounds of its long repeats."""
    text = ""
    for operation, argument in tree:
        name = str(operation)
        if name in REPEATS:
            text += _sample(argument[2], alphabet, rounds) * (rounds if argument[1] >= MANY else max(argument[0], 1))
        elif name in ("SUBPATTERN", "ATOMIC_GROUP", "BRANCH", "POSSESSIVE_REPEAT"):
            text += _sample(_inner(name, argument)[0], alphabet, rounds)
        else:
            text += min(_chars(name, argument, alphabet), key=_preference, default="")
    return text


def _preference(char: str) -> tuple[bool, str]:
    return char != "一", char


def _hard_texts(tree: Any, alphabet: list[str], rounds: int) -> Iterator[str]:
    """Texts that make a pattern try again and again: what its repeats repeat, many times, without a proper end."""
    whole = _sample(tree, alphabet)
    for operation, argument in _items(tree):
        if operation in REPEATS and argument[1] >= MANY:
            body = _sample(argument[2], alphabet) * rounds
            yield whole[:1] + body[:LONGEST] + "\x00"
    yield (whole[:-1] * rounds)[:LONGEST]


def _probe(compiled: re.Pattern[str], tree: Any, alphabet: list[str]) -> str:
    """A text on which the pattern takes longer than `LIMIT`; empty where none is found."""
    if not any(operation in REPEATS and argument[1] >= MANY for operation, argument in _items(tree)):
        return ""
    for rounds in ROUNDS:
        for text in _hard_texts(tree, alphabet, rounds):
            if all(_seconds(compiled, text) > LIMIT for _ in range(3)):
                return text
    return ""


def _seconds(compiled: re.Pattern[str], text: str) -> float:
    began = time.thread_time()
    compiled.search(text)
    return time.thread_time() - began
