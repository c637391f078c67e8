"""Gazetteers: word lists of names that a user adds to schemas/lists (enterprises.txt, parks.txt, projects.txt …)."""

from __future__ import annotations

import ahocorasick

from kg.ontology.model import Ontology
from kg.text import compact

__all__ = ["Gazetteer"]

LISTS = {
    "enterprises": "Enterprise",
    "projects": "Project",
    "parks": "Park",
    "organizations": "Organization",
    "places": "Place",
    "industries": "Industry",
    "products": "Product",
    "honors": "Honor",
}


class Gazetteer:
    """All names of the lists in one automaton: the cost of a search does not grow with the number of entries."""

    def __init__(self, ontology: Ontology) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, kind in LISTS.items():
            for word in ontology.word_lists[name].words if name in ontology.word_lists else ():
                form = compact(word)
                self._automaton.add_word(form, (len(form), kind))
        if len(self._automaton):
            self._automaton.make_automaton()

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """The longest entries in `text` as ``(start, end, type)``, in order."""
        if not len(self._automaton):
            return []
        return [(last + 1 - size, last + 1, kind) for last, (size, kind) in self._automaton.iter_long(text)]
