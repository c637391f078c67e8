"""More text for the tagger: the corpus once more with other names in the same places (mention replacement).

A model that sees 海岳药业 in the place of 远山智造 learns what stands around a company rather than what it is called.
Dai and Adel, An Analysis of Simple Data Augmentation for Named Entity Recognition (2020).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

__all__ = ["with_other_names"]

LINE = re.compile(r"[^\n]+")
LONGEST = 12  # names of this many characters and more replace each other
KEPT = frozenset({"Honor"})

Marked = tuple[str, Sequence[tuple[int, int, str]]]


def with_other_names(documents: Sequence[Marked], copies: int, seed: int = 1) -> Iterator[Marked]:
    """Each line that has names, `copies` times, its names replaced by others of the documents.

    A name becomes one of the same type and length, and the same one all through its document.

    Parameters
    ----------
    documents
        ``(normalised text, [(start, end, type)])``; spans that overlap an earlier one are left out.
    seed
        Of the choice; the same seed gives the same lines.
    """
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    known: dict[tuple[str, int], set[str]] = defaultdict(set)
    for text, spans in documents:
        for start, end, kind in spans:
            known[kind, min(end - start, LONGEST)].add(text[start:end])
    others = {key: sorted(forms) for key, forms in known.items()}
    for _ in range(copies):
        for text, spans in documents:
            chosen: dict[tuple[str, str], str] = {}
            for start, end, kind in sorted(spans):
                form = text[start:end]
                if kind not in KEPT and (form, kind) not in chosen:
                    chosen[form, kind] = chance.choice(others[kind, min(end - start, LONGEST)])
            for line in LINE.finditer(text):
                here = [s for s in spans if line.start() <= s[0] and s[1] <= line.end()]
                if here:
                    yield _replaced(text, line.span(), sorted(here), chosen)


def _replaced(
    text: str, line: tuple[int, int], spans: Sequence[tuple[int, int, str]], chosen: dict[tuple[str, str], str]
) -> Marked:
    made, at, placed = "", line[0], []
    for start, end, kind in spans:
        if start < at:
            continue
        made += text[at:start]
        form = chosen.get((text[start:end], kind), text[start:end])
        placed.append((len(made), len(made) + len(form), kind))
        made += form
        at = end
    return made + text[at : line[1]], placed
