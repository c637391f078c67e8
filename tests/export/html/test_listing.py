"""Lists that name only some of what they declare, where they concern something: panels, doubts, the article."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from kg.query.subgraph import part
from tests.export.html.samples import HOSTILE, bare_graph, doubtful_graph, hostile_graph

pytestmark = pytest.mark.browser

TOLD = "原文称共 5 家企业，点名 2 家：远山智造、云岭科技，另 3 家未点名"
SENTENCE = "远山智造、云岭科技等5家企业签约入驻东区新城开发区。"


def flat(locator):
    """The text of an element without the breaks between its parts."""
    return locator.text_content().replace("\n", "")


def node(name):
    return f"#node={quote(name)}"


@pytest.mark.parametrize("name", ["Enterprise:远山智造", "Enterprise:云岭科技", "Park:东区新城开发区"])
def test_the_panel_of_a_member_and_of_the_park_tells_the_count_the_names_and_the_rest(visit, doubtful_page, name):
    with visit(doubtful_page, node(name)) as page:
        (item,) = page.locator("#panel .listing").all()
        assert flat(item.locator("p").first) == TOLD
        assert flat(item.locator(".concerns")) == "落户 → 东区新城开发区"
        assert item.locator(".quote-text").inner_text() == SENTENCE
        marked = item.locator(".quote-text b").all_inner_texts()
        assert marked == ["远山智造", "云岭科技", "东区新城开发区"]


@pytest.mark.parametrize("name", ["Enterprise:岚州储能", "Enterprise:海屿科技", "Project:𠮷祥储能项目"])
def test_what_no_list_concerns_has_none(visit, doubtful_page, name):
    with visit(doubtful_page, node(name)) as page:
        assert page.locator("#panel h2").inner_text() == name.partition(":")[2]
        assert page.locator("#panel .listing").count() == 0


def test_the_sentence_leads_to_the_article_and_a_name_to_its_panel(visit, doubtful_page):
    with visit(doubtful_page, node("Park:东区新城开发区")) as page:
        page.locator("#panel .listing .quote-text").click()
        assert "".join(page.locator("mark").all_text_contents()) == SENTENCE
        page.locator("#panel .listing .node-link", has_text="云岭科技").click()
        assert page.locator("#panel h2").inner_text() == "云岭科技"


def test_the_panel_of_a_relation_that_the_list_tells(visit, doubtful_page):
    settled = ",".join(map(quote, ("Enterprise:云岭科技", "SETTLES_IN", "Park:东区新城开发区")))
    with visit(doubtful_page, f"#edge={settled}") as page:
        assert flat(page.locator("#panel .listing p").first) == TOLD
    other = ",".join(map(quote, ("Enterprise:远山智造", "PARTNERS_WITH", "Enterprise:岚州储能")))
    with visit(doubtful_page, f"#edge={other}") as page:
        assert page.locator("#panel h2").inner_text() == "合作"
        assert page.locator("#panel .listing").count() == 0


def test_the_article_has_its_lists_folded_above_its_text(visit, doubtful_page):
    with visit(doubtful_page, "#view=article") as page:
        box = page.locator("#view-article details.lists")
        assert flat(box.locator("summary")) == "列举未全1"
        assert not box.locator(".listing").is_visible()
        box.locator("summary").click()
        assert box.locator(".listing").is_visible()
        assert flat(box.locator(".listing p").first) == TOLD


def test_what_is_no_fact_says_so(visit, write):
    graph = doubtful_graph()
    for name in ("远山智造", "云岭科技"):
        graph.edges[f"Enterprise:{name}", "Park:东区新城开发区", "SETTLES_IN"]["realis"] = "negotiating"
    with visit(write(graph), node("Park:东区新城开发区")) as page:
        assert page.locator("#panel .concerns .tag").all_inner_texts() == ["在谈"]


def test_a_member_that_is_not_on_the_page_still_counts_by_its_name(visit, write):
    from kg.ontology.load import load
    from kg.query.statement import Lens

    few = part(Lens(doubtful_graph(), load()), ["Enterprise:远山智造", "Park:东区新城开发区"])
    with visit(write(few), node("Park:东区新城开发区")) as page:
        item = page.locator("#panel .listing")
        assert flat(item.locator("p").first) == TOLD
        assert item.locator(".node-link").all_inner_texts() == ["远山智造", "东区新城开发区"]


def test_without_the_article_the_list_itself_is_the_quote(visit, write):
    graph = bare_graph()
    graph.graph["lists"] = doubtful_graph().graph["lists"]
    with visit(write(graph), node("Park:东区新城开发区")) as page:
        assert page.locator("#panel .listing .quote-text").inner_text() == SENTENCE[:-1]
        assert "原文未随页面保存" in page.locator("#panel .listing footer").inner_text()


def test_names_and_nouns_that_try_to_be_more_than_text_are_text(visit, write):
    graph, told = hostile_graph(), doubtful_graph().graph["lists"][0]
    ends = sorted(graph)[:2]
    graph.graph["lists"] = (
        replace(told, declared_total=9, members=(*ends, f"Enterprise:{HOSTILE[1]}?"), head_noun=HOSTILE[0]),
    )
    with visit(write(graph), node(ends[0])) as page:
        text = page.locator("#panel .listing p").first.text_content()
        assert text.startswith(f"原文称共 9 个{HOSTILE[0]}，点名 3 个：")
        assert f"{HOSTILE[1]}?，另 6 个未点名" in text
        assert page.title() != "run"
