"""Things of single documents -> entities of the corpus.

Two things are one where they have one type and one name, where a zone differs only by the usual abbreviation, or where
a short company name can stand for exactly one full name of the corpus. Everything else stays apart; what is doubtful is
proposed. The result does not depend on the order of the documents.

Resolution is four pure functions: `names_of` (of documents), `settled` (of a block of names), `parts_of` (of documents)
and `merged` (of a block of node ids), and between them `naming`, which alone sees the whole corpus: the pairs of names
that are one or may be one. `resolve` calls them one after the other; `kg.resolution.spread` maps them on an engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.ontology.model import Ontology
from kg.records import Entity, Extraction, Judgement, OpenList, Relation
from kg.resolution.local import Local, locals_of
from kg.resolution.naming import names_of, naming, settled
from kg.resolution.part import ALONE, Parts, Said, merged, parts_of
from kg.resolution.retold import retold_projects

__all__ = ["ALONE", "Resolved", "resolve", "resolved", "told_once"]


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
    read = [told_once(extraction) for extraction in extractions]
    names, judgements = naming([settled(names_of((thing for _, things in read for thing in things), 1))])
    parts = Parts()
    said = [parts_of(e, things, (dates or {}).get(e.document), names, ontology, [parts]) for e, things in read]
    return resolved([merged([parts], ontology)], judgements, said)


def told_once(extraction: Extraction) -> tuple[Extraction, list[Local]]:
    """The extraction with projects that it tells twice as one referent, and its things."""
    things = locals_of(extraction)
    same, judgements = retold_projects(extraction, {thing.referent: thing.name for thing in things})
    if not same:
        return extraction, things
    kinds = {m.referent: m.type for m in extraction.mentions}
    mentions = tuple(
        replace(m, referent=same[m.referent], type=kinds[same[m.referent]]) if m.referent in same else m
        for m in extraction.mentions
    )
    once = replace(extraction, mentions=mentions, judgements=(*extraction.judgements, *judgements))
    return once, locals_of(once)


def resolved(
    blocks: Iterable[tuple[Iterable[Entity], Iterable[Relation]]],
    judgements: Iterable[Judgement],
    said: Iterable[Said],
) -> Resolved:
    """What all blocks of node ids came to, with the judgements of names and what each document said; in any order."""
    entities: list[Entity] = []
    relations: list[Relation] = []
    for some, more in blocks:
        entities += some
        relations += more
    told = sorted(said, key=lambda each: each.document)
    return Resolved(
        tuple(sorted(entities, key=lambda e: e.id)),
        tuple(sorted(relations, key=lambda r: (r.head, r.relation, r.tail))),
        tuple(dict.fromkeys([*judgements, *(j for each in told for j in each.judgements)])),
        tuple(item for each in told for item in each.lists),
    )
