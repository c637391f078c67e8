"""How large and how quick the page of 5,000 nodes and 8,000 edges is; prints its figures.

Run with ``python -m tests.benchmarks.page``; it needs Chromium. Nothing is written but a temporary page.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from kg.export.html import write_html
from kg.export.layout import positions
from tests.export.html.conftest import ARGS, CHROMIUM
from tests.export.html.samples import large_graph
from tests.samples import gold_graph

ROUNDS = 5
FRAMES = """() => { window.times = []; let last = performance.now();
  const tick = () => {
    const now = performance.now(); times.push(now - last); last = now; requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick); }"""
SEARCH = """label => { const start = performance.now(); const input = document.querySelector("#search");
  input.value = label; input.dispatchEvent(new Event("input"));
  if (!document.querySelector("#results [role=option]")) throw new Error("not found");
  return performance.now() - start; }"""
READY = "() => performance.getEntriesByName('ready')[0].startTime"


def report(what, value, unit):
    print(f"{what:<58} {value:>9} {unit}")


def panned(page):
    """The median of the time between two frames while the graph is dragged about with the mouse, in milliseconds."""
    box = page.locator("#network").bounding_box()
    x, y = box["x"] + 12, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(40):
        page.mouse.move(x + 6 * step, y + 2 * step)
    page.mouse.up()
    return statistics.median(page.evaluate("times.slice(3)"))


def measured(browser, path, label):
    """Medians over some visits: ready after, search, frame while panning, all shown, frame of all; milliseconds."""
    told = []
    for _ in range(ROUNDS):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready=true]")
        row = [page.evaluate(READY), page.evaluate(SEARCH, label), panned(page)]
        if page.locator("#show-all").count():
            page.locator("#search").blur()
            start = time.perf_counter()
            page.locator("#show-all").click()
            page.wait_for_function("nodes.length === 5000 && edges.length === 8000")
            row += [1000 * (time.perf_counter() - start), panned(page)]
        told.append(row)
        page.close()
    return [round(statistics.median(column), 1) for column in zip(*told, strict=True)]


def main():
    large, seed = large_graph(), gold_graph("seed")
    start = time.perf_counter()
    positions(large)
    report("positions of 5,000 nodes", round(time.perf_counter() - start, 1), "s")
    found = next(path for path in CHROMIUM if Path(path).exists())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGS)
        for name, graph, label in (
            ("seed", seed, "铝业"),
            ("5,000 nodes", large, large.nodes[list(large)[4321]]["label"]),
        ):
            path = Path(folder) / f"{name}.html"
            start = time.perf_counter()
            write_html(graph, path)
            report(f"{name}: page written in", round(time.perf_counter() - start, 1), "s")
            report(f"{name}: size", round(path.stat().st_size / 1e6, 2), "MB")
            units = (
                "painted with labels after",
                "search answers in",
                "frame while panning",
                "all shown in",
                "frame of all",
            )
            for what, value in zip(units, measured(browser, path, label), strict=False):
                report(f"{name}: {what}", value, "ms")
        browser.close()


if __name__ == "__main__":
    main()
