r"""Evidence, facts and spans as one text each, for formats that have no lists; legible, and read back without loss.

One passage a line: the quote, then in ⟦ ⟧ where it stands and what read it::

    鼓励海熙药业与知名药企方达集团深度合作⟦seed.txt|120|139|cooperate.deep|合作|0.9⟧

A backslash stands before ``\``, ``⟦``, ``⟧`` and ``|`` where they belong to the text itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from kg.export.value import to_json
from kg.records import Evidence, Fact

__all__ = [
    "aliases_from_text",
    "aliases_to_text",
    "evidence_from_text",
    "evidence_to_text",
    "facts_from_text",
    "facts_to_text",
    "spans_from_text",
    "spans_to_text",
]

_SPECIAL = re.compile(r"[\\⟦⟧|]")
_PASSAGE = re.compile(r"((?:[^\\⟦]|\\.)*)⟦((?:[^\\⟧]|\\.)*)⟧(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"\|((?:[^\\|]|\\.)*)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def _special(text: str) -> bool:
    return "⟦" in text or "⟧" in text or "|" in text or "\\" in text  # four scans are quicker than one pattern


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text) if _special(text) else text


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _split(text: str) -> list[str]:
    return [_unescape(field) for field in _FIELD.findall("|" + text)]


def _passages(text: str) -> list[tuple[str, list[str]]]:
    """The quote and the fields of every passage.

    Raises
    ------
    ValueError
        The text was not made by this module.
    """
    found, place = [], 0
    while place < len(text):
        match = _PASSAGE.match(text, place)
        if match is None:
            raise ValueError(f"no ⟦…⟧ after {text[place : place + 40]!r}; expected quote⟦document|start|end|…⟧")
        found.append((_unescape(match[1]), _split(match[2])))
        place = match.end()
    return found


def _piece(piece: Evidence, more: str = "") -> str:
    quote, document, rule, trigger = piece.quote, piece.document, piece.rule, piece.trigger
    if _special(f"{quote}{document}{rule}{trigger}"):
        quote, document, rule, trigger = map(_escape, (quote, document, rule, trigger))
    return f"{quote}⟦{document}|{piece.start}|{piece.end}|{rule}|{trigger}|{piece.score}{more}⟧"


def _evidence(quote: str, fields: list[str]) -> Evidence:
    document, start, end, rule, trigger, score = fields[:6]
    return Evidence(document, int(start), int(end), quote, rule, trigger, json.loads(score))


def evidence_to_text(evidence: Iterable[Evidence]) -> str:
    """The passages, one a line."""
    return "\n".join([_piece(piece) for piece in evidence])


def evidence_from_text(text: str) -> tuple[Evidence, ...]:
    """What `evidence_to_text` was given.

    Examples
    --------
    >>> piece = Evidence("甲.txt", 0, 5, "甲|乙合作", "cooperate")
    >>> evidence_from_text(evidence_to_text([piece])) == (piece,)
    True
    """
    return tuple(_evidence(quote, fields) for quote, fields in _passages(text))


def facts_to_text(facts: Iterable[Fact]) -> str:
    """The passages of the facts, one a line, each with attribute, value (as JSON) and realis at its end."""
    return "\n".join(
        [
            _piece(
                fact.evidence,
                "".join("|" + _escape(field) for field in (fact.attribute, to_json(fact.value), fact.realis)),
            )
            for fact in facts
        ]
    )


def facts_from_text(text: str) -> tuple[Fact, ...]:
    """What `facts_to_text` was given."""
    return tuple(
        Fact(fields[6], json.loads(fields[7]), fields[8], _evidence(quote, fields)) for quote, fields in _passages(text)
    )


def spans_to_text(spans: Iterable[tuple[str, int, int]]) -> str:
    """Where an entity is mentioned: ``⟦document|start|end⟧``, one a line."""
    return "\n".join([f"⟦{_escape(document)}|{start}|{end}⟧" for document, start, end in spans])


def spans_from_text(text: str) -> tuple[tuple[str, int, int], ...]:
    """What `spans_to_text` was given."""
    return tuple((fields[0], int(fields[1]), int(fields[2])) for _, fields in _passages(text))


def aliases_to_text(aliases: Iterable[str]) -> str:
    """The aliases with | between them.

    Examples
    --------
    >>> aliases_to_text(("天子铝业", "天子"))
    '天子铝业|天子'
    """
    return "|".join([_escape(alias) for alias in aliases])


def aliases_from_text(text: str) -> tuple[str, ...]:
    """What `aliases_to_text` was given."""
    return tuple(_split(text)) if text else ()
