"""Relations of companies in financial news, beside a rule of the nearest trigger, in the same run.

FinRE (Chinese_NRE of thunlp, MIT) marks two companies in a sentence and one of 44 relations. Its test part lies in
tests/yardsticks; nothing of kg is trained on it. The companies are given. What FinRE calls 合作, 签约 and 合资 is
PARTNERS_WITH here; 持股, 入股, 收购, 增持, 注资 and 拥有 are HOLDS_STAKE_IN or the mirror of SUBSIDIARY_OF; 被… is that
the other way round. Run with ``python -m tests.benchmarks.finre``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.entities.chooser import Name
from kg.ontology.load import load
from kg.pipeline import MODELS, relation_models
from kg.records import Document
from kg.relations.component import Relater
from kg.text import normalise

FILE = Path(__file__).parents[1] / "yardsticks" / "finre.test.jsonl"
PARTNERS, OWNS, OWNED = "partners", "owns", "owned"
CLASSES = dict.fromkeys(("合作", "签约", "合资"), PARTNERS) | {
    prefix + name: kind
    for name in ("持股", "入股", "收购", "增持", "注资", "拥有")
    for prefix, kind in (("", OWNS), ("被", OWNED))
}
TRIGGERS = (
    (PARTNERS, re.compile(r"合作|签约|签署|签订|合资|携手|联手|共同|达成")),
    (OWNS, re.compile(r"持股|持有|入股|收购|增持|注资|拥有|旗下|控股|并购|增资|参股")),
)

Row = tuple[str, tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Share:
    """Counts of what was told: right, told, in gold."""

    right: int
    told: int
    gold: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.told + self.gold) if self.told + self.gold else 0.0


def rows(path: Path = FILE, step: int = 1) -> Iterator[tuple[Row, set[str]]]:
    """Each pair of companies of each `step`-th sentence, with all classes that FinRE tells of it."""
    told: dict[Row, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"].replace("<N>", "100")
        key = (text, tuple(row["head"]), tuple(row["tail"]))
        told[key] |= {CLASSES[row["relation"]]} if row["relation"] in CLASSES else set()
    yield from list(told.items())[::step]


def nearest_trigger(row: Row) -> set[str]:
    """The class whose trigger stands nearest to both companies; who owns is told first."""
    text, head, tail = row
    found = []
    for kind, pattern in TRIGGERS:
        for match in pattern.finditer(text):
            distance = abs(match.start() - head[1]) + abs(match.start() - tail[1])
            found.append((distance, kind))
    if not found:
        return set()
    kind = min(found)[1]
    return {OWNED} if kind == OWNS and tail < head else {kind}


def reader(models: Path = MODELS) -> Callable[[Row], set[str]]:
    """What kg tells of two companies that are given."""
    relater = Relater(load(), relation_models(models))

    def read(row: Row) -> set[str]:
        text, head, tail = row
        normal = normalise(text)
        spans = [(normal.to_normal(start), normal.to_normal(end - 1) + 1) for start, end in (head, tail)]
        order = sorted((0, 1), key=lambda i: spans[i])
        names = [Name(*spans[i], "Enterprise", "given", 1.0) for i in order]
        extraction = relater.extract(Document("finre", text), normal, names, order, ())
        told = set()
        for relation in extraction.relations:
            forward = order[relation.head] == 0
            if relation.relation == "PARTNERS_WITH":
                told.add(PARTNERS)
            elif relation.relation == "HOLDS_STAKE_IN":
                told.add(OWNS if forward else OWNED)
            elif relation.relation == "SUBSIDIARY_OF":
                told.add(OWNED if forward else OWNS)
        return told

    return read


def measure(tell: Callable[[Row], set[str]], cases: Iterable[tuple[Row, set[str]]]) -> Share:
    """How much of what is told is right."""
    right = told = gold = 0
    for row, expected in cases:
        found = tell(row)
        right, told, gold = right + len(found & expected), told + len(found), gold + len(expected)
    return Share(right, told, gold)


def main() -> None:
    """Print the figures."""
    cases = list(rows())
    print(f"{len(cases)} pairs of companies, {sum(len(gold) for _, gold in cases)} relations of three classes")
    for name, tell in (("nearest trigger", nearest_trigger), ("kg", reader())):
        share = measure(tell, cases)
        print(f"{name:16} P {share.right / share.told:.3f}  R {share.right / share.gold:.3f}  F1 {share.f1:.3f}")


if __name__ == "__main__":
    main()
