"""Pages of a document: a form feed starts each page after the first, so that an offset tells its page."""

from __future__ import annotations

__all__ = ["PAGE_BREAK", "page_of"]

PAGE_BREAK = "\f"


def page_of(text: str, offset: int) -> int:
    r"""The page, from 1, that the character at `offset` of a document's text is on.

    >>> page_of("第一页\n\f第二页", 5)
    2
    """
    return 1 + text.count(PAGE_BREAK, 0, offset + 1)
