"""Things of single documents -> entities of the corpus.

Two things are one where they have one type and one name, where a zone differs only by the usual abbreviation, or where
a short company name can stand for exactly one full name of the corpus. Everything else stays apart; what is doubtful is
proposed. The result does not depend on the order of the documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.entities.anatomy import anatomy, short_forms
from kg.entities.referent import park_key
from kg.ontology.model import Ontology
from kg.records import Entity, Evidence, Extraction, Fact, Judgement, OpenList, Relation, RelationMention
from kg.resolution.local import Local, locals_of
from kg.resolution.retold import retold_projects
from kg.resolution.telling import in_order, standing

__all__ = ["Resolved", "resolve"]

ALONE = frozenset({"Enterprise", "Project", "Park"})  # types that stand in the graph without a relation
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Entities and relations of a corpus, the judgements behind them, and its open lists."""

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    judgements: tuple[Judgement, ...]
    lists: tuple[OpenList, ...]


def resolve(
    extractions: Iterable[Extraction], ontology: Ontology, dates: Mapping[str, str | None] | None = None
) -> Resolved:
    """Resolve the extractions of a corpus; `dates` of its documents (ISO, as fine as known) say what is told later."""
    ordered = [_once(e) for e in sorted(extractions, key=lambda e: e.document)]
    things = {e.document: locals_of(e) for e in ordered}
    every = [thing for local in things.values() for thing in local]
    clusters, judgements = _clusters(every)
    ids = _ids(every, clusters)
    entities = _entities(every, ids, ordered)
    for extraction in ordered:
        judgements += _judged(extraction, things[extraction.document], ids)
    relations = _relations(ordered, ids, ontology, dates or {})
    joined = {end for r in relations for end in (r.head, r.tail)}
    entities = [entity for entity in entities if entity.type in ALONE or entity.id in joined]
    lists = [
        OpenList(
            item.declared_total,
            tuple(ids[e.document, e.mentions[m].referent] for m in item.members),
            item.head_noun,
            item.evidence,
        )
        for e in ordered
        for item in e.lists
    ]
    return Resolved(tuple(entities), tuple(relations), tuple(dict.fromkeys(judgements)), tuple(lists))


def _once(extraction: Extraction) -> Extraction:
    """The extraction with projects that it tells twice as one referent."""
    names = {thing.referent: thing.name for thing in locals_of(extraction)}
    same, judgements = retold_projects(extraction, names)
    if not same:
        return extraction
    kinds = {m.referent: m.type for m in extraction.mentions}
    mentions = tuple(
        replace(m, referent=same[m.referent], type=kinds[same[m.referent]]) if m.referent in same else m
        for m in extraction.mentions
    )
    return replace(extraction, mentions=mentions, judgements=(*extraction.judgements, *judgements))


def _clusters(things: Sequence[Local]) -> tuple[dict[Key, Key], list[Judgement]]:
    """For each ``(type, name)`` the one that stands for it, and why."""
    names = {(t.type, t.name) for t in things if not t.private}
    stands: dict[Key, Key] = {key: key for key in names}
    judgements: list[Judgement] = []
    zones: dict[str, list[str]] = defaultdict(list)
    for kind, name in names:
        if kind == "Park":
            zones[park_key(name)].append(name)
    for alike in zones.values():
        full = max(alike, key=lambda n: (len(n), n))
        for name in sorted(alike):
            if name != full:
                stands["Park", name] = ("Park", full)
                judgements.append(_judgement("Park", name, full, "same", "园区名称只差通用简写"))
    for short, fulls in sorted(_short_companies(things).items()):
        if len(fulls) == 1:
            full = next(iter(fulls))
            stands["Enterprise", short] = ("Enterprise", full)
            judgements.append(
                _judgement(
                    "Enterprise", short, full, "same", f"“{short}”是“{full}”的简称,全部文章中没有第二个名称可与之对应"
                )
            )
        else:
            judgements += [
                _judgement("Enterprise", short, full, "unsure", f"“{short}”可指{len(fulls)}家企业,未合并")
                for full in sorted(fulls)
            ]
    return stands, judgements


def _judgement(kind: str, name: str, other: str, verdict: str, reason: str) -> Judgement:
    left, right = sorted((f"{kind}:{name}", f"{kind}:{other}"))
    return Judgement(left, right, verdict, reason)


def _short_companies(things: Sequence[Local]) -> dict[str, set[str]]:
    """Company names that are a short form of full names told in the corpus, with those full names.

    Two entries of a gazetteer are two companies.
    """
    listed = {m.name for thing in things for m in thing.mentions if "gazetteer" in m.source}
    companies = {t.name for t in things if t.type == "Enterprise"}
    claims: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        if thing.type == "Enterprise" and anatomy(thing.name).legal_form:
            for form in {*short_forms(thing.name), *thing.forms} - {thing.name}:
                if form in companies and not {form, thing.name} <= listed:
                    claims[form].add(thing.name)
    for short in list(claims):
        claims[short] = {
            full
            for full in claims[short]
            if not any(full in claims.get(other, ()) and other in claims[short] for other in claims[short])
        } or claims[short]
    return claims


def _ids(things: Sequence[Local], stands: Mapping[Key, Key]) -> dict[tuple[str, int], str]:
    """The node id of each thing; a private name is told apart by its document where several documents have it."""
    holders: dict[Key, set[str]] = defaultdict(set)
    for thing in things:
        if thing.private:
            holders[thing.type, thing.name].add(f"{thing.document}#{thing.referent}")
    public = set(stands.values())
    ids = {}
    for thing in things:
        key = (thing.type, thing.name)
        if not thing.private:
            kind, name = _final(key, stands)
            ids[thing.document, thing.referent] = f"{kind}:{name}"
        elif len(holders[key]) == 1 and key not in public:
            ids[thing.document, thing.referent] = f"{thing.type}:{thing.name}"
        else:
            ids[thing.document, thing.referent] = f"{thing.type}:{thing.name}({thing.document}#{thing.referent})"
    return ids


def _final(key: Key, stands: Mapping[Key, Key]) -> Key:
    seen = {key}
    while stands[key] not in seen:
        key = stands[key]
        seen.add(key)
    return key


def _entities(
    things: Sequence[Local], ids: Mapping[tuple[str, int], str], extractions: Sequence[Extraction]
) -> list[Entity]:
    facts: dict[str, list[Fact]] = defaultdict(list)
    for extraction in extractions:
        for a in extraction.attributes:
            key = ids[extraction.document, extraction.mentions[a.mention].referent]
            facts[key].append(Fact(a.attribute, a.value, a.realis, a.evidence))
    members: dict[str, list[Local]] = defaultdict(list)
    for thing in things:
        members[ids[thing.document, thing.referent]].append(thing)
    entities = []
    for key, group in sorted(members.items()):
        kind, _, rest = key.partition(":")
        name = rest.partition("(")[0] if group[0].private else rest
        aliases = sorted({form for thing in group for form in (*thing.forms, thing.name)} - {name})
        spans = sorted({(t.document, m.start, m.end) for t in group for m in t.mentions})
        told = sorted(
            dict.fromkeys(facts[key]), key=lambda f: (f.attribute, f.evidence.document, f.evidence.start, str(f.value))
        )
        entities.append(Entity(key, kind, name, tuple(aliases), tuple(told), tuple(spans)))
    return entities


def _judged(extraction: Extraction, things: Sequence[Local], ids: Mapping[tuple[str, int], str]) -> list[Judgement]:
    """The judgements of a document, with the type of what they speak of; same ones name forms, others node ids."""
    kinds = {form: (t.type, ids[t.document, t.referent]) for t in things for form in t.forms}
    found = []
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
                found.append(Judgement(left, right, j.verdict, j.reason, extraction.document))
    return found


def _relations(
    extractions: Sequence[Extraction],
    ids: Mapping[tuple[str, int], str],
    ontology: Ontology,
    dates: Mapping[str, str | None],
) -> list[Relation]:
    told: dict[tuple[str, str, str], list[RelationMention]] = defaultdict(list)
    for extraction in extractions:
        for r in extraction.relations:
            head = ids[extraction.document, extraction.mentions[r.head].referent]
            tail = ids[extraction.document, extraction.mentions[r.tail].referent]
            if ontology.relation_types[r.relation].symmetric and tail < head:
                head, tail = tail, head
            if head != tail:
                told[head, r.relation, tail].append(r)
    return [_relation(key, mentions, ontology, dates) for key, mentions in sorted(told.items())]


def _relation(
    key: tuple[str, str, str],
    mentions: Sequence[RelationMention],
    ontology: Ontology,
    dates: Mapping[str, str | None],
) -> Relation:
    evidence: dict[tuple[str, int, int], Evidence] = {}
    doubt = 1.0
    for mention in mentions:
        e = mention.evidence
        if (e.document, e.start, e.end) not in evidence:
            evidence[e.document, e.start, e.end] = e
            doubt *= 1 - min(mention.confidence, 0.999)
    facts = in_order(dict.fromkeys(fact for mention in mentions for fact in _told(mention)), dates)
    return Relation(
        *key,
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
