"""Where pairs and things stand, for the network."""

from __future__ import annotations

from kg.network import Place, load_network
from kg.relations.feature import pairs
from kg.relations.place import places_of, read_pairs, stage_places
from kg.wiring import MODEL_FILES, MODELS
from tests.relations.marked import ONTOLOGY, context_of, form

MARKED = (
    "[[K|云岭开发区]]消息,[[E|远山智造]]、[[E|海岳药业]]投资20亿元建设[[P|储能电池项目]]。[[P|储能电池项目]]已投产。"
)


def pair_of(context, head, tail):
    return next(
        p
        for p in pairs(context, ONTOLOGY)
        if p.tail >= 0
        and {head, tail} == {next(iter(context.forms[p.head])), next(iter(context.forms[p.tail]))}
        and next(iter(context.forms[p.head])) == head
    )


def test_a_pair_is_looked_at_where_it_stands_nearest():
    context = context_of(MARKED)
    places = places_of(context, pair_of(context, "远山智造", "储能电池项目"))
    text = context.text
    nearest = places[0]
    assert (text[slice(*nearest.head[:2])], text[slice(*nearest.tail[:2])]) == ("远山智造", "储能电池项目")
    assert text[slice(*nearest.middle)] == "、海岳药业投资20亿元建设"
    assert nearest.between == 2  # a company and a sum
    assert nearest.fired
    assert not nearest.zone
    assert len(places) == len({(p.head, p.tail) for p in places}) <= 3


def test_the_zone_of_the_document_is_told():
    context = context_of(MARKED)
    assert all(place.zone for place in places_of(context, pair_of(context, "远山智造", "云岭开发区")))


def test_a_thing_is_looked_at_in_its_sentences():
    context = context_of(MARKED)
    project = next(term.referent for term in context.terms if term.kind == "P")
    places = stage_places(context, project)
    around = [context.text[slice(*place.middle)] for place in places]
    assert around == ["山智造、海岳药业投资20亿元建设储能电池项目。", "储能电池项目已投产。"]
    assert all(isinstance(place, Place) and place.head == place.tail for place in places)


def test_every_pair_and_thing_is_judged():
    context = context_of(MARKED)
    found = pairs(context, ONTOLOGY)
    network = load_network(MODELS / MODEL_FILES["network"])
    read = read_pairs(context, network, network.read(context.text), found)
    assert set(read.pairs) == {(pair.head, pair.tail) for pair in found}
    assert {form(context, i) for i, term in enumerate(context.terms) if term.referent in read.things} == {
        "云岭开发区",
        "远山智造",
        "海岳药业",
        "储能电池项目",
    }
    undertakes = read.pairs[tuple(context.terms[i].referent for i in (1, 4))]["UNDERTAKES"]
    assert undertakes > 0.5
    project = next(term.referent for term in context.terms if term.kind == "P")
    stages = {stage: read.things[project][stage] for stage in ONTOLOGY.stages}
    assert max(stages, key=stages.get) == "operating"
