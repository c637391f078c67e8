"""Scoring: gold against itself, and every decision of the guidelines on a graph made by hand."""

from pathlib import Path

import networkx as nx
import pytest

from kg.corpus import GoldDocument, GoldEntity, GoldRelation, read_gold
from kg.evaluate import CORE, Figures, Report, evaluate, match, score
from kg.evaluate.attribute import equal
from kg.evaluate.fold import fold, folds
from kg.evaluate.table import figures, table
from kg.evaluate.unread import unread
from kg.ontology.load import load
from kg.records import Evidence, Fact
from tests.samples import gold_graph

GOLD = Path(__file__).parent / "gold"
TEXT = "远山智造落户云岭开发区。远山智造投资5亿元建设储能产业园,与迪川通合作。岚州储能是其子公司。"
COMPANY = GoldEntity("E1", ("Enterprise",), "远山智造", ("远山",), {})
OTHER = GoldEntity("E2", ("Enterprise",), "迪川通", (), {})
CHILD = GoldEntity("E3", ("Enterprise",), "岚州储能", (), {})
ZONE = GoldEntity("K1", ("Park",), "云岭开发区", ("开发区",), {})
PARK = GoldEntity("P1", ("Park", "Project"), "储能产业园", (), {})
PLACE = GoldEntity("L1", ("Place",), "云岭", (), {})


def gold(*relations, entities=(COMPANY, OTHER, CHILD, ZONE, PARK)):
    mentions = tuple((TEXT.find(e.name), TEXT.find(e.name) + len(e.name), e.types[0], e.id) for e in entities)
    return GoldDocument("T1", "", TEXT, tuple(entities), tuple(relations), mentions)


def related(head, kind, tail, *, optional=False, **attributes):
    return GoldRelation(head.id, kind, tail.id, attributes, optional, "远山智造落户云岭开发区。")


def changed(entity, *, optional=False, **attributes):
    return GoldEntity(entity.id, entity.types, entity.name, entity.aliases, attributes, optional)


def node(graph, kind, name, *aliases, **attributes):
    key = f"{kind}:{name}"
    span = ("T1", TEXT.find(name), TEXT.find(name) + len(name))
    graph.add_node(key, type=kind, label=name, aliases=aliases, facts=(), spans=(span,), **attributes)
    return key


def edge(graph, head, kind, tail, *, realis="fact", **attributes):
    evidence = (Evidence("T1", 0, 12, TEXT[:12], "settles.sign"),)
    graph.add_edge(head, tail, key=kind, relation=kind, realis=realis, confidence=0.75, evidence=evidence, **attributes)


@pytest.fixture
def graph():
    """The five things of the text without an edge."""
    found = nx.MultiDiGraph()
    for name in ("远山智造", "迪川通", "岚州储能"):
        node(found, "Enterprise", name)
    node(found, "Park", "云岭开发区", "开发区")
    node(found, "Park", "储能产业园")
    return found


A, B, C, Z, P = "Enterprise:远山智造", "Enterprise:迪川通", "Enterprise:岚州储能", "Park:云岭开发区", "Park:储能产业园"


def counts(report, category, name):
    return report.figures(category, [name])[:3]


@pytest.mark.parametrize("name", [path.stem for path in sorted((GOLD / "dev").glob("*.json"))])
def test_gold_against_itself_has_no_fault(name):
    (document,) = read_gold([GOLD / "dev" / f"{name}.json"])
    report = score(gold_graph(name), document)
    assert report.lines == []
    assert report.figures("entity").right == len(document.entities)
    for category in ("entity", "relation", "attribute", "edge attribute"):
        right, *rest = report.figures(category)
        assert right > 0
        assert rest == [0, 0, 1.0, 1.0, 1.0]
    assert (report.plans_as_facts, report.facts_as_plans) == (0, 0)


def test_a_graph_without_some_finds_loses_exactly_those():
    (document,) = read_gold([GOLD / "dev" / "A01.json"])
    graph = gold_graph("A01")
    whole = score(graph, document)
    edges = sorted(graph.edges(keys=True), key=lambda e: (e[2], e[0], e[1]))
    partners = [e for e in edges if e[2] == "SUPPLIES"]
    graph.remove_edges_from(partners[:2])
    report = score(graph, document)
    lost = whole.right["relation", "SUPPLIES"] - report.right["relation", "SUPPLIES"]
    assert lost == 2
    assert report.missed["relation", "SUPPLIES"] == 2
    assert report.figures("entity", CORE) == whole.figures("entity", CORE)
    assert [f.detail for f in report.findings if f.name == "SUPPLIES"] == ["both ends found"] * 2


def test_a_node_matches_by_any_form_and_any_right_type():
    found = nx.MultiDiGraph()
    node(found, "Enterprise", "远山集团", "远山")
    node(found, "Project", "储能产业园")
    node(found, "Project", "迪川通")
    assert match(found, gold()) == {"Enterprise:远山集团": "E1", "Project:储能产业园": "P1"}


def test_one_node_for_one_thing_the_canonical_name_first():
    found = nx.MultiDiGraph()
    node(found, "Enterprise", "远山")
    node(found, "Enterprise", "远山智造")
    report = score(found, gold())
    assert match(found, gold()) == {"Enterprise:远山智造": "E1"}
    assert counts(report, "entity", "Enterprise") == (1, 1, 2)
    assert "T1\tfalse Enterprise\t远山\tsecond node of 远山智造\t远山智造落户云岭开发区。" in report.lines


def test_a_node_that_mixes_two_things_is_one_of_them():
    found = nx.MultiDiGraph()
    node(found, "Enterprise", "迪川通", "岚州储能")
    assert counts(score(found, gold()), "entity", "Enterprise") == (1, 0, 2)


def test_a_bare_form_that_two_zones_share_does_not_take_the_match_from_a_longer_one():
    north = GoldEntity("K2", ("Park",), "江北经济开发区", ("江北开发区", "开发区"), {})
    found = nx.MultiDiGraph()
    node(found, "Park", "开发区", "江北开发区")
    node(found, "Park", "云岭高新区", "开发区")
    matched = match(found, gold(entities=(ZONE, north)))
    assert matched == {"Park:开发区": "K2", "Park:云岭高新区": "K1"}


def test_optional_things_are_right_if_found_and_nothing_if_missing(graph):
    maybe = changed(OTHER, optional=True, stage="operating")
    document = gold(entities=(COMPANY, maybe, CHILD, ZONE, PARK))
    report = score(graph, document)
    assert counts(report, "entity", "Enterprise") == (3, 0, 0)
    assert report.optional["entity", "Enterprise"] == 1
    assert counts(report, "attribute", "stage") == (0, 0, 1)
    graph.remove_node(B)
    report = score(graph, document)
    assert counts(report, "entity", "Enterprise") == (2, 0, 0)
    assert counts(report, "attribute", "stage") == (0, 0, 0)


def test_optional_relations_are_right_if_found_and_nothing_if_missing(graph):
    document = gold(related(COMPANY, "SETTLES_IN", ZONE, optional=True, stage="signed"))
    report = score(graph, document)
    assert counts(report, "relation", "SETTLES_IN") == (0, 0, 0)
    assert counts(report, "edge attribute", "stage") == (0, 0, 0)
    edge(graph, A, "SETTLES_IN", Z, stage="signed")
    report = score(graph, document)
    assert counts(report, "relation", "SETTLES_IN") == (1, 0, 0)
    assert counts(report, "edge attribute", "stage") == (1, 0, 0)
    assert report.optional["relation", "SETTLES_IN"] == 1


def test_other_types_are_false_only_where_they_have_an_edge(graph):
    node(graph, "Place", "江北")
    node(graph, "Organization", "管委会")
    edge(graph, "Organization:管委会", "PARTNERS_WITH", A)
    report = score(graph, gold())
    assert counts(report, "entity", "Place") == (0, 0, 0)
    assert counts(report, "entity", "Organization") == (0, 1, 0)
    assert counts(report, "relation", "PARTNERS_WITH") == (0, 1, 0)


def test_other_types_are_missed_where_gold_has_them(graph):
    document = gold(related(COMPANY, "LOCATED_IN", PLACE), entities=(COMPANY, PLACE))
    report = score(graph, document)
    assert counts(report, "entity", "Place") == (0, 0, 1)
    assert "T1\tmissed LOCATED_IN\t远山智造 LOCATED_IN 云岭\tnot found: 云岭\t远山智造落户云岭开发区。" in report.lines


def test_a_missed_thing_is_shown_where_it_stands():
    inside = GoldEntity("P2", ("Project",), "储能", (), {})
    document = GoldDocument(
        "T1", "", TEXT, (COMPANY, inside), (related(COMPANY, "UNDERTAKES", inside),), ((12, 16, "Enterprise", "E1"),)
    )
    assert score(nx.MultiDiGraph(), document).lines[:2] == [
        "T1\tmissed Enterprise\t远山智造\t远山智造投资5亿元建设储能产业园,与迪川通合作。",
        "T1\tmissed Project\t储能\t远山智造落户云岭开发区。",
    ]


@pytest.mark.parametrize("ends", [(A, B), (B, A)])
def test_partners_have_no_direction(graph, ends):
    edge(graph, ends[0], "PARTNERS_WITH", ends[1])
    report = score(graph, gold(related(COMPANY, "PARTNERS_WITH", OTHER)))
    assert counts(report, "relation", "PARTNERS_WITH") == (1, 0, 0)


def test_partners_told_in_both_directions_count_once(graph):
    edge(graph, A, "PARTNERS_WITH", B)
    edge(graph, B, "PARTNERS_WITH", A)
    report = score(graph, gold(related(COMPANY, "PARTNERS_WITH", OTHER)))
    assert counts(report, "relation", "PARTNERS_WITH") == (1, 0, 0)


def test_other_relations_have_a_direction(graph):
    edge(graph, B, "SUPPLIES", A)
    report = score(graph, gold(related(COMPANY, "SUPPLIES", OTHER)))
    assert counts(report, "relation", "SUPPLIES") == (0, 1, 1)
    assert [f.detail for f in report.findings] == [
        "told: SUPPLIES backwards",
        "0.75 settles.sign, gold: SUPPLIES backwards",
    ]


@pytest.mark.parametrize("told", [("PART_OF",), ("SETTLES_IN",), ("PART_OF", "SETTLES_IN")])
@pytest.mark.parametrize("right", [("PART_OF",), ("SETTLES_IN",), ("PART_OF", "SETTLES_IN")])
def test_a_park_in_a_zone_is_part_of_it_or_settles_in_it_counted_once(graph, told, right):
    for kind in told:
        edge(graph, P, kind, Z)
    report = score(graph, gold(*(related(PARK, kind, ZONE) for kind in right)))
    assert report.figures("relation")[:3] == (1, 0, 0)


def test_a_company_is_no_part_of_a_zone(graph):
    edge(graph, A, "PART_OF", Z)
    report = score(graph, gold(related(COMPANY, "SETTLES_IN", ZONE)))
    assert report.figures("relation")[:3] == (0, 1, 1)


@pytest.mark.parametrize("told", [(C, "SUBSIDIARY_OF", A), (A, "HOLDS_STAKE_IN", C)])
@pytest.mark.parametrize(
    "right",
    [
        [related(CHILD, "SUBSIDIARY_OF", COMPANY)],
        [related(COMPANY, "HOLDS_STAKE_IN", CHILD)],
        [related(CHILD, "SUBSIDIARY_OF", COMPANY), related(COMPANY, "HOLDS_STAKE_IN", CHILD)],
    ],
)
def test_a_subsidiary_or_the_stake_in_it_counted_once(graph, told, right):
    edge(graph, told[0], told[1], told[2])
    assert score(graph, gold(*right)).figures("relation")[:3] == (1, 0, 0)


def test_a_stake_the_other_way_round_is_wrong(graph):
    edge(graph, C, "HOLDS_STAKE_IN", A)
    report = score(graph, gold(related(CHILD, "SUBSIDIARY_OF", COMPANY)))
    assert report.figures("relation")[:3] == (0, 1, 1)


def test_a_required_relation_goes_before_an_optional_one_that_says_the_same(graph):
    document = gold(related(PARK, "PART_OF", ZONE, optional=True), related(PARK, "SETTLES_IN", ZONE))
    assert score(graph, document).figures("relation")[:3] == (0, 0, 1)


def test_realis_does_not_change_whether_a_relation_is_right(graph):
    edge(graph, A, "PARTNERS_WITH", B, realis="terminated", stage="terminated")
    report = score(graph, gold(related(COMPANY, "PARTNERS_WITH", OTHER, stage="terminated")))
    assert counts(report, "relation", "PARTNERS_WITH") == (1, 0, 0)
    assert counts(report, "edge attribute", "stage") == (1, 0, 0)


def test_an_edge_of_an_unknown_node_is_false_and_tells_its_rule(graph):
    node(graph, "Enterprise", "落户")
    edge(graph, "Enterprise:落户", "SETTLES_IN", Z)
    report = score(graph, gold())
    line = "T1\tfalse SETTLES_IN\t[落户] SETTLES_IN 云岭开发区\t0.75 settles.sign\t远山智造落户云岭开发区。"
    assert line in report.lines
    assert counts(report, "entity", "Enterprise") == (3, 1, 0)


def test_attributes_of_things(graph):
    document = gold(
        entities=(
            changed(COMPANY, stage="operating", start="2022-07"),
            changed(OTHER, capacity="年产2000吨"),
            changed(CHILD, area_m2=6000),
            changed(ZONE, investment_usd=5),
            changed(PARK, investment_cny=500000000, finish="2023"),
        )
    )
    graph.nodes[A].update(stage="signed", start="2022")
    graph.nodes[B].update(capacity="2000吨", investment_cny=1)
    graph.nodes[C].update(area_m2=6000.0)
    graph.nodes[P].update(investment_cny=500000000, finish="2023")
    graph.remove_node(Z)
    node(graph, "Project", "一期", investment_cny=7)
    report = score(graph, document)
    assert {name: counts(report, "attribute", name) for name in report.names("attribute")} == {
        "area_m2": (1, 0, 0),
        "capacity": (1, 0, 0),
        "finish": (1, 0, 0),
        "investment_cny": (1, 2, 0),
        "investment_usd": (0, 0, 1),
        "stage": (0, 1, 1),
        "start": (0, 1, 1),
    }
    assert +report.absent == {("attribute", "investment_usd"): 1}


@pytest.mark.parametrize(
    ("name", "right", "told", "same"),
    [
        ("investment_cny", 2000000000, 2000000000.0, True),
        ("investment_cny", 2000000000, 2000000001, False),
        ("investment_cny", 2000000000, "20亿元", False),
        ("capacity", "年产2000吨", "2000吨", True),
        ("capacity", "2000吨", "年产12000吨", False),
        ("capacity", "500台", "1.500台", False),
        ("capacity", "年产2000", "年产20000", False),
        ("finish", "2022-07", "2022", False),
        ("stage", "signed", "signed", True),
    ],
)
def test_values_are_equal_only_where_they_say_the_same(name, right, told, same):
    assert equal(name, right, told) is same


def test_attributes_of_relations_and_of_the_edge_with_the_right_stage(graph):
    edge(graph, P, "PART_OF", Z)
    edge(graph, P, "SETTLES_IN", Z, stage="signed", year=2021, amount_cny=3)
    edge(graph, A, "SETTLES_IN", Z, stage="operating")
    document = gold(
        related(PARK, "SETTLES_IN", ZONE, stage="signed", year=2022),
        related(COMPANY, "SETTLES_IN", ZONE),
        related(COMPANY, "PARTNERS_WITH", OTHER, stage="planned"),
    )
    report = score(graph, document)
    assert counts(report, "edge attribute", "stage") == (1, 1, 1)
    assert counts(report, "edge attribute", "year") == (0, 1, 1)
    assert counts(report, "edge attribute", "amount_cny") == (0, 0, 0)
    assert +report.absent == {("edge attribute", "stage"): 1}


@pytest.mark.parametrize(
    ("realis", "stage", "count"),
    [("fact", None, 1), ("planned", "signed", 1), ("planned", "planned", 0), ("negotiating", "negotiating", 0)],
)
def test_a_planned_relation_told_as_a_fact(graph, realis, stage, count):
    edge(graph, A, "UNDERTAKES", P, realis=realis, **({"stage": stage} if stage else {}))
    report = score(graph, gold(related(COMPANY, "UNDERTAKES", PARK, stage="planned")))
    assert report.plans_as_facts == count
    assert [f.outcome for f in report.findings].count("plan as fact") == count


@pytest.mark.parametrize(("stage", "count"), [("operating", 1), ("signed", 1), ("planned", 0), ("negotiating", 0)])
def test_a_planned_thing_told_as_a_fact(graph, stage, count):
    graph.nodes[P]["stage"] = stage
    report = score(graph, gold(entities=(COMPANY, OTHER, CHILD, ZONE, changed(PARK, stage="planned"))))
    assert report.plans_as_facts == count


def test_a_fact_told_as_a_plan(graph):
    edge(graph, A, "SETTLES_IN", Z, realis="planned", stage="planned")
    report = score(graph, gold(related(COMPANY, "SETTLES_IN", ZONE, stage="operating")))
    assert (report.facts_as_plans, report.plans_as_facts) == (1, 0)


def test_reports_add_up():
    documents = read_gold([GOLD / "dev" / "A01.json", GOLD / "dev" / "A02.json"])
    seen = []

    def empty_for_the_second(document):
        seen.append(document.id)
        return gold_graph("A01") if document.id == "A01" else nx.MultiDiGraph()

    report = evaluate(documents, empty_for_the_second)
    required = [sum(not e.optional and e.types[0] in CORE for e in d.entities) for d in documents]
    found = sum(e.types[0] in CORE for e in documents[0].entities)
    assert seen == ["A01", "A02"]
    assert report.documents == 2
    right, wrong, missed, precision, recall, f1 = report.figures("entity", CORE)
    assert (right, wrong, missed) == (found, 0, required[1])
    assert (precision, recall) == (1.0, found / (found + required[1]))
    assert f1 == pytest.approx(2 * recall / (1 + recall))


def test_nothing_to_judge_gives_zeros():
    assert Report().figures("relation") == Figures(0, 0, 0, 0.0, 0.0, 0.0)
    assert table(Report()).splitlines()[2] == "documents         0"


def test_the_last_twelve_lines_of_the_table_are_the_key_figures(graph):
    edge(graph, A, "SETTLES_IN", Z, stage="signed")
    edge(graph, A, "UNDERTAKES", P)
    document = gold(
        related(COMPANY, "SETTLES_IN", ZONE, stage="signed"),
        related(COMPANY, "PARTNERS_WITH", OTHER),
        entities=(COMPANY, OTHER, CHILD, ZONE, changed(PARK, investment_cny=5)),
    )
    report = score(graph, document)
    assert table(report).splitlines()[-10:] == [
        "documents         1",
        "core entities     F1 1.000  P 1.000  R 1.000   Enterprise 1.000  Project 0.000  Park 1.000",
        "other entities    ",
        "relations         F1 0.500  P 0.500  R 0.500",
        "  PARTNERS_WITH 0.000  SETTLES_IN 1.000  UNDERTAKES 0.000",
        "investments       0 of 1 right (0.000); of things found 0.000; 0 wrong",
        "stages            things 0 of 0 right (0.000); of things found 0.000; 0 wrong",
        "                  relations 1 of 1 right (1.000); of things found 1.000; 0 wrong",
        "other attributes  "
        + ", ".join(f"{name} 0/0 (wrong 0)" for name in ("area_m2", "capacity", "start", "finish")),
        "plans as facts    0   facts as plans 0",
    ]
    whole = Report()
    for name in load().relation_types:
        whole.right["relation", name] += 1
    assert table(whole).splitlines()[-12] == "documents         0"


def test_figures_by_name_of_the_row(graph):
    edge(graph, A, "SETTLES_IN", Z)
    rows = figures(score(graph, gold(related(COMPANY, "SETTLES_IN", ZONE, optional=True))))
    right = {"precision": 1.0, "recall": 1.0, "f1": 1.0, "wrong": 0, "missed": 0, "absent": 0}
    assert rows["relation SETTLES_IN"] == {"right": 1, "optional": 1, **right}
    assert rows["core entities"] == {"right": 5, "optional": 0, **right}
    assert rows["documents"] == 1
    assert rows["plans as facts"] == 0


def named(*ids):
    return [GoldDocument(name, "", name, (), (), ()) for name in ids]


def test_folds_are_dealt_by_id_and_never_train_on_what_they_judge():
    dealt = list(folds(named("D", "A", "C", "B", "E"), 2))
    assert [[d.id for d in held] for _, held in dealt] == [["A", "C", "E"], ["B", "D"]]
    assert [sorted(d.id for d in training) for training, _ in dealt] == [["B", "D"], ["A", "C", "E"]]


def test_there_are_not_more_folds_than_documents():
    assert [len(held) for _, held in folds(named("A", "B"), 5)] == [1, 1]
    training, held = fold(named("A", "B"), 5, 4)
    assert ([d.id for d in training], held) == (["A", "B"], [])


def test_sentences_from_which_nothing_came(graph):
    text = "远山智造落户云岭开发区。岚州新材料有限公司投资3亿元。\n该公司前景广阔。储能项目开工。天气晴朗。"
    edge(graph, A, "SETTLES_IN", Z)
    found = list(unread(graph, "T1", text, load()))
    assert [(item.text, item.cues) for item in found] == [
        ("岚州新材料有限公司投资3亿元。", ("3亿元", "岚州新材料有限公司")),
        ("储能项目开工。", ("开工",)),
    ]
    assert all(text[item.start : item.end] == item.text for item in found)
    assert next(unread(graph, "T2", text, load())).text == "远山智造落户云岭开发区。"


def test_an_attribute_is_something_that_came(graph):
    start = TEXT.find("远山智造投资")
    evidence = Evidence("T1", start, start + 9, TEXT[start : start + 9], "attribute")
    graph.nodes[P]["facts"] = (Fact("investment_cny", 500000000, "fact", evidence),)
    assert [item.text for item in unread(graph, "T1", TEXT, load())] == ["远山智造落户云岭开发区。"]
