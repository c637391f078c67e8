"""Corrections of what a thing is: split, retype, rename, merge, and that two are not one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.corrections.record import Correction, Outcome
from kg.corrections.workspace import Miss, Workspace, facts_of, strongest
from kg.records import Entity, Evidence, Fact, Judgement, Relation
from kg.text.normalise import compact
from kg.text.script import to_simplified

__all__ = ["keep_apart", "merge_all", "rename", "retype", "split"]


def split(work: Workspace, correction: Correction) -> Outcome:
    """Give the mentions that mean another entity to that entity, with what is told of them alone.

    A passage goes with the mentions in it; one that has mentions of both stays, and one with none goes with the
    mentions of its document.
    """
    old, there = work.find(correction.entities[0]), str(correction.becomes)
    if old == there:
        raise Miss(f"{there} is the entity itself; give `names:` of the other one, and its name under `as:`")
    entity, names = work.entities[old], {compact(form) for form in correction.names}
    forms = {span: _form(work, span) for span in entity.spans}
    gone = {s for s in entity.spans if correction.document in (None, s[0]) and (not names or forms[s] in names)}
    if not gone:
        raise Miss(f"{old} has no mention {', '.join(correction.names) or 'in ' + str(correction.document)} any more")
    kept = tuple(span for span in entity.spans if span not in gone)
    if not kept:
        raise Miss(f"every mention of {old} would go; write `do: rename` or `do: merge` instead")
    goes = _goes_with(gone, kept)
    left, went = {forms[span] for span in kept}, {forms[span] for span in gone}
    review = strongest((entity.review, "corrected"))
    aliases = tuple(form for form in entity.aliases if form in left or form not in went)
    facts = tuple(fact for fact in entity.facts if not goes(fact.evidence))
    work.drop([old])
    work.put(replace(entity, aliases=aliases, facts=facts, spans=kept, review=review))
    _receive(work, there, went, [fact for fact in entity.facts if goes(fact.evidence)], gone)
    dropped = _divide(work, old, there, goes)
    work.judgements = [j for j in work.judgements if {j.left, j.right} != {old, there}]
    work.judgements.append(_judged(old, there, "different", correction))
    return Outcome(correction, "applied", _outside(dropped))


def _receive(work: Workspace, key: str, forms: set[str], facts: list[Fact], spans: set[tuple[str, int, int]]) -> None:
    """Give mentions and facts to the entity `key`, which is made where it is not known."""
    kind, _, name = key.partition(":")
    known = work.entities.get(key, Entity(key, kind, name))
    work.put(
        replace(
            known,
            aliases=tuple(sorted({*known.aliases, *forms} - {name})),
            facts=facts_of((*known.facts, *facts)),
            spans=tuple(sorted({*known.spans, *spans})),
            review=strongest((known.review, "corrected")),
        )
    )


def _form(work: Workspace, span: tuple[str, int, int]) -> str:
    text = work.documents[span[0]].text
    return compact(to_simplified(text[span[1] : span[2]]))


class _goes_with:  # noqa: N801 - a callable with a memory
    """Whether a passage goes with the mentions that go."""

    def __init__(self, gone: set[tuple[str, int, int]], kept: Sequence[tuple[str, int, int]]) -> None:
        self.gone, self.kept = gone, kept
        self.whole = {span[0] for span in gone} - {span[0] for span in kept}

    def __call__(self, piece: Evidence) -> bool:
        inside = [
            any(d == piece.document and piece.start <= s and e <= piece.end for d, s, e in spans)
            for spans in (self.gone, self.kept)
        ]
        return inside[0] and not inside[1] if any(inside) else piece.document in self.whole


def _divide(work: Workspace, old: str, there: str, goes: _goes_with) -> int:
    """Divide the relations of `old`; how many of those that went fell outside domain or range."""
    dropped = 0
    for key in sorted(work.touching.get(old, ())):
        relation = work.relations[key]
        gone = tuple(piece for piece in relation.evidence if goes(piece))
        if not gone:
            continue
        work.take_relation(key)
        kept = tuple(piece for piece in relation.evidence if not goes(piece))
        if kept:
            work.put_relation(key, work.one(key, [_part(relation, kept)]))
        ends = tuple(there if end == old else end for end in key)
        new = work.key((ends[0], ends[1], ends[2]))
        if new[0] == new[2] or not work.fits(new):
            dropped += 1
            continue
        group = [_part(relation, gone), *([work.relations[new]] if new in work.relations else [])]
        work.put_relation(new, work.one(new, group))
    return dropped


def _part(relation: Relation, evidence: tuple[Evidence, ...]) -> Relation:
    facts = tuple(fact for fact in relation.facts if fact.evidence in evidence)
    return replace(relation, evidence=evidence, facts=facts)


def retype(work: Workspace, correction: Correction) -> Outcome:
    """Give an entity another type; it becomes one with an entity of that type and name."""
    old, kind = work.find(correction.entities[0]), str(correction.becomes)
    if work.entities[old].type == kind:
        return Outcome(correction, "needless", f"{old} has this type already; remove the correction")
    dropped = work.join([old], kind, work.entities[old].name, "corrected")
    return Outcome(correction, "applied", _outside(dropped))


def rename(work: Workspace, correction: Correction) -> Outcome:
    """Give an entity another canonical name; the old one becomes an alias."""
    old, name = work.find(correction.entities[0]), compact(str(correction.becomes))
    entity = work.entities[old]
    new = f"{entity.type}:{name}"
    if new == old:
        return Outcome(correction, "needless", f"{old} is called so already; remove the correction")
    if new in work.entities:
        raise Miss(f"another entity is called {new}; if they are one, write `do: merge` instead")
    work.join([old], entity.type, name, "corrected")
    work.named.add(new)
    return Outcome(correction, "applied")


def merge_all(work: Workspace, corrections: Sequence[Correction]) -> list[Outcome]:
    """Make one of each group that merges tell of, whatever their order.

    The name is the last that a merge gives (``as``), else the one that a person gave, else the fullest.
    """
    outcomes: list[Outcome] = []
    groups: list[tuple[set[str], list[Correction]]] = []
    for correction in corrections:
        try:
            ids = {work.find(name) for name in correction.entities}
        except Miss as miss:
            outcomes.append(Outcome(correction, "unmatched", str(miss)))
            continue
        if len({work.entities[key].type for key in ids}) > 1:
            told = ", ".join(sorted(ids))
            outcomes.append(Outcome(correction, "unmatched", f"{told} are of two types; add a `do: retype` for one"))
        elif len(ids) == 1 and not correction.becomes:
            outcomes.append(Outcome(correction, "needless", f"{', '.join(ids)} is one already; remove the correction"))
        else:
            near = [group for group in groups if group[0] & ids]
            groups = [group for group in groups if not group[0] & ids]
            groups.append(
                (ids.union(*(group[0] for group in near)), [c for group in near for c in group[1]] + [correction])
            )
    for members, merges in groups:
        outcomes += _merged(work, sorted(members), merges)
    return outcomes


def _merged(work: Workspace, ids: list[str], told: list[Correction]) -> list[Outcome]:
    told = sorted(told, key=lambda c: c.order)
    wanted = [compact(c.becomes) for c in told if c.becomes]
    chosen = [key for key in ids if key in work.named] or ids
    names = {key: work.entities[key].name for key in ids}
    name = wanted[-1] if wanted else max((names[key] for key in chosen), key=lambda n: (len(n), n))
    kind = work.entities[ids[0]].type
    new = f"{kind}:{name}"
    if new in work.entities and new not in ids:
        message = f"another entity is called {new}; list it under entities, or choose another name"
        return [Outcome(c, "unmatched", message) for c in told]
    work.join(ids, kind, name, "corrected")
    reason = max(told, key=lambda c: (c.on, c.by, c.why))
    work.judgements += [_judged(key, new, "same", reason) for key in ids if key != new]
    return [Outcome(c, "applied") for c in told]


def keep_apart(work: Workspace, correction: Correction) -> Outcome:
    """Say of entities that they are not one: they are proposed no more."""
    ids = sorted({work.find(name) for name in correction.entities})
    if len(ids) < 2:
        raise Miss(f"{ids[0]} is one entity; write `do: split` to part it")
    pairs = {(left, right) for i, left in enumerate(ids) for right in ids[i + 1 :]}
    work.judgements = [j for j in work.judgements if j.verdict != "unsure" or (j.left, j.right) not in pairs]
    work.judgements += [_judged(*pair, "different", correction) for pair in sorted(pairs)]
    return Outcome(correction, "applied")


def _judged(one: str, other: str, verdict: str, correction: Correction) -> Judgement:
    left, right = sorted((one, other))
    return Judgement(left, right, verdict, f"人工核定：{correction.why}（{correction.by}，{correction.on}）")


def _outside(dropped: int) -> str:
    return f"{dropped} relations fell outside domain or range and are left out" if dropped else ""
