"""Ledger, board, timeline, partners and what is in doubt."""

import csv
import io
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from kg.ontology.load import load
from kg.query.ledger import ledger, totals
from tests.corrections.samples import corrected_graph
from tests.samples import gold_graph

pytestmark = pytest.mark.browser


def names(page):
    return page.locator("#view-ledger tbody tr td:first-child .node-link").all_inner_texts()


def field(page, label):
    """The select with a label."""
    return page.locator("label.field:visible", has=page.get_by_text(label, exact=True)).locator("select")


@pytest.fixture(scope="module")
def rows():
    return ledger(gold_graph("seed"), load())


def test_the_ledger_has_the_rows_and_the_total_of_the_query(visit, seed, rows):
    (total,) = totals(rows)
    with visit(seed, "#view=ledger") as page:
        assert names(page) == [row.name for row in rows]
        assert page.locator("#ledger-total").inner_text() == f"合计 {len(rows)} 项，计入 {total.counted} 项：75.078亿元"
        assert total.cny == 7_507_800_000


def test_a_phase_does_not_count_beside_its_whole(visit, write):
    with visit(write(gold_graph("A02", "C05")), "#view=ledger") as page:
        told = ledger(gold_graph("A02", "C05"), load())
        uncounted = [row for row in told if row.note]
        assert uncounted
        (total,) = totals(told)
        assert f"计入 {total.counted} 项" in page.locator("#ledger-total").inner_text()
        for row in uncounted:
            assert page.locator("#view-ledger tbody tr", has_text=row.name).get_by_text(row.note).count() == 1


@pytest.mark.parametrize("by", ["park", "enterprise", "industry", "stage", "year", "type"])
def test_groups_add_up_as_the_query_says(visit, seed, rows, by):
    expected = [f"{total.projects} 项" for total in totals(rows, by)]
    with visit(seed, f"#view=ledger&ledger-group={by}") as page:
        rest = page.locator("#view-ledger .bars button")
        if rest.count():
            rest.click()
        bars = page.locator("#view-ledger .bars li")
        assert sorted(bars.locator(".bar-name").all_inner_texts()) == sorted(total.name for total in totals(rows, by))
        assert sorted(text.split(" · ")[1] for text in bars.locator(".number").all_inner_texts()) == sorted(expected)


def test_the_ledger_sorts_both_ways_with_what_is_missing_last(visit, seed, rows):
    amounts = {row.name: row.investment_cny for row in rows}
    with visit(seed, "#view=ledger") as page:
        page.locator("[data-sort=investment]").click()
        told = [amounts[name] for name in names(page)]
        known = [amount for amount in told if amount is not None]
        assert known == sorted(known)
        assert told[len(known) :] == [None] * (len(told) - len(known))
        assert page.locator("th", has=page.locator("[data-sort=investment]")).get_attribute("aria-sort") == "ascending"
        page.locator("[data-sort=stage]").click()
        stages = [row for row in page.locator("#view-ledger tbody tr td:nth-child(6)").all_inner_texts() if row]
        order = ["谋划", "在谈", "签约", "在建", "建成", "投产", "终止"]
        assert stages == sorted(stages, key=order.index)


def test_the_ledger_filters_and_its_total_follows(visit, seed, rows):
    with visit(seed, "#view=ledger") as page:
        field(page, "阶段").select_option("planned")
        wanted = [row for row in rows if row.stage == "planned"]
        assert names(page) == [row.name for row in wanted]
        (total,) = totals(wanted)
        assert page.locator("#ledger-total").inner_text() == f"合计 {len(wanted)} 项，计入 {total.counted} 项：22亿元"
        assert total.cny == 2_200_000_000
        page.locator("#ledger-text").fill("天子")
        assert set(names(page)) == {row.name for row in wanted if "天子" in "".join((row.name, *row.enterprises))}
        link = page.evaluate("location.hash")
    with visit(seed, link) as page:
        assert page.locator("#ledger-text").input_value() == "天子"
        assert len(names(page)) == 2


def test_the_evidence_of_a_row_leads_to_the_article(visit, seed):
    with visit(seed, "#view=ledger") as page:
        row = page.locator("#view-ledger tbody tr").first
        row.get_by_role("button", name="证据").click()
        row.locator("button.quote-text").first.click()
        assert page.locator("#view-article mark").count() > 0


def test_the_download_opens_in_a_spreadsheet_and_holds_numbers(visit, seed, rows):
    with visit(seed, "#view=ledger") as page:
        with page.expect_download() as download:
            page.get_by_role("button", name="下载 CSV").click()
        content = download.value.path().read_bytes()
    assert download.value.suggested_filename == "开发区知识图谱-项目台账.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [line["项目"] for line in lines] == [row.name for row in rows]
    assert sum(int(line["计入合计（元）"]) for line in lines) == 7_507_800_000
    assert [line["投资额（元）"] for line in lines] == [str(row.investment_cny or "") for row in rows]


def test_the_table_is_copied_as_a_spreadsheet_takes_it(visit, seed, rows):
    with visit(seed, "#view=ledger") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="复制").click()
        expect(page.locator("#announcer")).to_contain_text("已复制")
        lines = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert lines[0].split("\t")[:3] == ["项目", "企业", "园区"]
        assert len(lines) == 1 + len(rows)


def test_the_board_puts_each_project_into_its_stage_and_park(visit, seed):
    with visit(seed, "#view=board") as page:
        heads = [text.split("\n")[0].split(" ")[0] for text in page.locator("#view-board thead th").all_inner_texts()]
        assert [head[:2] for head in heads[1:7]] == ["谋划", "在谈", "签约", "在建", "建成", "投产"]
        row = page.locator("#view-board tbody tr", has=page.locator("th", has_text="开发区")).first
        assert "电池托盘生产线" in row.locator("td").nth(0).inner_text()
        assert "周口公正检测" in row.locator("td").nth(1).inner_text()
        card = page.locator(".card", has_text="众星优品")
        assert card.count() == 1
        card.click()
        assert page.locator("#panel h2").inner_text() == "落户"


def test_the_timeline_tells_plans_from_what_happened(visit, doubtful_page):
    with visit(doubtful_page, "#view=timeline") as page:
        assert [text[:5] for text in page.locator(".year h3").all_inner_texts()] == ["2023年", "2024年"]
        plan = page.locator(".line-of-time li.tentative")
        assert "6月" in plan.inner_text()
        assert "𠮷祥储能项目 开始" in plan.inner_text()
        assert "获评" in page.locator(".line-of-time li").first.inner_text()
        page.get_by_role("button", name="《东区快讯》").click()
        assert page.locator("#view-article").is_visible()


def test_partners_of_an_enterprise(visit, doubtful_page):
    with visit(doubtful_page, f"#view=partner&partner={quote('Enterprise:远山智造')}") as page:
        rows = page.locator("#view-partner tbody tr")
        assert rows.count() == 1
        assert "储能" in rows.inner_text()
        assert "有 1 个伙伴" in page.locator("#view-partner .filters").inner_text()
        field(page, "企业或机构").select_option("")
        assert rows.count() == 2


def test_what_is_in_doubt_is_counted_and_listed(visit, doubtful_page):
    with visit(doubtful_page, "#view=doubt") as page:
        assert page.locator("#tab-doubt .badge").inner_text() == "3"
        assert "10亿元" in page.locator("#doubt-contradiction").inner_text()
        assert "12亿元" in page.locator("#doubt-contradiction").inner_text()
        assert "名称都以科技结尾，法人不详" in page.locator("#doubt-unsure").inner_text()
        assert "40%" in page.locator("#doubt-weak").inner_text()
        assert (
            "5 家企业，点名 2 家：远山智造、云岭科技，另 3 家未点名"
            in page.locator("#doubt-list .listing p").first.text_content()
        )
        assert "简称是全称的开头" in page.locator("#doubt-same").inner_text()
        assert page.locator(".fine").inner_text() == "以下没有发现：缺少证据。"
        page.locator("#doubt-unsure .node-link").first.click()
        assert page.locator("#panel h2").inner_text() == "云岭科技"


def test_what_people_decided_is_shown_where_it_stands(visit, write):
    file = write(corrected_graph())
    with visit(file, "#view=doubt") as page:
        told = page.locator("#doubt-correction").inner_text()
        assert "合并 Enterprise:海屿科技, Enterprise:海屿 已生效" in told
        assert "核实 Enterprise:无此企业 已对不上，请核对" in told
        assert "电话核实（王芳，2024-03-05）" in told
    with visit(file) as page:
        page.locator("#panel .node-link", has_text="远山智造").first.click()
        panel = page.locator("#panel")
        assert panel.locator("li.relation", has_text="云岭开发区").locator(".realis-rejected").inner_text() == "否定"
        assert panel.locator("li.relation", has_text="云岭开发区").locator(".review").inner_text() == "人工否定"


def test_a_value_that_a_person_set_says_so_beside_what_is_told(visit, write):
    with visit(write(corrected_graph()), f"#node={quote('Project:储能项目')}") as page:
        facts = page.locator("#panel dl.facts").inner_text()
        assert "12亿元" in facts
        assert "人工更正" in facts
        assert "另有说法：10亿元" in facts.replace("\n", "")


def test_contradictions_of_relations_stand_beside_those_of_things(visit, write):
    from kg.graph import assemble
    from kg.resolution import resolve
    from tests.corrections.samples import DOCUMENTS, ONTOLOGY, extraction

    told = resolve([extraction(document) for document in DOCUMENTS], ONTOLOGY)  # without dates nothing is later
    undated = [type(d)(d.id, d.text) for d in DOCUMENTS]
    merged = assemble(ONTOLOGY, undated, told.entities, told.relations)
    edge = merged.edges["Enterprise:海屿科技", "Enterprise:远山智造", "PARTNERS_WITH"]
    other = merged.edges["Enterprise:海屿", "Enterprise:远山智造", "PARTNERS_WITH"]
    edge["facts"] = tuple(fact for r in told.relations if r.relation == "PARTNERS_WITH" for fact in r.facts)
    edge["evidence"] = (*edge["evidence"], *other["evidence"])
    with visit(write(merged), "#view=doubt") as page:
        text = page.locator("#doubt-contradiction").inner_text()
        assert "海屿科技 合作 远山智造 的性质：" in " ".join(text.split())
        assert "事实" in text
        assert "终止" in text
