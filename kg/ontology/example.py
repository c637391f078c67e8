"""Examples of rules: sentences with inline marks.

``[[E:h|远山智造]]落户[[K:t|云岭开发区]]。`` marks two mentions by the letters of their types; ``h`` is a head and
``t`` a tail of the relation that the rule must find, and a mark without a role is a bystander.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Example", "ExampleMention", "parse_example"]

MARK = re.compile(r"\[\[(?P<letter>[^\[\]|:]*)(?P<colon>:(?P<role>[^\[\]|]*))?\|(?P<form>[^\[\]|]*)\]\]")
ROLES = ("h", "t", "ht")


@dataclass(frozen=True, slots=True)
class ExampleMention:
    """A marked name: half-open span of the plain text, type, and role (``h``, ``t``, ``ht``, or empty)."""

    start: int
    end: int
    type: str
    role: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example without its marks, and the mentions that they marked, in order of place."""

    text: str
    mentions: tuple[ExampleMention, ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Every head with every tail, as indices into `mentions`; a mention is never paired with itself."""
        heads = [i for i, mention in enumerate(self.mentions) if "h" in mention.role]
        tails = [i for i, mention in enumerate(self.mentions) if "t" in mention.role]
        return tuple((head, tail) for head in heads for tail in tails if head != tail)


def parse_example(marked: str, letters: Mapping[str, str]) -> Example:
    """The plain text and the mentions of a marked sentence; `letters` gives the type of each letter.

    Raises
    ------
    ValueError
        A mark is broken, or its letter or role is unknown.

    Examples
    --------
    >>> example = parse_example("[[E:h|远山智造]]落户[[K:t|云岭开发区]]。", {"E": "Enterprise", "K": "Park"})
    >>> example.text
    '远山智造落户云岭开发区。'
    >>> example.mentions[1]
    ExampleMention(start=6, end=11, type='Park', role='t')
    >>> example.pairs
    ((0, 1),)
    """
    pieces: list[str] = []
    mentions: list[ExampleMention] = []
    size = last = 0
    for match in MARK.finditer(marked):
        between = marked[last : match.start()]
        start = size + len(between)
        size = start + len(match["form"])
        mentions.append(_mention(match, start, size, letters))
        pieces += [between, match["form"]]
        last = match.end()
    text = "".join([*pieces, marked[last:]])
    for bracket in ("[[", "]]"):
        if bracket in text:
            at = text.index(bracket)
            raise ValueError(f"a broken mark near {text[max(0, at - 6) : at + 10]!r}")
    return Example(text, tuple(mentions))


def _mention(match: re.Match[str], start: int, end: int, letters: Mapping[str, str]) -> ExampleMention:
    letter, role = match["letter"], match["role"] or ""
    if letter not in letters:
        raise ValueError(f"the mark {match[0]} has the letter {letter!r}, which no entity type has")
    if match["colon"] and role not in ROLES:
        raise ValueError(f"the mark {match[0]} has the role {role!r}, which is none of {', '.join(ROLES)}")
    if not match["form"].strip():
        raise ValueError(f"the mark {match[0]} marks no name")
    return ExampleMention(start, end, letters[letter], role)
