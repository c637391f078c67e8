"""A real Chromium without a network, in which pages are opened from disk; every fault of a page fails its test."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.export.html import write_html
from tests.export.html.samples import doubtful_graph
from tests.samples import gold_graph

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    found = [path for path in CHROMIUM if Path(path).exists()]
    assert found, "the browser tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found[0], args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, tmp_path):
    """``with visit(file, "#…") as page``: the page of a file; a request, an error or a warning of the page fails."""

    @contextmanager
    def opened(file, address="", *, width=1366, height=768, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height}, offline=True, accept_downloads=True, **options
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        faults = []
        page.on(
            "request", lambda r: faults.append(f"request {r.url}") if r.url.split("#")[0] != file.as_uri() else None
        )
        page.on("console", lambda m: faults.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(file.as_uri() + address)
        page.wait_for_selector("html[data-ready=true]")
        yield page
        context.close()
        pictures = ("request data:image/", "request blob:")
        assert [fault for fault in faults if not fault.startswith(pictures)] == []

    return opened


@pytest.fixture(scope="session")
def write(tmp_path_factory):
    """Writes the page of a graph into a folder of its own and gives its path."""

    def written(graph, **options):
        path = tmp_path_factory.mktemp("page") / "graph.html"
        write_html(graph, path, **options)
        return path

    return written


@pytest.fixture(scope="session")
def seed(write):
    return write(gold_graph("seed"))


@pytest.fixture(scope="session")
def doubtful_page(write):
    return write(doubtful_graph(), title="东区图谱")
