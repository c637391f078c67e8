import itertools

import networkx as nx
import pytest

from kg.ontology.load import load
from kg.query.ledger import GROUPS, ledger, totals
from kg.records import Document, Evidence, Fact, Judgement
from tests.samples import gold_graph

YI = 100_000_000


@pytest.fixture(scope="module")
def ontology():
    return load()


@pytest.fixture(scope="module")
def seed(ontology):
    return ledger(gold_graph("seed"), ontology)


def graph_of(nodes, edges=(), judgements=()):
    """A graph of ``Type:name`` -> attributes and (head, relation, tail, attributes); every edge has a passage."""
    graph = nx.MultiDiGraph(documents={"a.txt": Document("a.txt", "文" * 1000)}, judgements=tuple(judgements))
    for node, attributes in nodes.items():
        graph.add_node(node, type=node.split(":")[0], label=node.split(":")[1], **attributes)
    for index, (head, relation, tail, attributes) in enumerate(edges):
        evidence = (Evidence("a.txt", index, index + 1, "文", "rule"),)
        graph.add_edge(head, tail, key=relation, relation=relation, **{"evidence": evidence, **attributes})
    return graph


def total(rows):
    return totals(rows)[0].cny


def test_the_seed(seed):
    rows = {row.name: row for row in seed}
    assert len(seed) == 15
    assert total(seed) == 7_507_800_000
    project = rows["智能化生产车间、药品研发等项目"]
    assert (project.enterprises, project.parks) == (("方达集团", "海熙药业"), ("开发区",))
    assert (project.investment_cny, project.counted_cny) == (1_000_000_000, 1_000_000_000)
    assert (project.stage, project.stage_label, project.realis_label) == ("planned", "谋划", "计划")
    text = gold_graph("seed").graph["documents"]["seed.txt"].text
    assert {text[piece.start : piece.end] == piece.quote for piece in project.evidence} == {True}
    assert any("方达集团" in piece.quote for piece in project.evidence)
    assert rows["益海特油项目"].date == "2022-07"
    assert rows["电池托盘生产线"].part_of == "新能源汽车配套零部件生产项目"
    assert rows["细胞及基因疗法实验室"].enterprises == ("广西华仁医学科技",)


@pytest.mark.parametrize("by", [*GROUPS])
def test_groups_add_up_to_the_sum(seed, by):
    groups = totals(seed, by)
    assert sum(group.cny for group in groups) == total(seed)
    assert sum(group.projects for group in groups) == len(seed)
    assert sorted(itertools.chain(*(group.rows for group in groups))) == sorted(row.id for row in seed)


def test_groups_by_stage(seed):
    assert [(t.name, t.projects, t.counted, t.cny) for t in totals(seed, "stage")] == [
        ("未载明", 6, 3, 2_507_800_000),
        ("投产", 3, 3, 2_500_000_000),
        ("谋划", 4, 3, 2_200_000_000),
        ("在建", 2, 1, 300_000_000),
    ]


P, Q, E, F, K = "Project:甲项目", "Project:一期", "Enterprise:甲", "Enterprise:乙", "Park:园"
SAME = (Evidence("a.txt", 500, 510, "文" * 10, "rule"),)

ONCE = {
    "two enterprises of one project": (
        {P: {"investment_cny": 10 * YI}, E: {}, F: {}},
        [(E, "UNDERTAKES", P, {"amount_cny": 10 * YI}), (F, "UNDERTAKES", P, {"amount_cny": 10 * YI})],
        {P: ""},
        10 * YI,
    ),
    "shares of one project that has no sum": (
        {P: {}, E: {}, F: {}},
        [(E, "UNDERTAKES", P, {"amount_cny": 2 * YI}), (F, "UNDERTAKES", P, {"amount_cny": 3 * YI})],
        {P: ""},
        5 * YI,
    ),
    "one amount told of two enterprises together": (
        {P: {}, E: {}, F: {}},
        [
            (E, "UNDERTAKES", P, {"amount_cny": 2 * YI, "evidence": SAME}),
            (F, "UNDERTAKES", P, {"amount_cny": 2 * YI, "evidence": SAME}),
        ],
        {P: ""},
        2 * YI,
    ),
    "a phase within its project": (
        {P: {"investment_cny": 10 * YI}, Q: {"investment_cny": 4 * YI}},
        [(Q, "PART_OF", P, {})],
        {P: "", Q: "含于“甲项目”"},
        10 * YI,
    ),
    "phases of a project that has no sum": (
        {P: {}, Q: {"investment_cny": 4 * YI}, "Project:二期": {"investment_cny": 5 * YI}},
        [(Q, "PART_OF", P, {}), ("Project:二期", "PART_OF", P, {})],
        {P: "", Q: "", "Project:二期": ""},
        9 * YI,
    ),
    "a phase of a phase": (
        {P: {"investment_cny": 10 * YI}, Q: {}, "Project:线": {"investment_cny": YI}},
        [(Q, "PART_OF", P, {}), ("Project:线", "PART_OF", Q, {})],
        {P: "", Q: "", "Project:线": "含于“甲项目”"},
        10 * YI,
    ),
    "two that are each a part of the other": (
        {P: {"investment_cny": 10 * YI}, Q: {"investment_cny": 4 * YI}},
        [(Q, "PART_OF", P, {}), (P, "PART_OF", Q, {})],
        {Q: "", P: "含于“一期”"},
        4 * YI,
    ),
    "an enterprise whose project has the amount": (
        {P: {"investment_cny": 10 * YI}, E: {"investment_cny": 10 * YI}},
        [(E, "UNDERTAKES", P, {})],
        {P: ""},
        10 * YI,
    ),
    "an enterprise with another amount than its project": (
        {P: {"investment_cny": 10 * YI}, E: {"investment_cny": 30 * YI}},
        [(E, "UNDERTAKES", P, {})],
        {P: "", E: "已计入“甲项目”"},
        10 * YI,
    ),
    "an enterprise that invests without a named project": (
        {E: {}, K: {}},
        [(E, "SETTLES_IN", K, {"amount_cny": 3 * YI})],
        {E: ""},
        3 * YI,
    ),
    "called off and hearsay": (
        {P: {"investment_cny": 10 * YI, "stage": "terminated"}, Q: {"investment_cny": 4 * YI}},
        [],
        {P: "已终止，未计", Q: ""},
        4 * YI,
    ),
    "a project and its park in one passage": (
        {
            P: {"investment_cny": YI, "facts": (Fact("investment_cny", YI, "fact", SAME[0]),)},
            K: {"investment_cny": YI, "facts": (Fact("investment_cny", YI, "fact", SAME[0]),)},
        },
        [(P, "SETTLES_IN", K, {})],
        {P: "已计入“园”", K: ""},
        YI,
    ),
    "what is no amount": (
        {P: {"investment_cny": float("nan")}, Q: {"investment_cny": "约3亿元"}, "Project:三": {"investment_cny": -1}},
        [],
        {P: "", Q: "", "Project:三": ""},
        0,
    ),
}


@pytest.mark.parametrize("name", ONCE)
def test_each_amount_counts_once(name, ontology):
    nodes, edges, notes, sum_of_all = ONCE[name]
    rows = ledger(graph_of(nodes, edges), ontology)
    assert {row.id: row.note for row in rows} == notes
    assert total(rows) == sum_of_all


def test_hearsay_does_not_count(ontology):
    fact = Fact("investment_cny", YI, "claimed", SAME[0])
    (row,) = ledger(graph_of({P: {"investment_cny": YI, "facts": (fact,)}}), ontology)
    assert (row.investment_cny, row.counted_cny, row.note, row.realis) == (YI, 0, "据称，未计", "claimed")


@pytest.mark.parametrize(("amount", "counted"), [(YI, YI), (2 * YI, 3 * YI)])
def test_a_doubtful_twin_with_the_same_amount_counts_once(amount, counted, ontology):
    twin = Judgement(Q, P, "unsure", "likeness")
    rows = ledger(graph_of({Q: {"investment_cny": YI}, P: {"investment_cny": amount}}, judgements=[twin]), ontology)
    assert total(rows) == counted


def test_dollars_have_a_sum_of_their_own(ontology):
    rows = ledger(graph_of({P: {"investment_usd": 5e7}, Q: {"investment_cny": YI}}), ontology)
    assert [(t.cny, t.usd) for t in totals(rows)] == [(YI, 50_000_000)]


def test_the_innermost_park_and_the_whole_speak_for_a_phase(ontology):
    nodes = {P: {}, Q: {}, K: {}, "Park:开发区": {}, E: {}}
    edges = [
        (E, "UNDERTAKES", P, {"stage": "signed", "year": 2021}),
        (P, "SETTLES_IN", K, {"stage": "under_construction"}),
        (P, "SETTLES_IN", "Park:开发区", {"stage": "terminated"}),
        (K, "PART_OF", "Park:开发区", {}),
        (Q, "PART_OF", P, {}),
    ]
    rows = {row.id: row for row in ledger(graph_of(nodes, edges), ontology)}
    assert (rows[P].parks, rows[P].stage, rows[P].date) == (("园",), "under_construction", "2021")
    assert (rows[Q].enterprises, rows[Q].parks, rows[Q].part_of, rows[Q].stage) == (("甲",), ("园",), "甲项目", None)


def test_the_order_of_the_graph_does_not_matter(ontology):
    graph = gold_graph("A01", "B03")
    turned = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert [row.id for row in ledger(turned, ontology)] == [row.id for row in ledger(graph, ontology)]
    assert totals(ledger(turned, ontology), "park") == totals(ledger(graph, ontology), "park")
