"""What holds in a marked document: which relations and attributes of each pair, and which stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.corpus import GoldDocument
from kg.ontology.model import Ontology
from kg.relations.context import Context
from kg.relations.feature import pairs
from kg.relations.pair import OF_THINGS, Pair, signatures
from kg.relations.stage import StageOf, subject
from kg.relations.stage_rescore import STAGED
from kg.training.marking import Marking

__all__ = ["StageCase", "has", "holds", "pair_cases", "relations_of", "stage_cases", "values_of"]


def pair_cases(markings: Iterable[Marking], ontology: Ontology) -> Iterator[tuple[Pair, list[tuple[str, bool]]]]:
    """All pairs, and of each relation and attribute that may hold of one whether it does; nothing of optional ones."""
    allowed = signatures(ontology)
    for document, context, entities in markings:
        gold, values = relations_of(document), values_of(document)
        for pair in pairs(context, ontology):
            told: list[tuple[str, bool]] = []
            for name in allowed[context.kinds[pair.head], context.kinds[pair.tail]]:
                if pair.tail < 0:
                    if name in OF_THINGS:
                        told.append((name, has(values, context, entities, pair, name)))
                    continue
                held = holds(gold, ontology, entities, pair, name)
                if held is not None:
                    told.append((name, held))
            if told:
                yield pair, told


def relations_of(document: GoldDocument) -> dict[tuple[str, str, str], bool]:
    """The relations of a document, and whether each is optional."""
    return {(r.head, r.type, r.tail): r.optional for r in document.relations}


def holds(
    gold: Mapping[tuple[str, str, str], bool], ontology: Ontology, entities: Mapping[int, str], pair: Pair, name: str
) -> bool | None:
    """Whether a relation holds of a pair; None where it is optional."""
    head, tail = entities.get(pair.head, ""), entities.get(pair.tail, "")
    optional = gold.get((head, name, tail))
    if optional is None and ontology.relation_types[name].symmetric:
        optional = gold.get((tail, name, head))
    return None if optional else optional is not None


def values_of(document: GoldDocument) -> dict[tuple[str, str], object]:
    """The attributes of the entities of a document."""
    return {(e.id, name): value for e in document.entities for name, value in e.attributes.items()}


def has(
    values: Mapping[tuple[str, str], object], context: Context, entities: Mapping[int, str], pair: Pair, name: str
) -> bool:
    """Whether the quantity of a pair is an attribute of its thing."""
    gold = values.get((entities.get(pair.head, ""), name))
    if gold is None:
        return False
    left, right = str(gold), str(context.terms[pair.instances[0].tail].value)
    return left in right or right in left if name == "capacity" else left == right


@dataclass(frozen=True, slots=True)
class StageCase:
    """What a stage is asked of, and which it is, None for none."""

    asked: StageOf
    stage: str | None


def stage_cases(marking: Marking, ontology: Ontology) -> Iterator[StageCase]:
    """All things that may have a stage, and all relations that have one or none."""
    document, context, entities = marking
    stages = {e.id: e.attributes.get("stage") for e in document.entities}
    told = {(r.head, r.type, r.tail): r.attributes.get("stage") for r in document.relations}
    for referent, kind in sorted(context.kinds.items()):
        if referent in entities and kind in STAGED:
            yield StageCase(StageOf(referent), stages[entities[referent]])
    for pair in pairs(context, ontology):
        for name, relation in ontology.relation_types.items():
            key = (entities.get(pair.head, ""), name, entities.get(pair.tail, ""))
            if relation.staged and key in told:
                yield StageCase(StageOf(subject(context, pair, name), pair, name), told[key])
