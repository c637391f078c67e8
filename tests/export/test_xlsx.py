"""The workbook, read back with openpyxl."""

import networkx as nx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import ExportError, GraphFileError
from kg.export import sheet
from kg.export.xlsx import read_xlsx, write_xlsx
from kg.ontology.load import load
from kg.records import Judgement
from tests.export.html.samples import doubtful_graph
from tests.export.samples import contract_graphs
from tests.readers.office import calculated
from tests.samples import gold_graph

ONTOLOGY = load()

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
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["企业"]
    cells = [cell for cell in page["A"] if cell.value == '=HYPERLINK("x")']
    assert [cell.data_type for cell in cells] == ["s"]


def test_equal_graphs_give_equal_bytes(tmp_path):
    write_xlsx(gold_graph("seed"), tmp_path / "a.xlsx")
    write_xlsx(gold_graph("seed"), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_a_workbook_cannot_hold_is_shown(tmp_path):
    graph = gold_graph("seed")
    graph.nodes["Enterprise:海熙药业"]["label"] = "海熙\x01药\ud800业"
    write_xlsx(graph, tmp_path / "a.xlsx")
    assert "海熙\\u0001药\\ud800业" in {row["企业"] for row in read_xlsx(tmp_path / "a.xlsx")["企业"]}


def test_more_rows_than_a_sheet_has_are_told_and_the_old_file_stays(monkeypatch, tmp_path):
    monkeypatch.setattr(sheet, "MOST_ROWS", 10)
    (tmp_path / "a.xlsx").write_bytes(b"old")
    with pytest.raises(ExportError, match=r"sheet 项目台账: has more than 10 rows, .* export csv or parquet instead"):
        write_xlsx(gold_graph("seed"), tmp_path / "a.xlsx")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]


def test_more_links_than_excel_holds_are_numbers(monkeypatch, tmp_path):
    monkeypatch.setattr(sheet, "MOST_LINKS", 3)
    write_xlsx(gold_graph("seed"), tmp_path / "a.xlsx")
    cells = [row[-2] for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["项目台账"].iter_rows(min_row=2)]
    assert [cell.hyperlink is not None for cell in cells[:5]] == [True, True, True, False, False]
    assert all(isinstance(cell.value, int) for cell in cells)


def test_a_long_text_is_cut_with_a_sign(tmp_path):
    graph = gold_graph("seed")
    graph.nodes["Enterprise:海熙药业"]["label"] = "长" * 40_000
    write_xlsx(graph, tmp_path / "a.xlsx")
    longest = max(len(row["企业"]) for row in read_xlsx(tmp_path / "a.xlsx")["企业"])
    assert longest == 32_767


@pytest.mark.parametrize("names", [("seed",), ("A01", "A05", "B03", "C01"), ()])
def test_every_total_is_that_of_the_ledger_when_calculated(names, tmp_path):
    graph = gold_graph(*names) if names else nx.MultiDiGraph(documents={}, judgements=(), lists=())
    write_xlsx(graph, tmp_path / "ledger.xlsx")
    told = rows(calculated(tmp_path / "ledger.xlsx", tmp_path)["统计"])
    checks = [value for row in told for name, value in row.items() if name.startswith("核对")]
    assert set(checks) == ({0} if names else {None})
    assert len(told) >= (20 if names else 1)


def test_a_check_finds_a_wrong_ledger(tmp_path):
    write_xlsx(gold_graph("seed"), tmp_path / "ledger.xlsx")
    book = openpyxl.load_workbook(tmp_path / "ledger.xlsx")
    book["项目台账"]["I2"] = 7
    book.save(tmp_path / "wrong.xlsx")
    told = rows(calculated(tmp_path / "wrong.xlsx", tmp_path)["统计"])
    off = 7 - 2_000_000_000
    assert [row["核对：台账合计−本行(元)"] for row in told if row["分组"] == "合计"] == [off]
    assert off in [row["核对：台账合计−本行(元)"] for row in told if row["分组"] == "按园区"]


def test_the_head_stays_in_sight_and_filters(book):
    for page in book.worksheets:
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref == page.dimensions
        assert page.print_title_rows == "$1:$1"
        assert all(page.column_dimensions[cell.column_letter].width >= 8 for cell in page[1])


def test_money_has_a_format_and_is_a_number(book):
    page = book["项目台账"]
    heads = {cell.value: cell.column_letter for cell in page[1]}
    cell = page[heads["投资(元)"] + "2"]
    assert (cell.data_type, cell.number_format, cell.value) == ("n", "#,##0", 2_000_000_000)
    assert page[heads["投资(亿元)"] + "2"].number_format == "#,##0.00"


def test_every_link_leads_to_the_passage_that_is_shown(book):
    for title in ("项目台账", "关系", "合作伙伴", "企业", "园区", "待核"):
        page = book[title]
        heads = {cell.value: cell.column - 1 for cell in page[1]}
        linked = [row for row in page.iter_rows(min_row=2) if row[heads["证据"]].value is not None]
        assert linked or title == "待核"
        for row in linked:
            link = row[heads["证据"]]
            target = book["证据"][link.hyperlink.location.rpartition("!")[2]]
            assert book["证据"].cell(target.row, 1).value == link.value
            assert "原文" not in heads or row[heads["原文"]].value == target.value


def test_every_passage_is_in_its_document(book):
    text = gold_graph("seed").graph["documents"]["seed.txt"].text
    told = rows(book["证据"])
    assert len(told) == 99
    assert all(text[row["起"] : row["止"]] == row["原文"] for row in told)


def test_only_the_checks_are_formulas(book):
    formulas = {
        (page.title, cell.column_letter)
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {("统计", "H"), ("统计", "I")}


def test_an_enterprise_and_a_park_tell_what_is_known(book):
    firm = next(row for row in rows(book["企业"]) if row["企业"] == "海熙药业")
    assert (firm["项目数"], firm["参与项目投资(元，共同投资按全额)"]) == (1, 1_000_000_000)
    assert firm["合作方"] == "方达集团"
    park = next(row for row in rows(book["园区"]) if row["园区"] == "开发区")
    graph = gold_graph("seed")
    tenants = {head for head, _, key in graph.in_edges("Park:开发区", keys=True) if key == "SETTLES_IN"}
    assert park["入驻企业数"] == sum(graph.nodes[head]["type"] == "Enterprise" for head in tenants)
    assert park["项目数"] == 12


def test_doubts_are_those_of_the_question(tmp_path):
    graph = gold_graph("seed")
    head, tail, key = next(iter(graph.edges(keys=True)))
    graph.edges[head, tail, key]["confidence"] = 0.3
    graph.graph["judgements"] += (Judgement("Enterprise:益海小麦", "Enterprise:益海粮油", "unsure", "字号相同"),)
    write_xlsx(graph, tmp_path / "a.xlsx")
    told = read_xlsx(tmp_path / "a.xlsx")["待核"]
    assert {"疑似同一", "把握不大"} <= {row["类别"] for row in told}
    unsure = next(row for row in told if row["类别"] == "把握不大")
    assert (unsure["置信度"], unsure["证据"] is not None) == (0.3, True)


def test_a_list_that_names_some_has_a_row_with_the_count_and_the_rest(tmp_path):
    graph = doubtful_graph()
    write_xlsx(graph, tmp_path / "a.xlsx")
    write_xlsx(doubtful_graph(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [*SHEETS, "列举"]
    (row,) = rows(book["列举"])
    told = ("名目", "总数", "点名数", "未点名数", "成员", "关联", "日期")
    assert [row[name] for name in told] == [
        "企业", 5, 2, 3, "远山智造、云岭科技", "东区新城开发区（落户）", "2024-03-05"
    ]  # fmt: skip
    assert row["原文"] == graph.graph["lists"][0].evidence.quote
    for title in ("列举", "待核"):
        page = book[title]
        heads = {cell.value: cell.column for cell in page[1]}
        at = [cell.value for cell in page["A"]].index("列举未全" if title == "待核" else "企业") + 1
        link = page.cell(at, heads["证据"]).hyperlink.location
        assert book["证据"][link.rpartition("!")[2]].value == row["原文"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=contract_graphs())
def test_any_text_is_held(graph, tmp_path):
    write_xlsx(graph, tmp_path / "a.xlsx", ontology=ONTOLOGY)
    told = read_xlsx(tmp_path / "a.xlsx")
    assert len(told["企业"]) == len(graph)
    assert len(told["关系"]) == graph.number_of_edges()


@pytest.mark.parametrize(("content", "message"), [(b"PK", "is not a workbook"), (None, "there is no such file")])
def test_a_missing_or_damaged_file_is_told(content, message, tmp_path):
    if content is not None:
        (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(GraphFileError, match=message):
        read_xlsx(tmp_path / "a.xlsx")


def test_an_empty_graph_has_every_sheet(tmp_path):
    graph = nx.MultiDiGraph()
    graph.graph.update(documents={}, judgements=(), lists=())
    write_xlsx(graph, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == SHEETS
