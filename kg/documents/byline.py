"""Title, publisher and day of publication where the text of a document says them plainly.

A day counts only in a place that says it is the day of publication: after 发布时间 or 来源, beside the name of a
paper, or alone on a line near the top or at the end, as official papers are signed. 本报讯(记者…) gives no
date, and a day in a sentence is the day of what the sentence tells.
"""

from __future__ import annotations

import re
import unicodedata

from kg.documents.header import Metadata, iso_date

__all__ = ["find_metadata", "first_heading"]

TOP_LINES, END_LINES, LINE_LENGTH = 12, 4, 160
DIGIT = "[0-9〇○零一二三四五六七八九十]"
YEAR = r"(?:(?:19|20)[0-9]{2}|[一二][〇○零一二三四五六七八九]{3})"
DAY = rf"(?P<day>{YEAR} ?[年\-/.] ?{DIGIT}{{1,3}} ?[月\-/.] ?{DIGIT}{{1,3}}(?:日|(?![0-9.])))"
CLOCK = r"(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?(?: ?星期[一二三四五六日天])?"
KIND = "日报|晚报|早报|时报|商报|都市报|周报|新闻网|日报社|电视台|广播电台|融媒体中心|网|报|发布"
PAPER = rf"[《<]?(?P<paper>[\u4e00-\u9fff]{{1,18}}(?:{KIND}))[》>]?"
SHEET = r"(?: ?第?[A-Z]?[0-9]{1,3}版(?:[::].{0,10})?)?"
ACT = "发布|发稿|发表|刊发|刊登|更新|上传|出版|成文|印发"
WHEN = re.compile(rf"(?:(?:{ACT})(?:时间|日期)|^(?:日期|时间)) ?: ?{DAY}")
ORIGIN = "(?:信息|稿件|文章|新闻|消息|内容|本文)?来源|发布单位|发布机构|稿源|转自|摘自"
FROM = re.compile(rf"(?:^|[\s(\[|【,;:0-9])(?:{ORIGIN}) ?: ?[《“\"]?(?P<paper>[^\s()\[\]【】《》“”\"|,。;:、]{{2,30}})")
ALONE = re.compile(rf"[(\[【]?{DAY}{CLOCK}[)\]】]?")
PRINTED = re.compile(rf"[(\[【]?{PAPER} ?[,|/]? ?{DAY}{CLOCK}{SHEET}[)\]】]?")
NO_PAPER = re.compile(
    r"[^\u4e00-\u9fff]*(?:(?:访问|点击|浏览|阅读|时间|日期|来源|作者|编辑|记者|本报|本站|未知|网络|互联网|网站管理).*)?"
)
AFTER_PAPER = re.compile(r"(?:[0-9][0-9\-/.年月日:]*|责任编辑|责编|编辑|作者|记者|时间|日期|发布)+$")
SENTENCE = re.compile(r"[。;；]|[,，、:：]$")
EMPHASIS = re.compile(r"\*\*|__|`")
HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*")
FURNITURE = re.compile(
    r"\(?图[为片:]|(?:信息|新闻)?来源|记者|本报记者|作者|编辑|责编|发布|字号|浏览|点击|分享|阅读|时间|日期|附件[0-9:]?$|第?[0-9]+版?$|当前版"
    r"|新闻(?:中心|热线)|行业新闻|国内要闻|栏目导航|证券代码|投稿|.*(?:>|位置|通版阅读|展开通版|收缩通版|设为首页|加入收藏|网站声明|客户端记者|微信|@)"
)
LABEL = re.compile(r"^原标题[:：]\s*|\s*(?:发布|更新)(?:时间|日期)\s*[:：].*$|\s*[★☆]+$")


def find_metadata(text: str) -> Metadata:
    r"""What the first and last lines of a text say of it; linear in those lines, whatever the length of the text.

    >>> find_metadata("开发区签约20亿元\n来源:周口日报 2023年1月12日\n本报讯(记者 刘航)1月11日,……")
    Metadata(title='开发区签约20亿元', publisher='周口日报', date='2023-01-12')
    """
    top = _lines(text[:6000])[:TOP_LINES]
    end = _lines(text[-2000:])[-END_LINES:] if len(text) > 2000 or len(_lines(text)) > TOP_LINES else []
    publisher = day = None
    for line in (*top, *end):
        source, when = FROM.search(line), WHEN.search(line)
        printed = PRINTED.fullmatch(line)
        if publisher is None and (source or printed):
            publisher = _paper(source or printed)
        if day is None and (when or printed):
            day = _iso(when or printed)
        if day is None and source:
            day = _iso(re.search(DAY, line))
    if day is None:
        alone = [line for line in _lines(text[:200_000]) if ALONE.fullmatch(line)]
        if len(set(alone)) == 1 and (alone[0] in top[:5] or alone[0] in end or alone[0] in top[-2:]):
            day = _iso(ALONE.fullmatch(alone[0]))
    return Metadata(first_heading(text), publisher, day)


def first_heading(text: str) -> str | None:
    r"""The first heading marked with # near the top, else the first line where it reads like a headline.

    >>> first_heading("\n\n投资20亿元的项目\n\n# 开发区:凝聚力量\n\n正文。")
    '开发区:凝聚力量'
    """
    lines = [line.strip() for line in text[:6000].splitlines() if line.strip("\u3000\ufeff \t")]
    for line in lines[:TOP_LINES]:
        heading = HEADING.fullmatch(line)
        if heading:
            return EMPHASIS.sub("", heading[1]).strip() or None
    for line in lines[:6]:
        title = LABEL.sub("", line.strip(" *_\u3000|")).strip()
        plain = _plain(title)
        if FURNITURE.match(plain) or ALONE.fullmatch(plain) or PRINTED.fullmatch(plain) or FROM.search(plain):
            continue
        return title if 2 <= len(title) <= 60 and not SENTENCE.search(title) and "|" not in title else None
    return None


def _plain(line: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", line)).strip(" *_>#")


def _lines(text: str) -> list[str]:
    """The lines that are not blank and short enough for a byline, half-width and without wide spaces."""
    return [plain for line in text.splitlines() if len(line) <= LINE_LENGTH and (plain := _plain(line))]


def _paper(match: re.Match[str] | None) -> str | None:
    """The name of the publisher without what pages glue to it; None where the label has no name after it."""
    name = AFTER_PAPER.sub("", match["paper"]) if match else ""
    return None if NO_PAPER.fullmatch(name) else name


def _iso(match: re.Match[str] | None) -> str | None:
    return iso_date(match["day"]) if match else None
