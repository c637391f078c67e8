"""What each correction does, what is reported of those that do nothing, and that order changes nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from kg.corrections import replay
from kg.graph import assemble
from kg.records import Entity
from tests.corrections.samples import (
    ADD,
    CONFIRM,
    DOCUMENTS,
    MERGE,
    ONTOLOGY,
    REJECT,
    RENAME,
    SET,
    corrected,
    decided,
    entity,
    relation,
    resolved,
)


def statuses(outcomes):
    return [(outcome.correction.do, outcome.status) for outcome in outcomes]


def test_no_corrections_change_nothing():
    assert replay(resolved(), (), DOCUMENTS, ONTOLOGY) == (resolved(), ())


def test_merged_entities_are_one_with_all_names_facts_and_relations():
    found, outcomes = corrected(MERGE)
    assert statuses(outcomes) == [("merge", "applied")]
    one = entity(found, "Enterprise:海屿科技")
    assert (one.aliases, len(one.spans), entity(found, "Enterprise:海屿")) == (("海屿",), 3, None)
    partners = relation(found, "海屿科技", "PARTNERS_WITH", "远山智造")
    assert (partners.realis, len(partners.evidence), partners.confidence) == ("terminated", 2, 0.96)
    assert relation(found, "海屿科技", "SETTLES_IN", "岚州高新区") is not None
    (judged,) = [j for j in found.judgements if j.verdict == "same"]
    assert judged.reason == "人工核定：电话核实（王芳，2024-03-05）"


def test_a_merge_may_choose_the_name():
    found, _ = corrected(MERGE + "\nas: 海屿科技有限公司")
    assert entity(found, "Enterprise:海屿科技有限公司").aliases == ("海屿", "海屿科技")


def test_a_renamed_entity_keeps_its_old_name_as_alias():
    found, _ = corrected(RENAME)
    assert entity(found, "Enterprise:河南天子铝业有限公司").aliases == ("天子铝业",)
    assert relation(found, "河南天子铝业有限公司", "SETTLES_IN", "岚州高新区").realis == "planned"


def test_a_name_that_another_has_is_no_new_name():
    found, outcomes = corrected("do: rename\nentity: Enterprise:天子铝业\nas: 远山智造")
    assert statuses(outcomes) == [("rename", "unmatched")]
    assert "write `do: merge`" in outcomes[0].message
    assert found == resolved()


def test_a_retyped_entity_loses_the_relations_that_its_type_cannot_have():
    found, outcomes = corrected("do: retype\nentity: Enterprise:海屿\nas: 产品")
    assert entity(found, "Product:海屿").review == "corrected"
    assert relation(found, "海屿", "PARTNERS_WITH", "远山智造") is None
    assert outcomes[0].message == "2 relations fell outside domain or range and are left out"


def test_split_mentions_go_to_the_other_entity_with_what_is_told_of_them():
    items = (MERGE, "do: split\nentity: Enterprise:远山智造\ndocument: b.txt\nas: Enterprise:岚州远山智造有限公司")
    found, outcomes = corrected(*items)
    assert [outcome.status for outcome in outcomes] == ["applied", "applied"]
    assert entity(found, "Enterprise:岚州远山智造有限公司").spans == (("b.txt", 10, 14),)
    assert relation(found, "海屿科技", "PARTNERS_WITH", "远山智造").realis == "fact"
    assert relation(found, "海屿科技", "PARTNERS_WITH", "岚州远山智造有限公司").realis == "terminated"
    assert [e.document for e in relation(found, "远山智造", "SETTLES_IN", "云岭开发区").evidence] == ["a.txt"]


def test_a_split_by_name_parts_what_was_merged_wrongly():
    merged, _ = corrected(MERGE)
    found, outcomes = replay(
        merged,
        decided("do: split\nentity: Enterprise:海屿科技\nnames: [海屿]\nas: Enterprise:海屿"),
        DOCUMENTS,
        ONTOLOGY,
    )
    assert outcomes[0].status == "applied"
    assert {e.id: e.spans for e in found.entities} == {e.id: e.spans for e in resolved().entities}
    assert {(r.head, r.relation, r.tail): r.evidence for r in found.relations} == {
        (r.head, r.relation, r.tail): r.evidence for r in resolved().relations
    }
    assert [j.verdict for j in found.judgements if "Enterprise:海屿" in (j.left, j.right)] == ["different"]


def test_a_rejected_relation_stays_and_says_so():
    found, _ = corrected(REJECT)
    edge = relation(found, "远山智造", "SETTLES_IN", "云岭开发区")
    assert (edge.review, edge.realis, edge.stage, len(edge.evidence)) == ("rejected", "rejected", None, 1)
    graph = assemble(ONTOLOGY, DOCUMENTS, found.entities, found.relations)
    data = graph.edges[edge.head, edge.tail, "SETTLES_IN"]
    assert [(f.attribute, f.value) for f in data["facts"]] == [("realis", "fact"), ("stage", "signed")]


def test_a_confirmed_relation_says_so_and_is_sure_but_stays_a_plan():
    found, _ = corrected(CONFIRM)
    edge = relation(found, "天子铝业", "SETTLES_IN", "岚州高新区")
    assert (edge.review, edge.realis, edge.confidence) == ("confirmed", "planned", 1.0)


def test_a_rejected_entity_goes_with_its_relations():
    found, outcomes = corrected("do: reject\nentity: Enterprise:海屿")
    assert entity(found, "Enterprise:海屿") is None
    assert len(found.relations) == 3
    assert outcomes[0].message == "with 2 relations"


def test_names_of_the_second_rank_go_with_their_last_relation():
    before = resolved()
    told = relation(before, "海屿", "SETTLES_IN", "岚州高新区")
    place = Entity("Place:岚州市", "Place", "岚州市", (), (), (("b.txt", 4, 6),))
    joined = replace(told, relation="LOCATED_IN", tail=place.id)
    before = replace(before, entities=(*before.entities, place), relations=(*before.relations, joined))
    gone, _ = replay(before, decided("do: reject\nentity: Enterprise:海屿"), DOCUMENTS, ONTOLOGY)
    kept, _ = replay(
        before, decided("do: reject\nentity: Enterprise:海屿", "do: confirm\nentity: Place:岚州市"), DOCUMENTS, ONTOLOGY
    )
    assert (entity(gone, place.id), entity(kept, place.id).review) == (None, "confirmed")


def test_a_value_that_is_set_stands_before_what_is_told():
    found, _ = corrected(SET)
    node = assemble(ONTOLOGY, DOCUMENTS, found.entities, found.relations).nodes["Project:储能项目"]
    assert (node["investment_cny"], node["stage"], node["review"]) == (1_200_000_000, "under_construction", "corrected")
    assert [fact.value for fact in node["facts"]] == [1_000_000_000]


@pytest.mark.parametrize(
    ("values", "realis", "stage"),
    [
        ("stage: 投产", "fact", "operating"),
        ("stage: 终止", "terminated", "terminated"),
        ("realis: 事实", "fact", None),
        ("realis: negotiating", "negotiating", "negotiating"),
    ],
)
def test_realis_and_stage_that_are_set_agree(values, realis, stage):
    found, _ = corrected(f"do: set\nhead: 企业:天子铝业\nrelation: 落户\ntail: 园区:岚州高新区\n{values}")
    edge = relation(found, "天子铝业", "SETTLES_IN", "岚州高新区")
    assert (edge.realis, edge.stage, edge.review) == (realis, stage, "corrected")


def test_an_added_relation_has_the_passage_that_tells_it():
    found, _ = corrected(ADD)
    edge = relation(found, "海屿科技", "SETTLES_IN", "云岭开发区")
    assert (edge.review, edge.realis, edge.stage, edge.confidence) == ("added", "fact", "signed", 1.0)
    (piece,) = edge.evidence
    assert (piece.quote, piece.start, piece.rule) == ("海屿科技与远山智造合作", 12, "correction")


def test_ends_that_the_document_names_are_added_with_the_relation():
    found, _ = corrected(
        "do: add\nhead: Project:储能项目\nrelation: IN_INDUSTRY\ntail: 产业:储能\ndocument: a.txt\n"
        "quote: 储能项目投资10亿元"
    )
    assert entity(found, "Industry:储能").spans == (("a.txt", 24, 26),)
    assert entity(found, "Industry:储能").review == "added"


def test_an_added_relation_that_is_known_is_confirmed():
    found, _ = corrected(
        "do: add\nhead: Enterprise:远山智造\nrelation: SETTLES_IN\ntail: Park:云岭开发区\ndocument: a.txt\n"
        "quote: 远山智造落户云岭开发区。"
    )
    edge = relation(found, "远山智造", "SETTLES_IN", "云岭开发区")
    assert (edge.review, edge.stage, len(edge.evidence), edge.confidence) == ("confirmed", "signed", 1, 1.0)


def test_an_added_entity_stands_where_the_documents_name_it():
    found, _ = corrected("do: add\nentity: Project:储能")
    assert entity(found, "Project:储能").spans == (("a.txt", 24, 26),)


def test_a_pair_that_is_not_one_is_proposed_no_more():
    found, outcomes = corrected("do: reject\nentities: [Enterprise:海屿, Enterprise:海屿科技]")
    assert statuses(outcomes) == [("reject", "applied")]
    assert [(j.left, j.right, j.verdict) for j in found.judgements] == [
        ("Enterprise:海屿", "Enterprise:海屿科技", "different")
    ]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("do: reject\nentity: Enterprise:无此企业", "there is no Enterprise:无此企业; mend the name"),
        ("do: confirm\nentity: Enterprise:云岭开发区", "there is Park:云岭开发区"),
        (REJECT.replace("云岭开发区", "岚州高新区"), "there is no relation"),
        (ADD.replace("a.txt", "c.txt"), "there is no document c.txt"),
        (ADD.replace("quote: 海屿科技", "quote: 没有的话"), "the quote does not stand in a.txt"),
        ("do: add\nentity: Project:没有的项目", "the name must stand in any document"),
        ("do: split\nentity: Enterprise:海屿\nnames: [海]\nas: Enterprise:海", "has no mention 海"),
        ("do: split\nentity: Enterprise:海屿\nnames: [海屿]\nas: Enterprise:海", "every mention"),
        ("do: split\nentity: Enterprise:海屿\nnames: [海]\nas: Enterprise:海屿", "is the entity itself"),
        ("do: reject\nentities: [Enterprise:海屿, Enterprise:海屿科技]\n", ""),
    ],
)
def test_what_matches_nothing_is_reported_and_changes_nothing(item, message):
    found, outcomes = corrected(item)
    assert message in outcomes[0].message
    if message:
        assert outcomes[0].status == "unmatched"
        assert found == resolved()


def test_a_correction_names_a_thing_by_its_old_name_or_an_alias():
    found, outcomes = corrected(RENAME, CONFIRM, MERGE, "do: confirm\nentity: Enterprise:海屿")
    assert {outcome.status for outcome in outcomes} == {"applied"}
    assert relation(found, "河南天子铝业有限公司", "SETTLES_IN", "岚州高新区").review == "confirmed"
    assert entity(found, "Enterprise:海屿科技").review == "corrected"


def test_the_later_of_two_that_speak_of_one_thing_stands_and_the_earlier_is_reported():
    confirm = REJECT.replace("reject", "confirm")
    found, outcomes = corrected(REJECT, confirm, SET, SET.replace("12亿元", "13亿元"))
    assert relation(found, "远山智造", "SETTLES_IN", "云岭开发区").review == "confirmed"
    assert dict(entity(found, "Project:储能项目").stated)["investment_cny"] == 1_300_000_000
    assert [outcome.status for outcome in outcomes] == ["needless", "applied", "needless", "applied"]
    assert outcomes[0].message.startswith("overruled by corrections.yaml:")


def test_the_order_of_corrections_changes_nothing():
    items = (MERGE, RENAME, REJECT, SET, CONFIRM)
    first = corrected(*items)
    for order in itertools.permutations(items):
        found, outcomes = corrected(*order)
        assert found == first[0]
        assert sorted(map(repr, (o.told() for o in outcomes))) == sorted(map(repr, (o.told() for o in first[1])))


def test_merges_of_one_group_give_one_entity_in_any_order():
    pairs = [
        "do: merge\nentities: [Enterprise:海屿, Enterprise:海屿科技]",
        "do: merge\nentities: [Enterprise:海屿科技, Enterprise:天子铝业]",
        "do: merge\nentities: [Enterprise:天子铝业, Enterprise:远山智造]",
    ]
    first, *others = (corrected(*order)[0] for order in itertools.permutations(pairs))
    assert [e.id for e in first.entities if e.type == "Enterprise"] == ["Enterprise:远山智造"]
    assert not [r for r in first.relations if r.relation == "PARTNERS_WITH"]
    assert all(found == first for found in others)


def test_every_quote_and_span_stays_a_passage_of_its_source():
    found, _ = corrected(MERGE, RENAME, REJECT, SET, CONFIRM, ADD)
    texts = {document.id: document.text for document in DOCUMENTS}
    pieces = [e for r in found.relations for e in (*r.evidence, *(f.evidence for f in r.facts))]
    pieces += [fact.evidence for e in found.entities for fact in e.facts]
    assert all(texts[e.document][e.start : e.end] == e.quote for e in pieces)


def test_split_mentions_join_an_entity_that_is_there():
    found, outcomes = corrected("do: split\nentity: Enterprise:远山智造\ndocument: b.txt\nas: Enterprise:天子铝业")
    assert outcomes[0].status == "applied"
    one = entity(found, "Enterprise:天子铝业")
    assert (one.aliases, len(one.spans), one.review) == (("远山智造",), 2, "corrected")
    assert relation(found, "天子铝业", "PARTNERS_WITH", "海屿").realis == "terminated"
    assert relation(found, "远山智造", "PARTNERS_WITH", "海屿") is None
