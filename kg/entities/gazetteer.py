"""Gazetteers: word lists of names that a user adds to schemas/lists (enterprises.txt, parks.txt, projects.txt …)."""

from __future__ import annotations

from collections.abc import Mapping

import ahocorasick

from kg.ontology.model import Ontology
from kg.text import compact

__all__ = ["KNOWN", "LISTS", "Gazetteer"]

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
#: Lists that come with kg: what they hold is only a hint for the chooser.
KNOWN = {
    "company_short_forms": "Enterprise",
    "zones": "Park",
    "provinces": "Place",
    "cities": "Place",
    "counties": "Place",
    "countries": "Place",
}


class Gazetteer:
    """All names of some lists in one automaton: the cost of a search does not grow with the number of entries.

    Parameters
    ----------
    ontology
        Where the lists are.
    lists
        The lists to take, with the type of what they hold; `LISTS` or `KNOWN`.
    """

    def __init__(self, ontology: Ontology, lists: Mapping[str, str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for name, kind in lists.items():
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
