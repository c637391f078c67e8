"""The key of a name: what two writings of one form have in common."""

from __future__ import annotations

import re

from kg.text.normalise import compact

__all__ = ["form_key"]

QUOTATION = re.compile(r"[“”\"'‘’「」『』]")


def form_key(form: str) -> str:
    """A name as it is looked up and compared: after NFKC, without white space and quotation marks.

    It is not `compact`, under which a mention is known: there “专精特新” and 专精特新 are two forms.

    Examples
    --------
    >>> form_key("迪川通（ 中岳 ）“无人”")
    '迪川通(中岳)无人'
    """
    return QUOTATION.sub("", compact(form))
