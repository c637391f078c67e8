"""The graph on the canvas: counts, filters, focus, looks, pictures, keys, links, small graphs."""

import json
from urllib.parse import quote, unquote

import networkx as nx
import pytest
from playwright.sync_api import expect

from tests.samples import gold_graph

pytestmark = pytest.mark.browser

NAMELESS = """() => [...document.querySelectorAll("button, input, select, a, summary, [role=button]")]
    .filter(item => item.offsetParent)
    .filter(item => !(item.textContent.trim() || item.ariaLabel || item.labels?.length))
    .map(item => item.outerHTML)"""
SHOWN = "items => items.get().filter(item => !item.hidden).length"


def shown(page):
    """How many nodes and edges are to be seen."""
    return page.evaluate(f"[nodes, edges].map({SHOWN})")


def address(page):
    return unquote(page.evaluate("location.hash"))


def node_point(page, node):
    """Where a node stands on the screen."""
    box = page.locator("#network").bounding_box()
    place = page.evaluate("id => network.canvasToDOM(network.getPosition(id))", node)
    return box["x"] + place["x"], box["y"] + place["y"]


def test_the_seed_is_shown_whole_with_physics_off(visit, seed):
    with visit(seed) as page:
        assert shown(page) == [78, 109]
        assert page.locator("#summary").inner_text() == "78 个实体 · 109 条关系 · 1 篇文章"
        assert page.evaluate("network.physics.physicsEnabled") is False
        assert page.locator("html").get_attribute("lang") == "zh-CN"
        before = page.evaluate("network.getPositions()")
        page.wait_for_timeout(300)
        assert page.evaluate("network.getPositions()") == before


def test_the_whole_graph_is_on_the_screen(visit, seed):
    with visit(seed) as page:
        outside = page.evaluate(
            """() => { const { clientWidth: w, clientHeight: h } = document.querySelector("#network");
            return nodes.getIds().filter(id => { const { x, y } = network.canvasToDOM(network.getPosition(id));
              return x < 0 || y < 0 || x > w || y > h; }); }"""
        )
        assert outside == []


@pytest.mark.parametrize("name", ["types:Enterprise", "realis:planned", "relations:SETTLES_IN"])
def test_the_legend_filters(visit, seed, name):
    graph = gold_graph("seed")
    table, off = name.split(":")

    def kept(head, tail, key):
        kinds = {graph.nodes[node]["type"] for node in (head, tail)}
        return (
            off not in {"types": kinds, "realis": {graph.edges[head, tail, key]["realis"]}, "relations": {key}}[table]
        )

    nodes = sum(name != f"types:{kind}" for _, kind in graph.nodes(data="type"))
    edges = sum(kept(*edge) for edge in graph.edges(keys=True))
    assert 0 < edges < 109
    with visit(seed) as page:
        page.locator(f"[data-filter='{name}']").uncheck()
        assert shown(page) == [nodes, edges]
        page.locator(f"[data-filter='{name}']").check()
        assert shown(page) == [78, 109]


def test_all_types_off_says_so_and_can_be_taken_back(visit, seed):
    with visit(seed) as page:
        page.get_by_role("button", name="全不选").first.click()
        assert shown(page)[0] == 0
        assert "筛选之后没有可显示的实体" in page.locator("#notice").inner_text()
        page.get_by_role("button", name="恢复全部").click()
        assert shown(page) == [78, 109]


def test_a_click_on_a_node_opens_it_and_a_click_beside_closes_it(visit, seed):
    node = "Enterprise:河南天子铝业有限公司"
    with visit(seed) as page:
        page.mouse.click(*node_point(page, node))
        expect(page.locator("#panel h2")).to_have_text("河南天子铝业有限公司")
        assert address(page) == f"#node={node}"
        page.mouse.click(220, 72)
        expect(page.locator("#panel h2")).to_have_text("概览")


def test_a_click_on_an_edge_opens_it(visit, doubtful_page):
    with visit(doubtful_page) as page:
        ends = [node_point(page, node) for node in ("Enterprise:远山智造", "Honor:专精特新企业")]
        page.mouse.click(*(sum(axis) / 2 for axis in zip(*ends, strict=True)))
        expect(page.locator("#panel h2")).to_have_text("获评")


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_the_focus_shows_what_is_within_some_steps(visit, seed, steps):
    node = "Enterprise:老磨坊粮油"
    expected = nx.ego_graph(nx.Graph(gold_graph("seed")), node, steps)
    with visit(seed, f"#node={quote(node)}") as page:
        page.get_by_role("button", name=f"{steps} 步").click()
        assert shown(page)[0] == len(expected)
        assert f"周边 {steps} 步" in page.locator("#chips").inner_text()
        page.locator("#chips button").click()
        assert shown(page) == [78, 109]


def test_a_plan_looks_like_a_plan(visit, seed):
    graph = gold_graph("seed")
    with visit(seed) as page:
        told = page.evaluate("edges.get().map(({ from, to, dashes, color }) => [from, to, dashes, color.color])")
        looks = {"fact": set(), "planned": set()}
        for (_, _, _, realis), (_, _, dashes, color) in zip(
            sorted(graph.edges(keys=True, data="realis")), told, strict=True
        ):
            looks.setdefault(realis, set()).add(json.dumps([dashes, color]))
        assert all(len(found) == 1 for found in looks.values())
        assert json.loads(*looks["fact"])[0] is False
        assert json.loads(*looks["planned"])[0]
        assert len(set.union(*looks.values())) == len(looks)
        hollow = page.evaluate("nodes.get('Project:电池托盘生产线').shapeProperties.borderDashes")
        assert hollow == [4, 3]


def test_parallel_edges_and_self_loops_are_drawn_apart_and_tell_their_own_evidence(visit, write):
    graph = nx.MultiDiGraph()
    graph.add_node("c1", name="远山智造")
    graph.add_node("c2", name="岚州储能")
    graph.add_edge("c1", "c2", relation="投资", evidence="远山智造投资岚州储能。")
    graph.add_edge("c1", "c2", relation="合作", evidence="远山智造与岚州储能合作。")
    graph.add_edge("c1", "c1", relation="更名", evidence="远山智造由远山机械更名而来。")
    with visit(write(graph)) as page:
        assert shown(page) == [2, 3]
        bends = page.evaluate("edges.get().map(edge => edge.smooth).filter(Boolean)")
        assert len({json.dumps(bend) for bend in bends}) == 2
        for relation, told in (
            ("投资", "远山智造投资岚州储能。"),
            ("合作", "远山智造与岚州储能合作。"),
            ("更名", "远山智造由远山机械更名而来。"),
        ):
            tail = "c1" if relation == "更名" else "c2"
            page.evaluate("hash => location.hash = hash", f"edge=c1,{quote(relation)},{tail}")
            expect(page.locator("#panel")).to_contain_text(told)


def test_hovering_an_edge_tells_its_sentence(visit, doubtful_page):
    with visit(doubtful_page) as page:
        ends = [node_point(page, node) for node in ("Enterprise:海屿科技", "Enterprise:云岭科技")]
        page.mouse.move(10, 300)
        page.mouse.move(*(sum(axis) / 2 for axis in zip(*ends, strict=True)), steps=4)
        page.wait_for_selector("#tip:not([hidden])")
        assert "海屿科技 —持股→ 云岭科技" in page.locator("#tip").inner_text()
        assert "据称海屿科技有意收购云岭科技" in page.locator("#tip").inner_text()


def test_a_link_shows_the_same_again_and_the_way_back_works(visit, seed):
    with visit(seed) as page:
        page.locator("[data-filter='types:Product']").uncheck()
        page.locator("#tab-ledger").click()
        page.locator("#tab-graph").click()
        page.mouse.click(*node_point(page, "Enterprise:老磨坊粮油"))
        page.get_by_role("button", name="2 步").click()
        link, counts = page.evaluate("location.hash"), shown(page)
        page.go_back()
        assert "steps" not in address(page)
        expect(page.locator("#chips")).not_to_contain_text("周边")
    with visit(seed, link) as page:
        assert shown(page) == counts
        assert page.locator("[data-filter='types:Product']").is_checked() is False
        assert page.locator("#panel h2").inner_text() == "老磨坊粮油"
        assert "周边 2 步" in page.locator("#chips").inner_text()


@pytest.mark.parametrize(
    "hash_", ["#node=Enterprise%3A没有", "#path=a,b", "#view=nowhere&steps=9", "#%E0%A4%A", "#ledger-x=1&no-y=2&at=z"]
)
def test_a_link_that_names_what_is_not_there_shows_the_graph(visit, seed, hash_):
    with visit(seed, hash_) as page:
        assert shown(page) == [78, 109]
        assert page.locator("#panel h2").inner_text() == "概览"


def test_an_empty_graph_says_so(visit, write):
    with visit(write(nx.MultiDiGraph())) as page:
        assert "这张图谱还没有内容" in page.locator("#notice").inner_text()
        for view, text in {
            "ledger": "没有读到项目",
            "board": "没有读到项目",
            "timeline": "没有载明时间",
            "partner": "没有读到企业",
            "doubt": "没有发现",
            "article": "没有随页面保存",
        }.items():
            page.locator(f"#tab-{view}").click()
            assert text in page.locator(f"#view-{view}").inner_text()


def test_a_graph_of_one_node_says_so_and_shows_it(visit, write):
    graph = nx.MultiDiGraph()
    graph.add_node("Park:东区", type="Park", label="东区")
    with visit(write(graph)) as page:
        assert shown(page) == [1, 0]
        assert page.locator("#notice").inner_text() == "图谱中只有 1 个实体，没有关系。"
        page.mouse.click(*node_point(page, "Park:东区"))
        expect(page.locator("#panel h2")).to_have_text("东区")


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph])
def test_other_classes_of_graph_have_a_page(visit, write, kind):
    graph = kind()
    graph.add_edge("甲", "乙", relation="合作")
    with visit(write(graph)) as page:
        assert shown(page) == [2, 1]
        assert page.evaluate("edges.get()[0].arrows") == ("to" if graph.is_directed() else "")


def test_dark_and_light(visit, seed):
    ground = "getComputedStyle(document.body).backgroundColor"
    with visit(seed, color_scheme="dark") as page:
        assert page.locator("html").get_attribute("data-theme") == "dark"
        dark = page.evaluate(ground)
        page.get_by_role("button", name="深色或浅色").click()
        assert page.locator("html").get_attribute("data-theme") == "light"
        assert page.evaluate(ground) != dark
        page.reload()
        page.wait_for_selector("html[data-ready=true]")
        assert page.locator("html").get_attribute("data-theme") == "light"


def test_keys_move_the_graph_and_change_views(visit, seed):
    with visit(seed) as page:
        page.locator("#network").focus()
        scale, place = page.evaluate("network.getScale()"), page.evaluate("network.getViewPosition()")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("network.getViewPosition()")["x"] > place["x"]
        page.keyboard.press("+")
        page.wait_for_timeout(400)  # the canvas moves; wait_for_function would need eval, which the page forbids
        assert page.evaluate("network.getScale()") > scale
        page.keyboard.press("2")
        assert page.locator("#view-ledger").is_visible()
        page.locator("#tab-ledger").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("#tab-board").get_attribute("aria-selected") == "true"
        page.keyboard.press("1")
        page.evaluate("hash => location.hash = hash", quote("node=Park:开发区", safe="="))
        expect(page.locator("#announcer")).to_contain_text("园区，开发区，43 条关系")
        page.locator("#network").focus()
        page.keyboard.press("Escape")
        assert page.locator("#panel h2").inner_text() == "概览"


def test_every_control_has_a_name(visit, doubtful_page):
    with visit(doubtful_page) as page:
        for view in ("graph", "ledger", "board", "timeline", "partner", "doubt", "article"):
            page.locator(f"#tab-{view}").click()
            nameless = page.evaluate(NAMELESS)
            assert nameless == [], view


@pytest.mark.parametrize(
    ("label", "ending", "start"), [("图片 PNG", "png", b"\x89PNG"), ("矢量图 SVG", "svg", b"<svg xmlns")]
)
def test_a_picture_of_what_is_shown(visit, seed, label, ending, start):
    with visit(seed) as page:
        page.locator("summary[aria-label='导出']").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        content = download.value.path().read_bytes()
        assert download.value.suggested_filename == f"开发区知识图谱-图谱.{ending}"
        assert content.startswith(start)
        if ending == "svg":
            text = content.decode("utf-8")
            assert text.count("<path") == 78 + 2 * 109
            assert "河南天子铝业有限公司" in text
        else:
            width = int.from_bytes(content[16:20], "big")
            assert width == 2 * page.evaluate("document.querySelector('#network').clientWidth")


def test_the_briefing_is_one_page(visit, doubtful_page):
    with visit(doubtful_page) as page:
        content = page.pdf(prefer_css_page_size=True)
        assert content.count(b"/Type /Page\n") == 1
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        text = page.locator("#briefing").inner_text()
        assert "东区图谱" in text
        assert "𠮷祥储能项目" in text
        assert page.locator("#briefing .drawing svg").is_visible()
        assert page.locator("main").is_visible() is False


def test_the_page_works_in_a_frame_of_a_notebook(chromium, seed):
    page = chromium.new_context(offline=True).new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_content(
        "<iframe id=f width=1200 height=640 sandbox='allow-scripts allow-downloads allow-modals'></iframe>"
    )
    page.evaluate("text => document.querySelector('#f').srcdoc = text", seed.read_text(encoding="utf-8"))
    frame = page.frame_locator("#f")
    frame.locator("html[data-ready=true]").wait_for()
    frame.locator("#tab-ledger").click()
    assert "合计 15 项" in frame.locator("#ledger-total").inner_text()
    page.context.close()
    assert faults == []
