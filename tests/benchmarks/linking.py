"""Linking of short to full names of companies, among all pairs of a list of both.

Run with ``python -m tests.benchmarks.linking FILE``; FILE has a header and lines of ``short<TAB>full``. The list that
was measured (14,290 pairs, figures in MODEL_CARD.md) has no licence that allows to ship it.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from kg.entities.anatomy import short_forms
from kg.text import compact


def linked(shorts: set[str], fulls: set[str]) -> dict[str, set[str]]:
    """For each short form the full names that it may stand for, by the anatomy of the full name."""
    found: dict[str, set[str]] = defaultdict(set)
    for full in fulls:
        for form in short_forms(full):
            if form in shorts:
                found[form].add(full)
    return found


def main(arguments: list[str]) -> None:
    """Print precision and recall: of all links, and of those of a short form that fits one full name only."""
    if not arguments:
        print("no list given: python -m tests.benchmarks.linking FILE")
        return
    with Path(arguments[0]).open(encoding="utf-8", newline="") as file:
        pairs = {(compact(row["short"]), compact(row["full"])) for row in csv.DictReader(file, delimiter="\t")}
    pairs = {(short, full) for short, full in pairs if short != full}
    found = linked({short for short, _ in pairs}, {full for _, full in pairs})
    every = {(short, full) for short, fulls in found.items() for full in fulls}
    sole = {(short, full) for short, fulls in found.items() if len(fulls) == 1 for full in fulls}
    for name, told in (("all that fit", every), ("the only one that fits", sole)):
        right = len(told & pairs)
        precision, recall = right / len(told), right / len(pairs)
        f1 = 2 * right / (len(told) + len(pairs))
        print(f"{name:24} {len(told):6} links of {len(pairs)}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
