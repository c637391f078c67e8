"""The things of one document: mentions grouped by referent, each with its fullest name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.entities.referent import BARE_PARK, PHASE
from kg.records import Extraction, Mention

__all__ = ["Local", "locals_of"]


@dataclass(frozen=True, slots=True)
class Local:
    """A thing of one document. `private` names (开发区, 一期) mean nothing outside it."""

    document: str
    referent: int
    type: str
    name: str
    forms: tuple[str, ...]
    mentions: tuple[Mention, ...]
    private: bool


def locals_of(extraction: Extraction) -> list[Local]:
    """The things of a document in the order of their first mention, one for each referent.

    The name is the longest form; a phase (一期) is called by its project as well, where the document says whose it is.
    """
    groups: dict[int, list[Mention]] = defaultdict(list)
    for mention in extraction.mentions:
        groups[mention.referent].append(mention)
    names = {referent: _fullest(mentions) for referent, mentions in groups.items()}
    parents = {
        extraction.mentions[r.head].referent: extraction.mentions[r.tail].referent
        for r in extraction.relations
        if r.relation == "PART_OF"
    }
    found = []
    for referent, mentions in groups.items():
        kind, name = mentions[0].type, names[referent]
        forms = {mention.name for mention in mentions}
        private = bool(kind == "Park" and BARE_PARK.match(name))
        if kind == "Project" and PHASE.match(name):
            parent = names.get(parents.get(referent, -1), "")
            private = not parent
            name = parent + name if parent and not PHASE.match(parent) else name
        found.append(Local(extraction.document, referent, kind, name, tuple(sorted(forms)), tuple(mentions), private))
    return found


def _fullest(mentions: list[Mention]) -> str:
    forms = sorted({mention.name for mention in mentions}, key=lambda f: (-len(f), f))
    return forms[0]
