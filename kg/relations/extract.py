"""Names of a document -> its relations, attributes and open lists, each with the passage that states it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.forest import Forest
from kg.network import Network
from kg.ontology.model import Ontology
from kg.relations.context import AGENTS, Context, Sentence
from kg.relations.cue import cues, cues_in
from kg.relations.pair import OF_THINGS, Instance, Pair, signatures
from kg.relations.place import Read
from kg.relations.ranker import Ranker
from kg.relations.realis import denied, realis, sober
from kg.relations.rescore import FAINT, Scored, again, list_bests, pair_rows, standing_rows, together
from kg.relations.stage import StageModel, StageOf, stage_of
from kg.relations.stage_rescore import STAGED, Stages
from kg.relations.statement import StatedAttribute, Statement, alike, consistent

__all__ = [
    "Models",
    "attributes",
    "scored_attributes",
    "scored_pairs",
    "stages_of",
    "statements",
]

UNREAD = Read()
BAR = 0.4
#: About half of the F1 that a type reaches on held-out documents, where its bar is best; most reach 0.75.
BARS = {"IN_INDUSTRY": 0.3, "LOCATED_IN": 0.25, "PART_OF": 0.3, "PRODUCES": 0.25}
BAR_OF_ATTRIBUTE = 0.35
BAR_OF_MONEY = 0.4  # what is added up had better be sure
TRUSTED = 0.7  # the score of a rule whose trigger needs no model where it alone joins two names
MONEY = frozenset("MU")


@dataclass(frozen=True, slots=True)
class Models:
    """The models of the relation stage; without a ranker the rules alone speak, without trees ranker and network.

    `forests` look at the pairs one after the other, each at what was said by the one before.
    """

    ranker: Ranker | None = None
    forests: Sequence[Forest] = ()
    attribute_forest: Forest | None = None
    stages: StageModel | None = None
    stage_forest: Forest | None = None
    network: Network | None = None


def stages_of(context: Context, ontology: Ontology, models: Models, read: Read = UNREAD) -> Stages:
    """What the models say of the stages of a document."""
    return Stages(context, ontology, models.stages, models.stage_forest, read.stages)


def statements(  # noqa: PLR0913, PLR0917 - a document, and what reads it
    context: Context,
    ontology: Ontology,
    found_pairs: Sequence[Pair],
    models: Models,
    read: Read = UNREAD,
    stages: Stages | None = None,
) -> list[Statement]:
    """The relations among the pairs of a document; without a ranker, what the rules alone say.

    In order of head, relation and tail; at most one for each pair of referents and relation. `read` is what the network
    says, `stages` what is told of stages, by default what the models say.
    """
    found: dict[tuple[int, str, int], Statement] = {}
    stages = stages or stages_of(context, ontology, models, read)
    for pair, relation, score in _likely(context, ontology, found_pairs, models, read):
        kind = ontology.relation_types[relation]
        instance = best_instance(pair, relation, read)
        sentence = context.sentence_at(instance.end - 1)
        stage = None
        if kind.staged:
            asked = stage_of(context, pair, relation)
            stage = stages.told(asked)
            if stage is None and instance.hit is not None:
                stage = sober(context, ontology, context.places[asked.referent], instance.hit.rule.stage)
        if stage != "terminated" and denied(context, ontology, sentence, instance):
            continue
        head, tail = instance.head, instance.tail
        if kind.symmetric and context.terms[head].start > context.terms[tail].start:
            head, tail = tail, head
        key = tuple(sorted((pair.head, pair.tail))) if kind.symmetric else (pair.head, pair.tail)
        told = realis(context, ontology, sentence, instance, relation, stage)
        if told == "planned" and kind.staged and instance.hit is not None:
            stage = "planned"  # 拟与海岳药业合作: what only a plan is told of where a rule fired
        rule = instance.hit.rule.id if instance.hit else f"model.{relation}"
        trigger = context.text[instance.hit.start : instance.hit.end] if instance.hit else ""
        year, amount = _year(context, sentence), None
        statement = Statement(
            relation, head, tail, told, stage, year, amount, score, instance.start, instance.end, rule, trigger
        )
        known = found.get((key[0], relation, key[1]), statement)  # a symmetric relation is told of both directions
        sure, other = sorted((known, statement), key=lambda s: -s.score)
        unstaged = sure.stage is None and other.stage is not None
        found[key[0], relation, key[1]] = replace(sure, stage=other.stage, realis=other.realis) if unstaged else sure
    return alike(context, [found[key] for key in sorted(consistent(found))])


def scored_pairs(
    ontology: Ontology, context: Context, found_pairs: Sequence[Pair], ranker: Ranker, read: Read = UNREAD
) -> list[Scored]:
    """What ranker and network say of each pair and relation that may join it, without what is out of the question."""
    things = [pair for pair in found_pairs if pair.tail >= 0]
    return _scored(ontology, context, things, ontology.relation_types, ranker, read)


def scored_attributes(
    ontology: Ontology, context: Context, found_pairs: Sequence[Pair], ranker: Ranker, read: Read = UNREAD
) -> list[Scored]:
    """The same of each name and quantity, and the attributes that may join them."""
    quantities = [pair for pair in found_pairs if pair.tail < 0]
    return _scored(ontology, context, quantities, OF_THINGS, ranker, read)


def _scored(  # noqa: PLR0913, PLR0917 - what is asked, and who answers
    ontology: Ontology,
    context: Context,
    asked: Sequence[Pair],
    wanted: Container[str],
    ranker: Ranker,
    read: Read,
) -> list[Scored]:
    allowed = signatures(ontology)
    scored: list[Scored] = []
    for pair, told in zip(asked, ranker.scores(asked), strict=True):
        seen = read.pairs.get((pair.head, pair.tail), told)
        for name in allowed[context.kinds[pair.head], context.kinds[pair.tail]]:
            if name in wanted:
                score = together(told[name], seen[name])
                if score > FAINT:
                    scored.append(Scored(pair, name, score, told[name], seen[name]))
    return scored


def _looked_at(context: Context, scored: list[Scored], forests: Sequence[Forest]) -> list[Scored]:
    """The pairs as trees score them that look one after the other."""
    if forests:
        standing = standing_rows(context, scored)
        for forest in forests:
            scored = again(scored, forest.probabilities(pair_rows(context, scored, forest.names, standing)))
    return scored


def _likely(
    context: Context, ontology: Ontology, found_pairs: Sequence[Pair], models: Models, read: Read
) -> Iterator[tuple[Pair, str, float]]:
    if models.ranker is None:
        for pair in found_pairs:
            names = signatures(ontology)[context.kinds[pair.head], context.kinds[pair.tail]]
            fired = {i.hit.rule.relation: i.hit.rule.score for i in pair.instances if i.hit}
            yield from ((pair, name, score) for name, score in fired.items() if name in names and pair.tail >= 0)
        return
    scored = scored_pairs(ontology, context, found_pairs, models.ranker, read)
    scored = _looked_at(context, scored, models.forests)
    if not models.forests:  # what holds of one member of a list holds of all
        scored = again(
            scored, [(s.score + best) / 2 for s, best in zip(scored, list_bests(context, scored), strict=True)]
        )
    for told in scored:
        bar = BARS.get(told.relation, BAR)
        if told.score > bar or _plainly_told(context, ontology, told):
            yield told.pair, told.relation, max(told.score, bar)


def _plainly_told(context: Context, ontology: Ontology, scored: Scored) -> bool:
    """Whether no more than the trigger of a trusted rule, or a plan of it, stands between two agents: 甲拟收购乙."""
    if not {context.kinds[scored.pair.head], context.kinds[scored.pair.tail]} <= AGENTS:
        return False
    planned = cues(ontology, "realis")["planned"]
    for hit in (i.hit for i in scored.pair.instances if i.hit and i.hit.rule.relation == scored.relation):
        left, right = sorted((context.terms[hit.head], context.terms[hit.tail]), key=lambda term: term.start)
        alone = left.end == hit.start or planned.fullmatch(context.masked, left.end, hit.start)
        if hit.rule.score >= TRUSTED and alone and hit.end == right.start:
            return True
    return False


def best_instance(pair: Pair, relation: str, read: Read = UNREAD) -> Instance:
    """Where a relation is told best: where a rule of it fired, then where the network is surest, then the nearest."""

    def rank(i: Instance) -> tuple[bool, float, int, int]:
        sure = read.told.get((i.head, i.tail), {}).get(relation, 0.0)
        return i.hit is None or i.hit.rule.relation != relation, -round(sure, 2), i.distance, i.start

    return min(pair.instances, key=rank)


def _year(context: Context, sentence: Sentence) -> int | None:
    years = {str(context.terms[i].value)[:4] for i in sentence.terms if context.terms[i].kind == "T"}
    return int(years.pop()) if len(years) == 1 else None


def attributes(  # noqa: PLR0913, PLR0917 - a document, and what reads it
    context: Context,
    ontology: Ontology,
    found_pairs: Sequence[Pair],
    models: Models,
    read: Read = UNREAD,
    stages: Stages | None = None,
) -> list[StatedAttribute]:
    """The attributes of the names of a document; a quantity is given to at most one name, a name one value of each."""
    scored: list[Scored] = []
    if models.ranker:
        scored = scored_attributes(ontology, context, found_pairs, models.ranker, read)
    if models.attribute_forest:
        scored = _looked_at(context, scored, [models.attribute_forest])
    taken: set[object] = set()
    found = []
    for pair, name, score, *_ in sorted(scored, key=lambda s: (-s.score, s.pair.head, s.pair.tail, s.relation)):
        bar = BAR_OF_MONEY if context.kinds[pair.tail] in MONEY else BAR_OF_ATTRIBUTE
        if score <= bar or (pair.head, name) in taken or pair.tail in taken:
            continue
        taken |= {(pair.head, name), pair.tail}
        place = best_instance(pair, name, read)
        value = context.terms[place.tail].value
        if value is not None:
            found.append(
                StatedAttribute(place.head, name, value, "fact", score, place.start, place.end, f"model.{name}")
            )
    found += _stated_stages(context, ontology, stages or stages_of(context, ontology, models, read))
    return sorted(found, key=lambda a: (a.term, a.attribute))


def with_amounts(context: Context, told: Sequence[Statement], stated: Sequence[StatedAttribute]) -> list[Statement]:
    """The statements, with the investment of a project on the edge of the one enterprise that undertakes it."""
    worth = {context.terms[a.term].referent: a.value for a in stated if a.attribute == "investment_cny"}
    builders = Counter(context.terms[s.tail].referent for s in told if s.relation == "UNDERTAKES")
    found = []
    for statement in told:
        project = context.terms[statement.tail].referent
        amount = worth.get(project)
        sole = statement.relation == "UNDERTAKES" and builders[project] == 1
        found.append(replace(statement, amount=amount) if sole and isinstance(amount, int | float) else statement)
    return found


def _stated_stages(context: Context, ontology: Ontology, stages: Stages) -> Iterator[StatedAttribute]:
    mentions: dict[int, list[int]] = defaultdict(list)
    for i, term in enumerate(context.terms):
        if term.kind in STAGED:
            mentions[term.referent].append(i)
    for referent, indices in mentions.items():
        stage = stages.told(StageOf(referent))
        if stage is None:
            continue
        last = _telling(context, ontology, indices, stage)
        sentence = context.sentence_at(context.terms[last].start)
        told = stage if stage in ("planned", "negotiating", "terminated") else "fact"
        yield StatedAttribute(last, "stage", stage, told, 1.0, sentence.start, sentence.end, "model.stage")


def _telling(context: Context, ontology: Ontology, indices: Sequence[int], stage: str) -> int:
    """The last mention whose sentence has a word of the stage, else the last mention."""
    last = indices[-1]
    for i in indices:
        sentence = context.sentence_at(context.terms[i].start)
        if any(cue.stage == stage for cue in cues_in(context, ontology, sentence)):
            last = i
    return last
