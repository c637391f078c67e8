"""The panel, and the way to the article and back."""

from urllib.parse import quote

import pytest

from tests.export.html.samples import bare_graph
from tests.samples import gold_graph

pytestmark = pytest.mark.browser


def at_node(node):
    return f"#node={quote(node)}"


def test_a_node_tells_its_facts_with_units(visit, seed):
    with visit(seed, at_node("Project:益海特油项目")) as page:
        facts = page.locator("#panel .facts").inner_text()
        assert "3亿元" in facts
        assert "2022年7月" in facts
        assert page.locator(".steps [aria-current=step]").inner_text() == "投产"


def test_a_node_lists_its_relations_with_realis_stage_and_amount(visit, seed):
    graph = gold_graph("seed")
    with visit(seed, at_node("Park:开发区")) as page:
        page.get_by_role("button", name="显示其余 20 项").click()
        assert page.locator("#panel .relation").count() == graph.degree("Park:开发区")
        row = page.locator("#panel .relation", has_text="周口公正检测")
        assert row.locator(".tag").all_inner_texts() == ["在谈"]


def test_contradicting_facts_stand_side_by_side_each_with_its_quote(visit, doubtful_page):
    with visit(doubtful_page, at_node("Project:𠮷祥储能项目")) as page:
        other = page.locator("#panel .other")
        assert "另有说法：12亿元" in other.inner_text()
        other.get_by_role("button", name="证据 1").click()
        assert other.locator(".quote-text").inner_text() == "𠮷祥储能项目总投资12亿元"


def test_an_alias_stands_with_the_reason_of_the_merge(visit, doubtful_page):
    with visit(doubtful_page, at_node("Enterprise:远山智造")) as page:
        assert "远山 — 简称是全称的开头" in page.locator("#panel").inner_text()


def test_an_edge_tells_what_is_known_and_every_quote(visit, doubtful_page):
    edge = ",".join(quote(part) for part in ("Enterprise:海屿科技", "HOLDS_STAKE_IN", "Enterprise:云岭科技"))
    with visit(doubtful_page, f"#edge={edge}") as page:
        text = page.locator("#panel").inner_text()
        assert "据称" in text
        assert "40%" in text
        assert page.locator("#panel .quote-text").all_inner_texts() == ["据称海屿科技有意收购云岭科技"]
        assert (
            page.locator("#panel .quote footer").inner_text()
            == "《东区快讯》 · 2024年3月5日 · 置信度 40% · 规则 settles_in.sign"
        )


def test_a_quote_opens_the_article_with_the_sentence_marked(visit, doubtful_page):
    edge = ",".join(quote(part) for part in ("Enterprise:远山智造", "UNDERTAKES", "Project:𠮷祥储能项目"))
    with visit(doubtful_page, f"#edge={edge}") as page:
        page.locator("#panel .quote-text").click()
        assert page.locator("#view-article").is_visible()
        assert "".join(page.locator("mark").all_text_contents()) == "远山智造与岚州储能合作建设𠮷祥储能项目"
        assert page.locator("#view-article h2").nth(1).inner_text() == "东区快讯"
        assert page.locator("#panel h2").inner_text() == "投资建设"


def test_a_name_in_the_article_leads_back_to_its_node(visit, doubtful_page):
    with visit(doubtful_page, "#view=article") as page:
        page.locator(".name", has_text="云岭科技").first.click()
        assert page.locator("#panel h2").inner_text() == "云岭科技"
        assert page.locator(".name.chosen").all_inner_texts() == ["云岭科技", "云岭科技"]
        page.get_by_role("button", name="在图谱中看").click()
        assert page.locator("#view-graph").is_visible()


def test_every_mention_is_set_off_where_it_stands_behind_emoji_too(visit, doubtful_page):
    with visit(doubtful_page, "#view=article") as page:
        names = page.locator(".name").all_inner_texts()
        assert names[0] == "东区新城开发区"
        assert names.count("𠮷祥储能项目") == 2
        text = page.locator("#view-article .text").inner_text()
        assert text.startswith("🏭东区新城开发区快讯")


def test_the_whole_text_of_the_seed_is_in_the_article(visit, seed):
    text = gold_graph("seed").graph["documents"]["seed.txt"].text
    with visit(seed, "#view=article") as page:
        assert page.locator("#view-article .text").text_content() == text.replace("\n", "")


def test_where_a_node_is_told_of_leads_to_the_article(visit, seed):
    graph = gold_graph("seed")
    document, start, end = graph.nodes["Enterprise:老磨坊粮油"]["spans"][0]
    with visit(seed, at_node("Enterprise:老磨坊粮油")) as page:
        page.locator("#panel").get_by_role("button", name="《seed》").last.click()
        assert page.locator("mark").all_inner_texts() == [graph.graph["documents"][document].text[start:end]]


def test_a_graph_without_articles_still_has_its_quotes(visit, write):
    edge = ",".join(quote(part) for part in ("Enterprise:远山智造", "AWARDED", "Honor:专精特新企业"))
    with visit(write(bare_graph()), f"#edge={edge}") as page:
        assert page.locator("#panel .quote-text").inner_text() == "2023年，远山智造获评专精特新企业"
        assert "原文未随页面保存" in page.locator("#panel .quote footer").inner_text()
