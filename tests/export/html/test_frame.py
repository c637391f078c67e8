"""The page inside the frame of a notebook: it runs without a network, and cannot reach the notebook around it."""

import pytest

import kg
from tests.samples import gold_graph


@pytest.mark.browser
def test_the_page_works_in_the_frame_of_a_notebook(chromium, tmp_path):
    notebook = tmp_path / "notebook.html"
    view = kg.KnowledgeGraph(gold_graph("seed")).view("天子铝业")
    notebook.write_text(f'<!doctype html><meta charset="utf-8"><p>笔记本</p>{view._repr_html_()}', encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1200, "height": 720}, offline=True)
    page = context.new_page()
    requests, faults = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for()
    assert frame.locator("canvas").count() == 1
    assert "8 个实体" in frame.locator("header").first.inner_text()
    inner = page.frames[1]
    assert inner.evaluate(
        "(() => { try { return parent.document.body.innerText } catch (e) { return e.name } })()"
    ) == ("SecurityError")
    context.close()
    assert [url for url in requests if not url.startswith(("file:", "data:image/", "blob:"))] == []
    assert faults == []
