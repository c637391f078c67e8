"""The page of ``kg diff``: what changed, and what became of promises; one file, no script, no network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from kg.difference import Change
from kg.export.atomic import atomic_write
from kg.export.scalar import clean
from kg.ontology.model import Ontology
from kg.promise import STATUSES, Promise
from kg.query.choice import review_label
from kg.query.evidence import attribute_name, attribute_value
from kg.records import Document, Evidence

__all__ = ["comparison", "write_comparison"]

KINDS = {"added": "新增", "gone": "消失", "changed": "变化"}
MORE = {"name": "名称", "year": "年份", "field": "领域", "review": "核定"}
STYLE = """
:root { color-scheme: light dark; --muted: #667; --line: #8884; --old: #b2452c; --new: #1f7a4d; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 15px/1.7 "PingFang SC", "Microsoft YaHei",
  "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid var(--line); }
table.counts { border-collapse: collapse; }
table.counts :is(td, th) { padding: .2rem .9rem; border: 1px solid var(--line); }
li { margin: .8rem 0; overflow-wrap: anywhere; } ul { padding-left: 1.2rem; }
blockquote { margin: .3rem 0; padding: .1rem .8rem; border-left: 3px solid var(--line); }
blockquote.old { border-color: var(--old); } blockquote.new { border-color: var(--new); }
cite, .muted { color: var(--muted); font-style: normal; font-size: .88em; }
del { color: var(--old); } ins { color: var(--new); text-decoration: none; }
"""


def write_comparison(  # noqa: PLR0913 - what stands on the page
    path: Path,
    changes: Sequence[Change],
    ontology: Ontology,
    *,
    documents: Mapping[str, Document],
    promises: Sequence[Promise] = (),
    as_of: str | None = None,
    title: str = "图谱变化",
) -> None:
    """Write the page of `comparison` to `path`, atomically."""
    page = comparison(changes, ontology, documents=documents, promises=promises, as_of=as_of, title=title)
    with atomic_write(path) as file:
        file.write(page)


def comparison(  # noqa: PLR0913 - what stands on the page
    changes: Sequence[Change],
    ontology: Ontology,
    *,
    documents: Mapping[str, Document],
    promises: Sequence[Promise] = (),
    as_of: str | None = None,
    title: str = "图谱变化",
) -> str:
    """The page as a string; names and quotes are text on it and nothing else, and equal changes give equal pages.

    Parameters
    ----------
    documents
        The documents of both graphs, for titles and dates.
    promises, as_of
        What became of promises, and the day by which they are judged; without a day the page has none.
    """
    relations = [change for change in changes if _ends(change.subject, ontology)]
    entities = [change for change in changes if not _ends(change.subject, ontology)]
    parts = [f"<h1>{_text(title)}</h1>", _counts(entities, relations)]
    for name, group in (("实体", entities), ("关系", relations)):
        for kind, label in KINDS.items():
            items = [_change(change, ontology, documents) for change in group if change.kind == kind]
            parts += _section(f"{label}的{name}" if kind != "changed" else f"{name}的变化", items)
    if as_of is not None:
        for status, label in STATUSES.items():
            items = [_promise(item, ontology, documents) for item in promises if item.status == status]
            parts += _section(f"承诺兑现：{label}（截至{as_of}）", items)
        if not promises:
            parts += ["<h2>承诺兑现</h2>", f"<p>截至{_text(as_of)}，没有到期的承诺。</p>"]
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="viewport" content="width=device-width"><title>{_text(title)}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _text(value: object) -> str:
    return escape(clean(" ".join(str(value).split())))


def _counts(entities: Sequence[Change], relations: Sequence[Change]) -> str:
    if not entities and not relations:
        return "<p>没有变化。</p>"
    head = "".join(f"<th>{label}</th>" for label in KINDS.values())
    rows = "".join(
        f"<tr><th>{name}</th>" + "".join(f"<td>{sum(c.kind == kind for c in group)}</td>" for kind in KINDS) + "</tr>"
        for name, group in (("实体", entities), ("关系", relations))
    )
    return f'<table class="counts"><tr><th></th>{head}</tr>{rows}</table>'


def _section(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"<h2>{_text(title)}　{len(items)}</h2>"
        yield "<ul>" + "\n".join(items) + "</ul>"


def _subject(subject: str, ontology: Ontology) -> str:
    """The subject in Chinese: 企业 甲, or 甲 落户 乙."""
    ends = _ends(subject, ontology)
    if ends is not None:
        head, relation, tail = ends
        names = [end.partition(":")[2] or end for end in (head, tail)]
        return f"<b>{_text(names[0])}</b> {_text(ontology.label(relation))} <b>{_text(names[1])}</b>"
    kind, _, name = subject.partition(":")
    return f'<span class="muted">{_text(ontology.label(kind))}</span> <b>{_text(name or subject)}</b>'


def _ends(subject: str, ontology: Ontology) -> tuple[str, str, str] | None:
    """Head, relation and tail of a subject; None where it is an entity. A name may hold spaces."""
    for relation in ontology.relation_types:
        head, between, tail = subject.partition(f" {relation} ")
        if between:
            return head, relation, tail
    return None


def _value(attribute: str, value: Any, ontology: Ontology) -> str:
    if value is None:
        return "未载明"
    if attribute == "review":
        return review_label({"review": value}) or ""
    return attribute_value(attribute, value, ontology)


def _change(change: Change, ontology: Ontology, documents: Mapping[str, Document]) -> str:
    told = ""
    if change.attribute:
        name = MORE.get(change.attribute, attribute_name(change.attribute))
        old, new = (_value(change.attribute, value, ontology) for value in (change.old, change.new))
        told = f"　{_text(name)}：<del>{_text(old)}</del> → <ins>{_text(new)}</ins>"
    quotes = [
        _quote("old", change.old_quote, change.old_document, documents),
        _quote("new", change.new_quote, change.new_document, documents),
    ]
    return f"<li>{_subject(change.subject, ontology)}{told}{''.join(quotes)}</li>"


def _quote(side: str, quote: str, document: str, documents: Mapping[str, Document]) -> str:
    if not quote:
        return ""
    known = documents.get(document)
    where = [known.title or document, known.date] if known else [document]
    cite = " · ".join(_text(part) for part in where if part)
    word = "原" if side == "old" else "现"
    return f'<blockquote class="{side}">{word}：{_text(quote)} <cite>《{cite}》</cite></blockquote>'


def _promise(item: Promise, ontology: Ontology, documents: Mapping[str, Document]) -> str:
    what = {"start": "开始", "finish": "完成", "year": "计划"}[item.attribute]
    later = f"，改为 {_text(item.new_date)}" if item.new_date else ""
    pieces: Iterable[tuple[str, Evidence | None]] = (("old", item.told), ("new", item.answer))
    quotes = "".join(_quote(side, piece.quote, piece.document, documents) for side, piece in pieces if piece)
    return f"<li>{_subject(item.subject, ontology)}　{what}：{_text(item.date)}{later}{quotes}</li>"
