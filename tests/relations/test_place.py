"""Where pairs and things stand, for the network."""

from __future__ import annotations

from dataclasses import replace

from kg.network import load_network
from kg.network.shape import STAGES
from kg.pipeline import MODEL_FILES, MODELS
from kg.relations.extract import best_instance
from kg.relations.feature import pairs
from kg.relations.place import Read, cue_places, places_of, read_document
from tests.relations.marked import ONTOLOGY, context_of

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
    places = list(places_of(context, pair_of(context, "远山智造", "储能电池项目")).values())
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
    assert all(place.zone for place in places_of(context, pair_of(context, "远山智造", "云岭开发区")).values())


def test_every_pair_is_judged():
    context = context_of(MARKED)
    found = pairs(context, ONTOLOGY)
    network = load_network(MODELS / MODEL_FILES["network"])
    read = read_document(context, ONTOLOGY, network, network.read(context.text), found)
    assert set(read.pairs) == {(pair.head, pair.tail) for pair in found}
    company, money, project = (context.terms[i].referent for i in (1, 3, 4))
    assert read.pairs[company, project]["UNDERTAKES"] > 0.5
    assert read.pairs[project, money]["investment_cny"] > 0.5
    for pair in found:  # a pair is as likely as the likeliest of its places
        at_places = [read.told[ends]["UNDERTAKES"] for ends in places_of(context, pair)]
        assert read.pairs[pair.head, pair.tail]["UNDERTAKES"] == max(at_places)


def test_the_evidence_stands_where_the_network_is_surest():
    context = context_of("[[E|远山智造]]、[[E|海岳药业]]等出席。[[E|远山智造]]将与老朋友[[E|海岳药业]]再度合作。")
    pair = pair_of(context, "远山智造", "海岳药业")
    pair.instances = [replace(instance, hit=None) for instance in pair.instances]
    near, far = sorted({(i.head, i.tail) for i in pair.instances if i.tail - i.head == 1})
    for told, start in ((near, 0), (far, context.sentences[1].start)):
        read = Read(told={ends: {"PARTNERS_WITH": 0.9 if ends == told else 0.2} for ends in (near, far)})
        assert best_instance(pair, "PARTNERS_WITH", read).start == start
    assert best_instance(pair, "PARTNERS_WITH").start == 0


def test_a_cue_is_looked_at_from_its_nearest_mention():
    context = context_of("[[P|储能电池项目]]签约。去年[[P|储能电池项目]]尚未投产,计划6月投产。")
    places = cue_places(context, ONTOLOGY, context.terms[0].referent)
    assert set(places) == {"signed", "operating", "planned"}
    (signed,) = places["signed"]
    assert (signed.head[0], context.text[slice(*signed.tail[:2])], signed.tail[2]) == (0, "签约", STAGES["signed"])
    assert context.text[slice(*signed.middle)] == ""
    denied, planned = places["operating"]
    assert (denied.zone, denied.fired, planned.zone, planned.fired) == (True, False, False, True)
    assert denied.head[0] == planned.head[0] == context.text.rindex("储能电池项目")


def test_every_thing_with_a_cue_is_asked_for_its_stages():
    context = context_of(MARKED)
    network = load_network(MODELS / MODEL_FILES["network"])
    read = read_document(context, ONTOLOGY, network, network.read(context.text)).stages
    project = next(term.referent for term in context.terms if term.kind == "P")
    assert set(read[project]) == {"operating"}
    own, of_a_relation = read[project]["operating"]
    assert own > 0.5
    assert of_a_relation > 0.5
