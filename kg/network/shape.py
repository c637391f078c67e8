"""The sizes of the network, and how a text is cut for it: what reading and training must agree on."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["KINDS", "LABELS", "STAGES", "TYPES", "batches", "pieces"]

TYPES = ("Enterprise", "Project", "Park", "Organization", "Place", "Industry", "Product", "Honor")
#: O, then B and I of each type.
LABELS = ("O", *(f"{place}-{kind}" for kind in TYPES for place in "BI"))
#: The stages that a cue may tell, each with a letter of its own.
STAGES = {
    "planned": "1",
    "negotiating": "2",
    "signed": "3",
    "under_construction": "4",
    "completed": "5",
    "operating": "6",
    "terminated": "7",
}
#: The letters of terms (`kg.relations.context.LETTER`, and T for dates) and of stages; 0 is no term.
KINDS = " EPKOLIHDMUACT" + "".join(STAGES.values())
LONGEST = 126  # characters of a piece
SHORTEST_SENTENCE, SHORTEST_CLAUSE = 40, 20


def pieces(text: str) -> list[tuple[int, int]]:
    """Cut a text into pieces of at most `LONGEST` characters: lines, and where one is longer, at its sentences."""
    found, start = [], 0
    while start < len(text):
        end = min(len(text), start + LONGEST)
        line = text.find("\n", start, end)
        if line >= 0:
            end = line + 1
        elif end < len(text):
            cut = max(text.rfind(mark, start, end) for mark in "。;") + 1
            if cut - start <= SHORTEST_SENTENCE:
                cut = max(cut, text.rfind(",", start, end) + 1)
            if cut - start > SHORTEST_CLAUSE:
                end = cut
        if not text[start:end].isspace():
            found.append((start, end))
        start = end
    return found


def batches(lengths: Iterable[int], size: int) -> list[list[int]]:
    """Indices of pieces in batches of at most `size`, the longest first, so that little is padded."""
    ordered = sorted(enumerate(lengths), key=lambda item: -item[1])
    return [[i for i, _ in ordered[at : at + size]] for at in range(0, len(ordered), size)]
