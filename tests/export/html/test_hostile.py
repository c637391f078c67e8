"""Names, quotes and reasons that try to be more than text are shown as text and run nothing."""

import json
from urllib.parse import quote

import pytest

from tests.export.html.samples import HOSTILE, hostile_graph

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_file(write):
    return write(hostile_graph(), title="<script>document.title='run'</script>")


def untouched(page):
    """Nothing ran and nothing was parsed as HTML."""
    foreign = page.evaluate(
        "document.querySelectorAll('img, body script:not(#data) ~ script ~ script, b > b, i > i').length"
    )
    return page.title() == "<script>document.title='run'</script>" and foreign == 0


def test_every_view_shows_hostile_data_as_text(visit, page_file):
    with visit(page_file) as page:
        assert page.evaluate("nodes.length") == len(HOSTILE)
        for view in ("ledger", "board", "timeline", "partner", "doubt", "article", "graph"):
            page.locator(f"#tab-{view}").click()
            assert untouched(page), view
        assert page.locator("header.bar h1").inner_text() == "<script>document.title='run'</script>"


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_the_panel_shows_a_hostile_name_as_it_is(visit, page_file, number):
    kind = "Enterprise" if number % 2 else "Project"
    with visit(page_file, f"#node={quote(f'{kind}:{HOSTILE[number]}', safe='')}") as page:
        assert page.locator("#panel h2").text_content() == HOSTILE[number]
        for toggle in page.locator("#panel").get_by_role("button", name="证据").all():
            toggle.click()
        assert HOSTILE[number] in page.locator("#panel .quote-text").first.text_content()
        assert untouched(page)


def test_the_article_holds_hostile_text_to_the_letter(visit, page_file):
    with visit(page_file, "#view=article") as page:
        shown = page.locator("#view-article .text").text_content()
        assert shown == "".join(HOSTILE).replace("\n", "")
        assert untouched(page)


def test_search_and_tooltip_show_hostile_names_as_text(visit, page_file):
    with visit(page_file) as page:
        page.locator("#search").fill("onerror")
        assert HOSTILE[1] in page.locator("#results").inner_text()
        assert untouched(page)


def test_a_spreadsheet_gets_no_formula(visit, page_file):
    with visit(page_file, "#view=ledger") as page:
        with page.expect_download() as download:
            page.get_by_role("button", name="下载 CSV").click()
        text = download.value.path().read_text(encoding="utf-8-sig")
    assert '"=' not in text
    assert '"-' not in text
    assert "/" not in download.value.suggested_filename


def test_a_picture_of_hostile_names_is_well_formed(visit, page_file):
    with visit(page_file) as page:
        page.locator("summary[aria-label='导出']").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="矢量图 SVG").click()
        text = download.value.path().read_text(encoding="utf-8")
        parse = "text => new DOMParser().parseFromString(text, 'image/svg+xml')"
        fault = page.evaluate(f"{parse}.querySelectorAll('parsererror, script').length", text)
    assert fault == 0


def test_hostile_names_survive_in_the_address(visit, page_file):
    with visit(page_file) as page:
        page.locator("#search").fill("很长的名称")
        page.keyboard.press("Enter")
        link = page.evaluate("location.hash")
    with visit(page_file, link) as page:
        assert json.loads(json.dumps(page.locator("#panel h2").text_content())) == HOSTILE[6]
