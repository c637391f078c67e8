r"""PDF with text in it: the lines of each page, without page numbers and running heads.

Line breaks stay where the page has them (`kg.text.normalise` joins what they cut); pages are parted by ``\n\f``, so
that `kg.documents.page_of` tells the page of an offset. PDFium reads them: on Chinese pages printed by Chromium and by
fpdf2 it gave every character, where pypdf gave blanks between characters and lost fonts with two-byte codes. Scripts,
forms and attachments in a PDF are not touched.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.documents.content import Content
from kg.documents.limit import Limits
from kg.documents.page import PAGE_BREAK
from kg.errors import MissingExtra, OversizeDocument, UnreadableDocument

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

__all__ = ["read_pdf"]

NUMBER = re.compile(
    r"[\s\-—–·•|~]*(?:第?\s*(?P<number>[0-9]{1,4})\s*页?|第?\s*[一二三四五六七八九十百]{1,4}\s*页)"
    r"(?:\s*[/／共]\s*共?\s*[0-9]{1,4}\s*页?)?[\s\-—–·•|~]*|page\s+[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?",
    re.IGNORECASE,
)
DIGITS = re.compile(r"[0-9]+")
SENTENCE_END = tuple("。！？；，!?;,")
EDGE = 2
"""Lines at the top and at the bottom of a page that may be a running head or a page number."""
MAX_PAGES = 5_000
MARKS = {0x02: "-", 0xFFFE: "-", ord(PAGE_BREAK): " ", 0: None}
"""PDFium gives a hyphen at the end of a line as U+0002 or U+FFFE."""


def read_pdf(data: bytes, limits: Limits) -> Content:
    """The text of a PDF, empty where its pages are images.

    Raises
    ------
    MissingExtra
        pypdfium2 is not installed.
    UnreadableDocument
        It is damaged, or encrypted with a password.
    OversizeDocument
        It has more than 5,000 pages, or more characters than the limit.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtra('reading PDF needs one more package: pip install "kg[documents]"') from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableDocument("encrypted with a password; save it without one first") from error
        raise UnreadableDocument(f"damaged, or not a PDF ({error}); get it again, or save it as txt") from error
    try:
        pages = _pages(document, limits)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(f"damaged ({error}); get it again, or save it as txt") from error
    finally:
        document.close()
    text = f"\n{PAGE_BREAK}".join("\n".join(page) for page in _without_heads(pages))
    return Content(text if text.strip() else "", "fonts")


def _pages(document: PdfDocument, limits: Limits) -> list[list[str]]:
    """The lines of each page."""
    if len(document) > MAX_PAGES:
        raise OversizeDocument(f"more than {MAX_PAGES:,} pages; split it")
    pages, size = [], 0
    for number in range(len(document)):
        page = document[number]
        view = page.get_textpage()
        text = view.get_text_bounded().translate(MARKS)
        view.close()
        page.close()
        size += len(text)
        if size > limits.chars:
            raise OversizeDocument(f"more than {limits.chars:,} characters; split it, or raise the limit")
        text = text.encode("utf-8", errors="ignore").decode("utf-8")
        pages.append([line.rstrip() for line in text.splitlines()])
    return pages


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers and running heads.

    A running head is a line without the end of a sentence that three pages and half of all have in the same place,
    digits aside, or both pages of two. The first one at the top of a page stays, since it may be the title.
    """
    edges = [_edges(page) for page in pages]
    seen = Counter(key for found in edges for key in found)
    often = {key for key, count in seen.items() if count >= max(3, len(pages) / 2) or count == len(pages) == 2}
    repeated = {key for key in often if not key[1].endswith(SENTENCE_END)}
    kept, told = [], set()
    for page, found in zip(pages, edges, strict=True):
        dropped = set()
        for key, at in found.items():
            number = key[0] in (0, -1) and _is_page_number(page[at], len(pages))
            if number or (key in repeated and (key in told or key[0] < 0)):
                dropped.add(at)
            told.add(key)
        kept.append([line for at, line in enumerate(page) if at not in dropped])
    return kept


def _edges(page: list[str]) -> dict[tuple[int, str], int]:
    """The index of each edge line by its place (0, 1 from the top, -1, -2 from below) and its text without digits."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    top = list(enumerate(filled[:EDGE]))
    below = [(-place, at) for place, at in enumerate(reversed(filled[len(top) :][-EDGE:]), start=1)]
    return {(place, DIGITS.sub("#", page[at].strip())): at for place, at in top + below}


def _is_page_number(line: str, pages: int) -> bool:
    match = NUMBER.fullmatch(line.strip())
    if match is None:
        return False
    return match["number"] is None or line.strip() != match["number"] or int(match["number"]) <= pages + 50
