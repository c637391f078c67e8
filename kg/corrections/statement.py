"""Corrections of what is said: add, set, confirm, reject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kg.corrections.record import Correction, Outcome
from kg.corrections.workspace import Miss, Triple, Workspace, strongest
from kg.records import Document, Entity, Evidence, Fact, Relation
from kg.text.normalise import compact, normalise
from kg.text.script import to_simplified

__all__ = ["add_entity", "add_relation", "judge", "set_values"]

RULE = "correction"
NOT_YET = ("planned", "negotiating", "terminated")
"""Stages that are realis values too: with them a relation is no fact."""


def _places(document: Document, form: str) -> Iterator[tuple[int, int]]:
    """Where a form stands in the source text, as half-open offsets; line breaks and widths of characters apart."""
    normal = normalise(to_simplified(document.text))
    wanted = normalise(to_simplified(form)).text.strip()
    at = normal.text.find(wanted)
    while wanted and at >= 0:
        yield normal.source_span(at, at + len(wanted))
        at = normal.text.find(wanted, at + len(wanted))


def _document(work: Workspace, name: str) -> Document:
    if name not in work.documents:
        raise Miss(f"there is no document {name} any more; mend the name, or remove the correction")
    return work.documents[name]


def _named(work: Workspace, reference: str, documents: list[Document], review: str) -> str:
    """The id of an entity, which is made where it is not known but named in `documents`."""
    try:
        return work.find(reference)
    except Miss:
        kind, _, name = reference.partition(":")
        spans = sorted((document.id, *place) for document in documents for place in _places(document, name))
        if not spans or len(work.forms.get((kind, compact(name)), ())) > 1:
            raise
        made = Entity(f"{kind}:{compact(name)}", kind, compact(name), spans=tuple(spans), review=review)
        work.put(made)
        return made.id


def add_entity(work: Workspace, correction: Correction) -> Outcome:
    """Add an entity that the documents name."""
    one = correction.document
    documents = [_document(work, one)] if one else list(work.documents.values())
    before = set(work.entities)
    try:
        key = _named(work, correction.entities[0], documents, "added")
    except Miss as miss:
        where = one or "any document"
        raise Miss(f"{miss}; to be added, the name must stand in {where}") from miss
    if correction.values:
        _state(work, key, correction)
    if key in before:
        return Outcome(correction, "needless", f"{key} is there already; remove the correction")
    return Outcome(correction, "applied")


def add_relation(work: Workspace, correction: Correction) -> Outcome:
    """Add a relation with the passage that tells it; ends that the document names are added with it."""
    head, relation, tail = _triple(correction)
    document = _document(work, str(correction.document))
    quote = str(correction.quote)
    at = document.text.find(quote)
    place = (at, at + len(quote)) if at >= 0 else next(_places(document, quote), None)
    if place is None:
        raise Miss(f"the quote does not stand in {document.id} any more; copy it from the document")
    ends = [_named(work, end, [document], "added") for end in (head, tail)]
    key = work.key((ends[0], relation, ends[1]))
    if ends[0] == ends[1] or not work.fits(key):
        raise Miss(f"{' '.join(key)} is outside the domain or range; mend the ends")
    piece = Evidence(document.id, *place, document.text[slice(*place)], RULE)
    values = dict(correction.values)
    realis = str(values.get("realis") or (values["stage"] if values.get("stage") in NOT_YET else "fact"))
    told = {"realis": realis, **values}
    facts = tuple(Fact(name, value, realis, piece) for name, value in told.items())
    known = work.relations.get(key)
    bare = Relation(*key, realis, None, None, None, None, 1.0, (piece,), facts)
    made = work.one(key, [bare, *([known] if known else [])])
    if known is not None and piece not in made.evidence:
        same = tuple(
            replace(e, score=1.0) if (e.document, e.start, e.end) == (piece.document, *place) else e
            for e in made.evidence
        )
        made = replace(made, evidence=same)
    review = strongest((known.review if known else None, "confirmed" if known else "added"))
    work.put_relation(key, replace(_settled(made, correction), review=review, confidence=1.0))
    return Outcome(correction, "applied")


def set_values(work: Workspace, correction: Correction) -> tuple[str, Outcome]:
    """Set values that stand before what is told; also what was set, for later corrections of the same."""
    if correction.relation is None:
        key = work.find(correction.entities[0])
        _state(work, key, correction)
        entity = work.entities[key]
        work.put(replace(entity, review=strongest((entity.review, "corrected"))))
        return key, Outcome(correction, "applied")
    ends = work.find_relation(correction.relation)
    relation = _settled(work.relations[ends], correction)
    work.put_relation(ends, replace(relation, review=strongest((relation.review, "corrected")), confidence=1.0))
    return " ".join(ends), Outcome(correction, "applied")


def _state(work: Workspace, key: str, correction: Correction) -> None:
    entity = work.entities[key]
    stated = dict(entity.stated) | dict(correction.values)
    work.put(replace(entity, stated=tuple(sorted(stated.items()))))


def _settled(relation: Relation, correction: Correction) -> Relation:
    """The relation with the values of the correction, so that realis and stage agree."""
    values: dict[str, Any] = dict(correction.values)
    stage, realis = values.get("stage"), values.get("realis")
    if stage is not None and realis is None:
        if stage in NOT_YET:
            values["realis"] = stage
        elif relation.realis in NOT_YET:
            values["realis"] = "fact"
    elif realis is not None and stage is None and relation.stage is not None:
        if realis in NOT_YET:
            values["stage"] = realis
        elif relation.stage in NOT_YET:
            values["stage"] = None
    return replace(relation, **values)


def judge(work: Workspace, correction: Correction) -> tuple[str, Outcome]:
    """Confirm or reject an entity or a relation; a rejected entity goes with its relations."""
    rejected = correction.do == "reject"
    if correction.relation is None:
        key = work.find(correction.entities[0])
        entity = work.entities[key]
        if not rejected:
            work.put(replace(entity, review=strongest((entity.review, "confirmed"))))
            return key, Outcome(correction, "applied")
        work.drop([key])
        gone = sorted(work.touching.get(key, ()))
        for ends in gone:
            work.take_relation(ends)
        work.judgements = [j for j in work.judgements if j.verdict != "unsure" or key not in (j.left, j.right)]
        work.lists = [replace(item, members=tuple(m for m in item.members if m != key)) for item in work.lists]
        return key, Outcome(correction, "applied", f"with {len(gone)} relations" if gone else "")
    ends = work.find_relation(correction.relation)
    relation = work.relations[ends]
    review = strongest((relation.review, "rejected" if rejected else "confirmed"))
    if rejected:
        values: dict[str, Any] = {"realis": "rejected", "stage": None, "amount_cny": None, "year": None, "field": None}
        work.put_relation(ends, replace(relation, review=review, **values))
    else:
        work.put_relation(ends, replace(relation, review=review, confidence=1.0))
    return " ".join(ends), Outcome(correction, "applied")


def _triple(correction: Correction) -> Triple:
    assert correction.relation is not None  # the reader gives one to every correction of a relation
    return correction.relation
