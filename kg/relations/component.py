"""The relation stage as the spaCy component ``kg_relations`` -> ``doc._.kg_extraction``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.entities.chooser import Name
from kg.entities.lists import open_lists
from kg.forest import Forest
from kg.network import Reading, load_network
from kg.ontology.load import load
from kg.ontology.model import Ontology
from kg.records import AttributeMention, Document, Evidence, Extraction, Mention, OpenList, RelationMention
from kg.relations.context import Context
from kg.relations.extract import Models, attributes, stages_of, statements, with_amounts
from kg.relations.feature import pairs
from kg.relations.inside import Inside, told_inside
from kg.relations.place import Read, read_document
from kg.relations.ranker import Ranker
from kg.relations.stage import StageModel
from kg.relations.statement import StatedAttribute, Statement
from kg.text import NormalisedText, compact

__all__ = ["Relater", "load_models"]


@Language.factory(
    "kg_relations",
    default_config={
        "schemas": None,
        "ranker": None,
        "forests": [],
        "attribute_forest": None,
        "stages": None,
        "stage_forest": None,
        "network": None,
    },
)
def make_relations(  # noqa: PLR0913, PLR0917 - one setting a model, as spaCy configures them
    nlp: Language,
    name: str,
    schemas: str | None,
    ranker: str | None,
    forests: list[str],
    attribute_forest: str | None,
    stages: str | None,
    stage_forest: str | None,
    network: str | None,
) -> Callable[[Doc], Doc]:
    """Relations, attributes and open lists of the names in ``doc._.kg_names``; the models are paths or None."""
    models = load_models(
        ranker=ranker,
        forests=forests,
        attribute_forest=attribute_forest,
        stages=stages,
        stage_forest=stage_forest,
        network=network,
    )
    return Relater(load(Path(schemas) if schemas else None), models)


def load_models(  # noqa: PLR0913 - one file a model
    *,
    ranker: str | None,
    forests: Sequence[str],
    attribute_forest: str | None,
    stages: str | None,
    stage_forest: str | None,
    network: str | None,
) -> Models:
    """The models of some files; None is left out."""
    return Models(
        Ranker(Path(ranker)) if ranker else None,
        tuple(Forest(Path(forest)) for forest in forests),
        Forest(Path(attribute_forest)) if attribute_forest else None,
        StageModel(Path(stages)) if stages else None,
        Forest(Path(stage_forest)) if stage_forest else None,
        load_network(Path(network)) if network else None,
    )


class Relater:
    """Reads relations off a document whose names are known."""

    def __init__(self, ontology: Ontology, models: Models) -> None:
        self.ontology, self.models = ontology, models
        lists = ontology.word_lists
        self.listed = frozenset(map(compact, lists["enterprises"].words)) if "enterprises" in lists else frozenset()

    def __call__(self, doc: Doc) -> Doc:
        """Write the extraction of a doc whose names are known to ``doc._.kg_extraction``."""
        document = doc._.kg_document or Document("", doc.text)
        doc._.kg_extraction = self.extract(
            document, doc._.kg_normal, doc._.kg_names, doc._.kg_referents, doc._.kg_judgements, doc._.kg_reading
        )
        return doc

    def extract(  # noqa: PLR0913, PLR0917 - what the entity stage hands over
        self,
        document: Document,
        normal: NormalisedText,
        names: Sequence[Name],
        groups: Sequence[int],
        judgements: Sequence[object],
        reading: Reading | None = None,
    ) -> Extraction:
        """The extraction of a document; every offset is into its source text.

        `reading` is what the network read in the text; without one, it reads now.
        """
        context = Context(normal.text, names, groups, document.date)
        found = pairs(context, self.ontology)
        network = self.models.network
        read = Read()
        if network:
            read = read_document(context, self.ontology, network, reading or network.read(normal.text), found)
        stages = stages_of(context, self.ontology, self.models, read)
        told = statements(context, self.ontology, found, self.models, read, stages)
        stated = attributes(context, self.ontology, found, self.models, read, stages)
        index = _mention_index(context, names)
        writer = _Writer(document, normal)
        mentions = [writer.mention(name, group) for name, group in zip(names, groups, strict=True)]
        relations = [writer.relation(s, index) for s in with_amounts(context, told, stated)]
        for found_inside in told_inside(context, names, groups, told, stated, self.listed):
            writer.inside(found_inside, mentions, relations)
        return Extraction(
            document.id,
            tuple(mentions),
            tuple(relations),
            tuple(writer.attribute(a, index) for a in stated),
            tuple(judgements),  # type: ignore[arg-type]
            tuple(writer.lists(normal.text, names)),
        )


def _mention_index(context: Context, names: Sequence[Name]) -> dict[int, int]:
    """The index of the name of each term; a pronoun has that of the name of its referent told last before it."""
    places = {(name.start, name.end): i for i, name in enumerate(names)}
    index: dict[int, int] = {}
    last: dict[int, int] = {}
    for i, term in enumerate(context.terms):
        at = places.get((term.start, term.end), last.get(term.referent))
        if at is not None and term.referent >= 0:
            index[i] = last[term.referent] = at
    return index


class _Writer:
    """Turns spans of normalised text into records with offsets into the source."""

    def __init__(self, document: Document, normal: NormalisedText) -> None:
        self.document, self.normal = document, normal

    def evidence(self, start: int, end: int, rule: str, trigger: str = "", score: float = 1.0) -> Evidence:
        text = self.normal.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        a, b = self.normal.source_span(start, end)
        return Evidence(self.document.id, a, b, self.document.text[a:b], rule, trigger, round(score, 4))

    def mention(self, name: Name, group: int) -> Mention:
        start, end = self.normal.source_span(name.start, name.end)
        form = self.normal.text[name.start : name.end].replace(" ", "")
        return Mention(start, end, name.type, form, name.source, round(name.score, 4), group)

    def relation(self, s: Statement, index: dict[int, int]) -> RelationMention:
        evidence = self.evidence(s.start, s.end, s.rule, s.trigger, s.score)
        return RelationMention(
            s.relation,
            index[s.head],
            index[s.tail],
            s.realis,
            s.stage,
            s.amount,
            s.year,
            None,
            round(s.score, 4),
            evidence,
        )

    def inside(self, found: Inside, mentions: list[Mention], relations: list[RelationMention]) -> None:
        """Add what stands inside the name of a project, if it has no mention of its own, and their relation."""
        other = found.other
        if other is None:
            other = len(mentions)
            mentions.append(self.mention(found.name, found.referent))
        head, tail = (other, found.project) if found.relation == "UNDERTAKES" else (found.project, other)
        score = found.name.score
        evidence = self.evidence(found.start, found.end, found.rule, mentions[other].name, score)
        relations.append(
            RelationMention(
                found.relation, head, tail, found.realis, found.stage, found.amount, None, None, score, evidence
            )
        )

    def attribute(self, a: StatedAttribute, index: dict[int, int]) -> AttributeMention:
        return AttributeMention(
            index[a.term], a.attribute, a.value, a.realis, self.evidence(a.start, a.end, a.rule, "", a.score)
        )

    def lists(self, text: str, names: Sequence[Name]) -> Iterator[OpenList]:
        for total, members, noun, start, end in open_lists(text, names):
            yield OpenList(total, members, noun, self.evidence(start, end, "list.open"))
