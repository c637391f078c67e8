"""A graph of 5,000 nodes and 8,000 edges: the page starts with a part, says so, and can show the rest."""

from urllib.parse import quote

import pytest

from tests.export.html.samples import large_graph

pytestmark = pytest.mark.browser
SHOWN = "[nodes, edges].map(items => items.get().filter(item => !item.hidden).length)"


@pytest.fixture(scope="module")
def graph():
    return large_graph()


@pytest.fixture(scope="module")
def page_file(write, graph):
    return write(graph)


def test_it_starts_with_the_best_connected_and_shows_all_when_asked(visit, page_file):
    with visit(page_file) as page:
        nodes, edges = page.evaluate(SHOWN)
        assert nodes == 400
        assert page.evaluate("network.physics.physicsEnabled") is False
        notice = page.locator("#notice").inner_text()
        assert notice.startswith(f"图谱较大，先显示联系最紧密的部分：400 / 5,000 个实体，{edges} / 8,000 条关系。")
        assert page.locator("#summary").inner_text() == "5,000 个实体 · 8,000 条关系 · 0 篇文章"
        page.locator("#show-all").click()
        assert page.evaluate(SHOWN) == [5000, 8000]
        assert page.locator("#notice").inner_text().startswith("已显示 5,000 / 5,000 个实体，8,000 / 8,000 条关系。")
        page.locator("#show-all").click()
        assert page.evaluate(SHOWN) == [nodes, edges]


def test_what_is_not_shown_at_first_is_found_and_shown_with_its_neighbours(visit, page_file, graph):
    node = min(graph, key=lambda n: (graph.degree(n) != 1, n))
    with visit(page_file) as page:
        before = page.evaluate(SHOWN)[0]
        page.locator("#search").fill(graph.nodes[node]["label"])
        page.keyboard.press("Enter")
        assert page.locator("#panel h2").inner_text() == graph.nodes[node]["label"]
        assert page.evaluate("id => nodes.get(id).hidden !== true", node)
        assert 1 <= page.evaluate(SHOWN)[0] - before <= 2


def test_the_ledger_tells_how_many_rows_are_shown(visit, page_file):
    with visit(page_file, "#view=ledger") as page:
        assert page.locator("#view-ledger tbody tr").count() == 300
        page.get_by_role("button", name="已显示 300 / 1,000 行，显示其余").click()
        assert page.locator("#view-ledger tbody tr").count() == 1000


def test_a_path_is_found_across_what_is_not_shown(visit, page_file, graph):
    ends = sorted(graph, key=lambda n: (graph.degree(n), n))
    start, goal = (n for n in (ends[-1], next(n for n in ends if graph.degree(n) == 2)))
    with visit(page_file, f"#path={quote(start)},{quote(goal)}") as page:
        assert page.locator(".route > li").count() >= 1
