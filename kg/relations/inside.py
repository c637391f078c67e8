"""What the name of a project tells: who undertakes it, what it makes (`kg.entities.inside`)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.entities.chooser import Name
from kg.entities.inside import company_inside, product_inside
from kg.relations.context import Context
from kg.relations.realis import FROM_STAGE
from kg.relations.statement import StatedAttribute, Statement
from kg.text.lexicon import lexicon

__all__ = ["Inside", "told_inside"]

SURE = 0.8


@dataclass(frozen=True, slots=True)
class Inside:
    """A relation of a project with what stands in its name: ``UNDERTAKES`` of a company, or ``PRODUCES`` of goods.

    `project` is the index of the project's name, `other` that of the other end or None; `name` is the span of that
    inside the project name, `referent` what it stands for, ``text[start:end]`` the sentence. Stage, realis and amount
    are those of the project; goods have no stage and no amount.
    """

    relation: str
    project: int
    other: int | None
    name: Name
    referent: int
    start: int
    end: int
    stage: str | None
    realis: str
    amount: int | float | None

    @property
    def rule(self) -> str:
        """What the evidence calls this rule."""
        return f"{self.relation.lower()}.inside"


def told_inside(  # noqa: PLR0913, PLR0917 - what was read of the document, and what the user knows
    context: Context,
    names: Sequence[Name],
    groups: Sequence[int],
    told: Sequence[Statement],
    stated: Sequence[StatedAttribute],
    listed: Container[str] = (),
) -> Iterator[Inside]:
    """What stands inside the names of projects, by first mention of the project.

    A company where nobody is told to undertake the project, goods where none are told that it makes. `listed` are
    company names that a list of the user holds.
    """
    return _Reader(context, names, groups, stated).run(told, listed)


class _Reader:
    def __init__(
        self, context: Context, names: Sequence[Name], groups: Sequence[int], stated: Sequence[StatedAttribute]
    ) -> None:
        self.context, self.names, self.groups = context, names, groups
        self.values = {(context.terms[a.term].referent, a.attribute): a.value for a in stated}
        self.known: dict[tuple[str, str], int] = {}
        for i, name in reversed(list(enumerate(names))):
            self.known[name.type, context.text[name.start : name.end]] = i
        self.new: dict[tuple[str, str], int] = {}

    def run(self, told: Sequence[Statement], listed: Container[str]) -> Iterator[Inside]:
        terms = self.context.terms
        undertaken = {terms[s.tail].referent for s in told if s.relation == "UNDERTAKES"}
        producing = {terms[s.head].referent for s in told if s.relation == "PRODUCES"}
        for i, (name, group) in enumerate(zip(self.names, self.groups, strict=True)):
            if name.type != "Project":
                continue
            form = self.context.text[name.start : name.end]
            companies = [part for part in accumulate(form) if ("Enterprise", part) in self.known or part in listed]
            size = 0 if group in undertaken else company_inside(form, companies, lexicon())
            goods = None if group in producing else product_inside(form)
            if size:
                undertaken.add(group)
                yield self._inside("UNDERTAKES", i, "Enterprise", 0, size)
            if goods:
                producing.add(group)
                yield self._inside("PRODUCES", i, "Product", *goods)

    def _inside(self, relation: str, project: int, kind: str, start: int, end: int) -> Inside:
        whole, group = self.names[project], self.groups[project]
        inside = Name(whole.start + start, whole.start + end, kind, "inside", SURE)
        key = kind, self.context.text[inside.start : inside.end]
        other = self.known.get(key)
        referent = (
            self.new.setdefault(key, max(self.groups) + 1 + len(self.new)) if other is None else self.groups[other]
        )
        sentence = self.context.sentence_at(inside.start)
        stage, amount = self.values.get((group, "stage")), self.values.get((group, "investment_cny"))
        staged = relation == "UNDERTAKES"
        return Inside(
            relation,
            project,
            other,
            inside,
            referent,
            sentence.start,
            sentence.end,
            str(stage) if stage and staged else None,
            FROM_STAGE.get(str(stage), "fact"),
            amount if isinstance(amount, int | float) and staged else None,
        )
