"""Text as XML writes it. What XML cannot hold at all has been cleaned away before (`kg.export.column.clean`)."""

from __future__ import annotations

import re

__all__ = ["attribute", "text"]

_TEXT = re.compile("[&<>\r]")
_ATTRIBUTE = re.compile('[&<>"\t\n\r]')
_FORMS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def text(value: str) -> str:
    """`value` between tags.

    Examples
    --------
    >>> text("甲 & 乙")
    '甲 &amp; 乙'
    """
    if "&" in value or "<" in value or ">" in value or "\r" in value:  # four scans are quicker than one pattern
        return _TEXT.sub(lambda match: _FORMS[match[0]], value)
    return value


def attribute(value: str) -> str:
    """`value` between the quotation marks of an attribute; line breaks and tabs are kept.

    Examples
    --------
    >>> attribute('"酒旁"')
    '&quot;酒旁&quot;'
    """
    if value.isprintable() and '"' not in value:
        return text(value)
    return _ATTRIBUTE.sub(lambda match: _FORMS[match[0]], value)
