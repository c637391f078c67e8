"""Counts of right, false and missed finds, and a line for each fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["CORE", "Figures", "Finding", "Report"]

CORE = ("Enterprise", "Project", "Park")
Name = tuple[str, str]
"""Category (``entity``, ``relation``, ``attribute``, ``edge attribute``) and the name of a type or attribute."""


class Figures(NamedTuple):
    """Counts, and the ratios that follow from them; a ratio is 0.0 where its denominator is 0."""

    right: int
    wrong: int
    missed: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `outcome` is ``missed``, ``false``, ``plan as fact`` or ``fact as plan``.

    `label` tells the thing, `detail` what is known of the reason, `quote` the sentence of the document.
    """

    document: str
    outcome: str
    category: str
    name: str
    label: str
    detail: str = ""
    quote: str = ""

    def __str__(self) -> str:
        quote = "".join(self.quote.split())
        return "\t".join(filter(None, (self.document, f"{self.outcome} {self.name}", self.label, self.detail, quote)))


@dataclass(slots=True)
class Report:
    """The result for one document or the sum of several; every counter is by category and name.

    `right` includes the `optional` ones that were found; `missed` includes the `absent` ones: attributes of things and
    relations that were not found themselves. A value that differs from the gold one counts as wrong and as missed.
    """

    documents: int = 0
    right: Counter[Name] = field(default_factory=Counter)
    wrong: Counter[Name] = field(default_factory=Counter)
    missed: Counter[Name] = field(default_factory=Counter)
    optional: Counter[Name] = field(default_factory=Counter)
    absent: Counter[Name] = field(default_factory=Counter)
    plans_as_facts: int = 0
    facts_as_plans: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Add another report to this one."""
        self.documents += other.documents
        for counter in ("right", "wrong", "missed", "optional", "absent"):
            getattr(self, counter).update(getattr(other, counter))
        self.plans_as_facts += other.plans_as_facts
        self.facts_as_plans += other.facts_as_plans
        self.findings += other.findings

    def names(self, category: str) -> list[str]:
        """The names counted in a category, sorted."""
        return sorted(
            {name for table in (self.right, self.wrong, self.missed) for kind, name in table if kind == category}
        )

    def figures(self, category: str, names: Iterable[str] | None = None) -> Figures:
        """The figures summed over `names`, by default over all of the category."""
        chosen = [(category, name) for name in (self.names(category) if names is None else names)]
        right, wrong, missed = (sum(table[key] for key in chosen) for table in (self.right, self.wrong, self.missed))
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
        return Figures(right, wrong, missed, precision, recall, f1)

    @property
    def lines(self) -> list[str]:
        """The findings as lines: document, what, label, detail and sentence, parted by tabs."""
        return [str(finding) for finding in self.findings]
