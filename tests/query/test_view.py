"""The page in a notebook's frame."""

import re
from html import unescape

import pytest

from kg.export.html import html
from kg.query.view import View


def framed(view):
    return unescape(re.search(r'srcdoc="([^"]*)"', view._repr_html_())[1])


def test_the_whole_page_stands_in_the_frame(g):
    view = g.view(height=500)
    assert framed(view) == html(g.nx, ontology=g.ontology) == view.html
    assert 'height="500"' in view._repr_html_()


def test_the_frame_may_run_scripts_and_not_reach_the_notebook(g):
    frame = g.view("比亚迪")._repr_html_()
    sandbox = re.search(r'sandbox="([^"]*)"', frame)[1].split()
    assert "allow-scripts" in sandbox
    assert "allow-same-origin" not in sandbox
    assert frame.count("<iframe") == 1


def test_of_what_is_around_an_entity(g):
    around = framed(g.view("比亚迪"))
    assert around == html(g.neighbourhood("比亚迪", realis="any").nx, ontology=g.ontology)
    assert len(around) < len(g.view().html)
    assert framed(g.view(["比亚迪", "巴奴"], 2)) == html(
        g.neighbourhood(["比亚迪", "巴奴"], 2, realis="any").nx, ontology=g.ontology
    )


@pytest.mark.parametrize("page", ['<p title="甲">&quot;</p>', "</iframe><script>1</script>", "'\"<>&\n\t甲"])
def test_any_page_comes_out_as_it_went_in(page):
    assert framed(View(page)) == page
    assert View(page)._repr_html_().count("<") == 2


def test_in_a_terminal_it_says_what_to_do():
    assert "save it with g.export('graph.html')" in repr(View("<p>"))
