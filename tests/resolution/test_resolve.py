"""Mentions of all documents -> entities: what is merged, what never is, evidence, and the order of documents."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from kg.ontology.load import load
from kg.records import (
    AttributeMention,
    Evidence,
    Extraction,
    Fact,
    Judgement,
    Mention,
    OpenList,
    RelationMention,
)
from kg.resolution import resolve

ONTOLOGY = load()
TYPES = {entity.letter: name for name, entity in ONTOLOGY.entity_types.items()}


def evidence(document, start=0, quote="证据", rule="test"):
    return Evidence(document, start, start + len(quote), quote, rule)


def mention(text, start=0):
    """A mention written ``E0 远山智造``: letter of the type, number of the referent, name."""
    head, _, name = text.partition(" ")
    return Mention(start, start + len(name), TYPES[head[0]], name, "test", 1.0, int(head[1:]))


def relation(document, head, name, tail, **known):
    values = {"realis": "fact", "stage": None, "amount_cny": None, "year": None, "field": None, "confidence": 0.8}
    place = known.pop("at", 0)
    return RelationMention(name, head, tail, **(values | known), evidence=evidence(document, place))


def extraction(document, *mentions, relations=(), **more):
    """An extraction whose mentions stand one behind the other; `relations` are ``(head, relation, tail, values)``."""
    placed, at = [], 0
    for text in mentions:
        placed.append(mention(text, at))
        at = placed[-1].end
    told = tuple(relation(document, h, r, t, **(values[0] if values else {})) for h, r, t, *values in relations)
    return Extraction(document, tuple(placed), told, **more)


def names(*extractions):
    return {entity.id: entity.aliases for entity in resolve(extractions, ONTOLOGY).entities}


def test_mentions_of_one_referent_are_one_entity_with_its_fullest_name():
    found = resolve([extraction("d", "E0 天子铝业", "E0 河南天子铝业有限公司")], ONTOLOGY)
    (entity,) = found.entities
    assert (entity.id, entity.name, entity.aliases) == (
        "Enterprise:河南天子铝业有限公司",
        "河南天子铝业有限公司",
        ("天子铝业",),
    )
    assert entity.spans == (("d", 0, 4), ("d", 4, 14))


def test_a_short_name_of_another_document_means_the_only_full_name_with_the_reason():
    found = resolve([extraction("d1", "E0 天子铝业"), extraction("d2", "E0 河南天子铝业有限公司")], ONTOLOGY)
    assert [entity.id for entity in found.entities] == ["Enterprise:河南天子铝业有限公司"]
    assert found.judgements == (
        Judgement(
            "Enterprise:天子铝业",
            "Enterprise:河南天子铝业有限公司",
            "same",
            "“天子铝业”是“河南天子铝业有限公司”的简称,全部文章中没有第二个名称可与之对应",
        ),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("E0 益海粮油", "E0 益海小麦"),
        ("E0 益海粮油有限公司", "E0 益海小麦"),
        ("E0 河南天子铝业有限公司", "E0 天子食品"),
        ("E0 天子铝业", "P0 天子铝业"),
        ("K0 云岭高新区", "K0 岚州高新区"),
        ("P0 储能项目", "P0 储能电池项目"),
        ("E0 海屿科技", "K0 海屿科技园"),
    ],
)
def test_likeness_alone_merges_nothing(one, other):
    assert len(names(extraction("d1", one), extraction("d2", other))) == 2


def test_two_entries_of_a_gazetteer_are_two_companies():
    documents = [extraction("d1", "E0 天子铝业"), extraction("d2", "E0 河南天子铝业有限公司")]
    listed = [
        dataclasses.replace(d, mentions=tuple(dataclasses.replace(m, source="gazetteer") for m in d.mentions))
        for d in documents
    ]
    assert (len(names(*documents)), len(names(*listed))) == (1, 2)


def test_a_short_name_of_two_full_names_stays_apart_and_is_put_in_doubt():
    found = resolve(
        [
            extraction("d1", "E0 镕城海屿科技有限公司", "E0 海屿科技"),
            extraction("d2", "E0 岚州海屿科技有限公司", "E0 海屿科技"),
            extraction("d3", "E0 海屿科技", "E1 迪川通"),
        ],
        ONTOLOGY,
    )
    assert [entity.name for entity in found.entities] == [
        "岚州海屿科技有限公司",
        "海屿科技",
        "迪川通",
        "镕城海屿科技有限公司",
    ]
    spans = {entity.name: entity.spans for entity in found.entities}
    assert spans["海屿科技"] == (("d3", 0, 4),)
    assert {(j.left, j.right) for j in found.judgements if j.verdict == "unsure"} == {
        ("Enterprise:岚州海屿科技有限公司", "Enterprise:海屿科技"),
        ("Enterprise:海屿科技", "Enterprise:镕城海屿科技有限公司"),
    }


def test_a_zone_and_its_usual_abbreviation_are_one_across_documents():
    assert names(extraction("d1", "K0 云岭高新技术产业开发区"), extraction("d2", "K0 云岭高新区")) == {
        "Park:云岭高新技术产业开发区": ("云岭高新区",)
    }


def test_a_bare_zone_means_nothing_outside_its_document():
    found = names(extraction("d1", "K0 开发区"), extraction("d2", "K0 开发区"))
    assert len(found) == 2
    assert all(key.startswith("Park:开发区(") for key in found)


def test_a_phase_is_called_by_its_project():
    found = names(extraction("d", "P0 储能项目", "P1 一期", relations=[(1, "PART_OF", 0)]))
    assert set(found) == {"Project:储能项目", "Project:储能项目一期"}


def test_phases_of_unnamed_projects_stay_apart():
    assert len(names(extraction("d1", "P0 一期"), extraction("d2", "P0 一期"))) == 2


def test_a_name_of_the_second_rank_stands_only_where_a_relation_needs_it():
    alone = extraction("d", "E0 远山智造", "L1 岚州市")
    joined = extraction("d", "E0 远山智造", "L1 岚州市", relations=[(0, "LOCATED_IN", 1)])
    assert set(names(alone)) == {"Enterprise:远山智造"}
    assert set(names(joined)) == {"Enterprise:远山智造", "Place:岚州市"}


def told(*extractions):
    (found,) = resolve(extractions, ONTOLOGY).relations
    return found


def test_a_relation_told_in_two_documents_is_one_edge_with_both_passages():
    found = told(
        extraction("n2", "E0 远山智造", "K1 云岭开发区", relations=[(0, "SETTLES_IN", 1)]),
        extraction("n1", "E0 远山智造", "K1 云岭开发区", relations=[(0, "SETTLES_IN", 1)]),
    )
    assert (found.head, found.relation, found.tail) == ("Enterprise:远山智造", "SETTLES_IN", "Park:云岭开发区")
    assert [e.document for e in found.evidence] == ["n1", "n2"]
    assert found.confidence == 0.96


def test_one_passage_counts_once():
    found = told(
        extraction(
            "d",
            "E0 远山智造",
            "K1 云岭开发区",
            relations=[(0, "SETTLES_IN", 1), (0, "SETTLES_IN", 1)],
        )
    )
    assert (len(found.evidence), found.confidence) == (1, 0.8)


def test_a_symmetric_relation_is_one_edge_whichever_way_it_is_told():
    found = told(
        extraction("d1", "E0 远山智造", "E1 岚州储能", relations=[(0, "PARTNERS_WITH", 1)]),
        extraction("d2", "E0 远山智造", "E1 岚州储能", relations=[(1, "PARTNERS_WITH", 0)]),
    )
    assert (found.head, found.tail) == ("Enterprise:岚州储能", "Enterprise:远山智造")


def test_a_fact_outweighs_a_plan_and_the_latest_stage_stands():
    found = told(
        extraction(
            "d1",
            "E0 远山智造",
            "K1 云岭开发区",
            relations=[(0, "SETTLES_IN", 1, {"realis": "fact", "stage": "operating"})],
        ),
        extraction(
            "d2",
            "E0 远山智造",
            "K1 云岭开发区",
            relations=[(0, "SETTLES_IN", 1, {"realis": "planned", "stage": "planned"})],
        ),
    )
    assert (found.realis, found.stage) == ("fact", "operating")


def test_a_thing_is_never_related_to_itself():
    found = resolve(
        [extraction("d", "E0 河南天子铝业有限公司", "E1 天子铝业", relations=[(0, "PARTNERS_WITH", 1)])], ONTOLOGY
    )
    assert found.relations == ()


def test_attributes_become_facts_of_the_entity():
    stated = AttributeMention(0, "investment_cny", 1000000000, "planned", evidence("d"))
    (entity,) = resolve([extraction("d", "P0 储能项目", attributes=(stated,))], ONTOLOGY).entities
    assert entity.facts == (Fact("investment_cny", 1000000000, "planned", evidence("d")),)


def test_members_of_an_open_list_become_node_ids():
    stated = OpenList(13, (0, 1), "企业", evidence("d"))
    found = resolve([extraction("d", "E0 远山智造", "E1 岚州储能", lists=(stated,))], ONTOLOGY)
    assert found.lists == (OpenList(13, ("Enterprise:远山智造", "Enterprise:岚州储能"), "企业", evidence("d")),)


def test_the_judgements_of_a_document_are_kept_with_their_document():
    judged = Judgement("天子铝业", "河南天子铝业有限公司", "same", "文中写明")
    found = resolve([extraction("d", "E0 河南天子铝业有限公司", "E0 天子铝业", judgements=(judged,))], ONTOLOGY)
    assert found.judgements == (
        Judgement("Enterprise:天子铝业", "Enterprise:河南天子铝业有限公司", "same", "文中写明", "d"),
    )


def test_nothing_gives_nothing():
    found = resolve([], ONTOLOGY)
    assert (found.entities, found.relations, found.judgements, found.lists) == ((), (), (), ())


def test_the_order_of_the_documents_changes_nothing():
    documents = [
        extraction("d1", "E0 镕城海屿科技有限公司", "E0 海屿科技", "K1 云岭高新区", relations=[(0, "SETTLES_IN", 2)]),
        extraction("d2", "E0 岚州海屿科技有限公司", "K1 开发区", relations=[(0, "SETTLES_IN", 1)]),
        extraction("d3", "E0 海屿科技", "E1 天子铝业", relations=[(0, "PARTNERS_WITH", 1)]),
        extraction(
            "d4",
            "E0 河南天子铝业有限公司",
            "K1 云岭高新技术产业开发区",
            "K2 开发区",
            relations=[(0, "SETTLES_IN", 1, {"stage": "signed", "amount_cny": 5}), (0, "SETTLES_IN", 2)],
        ),
    ]
    first, *others = (resolve(order, ONTOLOGY) for order in itertools.permutations(documents))
    assert all(found == first for found in others)
