"""What a person confirmed, rejected or corrected says so in every format, and comes back from those that are read."""

from __future__ import annotations

import importlib

import networkx as nx
import pytest

from kg.export.json import read_json, write_json
from kg.export.xlsx import read_xlsx, write_xlsx
from kg.ontology.load import load
from kg.query.ledger import ledger
from tests.corrections.samples import REJECT, SET, corrected, corrected_graph

REJECTED = ("Enterprise:远山智造", "Park:云岭开发区", "SETTLES_IN")
CONFIRMED = ("Enterprise:天子铝业", "Park:岚州高新区", "SETTLES_IN")


@pytest.fixture(scope="module")
def graph():
    return corrected_graph()


def test_json_keeps_all(graph, tmp_path):
    write_json(graph, tmp_path / "g.json")
    back = read_json(tmp_path / "g.json")
    assert nx.utils.graphs_equal(back, graph)
    assert [c["status"] for c in back.graph["corrections"]] == [c["status"] for c in graph.graph["corrections"]]


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "parquet", "rdf", "jsonld"])
def test_flat_formats_bring_it_back(form, graph, tmp_path):
    module = importlib.import_module(f"kg.export.{'rdf' if form == 'jsonld' else form}")
    path = tmp_path / f"g.{form}"
    getattr(module, f"write_{form}")(graph, path)
    back = getattr(module, f"read_{form}")(path)
    for edge, review, realis in ((REJECTED, "rejected", "rejected"), (CONFIRMED, "confirmed", "planned")):
        told = back.edges[edge]
        assert (told["review"], told["realis"]) == (review, realis)
        assert told["evidence"] == graph.edges[edge]["evidence"]
    assert back.edges[REJECTED]["facts"] == graph.edges[REJECTED]["facts"]
    node = back.nodes["Project:储能项目"]
    assert (node["review"], node["corrected"]) == ("corrected", ("investment_cny", "stage"))
    assert (node["investment_cny"], node["stage"]) == (1_200_000_000, "under_construction")


@pytest.mark.parametrize("form", ["cypher", "neo4j"])
def test_scripts_for_databases_say_it(form, graph, tmp_path):
    module = importlib.import_module(f"kg.export.{form}")
    getattr(module, f"write_{form}")(graph, tmp_path / "g")
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir()))
    assert all(word in text for word in ("rejected", "confirmed", "corrected"))


def test_the_workbook_says_it_and_lists_the_corrections(graph, tmp_path):
    write_xlsx(graph, tmp_path / "g.xlsx")
    sheets = read_xlsx(tmp_path / "g.xlsx")
    told = {(row["头"], row["尾"]): (row["性质"], row["核定"]) for row in sheets["关系"]}
    assert told["远山智造", "云岭开发区"] == ("否定", "人工否定")
    assert told["天子铝业", "岚州高新区"] == ("计划", "人工核实")
    assert told["海屿科技", "岚州高新区"] == ("事实", None)
    assert [(row["更正"], row["结果"], row["核定人"]) for row in sheets["更正"]] == [
        ("合并", "已生效", "王芳"),
        ("否定", "已生效", "王芳"),
        ("更正", "已生效", "王芳"),
        ("核实", "已生效", "王芳"),
        ("核实", "未对上", "王芳"),
    ]


def test_what_was_rejected_counts_for_nothing():
    from kg.graph import assemble
    from tests.corrections.samples import DOCUMENTS, ONTOLOGY

    undertakes = (
        "do: add\nhead: Enterprise:远山智造\nrelation: UNDERTAKES\ntail: Project:储能项目\ndocument: a.txt\n"
        "quote: 储能项目投资10亿元"
    )
    reject = REJECT.replace("落户", "UNDERTAKES").replace("Park:云岭开发区", "Project:储能项目")

    def enterprises(*items):
        found, _ = corrected(*items)
        rows = ledger(assemble(ONTOLOGY, DOCUMENTS, found.entities, found.relations), load())
        return {row.name: row.enterprises for row in rows}["储能项目"]

    assert enterprises(undertakes, SET) == ("远山智造",)
    assert enterprises(undertakes, SET, reject) == ()
