"""Who undertakes a project that is called after them (`kg.entities.inside`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.entities.chooser import Name
from kg.entities.inside import company_inside
from kg.relations.context import Context
from kg.relations.realis import FROM_STAGE
from kg.relations.statement import StatedAttribute, Statement
from kg.text.lexicon import lexicon

__all__ = ["RULE", "Undertaker", "undertakers_inside"]

RULE = "undertakes.inside"
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Undertaker:
    """A company and its project: index of the project's name, that of the company's or None, the company's name.

    `name` is the span inside the project name, `referent` what it stands for, ``text[start:end]`` the sentence;
    `stage`, `realis` and `amount` are those of the project.
    """

    project: int
    company: int | None
    name: Name
    referent: int
    start: int
    end: int
    stage: str | None
    realis: str
    amount: int | float | None


def undertakers_inside(
    context: Context,
    names: Sequence[Name],
    groups: Sequence[int],
    told: Sequence[Statement],
    stated: Sequence[StatedAttribute],
) -> Iterator[Undertaker]:
    """The companies inside names of projects that nobody is told to undertake, by first mention of the project."""
    text = context.text
    taken = {context.terms[s.tail].referent for s in told if s.relation == "UNDERTAKES"}
    known = {text[n.start : n.end]: i for i, n in reversed(list(enumerate(names))) if n.type == "Enterprise"}
    values = {(context.terms[a.term].referent, a.attribute): a.value for a in stated}
    new: dict[str, int] = {}
    for i, (name, group) in enumerate(zip(names, groups, strict=True)):
        if name.type != "Project" or group in taken:
            continue
        size = company_inside(text[name.start : name.end], known, lexicon())
        if size:
            taken.add(group)
            inside = Name(name.start, name.start + size, "Enterprise", "inside", SURE)
            form = text[inside.start : inside.end]
            company = known.get(form)
            referent = new.setdefault(form, max(groups) + 1 + len(new)) if company is None else groups[company]
            sentence = context.sentence_at(inside.start)
            stage, amount = values.get((group, "stage")), values.get((group, "investment_cny"))
            yield Undertaker(
                i,
                company,
                inside,
                referent,
                sentence.start,
                sentence.end,
                str(stage) if stage else None,
                FROM_STAGE.get(str(stage), "fact"),
                amount if isinstance(amount, int | float) else None,
            )
