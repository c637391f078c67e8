"""Open lists: 笑播文化、众星优品、海选文化等13家直播电商企业 declares thirteen and names three."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from kg.query.answer import Answer, answer
from kg.query.choice import realis_label, realis_of
from kg.query.statement import Lens
from kg.records import Document, Evidence, OpenList
from kg.text import compact, normalise, sentences
from kg.text.normalise import NormalisedText

__all__ = ["Concern", "Listing", "listings", "lists", "told_name"]

MEASURES = frozenset("家个户所项条")


@dataclass(frozen=True, slots=True)
class Concern:
    """What the passage of a list joins to all its named members in the same way, as a park that they settle in.

    Attributes
    ----------
    outwards
        Whether the relation goes from the members to the node; one without a direction does.
    realis
        What is known of the statements, each value once, in the order of the members.
    """

    relation: str
    node: str
    outwards: bool
    realis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """An open list of a graph, with what it is about.

    Attributes
    ----------
    declared
        How many members the text declares.
    members
        The node ids of those that it names, each once, in the order of the text. A name that nothing else is told of
        may be no node of the graph.
    noun, measure
        What stands behind the number (直播电商企业), and the measure word between them (家).
    concerns
        What it is about beside its members.
    evidence
        The list itself, from its first member to its noun.
    sentence
        The sentence that it stands in.
    """

    declared: int
    members: tuple[str, ...]
    noun: str
    measure: str
    concerns: tuple[Concern, ...]
    evidence: Evidence
    sentence: Evidence

    @property
    def rest(self) -> int:
        """How many members are not named."""
        return self.declared - len(self.members)

    def about(self, node: str) -> bool:
        """Whether it names `node` or concerns it."""
        return node in self.members or any(node == concern.node for concern in self.concerns)


def listings(lens: Lens) -> Iterator[Listing]:
    """The lists of the graph that name fewer than they declare, in the order of documents and text."""
    documents: dict[str, Document] = lens.graph.graph.get("documents", {})
    for item in lens.graph.graph.get("lists", ()):
        members, piece = tuple(dict.fromkeys(item.members)), item.evidence
        if len(members) < item.declared_total:
            concerns = tuple(_concerns(lens, members, piece))
            sentence = _sentence(documents.get(piece.document), piece)
            yield Listing(item.declared_total, members, item.head_noun, _measure(item), concerns, piece, sentence)


def _measure(item: OpenList) -> str:
    """The measure word of the text; 个, which goes with everything, where it is not seen."""
    quote = compact(item.evidence.quote)
    before = quote[: quote.rfind(compact(item.head_noun))][-1:]
    return before if before in MEASURES else "个"


def _concerns(lens: Lens, members: tuple[str, ...], piece: Evidence) -> Iterator[Concern]:
    """What is joined to all named members that the graph has; what a person rejected joins nothing."""
    if lens.graph.is_directed() and lens.graph.is_multigraph():
        joined = [dict(_joined(lens, member, piece)) for member in members if member in lens.graph]
        for link in joined[0] if joined else ():
            if all(link in links for links in joined):
                yield Concern(*link, tuple(dict.fromkeys(links[link] for links in joined)))


def _joined(lens: Lens, member: str, piece: Evidence) -> Iterator[tuple[tuple[str, str, bool], str]]:
    for statement in lens.statements(member):
        pieces, realis = statement.attributes.get("evidence", ()), realis_of(statement.attributes)
        if realis != "rejected" and any(_overlap(piece, other) for other in pieces):
            kind = lens.ontology.relation_types.get(statement.relation)
            outwards = statement.head == member or (kind is not None and kind.symmetric)
            yield (statement.relation, statement.other(member), outwards), realis


def _overlap(piece: Evidence, other: Any) -> bool:
    return (
        isinstance(other, Evidence)
        and piece.document == other.document
        and piece.start < other.end
        and other.start < piece.end
    )


def _sentence(document: Document | None, piece: Evidence) -> Evidence:
    """The sentence around a passage; the passage itself where the document is not there or reads otherwise."""
    if document is None or document.text[piece.start : piece.end] != piece.quote:
        return piece
    normal, spans = _sentences(document.text)
    first, last = normal.to_normal(piece.start), normal.to_normal(piece.end)
    around = [normal.source_span(start, end) for start, end in spans if start < last and first < end]
    start = min(piece.start, *(start for start, _ in around))
    end = max(piece.end, *(end for _, end in around))
    return replace(piece, start=start, end=end, quote=document.text[start:end])


@lru_cache(maxsize=1)  # the lists of one document stand beside each other
def _sentences(text: str) -> tuple[NormalisedText, list[tuple[int, int]]]:
    normal = normalise(text)
    return normal, sentences(normal.text)


def told_name(lens: Lens, node: str) -> str:
    """The name of what may be no node of the graph any more."""
    return lens.name(node) if node in lens.graph else node.partition(":")[2] or node


def lists(lens: Lens, node: str | None = None) -> Answer:
    """The open lists that name `node` or concern it, or all."""
    rows = (_row(lens, item) for item in listings(lens) if node is None or item.about(node))
    return answer("名目 总数 点名数 未点名数 成员 关联 日期 原文 上下文 文档 起 止", rows)


def _row(lens: Lens, item: Listing) -> dict[str, Any]:
    piece = item.evidence
    document = lens.graph.graph.get("documents", {}).get(piece.document)
    return {
        "名目": item.noun or None,
        "总数": item.declared,
        "点名数": len(item.members),
        "未点名数": item.rest,
        "成员": "、".join(told_name(lens, member) for member in item.members) or None,
        "关联": "、".join(_told(lens, concern) for concern in item.concerns) or None,
        "日期": document.date if document else None,
        "原文": piece.quote,
        "上下文": _context(item) if document else None,
        "文档": piece.document,
        "起": piece.start,
        "止": piece.end,
    }


def _told(lens: Lens, concern: Concern) -> str:
    """桐溪开发区（落户）; with what is known where that is more or less than a fact: 桐溪开发区（落户，在谈）."""
    known = "" if concern.realis == ("fact",) else "、".join(realis_label(lens.ontology, r) for r in concern.realis)
    return f"{lens.name(concern.node)}（{'，'.join(filter(None, (lens.ontology.label(concern.relation), known)))}）"


def _context(item: Listing) -> str:
    text, piece = item.sentence.quote, item.evidence
    start, end = piece.start - item.sentence.start, piece.end - item.sentence.start
    return " ".join(f"{text[:start]}【{text[start:end]}】{text[end:]}".split())
