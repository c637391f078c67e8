"""Sentences that look as if they told something, from which nothing came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from kg.ontology.model import Ontology
from kg.relations.cue import cues
from kg.text import normalise, quantities, sentences

__all__ = ["UnreadSentence", "unread"]

NAME = "[\u3400-\u9fffA-Za-z0-9()·&]"
LEGAL = ("公司", "集团", "合作社", "事务所", "总厂", "分厂")
BARE = re.compile(r"(?:[该本各此贵我其母子家个]|我们|国有|民营|上市)(?:公司|集团|企业|厂)\Z")
"""Company nouns that name nobody."""


@dataclass(frozen=True, slots=True)
class UnreadSentence:
    """A sentence ``text[start:end]`` of the source with its `cues`: the amounts, company-like names and stage verbs."""

    start: int
    end: int
    text: str
    cues: tuple[str, ...]

    def __str__(self) -> str:
        return f"{', '.join(self.cues)}\t{''.join(self.text.split())}"


def unread(graph: nx.MultiDiGraph, document: str, text: str, ontology: Ontology) -> Iterator[UnreadSentence]:
    """The sentences of `text` with a cue that no edge and no attribute of `graph` has as evidence, in order.

    `document` is the id under which the graph knows the text; offsets are half-open, in code points, into `text`.
    """
    told = _evidence(graph, document)
    normal = normalise(text)
    money = [quantity for quantity in quantities(normal.text) if quantity.kind == "money"]
    company = _company(ontology)
    verbs = [pattern for name, pattern in cues(ontology, "stage").items() if name != "planned"]
    for first, last in sentences(normal.text):
        start, end = normal.source_span(first, last)
        if any(a < end and start < b for a, b in told):
            continue
        found = [quantity.text for quantity in money if first <= quantity.start < last]
        found += [m[0] for m in company.finditer(normal.text, first, last) if not BARE.search(m[0])]
        found += sorted({m[0] for pattern in verbs for m in pattern.finditer(normal.text, first, last)})
        if found:
            yield UnreadSentence(start, end, text[start:end], tuple(dict.fromkeys(found)))


def _company(ontology: Ontology) -> re.Pattern[str]:
    """A run of name characters up to a legal form; trades (科技, 汽车) end too many other words."""
    forms = [word for word in ontology.words("company_suffixes") if word.endswith(LEGAL)]
    longest_first = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"{NAME}{{2,}}?(?:{longest_first})+")


def _evidence(graph: nx.MultiDiGraph, document: str) -> list[tuple[int, int]]:
    pieces = [piece for *_, data in graph.edges(data=True) for piece in data["evidence"]]
    pieces += [fact.evidence for _, data in graph.nodes(data=True) for fact in data["facts"]]
    return sorted({(piece.start, piece.end) for piece in pieces if piece.document == document})
