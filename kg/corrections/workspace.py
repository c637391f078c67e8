"""What was resolved, while corrections change it: entities and relations by key, and where an id has moved to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.ontology.model import Ontology
from kg.records import Document, Entity, Evidence, Fact, Judgement, OpenList, Relation
from kg.resolution import Resolved
from kg.resolution.telling import in_order, standing
from kg.text.normalise import compact

__all__ = ["REVIEWS", "Miss", "Workspace"]

REVIEWS = ("rejected", "added", "corrected", "confirmed")
"""What a person may have said of an entity or relation; where several hold, the first of these stands."""

Triple = tuple[str, str, str]


class Miss(Exception):  # noqa: N818 - what a correction speaks of is not there: no fault of the program
    """A correction speaks of something that is not there; the text says what was found and what to do."""


@dataclass
class Workspace:
    """The state; every method leaves it consistent, and no result depends on the order of equal steps."""

    ontology: Ontology
    documents: Mapping[str, Document]
    entities: dict[str, Entity]
    relations: dict[Triple, Relation]
    judgements: list[Judgement]
    lists: list[OpenList]
    moved: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    forms: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    touching: dict[str, set[Triple]] = field(default_factory=dict)
    dates: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, resolved: Resolved, documents: Iterable[Document], ontology: Ontology) -> Workspace:
        """The workspace of what was resolved."""
        made = cls(
            ontology,
            {document.id: document for document in documents},
            {entity.id: entity for entity in resolved.entities},
            {(r.head, r.relation, r.tail): r for r in resolved.relations},
            list(resolved.judgements),
            list(resolved.lists),
        )
        made.dates.update((name, document.date) for name, document in made.documents.items())
        for entity in made.entities.values():
            made._know(entity)
        for key, relation in made.relations.items():
            made.put_relation(key, relation)
        return made

    def find(self, reference: str) -> str:
        """The id of the entity that is told as ``Type:name``; the name may be an alias that one entity alone has.

        Raises
        ------
        Miss
            There is none, or there are several.
        """
        seen: set[str] = set()
        while reference not in self.entities and reference in self.moved and reference not in seen:
            seen.add(reference)
            reference = self.moved[reference]
        if reference in self.entities:
            return reference
        kind, _, name = reference.partition(":")
        found = sorted(self.forms.get((kind, compact(name)), ()))
        if len(found) == 1:
            return found[0]
        if found:
            raise Miss(f"{reference} may be any of {', '.join(found)}; write the one that is meant")
        other = sorted(key for (_, form), ids in self.forms.items() if form == compact(name) for key in ids)
        hint = f"; there is {', '.join(dict.fromkeys(other))}" if other else ""
        raise Miss(f"there is no {reference}{hint}; mend the name, or remove the correction")

    def find_relation(self, ends: Triple) -> Triple:
        """The key of the relation; of a symmetric one the ends may be told either way.

        Raises
        ------
        Miss
            There is no such relation, or an end is not there.
        """
        key = self.key((self.find(ends[0]), ends[1], self.find(ends[2])))
        if key not in self.relations:
            raise Miss(f"there is no relation {' '.join(ends)} any more; remove the correction")
        return key

    def key(self, ends: Triple) -> Triple:
        """The key with the ends of a symmetric relation in order."""
        head, relation, tail = ends
        return (tail, relation, head) if self.ontology.relation_types[relation].symmetric and tail < head else ends

    def put(self, entity: Entity) -> None:
        """Add an entity, or put it in the place of the one of its id."""
        self.entities[entity.id] = entity
        self._know(entity)

    def _know(self, entity: Entity) -> None:
        for form in (entity.name, *entity.aliases):
            self.forms.setdefault((entity.type, compact(form)), set()).add(entity.id)

    def drop(self, ids: Iterable[str]) -> None:
        """Take entities away; their relations stay to be moved or dropped."""
        for key in ids:
            entity = self.entities.pop(key)
            for form in (entity.name, *entity.aliases):
                self.forms[entity.type, compact(form)].discard(key)

    def join(self, ids: Sequence[str], kind: str, name: str, review: str) -> int:
        """Make entities one, called `name`, of the type `kind`; how many relations fell outside domain or range."""
        made = f"{kind}:{name}"
        group = [self.entities[key] for key in sorted({*ids, *({made} & self.entities.keys())})]
        forms = {form for entity in group for form in (entity.name, *entity.aliases)}
        one = Entity(
            made,
            kind,
            name,
            tuple(sorted(forms - {name})),
            facts_of(fact for entity in group for fact in entity.facts),
            tuple(sorted({span for entity in group for span in entity.spans})),
            strongest([review, *(entity.review for entity in group)]),
            tuple(sorted(dict(pair for entity in group for pair in entity.stated).items())),
        )
        self.drop([entity.id for entity in group])
        self.put(one)
        self.moved |= {entity.id: made for entity in group if entity.id != made}
        return self.redirect({entity.id: made for entity in group})

    def put_relation(self, key: Triple, relation: Relation) -> None:
        """Add a relation, or put it in the place of the one of its key."""
        self.relations[key] = relation
        for end in (key[0], key[2]):
            self.touching.setdefault(end, set()).add(key)

    def take_relation(self, key: Triple) -> Relation:
        """Take a relation away."""
        for end in (key[0], key[2]):
            self.touching[end].discard(key)
        return self.relations.pop(key)

    def redirect(self, moves: Mapping[str, str]) -> int:
        """Let relations, judgements and lists follow `moves`; how many relations fell outside domain or range."""
        groups: dict[Triple, list[Relation]] = {}
        for key in sorted({key for old in moves for key in self.touching.get(old, ())}):
            ends = moves.get(key[0], key[0]), moves.get(key[2], key[2])
            told = self.take_relation(key)
            if ends[0] != ends[1]:
                groups.setdefault(self.key((ends[0], key[1], ends[1])), []).append(told)
        fit = {key: group for key, group in groups.items() if self.fits(key)}
        for key, group in fit.items():
            known = [self.take_relation(key)] if key in self.relations else []
            self.put_relation(key, self.one(key, [*group, *known]))
        if any(moves.get(side, side) != side for j in self.judgements for side in (j.left, j.right)):
            moved = (_moved(j, moves) if j.verdict == "unsure" else j for j in self.judgements)
            self.judgements = [j for j in moved if j.left != j.right]
        if any(m in moves for item in self.lists for m in item.members):
            self.lists = [
                replace(item, members=tuple(dict.fromkeys(moves.get(m, m) for m in item.members)))
                for item in self.lists
            ]
        return len(groups) - len(fit)

    def fits(self, key: Triple) -> bool:
        """Whether the types of the ends are in the domain and the range."""
        kind = self.ontology.relation_types[key[1]]
        return self.entities[key[0]].type in kind.domain and self.entities[key[2]].type in kind.range

    def one(self, key: Triple, group: Sequence[Relation]) -> Relation:
        """One relation of several, told by the passages of all."""
        evidence = {
            (e.document, e.start, e.end): e for r in group for e in sorted(r.evidence, key=_place, reverse=True)
        }
        facts = in_order(dict.fromkeys(fact for relation in group for fact in told_of(relation)), self.dates)
        doubt = 1.0
        for piece in sorted(evidence.values(), key=_place):
            doubt *= 1 - min(piece.score, 0.999)
        return Relation(
            *key,
            **standing(facts, self.dates, self.ontology),
            confidence=group[0].confidence if len(group) == 1 else round(1 - doubt, 4),
            evidence=tuple(evidence[place] for place in sorted(evidence)),
            facts=tuple(facts),
            review=strongest(relation.review for relation in group),
        )

    def resolved(self) -> Resolved:
        """What was resolved, corrected."""
        return Resolved(
            tuple(self.entities[key] for key in sorted(self.entities)),
            tuple(self.relations[key] for key in sorted(self.relations)),
            tuple(dict.fromkeys(self.judgements)),
            tuple(self.lists),
        )


def _moved(judgement: Judgement, moves: Mapping[str, str]) -> Judgement:
    left, right = sorted(moves.get(side, side) for side in (judgement.left, judgement.right))
    return replace(judgement, left=left, right=right)


def _place(piece: Evidence) -> tuple[str, int, int, str, str, float]:
    return piece.document, piece.start, piece.end, piece.rule, piece.trigger, piece.score


def strongest(reviews: Iterable[str | None]) -> str | None:
    """The review that stands among several."""
    return min((review for review in reviews if review is not None), key=REVIEWS.index, default=None)


def facts_of(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts of an entity, each once, in the order of resolution."""
    return tuple(
        sorted(
            dict.fromkeys(facts),
            key=lambda f: (f.attribute, f.evidence.document, f.evidence.start, str(f.value), f.realis, f.evidence.end),
        )
    )


def told_of(relation: Relation) -> tuple[Fact, ...]:
    """What the passages of a relation tell; of one that does not say, what stands."""
    if relation.facts or not relation.evidence:
        return relation.facts
    names = ("realis", "stage", "amount_cny", "year", "field")
    told = [(name, getattr(relation, name)) for name in names]
    return tuple(Fact(name, v, relation.realis, relation.evidence[0]) for name, v in told if v is not None)
