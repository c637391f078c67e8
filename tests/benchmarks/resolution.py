"""How the time of resolution grows from 10^4 to 10^6 mentions; prints a table and the exponent of the curve.

``python -m tests.benchmarks.resolution [MENTIONS...]``. Extractions are made without reading any text: full and short
names of companies, projects and zones, ten mentions and five relations a document, a name in three documents or so.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
import time

from kg.ontology.load import load
from kg.records import Evidence, Extraction, Mention, RelationMention
from kg.resolution import resolve
from tests.benchmarks.articles import Names
from tests.benchmarks.figure import record

MOST_EXPONENT = 1.15
QUOTE = "据悉,该公司已落户开发区。"


def extraction(number: int, names: Names, chance: random.Random) -> Extraction:
    """What a document might say: three companies, told in full and in short, two projects, a zone."""
    document = f"{number:07}.txt"
    mentions: list[Mention] = []
    for referent in range(6):
        index = chance.randrange(names.size)
        if referent < 3:
            full, kind = names.firm(index), "Enterprise"
        else:
            full, kind = (names.project(index), "Project") if referent < 5 else (names.zone(index // 40), "Park")
        for form in (full, full.removesuffix("有限公司")) if referent < 4 else (full,):
            at = len(mentions) * 20
            mentions.append(Mention(at, at + len(form), kind, form, "tagger", 0.9, referent))
    pairs = [
        (0, 9, "SETTLES_IN"),
        (2, 9, "SETTLES_IN"),
        (0, 2, "PARTNERS_WITH"),
        (0, 6, "UNDERTAKES"),
        (4, 8, "UNDERTAKES"),
    ]
    relations = tuple(
        RelationMention(
            name, head, tail, "fact", None, None, None, None, 0.9, Evidence(document, 0, len(QUOTE), QUOTE, "r")
        )
        for head, tail, name in pairs
    )
    return Extraction(document, tuple(mentions), relations)


def seconds(mentions: int) -> float:
    """Seconds of CPU for the resolution of so many mentions."""
    chance = random.Random(1)
    documents = mentions // 10
    names = Names(documents * 2)
    extractions = [extraction(number, names, chance) for number in range(documents)]
    ontology = load()
    resolve(extractions[:1], ontology)  # word lists are read once, whatever the size
    begin = time.process_time()
    resolve(extractions, ontology)
    return time.process_time() - begin


def main(sizes: list[int]) -> int:
    """Print the table and the exponent; 1 where it is above the most that it may be."""
    points, rows = [], []
    print("  mentions    seconds   microseconds a mention")
    for size in sizes:
        taken = seconds(size)
        points.append((math.log(size), math.log(taken)))
        rows.append({"mentions": size, "seconds": taken})
        print(f"{size:10} {taken:10.2f} {taken / size * 1e6:14.1f}", flush=True)
    record("resolution", rows)
    slope = statistics.linear_regression(*zip(*points, strict=True)).slope
    print(f"time grows with mentions to the power of {slope:.2f} (at most {MOST_EXPONENT})")
    return int(slope > MOST_EXPONENT)


if __name__ == "__main__":
    sys.exit(main([int(argument) for argument in sys.argv[1:]] or [10_000, 100_000, 1_000_000]))
