"""What single documents tell of entities and relations, and how the parts of one become one, by blocks of node ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kg.ontology.model import Ontology
from kg.records import Entity, Evidence, Extraction, Fact, Judgement, OpenList, Relation, RelationMention
from kg.resolution.local import Local
from kg.resolution.naming import Naming, block_of
from kg.resolution.telling import in_order, standing

__all__ = ["ALONE", "EntityPart", "Parts", "RelationPart", "Said", "merged", "parts_of"]

ALONE = frozenset({"Enterprise", "Project", "Park"})  # types that stand in the graph without a relation
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class EntityPart:
    """What a document tells of an entity; `joined` where a relation of the document ends at it."""

    id: str
    document: str
    private: bool
    forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    facts: tuple[Fact, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class RelationPart:
    """What a document, of the date `date`, tells of a relation; `key` is head, relation, tail."""

    key: Triple
    document: str
    date: str | None
    mentions: tuple[RelationMention, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that fall in one block."""

    entities: list[EntityPart] = field(default_factory=list)
    relations: list[RelationPart] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """The judgements and open lists of a document, on node ids."""

    document: str
    judgements: tuple[Judgement, ...]
    lists: tuple[OpenList, ...]


def parts_of(  # noqa: PLR0913, PLR0917 - a document as read and as resolved in itself, and what the corpus adds
    extraction: Extraction,
    things: Sequence[Local],
    date: str | None,
    naming: Naming,
    ontology: Ontology,
    into: Sequence[Parts],
) -> Said:
    """Put the parts of a document into the blocks `into`; its judgements and lists."""
    ids = {thing.referent: naming.id_of(thing) for thing in things}
    told: dict[Triple, list[RelationMention]] = defaultdict(list)
    for relation, head, tail in _ends(extraction, ids, ontology):
        told[head, relation.relation, tail].append(relation)
    for key, mentions in told.items():
        block = into[block_of("\t".join(key), len(into))]
        block.relations.append(RelationPart(key, extraction.document, date, tuple(mentions)))
    joined = {end for head, _, tail in told for end in (head, tail)}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for a in extraction.attributes:
        facts[ids[extraction.mentions[a.mention].referent]].append(Fact(a.attribute, a.value, a.realis, a.evidence))
    members: dict[str, list[Local]] = defaultdict(list)
    for thing in things:
        members[ids[thing.referent]].append(thing)
    for entity, group in members.items():
        part = EntityPart(
            entity,
            extraction.document,
            group[0].private,
            tuple(sorted({form for thing in group for form in (*thing.forms, thing.name)})),
            tuple(sorted({(m.start, m.end) for thing in group for m in thing.mentions})),
            tuple(dict.fromkeys(facts[entity])),
            entity in joined,
        )
        into[block_of(entity, len(into))].entities.append(part)
    return Said(extraction.document, tuple(_judged(extraction, things, ids)), tuple(_lists(extraction, ids)))


def _ends(
    extraction: Extraction, ids: dict[int, str], ontology: Ontology
) -> Iterator[tuple[RelationMention, str, str]]:
    """The relations of a document with the node ids of head and tail, in order where the relation is symmetric."""
    for r in extraction.relations:
        head, tail = (ids[extraction.mentions[end].referent] for end in (r.head, r.tail))
        if ontology.relation_types[r.relation].symmetric and tail < head:
            head, tail = tail, head
        if head != tail:
            yield r, head, tail


def _judged(extraction: Extraction, things: Sequence[Local], ids: dict[int, str]) -> Iterator[Judgement]:
    """The judgements of a document, with the type of what they speak of; same ones name forms, others node ids."""
    kinds = {form: (t.type, ids[t.referent]) for t in things for form in t.forms}
    for j in extraction.judgements:
        if j.left in kinds and j.right in kinds:
            kind = kinds[j.left][0]
            sides = (
                (kinds[j.left][1], kinds[j.right][1])
                if j.verdict == "unsure"
                else (f"{kind}:{j.left}", f"{kind}:{j.right}")
            )
            left, right = sorted(sides)
            if left != right:
                yield Judgement(left, right, j.verdict, j.reason, extraction.document)


def _lists(extraction: Extraction, ids: dict[int, str]) -> Iterator[OpenList]:
    for item in extraction.lists:
        members = tuple(ids[extraction.mentions[m].referent] for m in item.members)
        yield OpenList(item.declared_total, members, item.head_noun, item.evidence)


def merged(told: Iterable[Parts], ontology: Ontology) -> tuple[list[Entity], list[Relation]]:
    """The entities and relations of a block, sorted; `told` is what each part of the corpus tells, in any order.

    An entity of a type that is not `ALONE` is left out where no relation joins it.
    """
    entities: list[EntityPart] = []
    relations: list[RelationPart] = []
    for parts in told:
        entities += parts.entities
        relations += parts.relations
    entities.sort(key=lambda part: (part.id, part.document))
    relations.sort(key=lambda part: (part.key, part.document))
    groups = (list(group) for _, group in groupby(entities, key=lambda part: part.id))
    return (
        [_entity(g) for g in groups if g[0].id.partition(":")[0] in ALONE or any(part.joined for part in g)],
        [_relation(list(group), ontology) for _, group in groupby(relations, key=lambda part: part.key)],
    )


def _entity(parts: Sequence[EntityPart]) -> Entity:
    """The entity that its parts, in the order of documents, tell of."""
    key = parts[0].id
    kind, _, rest = key.partition(":")
    name = rest.partition("(")[0] if parts[0].private else rest
    aliases = sorted({form for part in parts for form in part.forms} - {name})
    spans = tuple((part.document, start, end) for part in parts for start, end in part.spans)
    facts = sorted(
        dict.fromkeys(fact for part in parts for fact in part.facts),
        key=lambda f: (f.attribute, f.evidence.document, f.evidence.start, str(f.value)),
    )
    return Entity(key, kind, name, tuple(aliases), tuple(facts), spans)


def _relation(parts: Sequence[RelationPart], ontology: Ontology) -> Relation:
    """The relation that its parts, in the order of documents, tell of."""
    dates = {part.document: part.date for part in parts}
    mentions = [mention for part in parts for mention in part.mentions]
    evidence: dict[tuple[str, int, int], Evidence] = {}
    doubt = 1.0
    for mention in mentions:
        e = mention.evidence
        if (e.document, e.start, e.end) not in evidence:
            evidence[e.document, e.start, e.end] = e
            doubt *= 1 - min(mention.confidence, 0.999)
    facts = in_order(dict.fromkeys(fact for mention in mentions for fact in _told(mention)), dates)
    return Relation(
        *parts[0].key,
        **standing(facts, dates, ontology),
        confidence=round(1 - doubt, 4),
        evidence=tuple(evidence[k] for k in sorted(evidence)),
        facts=tuple(facts),
    )


def _told(mention: RelationMention) -> Iterator[Fact]:
    for name in ("realis", "stage", "amount_cny", "year", "field"):
        value = getattr(mention, name)
        if value is not None and value != "":
            yield Fact(name, value, mention.realis, mention.evidence)
