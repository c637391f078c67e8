"""Take the pictures of the page that the READMEs show: ``python -m tests.screenshots``.

Builds the graph of seeds/ and writes page.png and page-ledger.png beside README.md.
It needs Chromium and the fonts of fonts-noto-cjk.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

import kg
from kg.export.html import write_html
from tests.export.html.conftest import ARGS, CHROMIUM

ROOT = Path(__file__).parents[1]
PICTURES = {
    "page.png": "",
    "page-ledger.png": f"#view=ledger&node={quote('Project:年产2000吨食品级低聚木糖项目')}",
}


def main() -> None:
    """Write the pictures, as they look on a laptop of 1366 by 768."""
    found = next(path for path in CHROMIUM if Path(path).exists())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "graph.html"
        write_html(kg.build([ROOT / "seeds"]).nx, page_file)
        browser = playwright.chromium.launch(executable_path=found, args=ARGS)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light", offline=True)
        for name, address in PICTURES.items():
            page = context.new_page()
            page.goto(page_file.as_uri() + address)
            page.wait_for_selector("html[data-ready=true]")
            page.wait_for_timeout(800)
            page.screenshot(path=ROOT / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
