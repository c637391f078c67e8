"""The passages that a workbook points at, each with a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import networkx as nx

from kg.export.sheet import Link
from kg.records import Evidence

__all__ = ["Citations"]


@dataclass
class Citations:
    """The rows of 证据: each passage has one, however often it is pointed at."""

    graph: nx.MultiDiGraph
    numbers: dict[Evidence, int] = field(default_factory=dict)
    quotes: dict[tuple[str | None, str | None], int] = field(default_factory=dict)

    def link(self, pieces: Sequence[Evidence]) -> Link | None:
        """The first of `pieces`, by the number of its row; all of them get one."""
        for piece in pieces:
            number = self.numbers.setdefault(piece, len(self.numbers) + 1)
            self.quotes.setdefault((piece.document, piece.quote), number)
        return self._to(self.numbers[pieces[0]]) if pieces else None

    def find(self, document: str | None, quote: str | None) -> Link | None:
        """The passage of `document` that reads `quote`, where it has a row."""
        number = self.quotes.get((document, quote))
        return self._to(number) if number is not None else None

    def mention(self, node: str) -> Link | None:
        """The first passage that mentions `node`."""
        documents = self.graph.graph.get("documents", {})
        for document, start, end in self.graph.nodes[node].get("spans", ())[:1]:
            if document in documents:
                return self.link([Evidence(document, start, end, documents[document].text[start:end], "mention")])
        return None

    def _to(self, number: int) -> Link:
        return Link(number, f"'证据'!E{number + 1}")
