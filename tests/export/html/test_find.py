"""Search over names and aliases, and paths with their quotes."""

from urllib.parse import quote, unquote

import networkx as nx
import pytest

from tests.samples import gold_graph

pytestmark = pytest.mark.browser


def hits(page, query):
    page.locator("#search").fill(query)
    return [text.split("\n")[0] for text in page.locator("#results [role=option]").all_inner_texts()]


def test_any_part_of_a_name_finds_it_and_enter_opens_it(visit, seed):
    with visit(seed) as page:
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"
        assert hits(page, "铝业")[0].startswith("河南天子铝业有限公司")
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").inner_text() == "河南天子铝业有限公司"
        assert unquote(page.evaluate("location.hash")) == "#node=Enterprise:河南天子铝业有限公司"


def test_equal_names_come_first_then_beginnings_then_parts(visit, seed):
    with visit(seed) as page:
        assert hits(page, "开发区")[0] == "开发区"
        assert set(hits(page, "益海")) == {"益海特油项目", "益海特油", "益海粮油", "益海小麦"}
        assert hits(page, "益海特油")[0] == "益海特油"


def test_an_alias_finds_the_node_and_is_told(visit, doubtful_page):
    with visit(doubtful_page) as page:
        found = hits(page, "远山")
        assert found == ["远山智造（远山）"]
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").inner_text() == "远山智造"


def test_width_case_and_white_space_make_no_difference(visit, seed):
    with visit(seed) as page:
        assert hits(page, "５ｇ 基站") == ["中北宏远集团5G基站建设项目（5G基站建设项目）"]


def test_the_list_is_walked_with_the_arrows(visit, seed):
    with visit(seed) as page:
        first, second = hits(page, "产业园")[:2]
        assert page.locator("[role=option][aria-selected=true]").inner_text().startswith(first)
        page.keyboard.press("ArrowDown")
        assert page.locator("[role=option][aria-selected=true]").inner_text().startswith(second)
        assert page.locator("#search").get_attribute("aria-activedescendant") == "hit-1"
        page.keyboard.press("Escape")
        assert page.locator("#results").is_visible() is False


def test_what_is_not_there_is_said(visit, seed):
    with visit(seed) as page:
        assert hits(page, "火星基地") == []
        assert page.locator("#results").inner_text() == "没有这个名称"


def test_a_path_is_the_shortest_and_shows_the_quote_of_each_step(visit, seed):
    start, goal = "Enterprise:三全食品", "Place:云南"
    graph = gold_graph("seed")
    length = nx.shortest_path_length(nx.Graph(graph), start, goal)
    with visit(seed, f"#node={quote(start)}") as page:
        page.get_by_role("button", name="找路径").click()
        page.get_by_label("路径的终点").fill("云南")
        page.keyboard.press("Enter")
        steps = page.locator(".route > li")
        assert steps.count() == length
        told = {piece.quote for _, _, pieces in graph.edges(data="evidence") for piece in pieces}
        for step in steps.all():
            assert step.locator(".quote-text").first.text_content() in told
        assert unquote(page.evaluate("location.hash")).endswith(f"&path={start},{goal}")
        page.get_by_role("button", name="关闭路径").click()
        assert page.locator("#panel h2").inner_text() == "三全食品"


def test_a_path_keeps_to_the_relations_that_are_not_filtered_away(visit, seed):
    ends = "path=" + ",".join(quote(end) for end in ("Enterprise:三全食品", "Place:云南"))
    with visit(seed, f"#{ends}") as page:
        assert page.locator(".route > li").count() > 0
        page.locator("[data-filter='relations:SELLS_TO']").uncheck()
        page.wait_for_selector("text=两者之间没有相连的路径")


def test_facts_are_preferred_to_plans_on_a_path(visit, write):
    graph = nx.MultiDiGraph()
    for middle, realis in (("乙", "planned"), ("丙", "fact")):
        graph.add_edge("甲", middle, "SUPPLIES", relation="SUPPLIES", realis=realis, confidence=0.9)
        graph.add_edge(middle, "丁", "SUPPLIES", relation="SUPPLIES", realis=realis, confidence=0.9)
    with visit(write(graph), f"#path={quote('甲')},{quote('丁')}") as page:
        assert "丙" in page.locator(".route").inner_text()
        assert "乙" not in page.locator(".route").inner_text()
