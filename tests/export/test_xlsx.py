"""The workbook, read back with openpyxl."""

import networkx as nx
import openpyxl
import pytest

from kg.errors import ExportError
from kg.export.xlsx import write_xlsx
from tests.samples import gold_graph

SHEETS = ["项目台账", "企业", "园区", "合作伙伴", "关系", "证据", "统计", "待核"]


def rows(sheet):
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("xlsx") / "ledger.xlsx"
    write_xlsx(gold_graph("seed"), path)
    return openpyxl.load_workbook(path)


def test_sheets_stand_in_order(book):
    assert book.sheetnames == SHEETS


def test_a_project_has_its_money_its_builder_and_a_link_to_its_sentence(book):
    row = next(r for r in rows(book["项目台账"]) if r["项目"] == "年产2000吨食品级低聚木糖项目")
    assert (row["投资(元)"], row["投资(亿元)"], row["企业"]) == (200_000_000, 2, "益常青生物")
    at = [cell.value for cell in book["项目台账"][1]].index("证据") + 1
    number = [r["项目"] for r in rows(book["项目台账"])].index("年产2000吨食品级低聚木糖项目") + 2
    link = book["项目台账"].cell(number, at).hyperlink.location or book["项目台账"].cell(number, at).hyperlink.target
    quote = book["证据"][link.rpartition("!")[2]].value
    assert "聚木糖项目" in quote


def test_every_relation_has_a_row(book):
    assert len(rows(book["关系"])) == gold_graph("seed").number_of_edges()


def test_partners_are_the_partner_edges(book):
    graph = gold_graph("seed")
    assert len(rows(book["合作伙伴"])) == sum(key == "PARTNERS_WITH" for *_, key in graph.edges(keys=True))


def test_the_sum_is_that_of_the_rows(book):
    counted = sum(r["计入合计(元)"] for r in rows(book["项目台账"]))
    total = next(r for r in rows(book["统计"]) if r["分组"] == "合计")
    assert total["投资(元)"] == counted > 0


def test_a_formula_in_a_name_stays_text(tmp_path):
    graph = gold_graph("seed")
    graph = nx.relabel_nodes(graph, {})
    graph.nodes["Enterprise:海熙药业"]["label"] = '=HYPERLINK("x")'
    write_xlsx(graph, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["企业"]
    cells = [cell for cell in sheet["A"] if cell.value == '=HYPERLINK("x")']
    assert [cell.data_type for cell in cells] == ["s"]


def test_equal_graphs_give_equal_bytes(tmp_path):
    write_xlsx(gold_graph("seed"), tmp_path / "a.xlsx")
    write_xlsx(gold_graph("seed"), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_control_characters_are_named_and_the_old_file_stays(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    graph = gold_graph("seed")
    graph.nodes["Enterprise:海熙药业"]["label"] = "海熙\x01药业"
    with pytest.raises(ExportError, match="control characters"):
        write_xlsx(graph, path)
    assert path.read_bytes() == b"old"


def test_an_empty_graph_has_every_sheet(tmp_path):
    graph = nx.MultiDiGraph()
    graph.graph.update(documents={}, judgements=(), lists=())
    write_xlsx(graph, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == SHEETS
