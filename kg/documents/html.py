"""Web pages: the article's text without scripts, navigation and footers, tables row by row.

trafilatura finds the article; its text is then taken from the page itself, from the smallest element that holds every
line trafilatura found, so that headings, lists, captions and tables inside the article are not lost. What is left out
there: link lists, and lines that every page of a site has (版权所有, ICP备, 浏览次数, 分享到 …). The headline is put in
front where the page declares one and the text does not begin with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.documents.byline import find_metadata
from kg.documents.content import Content
from kg.documents.encoding import decode
from kg.documents.header import Metadata, iso_date
from kg.documents.limit import Limits
from kg.documents.markup import Line, is_data, lines_of, rows_of
from kg.documents.row import compact
from kg.errors import MissingExtra, OversizeDocument, UnreadableDocument

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_html"]

CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,20})", re.IGNORECASE)
TITLES = ("articletitle", "og:title", "dc.title")
DAYS = ("pubdate", "publishdate", "article:published_time", "og:release_date", "datepublished", "dc.date")
PUBLISHERS = ("contentsource", "source", "mediaid", "article:author:source")
SITE = re.compile(
    r"\s*(?:[_|]|\s[-–—]\s|--|——(?=[^—]{2,12}$)|-(?=[^-]{0,12}(?:网|报|政府|管委会|管理委员会|门户)$)).*$"
)
BOILERPLATE = re.compile(
    r"版权所有|Copyright|©|ICP备|公网安备|网站标识码|技术支持[:：]|网站地图|(?:主办|承办|运维)单位[:：]"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*[:：]|联系电话[:：].*(?:地址|邮编)|地址[:：].*邮编|^(?:浏览|点击|阅读|访问)(?:次数|量|数)?[:：]?\s*\d*\s*次?$"
    r"|^(?:【?字[体号]|分享到|【?打印|【?关闭|责任编辑[:：]|扫一扫|当前位置|您(?:现在|当前)?(?:所在)?的?位置"
    r"|相关(?:新闻|链接|阅读|文章)|上一[篇条]|下一[篇条]|返回(?:顶部|列表))",
    re.IGNORECASE,
)
MAX_ELEMENTS = 200_000
MOST_ELEMENTS, MOST_TABLES = 10_000, 100
"""What trafilatura is asked to read; a page of this size that is made to be slow takes it 5 s."""


def read_html(data: bytes, limits: Limits) -> Content:
    """The article of a page and what the page's meta elements say of it.

    Raises
    ------
    MissingExtra
        The packages of kg[documents] are not installed.
    BinaryDocument, UndecodableDocument
        See `kg.documents.encoding.decode`; gb2312 and gbk in the page's own declaration mean gb18030.
    OversizeDocument
        The page has more than 200,000 elements, elements nested deeper than 256, or more characters than the limit.
    UnreadableDocument
        The page cannot be parsed.
    """
    declared = CHARSET.search(data[:4096])
    text, encoding = decode(data, declared[1].decode("ascii") if declared else None)
    if len(text) > limits.chars:
        raise OversizeDocument(f"more than {limits.chars:,} characters; split it, or raise the limit")
    root = _parse(text)
    if root is None:
        return Content("", encoding)
    metadata = _declared(root)
    lines = lines_of(root)
    article = _article(root, lines)
    title = metadata.title or _headline(root)
    if title and article and compact(title) not in compact("".join(article[:5])):
        article.insert(0, title)
    stated = find_metadata("\n".join(line.text for line in lines if len(line.text) < 160))
    found = Metadata(title, metadata.publisher or stated.publisher, metadata.date or stated.date)
    return Content("\n".join(article), encoding, found)


def _parse(text: str) -> HtmlElement | None:
    try:
        import trafilatura  # noqa: F401 - asked for here so that what is missing is told before any work
        from lxml import etree, html
    except ImportError as error:
        raise MissingExtra('reading HTML needs more packages: pip install "kg[documents]"') from error
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, ValueError):
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise OversizeDocument("elements nested deeper than 256, or 10 MB of text in one piece; save it as txt")
    if root is None:
        return None
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise OversizeDocument(f"a page of more than {MAX_ELEMENTS:,} elements; split it")
    return root


def _article(root: HtmlElement, lines: list[Line]) -> list[str]:
    """The lines of the article; all lines that are not boilerplate where trafilatura finds nothing."""
    text = [line for line in lines if not _is_boilerplate(line)]
    found = _found(root)
    told = [line for line in text if len(compact(line.text)) > 1 and compact(line.text) in found]
    if not told:
        return [line.text for line in text]
    holder = _common_ancestor([line.element for line in told])
    inside = set(holder.iter())
    return [line.text for line in text if line.element in inside]


def _found(root: HtmlElement) -> str:
    """The text that trafilatura takes for the article, without white space; empty for a page that is too large for it.

    It sees the rows of tables of data as paragraphs: it knows layout tables from those by their looks, and takes time
    that grows with the square of their number.
    """
    import copy
    import logging

    import trafilatura
    from lxml import etree

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    page = copy.deepcopy(root)
    for table in [table for table in page.iter("table") if is_data(table)]:
        rows = [row.text for row in rows_of(table)]
        tail = table.tail
        table.clear()
        table.tag, table.tail = "div", tail
        for row in rows:
            etree.SubElement(table, "p").text = row
    if sum(1 for _ in page.iter()) > MOST_ELEMENTS or sum(1 for _ in page.iter("table")) > MOST_TABLES:
        return ""
    try:
        found = trafilatura.extract(page, include_comments=False, include_tables=True)
    except Exception as error:  # a page can break any of the parsers in there
        raise UnreadableDocument(f"the page breaks the HTML reader ({type(error).__name__}); save it as txt") from error
    return compact(found or "")


def _common_ancestor(elements: list[HtmlElement]) -> HtmlElement:
    paths = [[*reversed(list(element.iterancestors())), element] for element in dict.fromkeys(elements)]
    depth = 0
    while all(len(path) > depth + 1 and path[depth + 1] is paths[0][depth + 1] for path in paths):
        depth += 1
    holder = paths[0][depth]
    if len(paths) == 1 and holder.getparent() is not None and holder.getparent().tag not in ("body", "html"):
        holder = holder.getparent()
    while holder.tag in ("tr", "tbody", "thead", "ul", "ol", "dl") and holder.getparent() is not None:
        holder = holder.getparent()
    return holder


def _is_boilerplate(line: Line) -> bool:
    """Whether a line is of the site and not of the article; a sentence is of the article, linked or not."""
    if len(line.text) >= 30 and line.text.endswith(("。", "”", "!", "！")):
        return False
    return line.linked > 0.6 * len(line.text) or (len(line.text) < 120 and BOILERPLATE.search(line.text) is not None)


def _declared(root: HtmlElement) -> Metadata:
    """What the meta elements say; the names are those of government sites (ArticleTitle, PubDate, ContentSource)."""
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        value = " ".join((meta.get("content") or "").split())
        if value:
            values.setdefault(key, value)
    days = [day for key in DAYS if key in values and (day := iso_date(values[key]))]
    title = next((values[key] for key in TITLES if key in values), None)
    return Metadata(title, next((values[key] for key in PUBLISHERS if key in values), None), days[0] if days else None)


def _headline(root: HtmlElement) -> str | None:
    """The headline: an h1 that the page's title repeats, else the page's title without the name of the site."""
    page = " ".join((root.findtext(".//title") or "").split())
    heads = [" ".join(head.text_content().split()) for head in root.iter("h1")]
    repeated = [head for head in heads if head and compact(head) in compact(page)]
    if repeated or not page:
        return max(repeated or heads, key=len, default=None) or None
    return SITE.sub("", page) or page
