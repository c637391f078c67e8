"""review.xlsx: what is in doubt, every relation, every entity, and columns for decisions; equal graphs, equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kg.export.atomic import atomic_write
from kg.export.sheet import SHARE, YUAN, Cell, Field, Table, settled, streamed_book, write_table
from kg.ontology.model import Ontology
from kg.query.choice import realis_label, realis_of, review_label
from kg.query.contradiction import contradictions
from kg.query.doubt import UNSURE
from kg.query.evidence import attribute_name, attribute_value
from kg.query.statement import Lens, Statement
from kg.records import Evidence
from kg.review.choice import CHOICES, COLUMNS, KEY, KINDS, SHEETS

__all__ = ["write_review"]

FIELDS = [*(Field(name, 24 if name in ("改为", "理由") else 12) for name in COLUMNS), Field(KEY, 10)]
EMPTY: tuple[Cell, ...] = (None,) * len(COLUMNS)


def write_review(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> tuple[int, int, int]:
    """Write the sheet, atomically; how many doubts, relations and entities stand in it.

    Raises
    ------
    ExportError
        There are more rows than a sheet holds.
    """
    lens = Lens(graph, ontology)
    tables = (_doubts(lens), _relations(lens), _entities(lens), _meanings())
    kinds = (("pair", "value", "relation"), ("relation",), ("entity",), ())
    counts = []
    with streamed_book() as book:
        for title, (fields, rows), allowed in zip(SHEETS, tables, kinds, strict=True):
            every = list(rows)
            sheet = book.create_sheet(title)
            if allowed:  # before the rows, since the sheet is streamed
                sheet.column_dimensions[get_column_letter(len(fields))].hidden = True
            write_table(sheet, Table(fields, every))
            if allowed:
                _choose(sheet, fields, len(every), allowed)
            counts.append(len(every))
        with atomic_write(path, "wb") as file:
            file.write(settled(book))
    return counts[0], counts[1], counts[2]


def _choose(sheet: Any, fields: Sequence[Field], rows: int, kinds: Sequence[str]) -> None:
    """A list to choose the decision from."""
    heads = [field.head for field in fields]
    options = dict.fromkeys(name for kind in kinds for name in CHOICES[kind])
    rule = DataValidation("list", formula1=f'"{",".join(options)}"', allow_blank=True)
    letter = get_column_letter(heads.index(COLUMNS[0]) + 1)
    rule.add(f"{letter}2:{letter}{rows + 1}")
    if rows:
        sheet.data_validations.append(rule)


def _key(kind: str, **told: Any) -> str:
    return json.dumps({"kind": kind, **told}, ensure_ascii=False, sort_keys=True)


def _shown(lens: Lens, *subject: str) -> str:
    """Nodes as 企业:名称, as corrections may name them too; a relation in between by its label."""
    parts = [part.partition(":") for part in subject]
    return " ".join(f"{lens.ontology.label(kind)}{colon}{name}" for kind, colon, name in parts)


def _source(lens: Lens, piece: Evidence | None) -> tuple[Cell, Cell, Cell]:
    """日期, 原文 and 文档."""
    if piece is None:
        return None, None, None
    document = lens.graph.graph.get("documents", {}).get(piece.document)
    return document.date if document else None, piece.quote, piece.document


def _doubts(lens: Lens) -> tuple[list[Field], Iterator[Sequence[Cell]]]:
    fields = [
        Field("类别", 12), Field("对象", 44), Field("说明", 36), Field("性质", 8), Field("置信度", 8, SHARE),
        Field("日期", 12), Field("原文", 80), Field("文档", 20), *FIELDS,
    ]  # fmt: skip
    return fields, _doubt_rows(lens)


def _doubt_rows(lens: Lens) -> Iterator[Sequence[Cell]]:
    for judgement in lens.graph.graph.get("judgements", ()):
        if judgement.verdict == "unsure":
            pair = [judgement.left, judgement.right]
            row = (
                KINDS["pair"],
                " ↔ ".join(_shown(lens, side) for side in pair),
                judgement.reason,
                None,
                None,
                None,
                None,
                judgement.document,
            )
            yield (*row, *EMPTY, _key("pair", entities=pair))
    for found in contradictions(lens.graph, lens.ontology):
        about = {"entity": found.subject[0]} if len(found.subject) == 1 else {"relation": list(found.subject)}
        for fact in found.tellings:
            told = f"{attribute_name(found.attribute)}：{attribute_value(found.attribute, fact.value, lens.ontology)}"
            known = (realis_label(lens.ontology, fact.realis), fact.evidence.score, *_source(lens, fact.evidence))
            key = _key("value", **about, attribute=found.attribute, value=fact.value)
            yield (KINDS["value"], _shown(lens, *found.subject), told, *known, *EMPTY, key)
    unsure = [s for s in lens.statements() if s.attributes.get("confidence", 1.0) < UNSURE]
    for statement in sorted(unsure, key=lambda s: s.attributes["confidence"]):
        if "review" not in statement.attributes:
            name = _shown(lens, statement.head, statement.relation, statement.tail)
            data = statement.attributes
            known = (realis_label(lens.ontology, realis_of(data)), data["confidence"], *_source(lens, _first(data)))
            yield ("把握不大", name, f"置信度低于{UNSURE:g}", *known, *EMPTY, _relation_key(statement))


def _first(attributes: dict[str, Any]) -> Evidence | None:
    return next(iter(attributes.get("evidence", ())), None)


def _relation_key(statement: Statement) -> str:
    return _key("relation", relation=[statement.head, statement.relation, statement.tail])


def _relations(lens: Lens) -> tuple[list[Field], Iterator[Sequence[Cell]]]:
    fields = [
        Field("头", 30), Field("关系", 10), Field("尾", 30), Field("性质", 8), Field("阶段", 10),
        Field("金额(元)", 16, YUAN), Field("置信度", 8, SHARE), Field("日期", 12), Field("原文", 80),
        Field("文档", 20), Field("现状", 10), *FIELDS,
    ]  # fmt: skip
    return fields, (_relation(lens, statement) for statement in lens.statements())


def _relation(lens: Lens, statement: Statement) -> Sequence[Cell]:
    data = statement.attributes
    ends = tuple(_shown(lens, part) for part in (statement.head, statement.relation, statement.tail))
    stage = lens.ontology.label(data["stage"]) if data.get("stage") else None
    known = (realis_label(lens.ontology, realis_of(data)), stage, data.get("amount_cny"), data.get("confidence"))
    return (*ends, *known, *_source(lens, _first(data)), review_label(data), *EMPTY, _relation_key(statement))


def _entities(lens: Lens) -> tuple[list[Field], Iterator[Sequence[Cell]]]:
    fields = [
        Field("名称", 40), Field("类型", 10), Field("别名", 40), Field("阶段", 10), Field("投资(元)", 16, YUAN),
        Field("提及", 8), Field("现状", 10), *FIELDS,
    ]  # fmt: skip
    return fields, (_entity(lens, node, data) for node, data in lens.graph.nodes(data=True))


def _entity(lens: Lens, node: str, data: dict[str, Any]) -> Sequence[Cell]:
    stage = lens.ontology.label(data["stage"]) if data.get("stage") else None
    known = (lens.type_label(node), "、".join(data.get("aliases", ())) or None, stage, data.get("investment_cny"))
    return (lens.name(node), *known, data.get("mentions"), review_label(data), *EMPTY, _key("entity", entity=node))


def _meanings() -> tuple[list[Field], Iterator[Sequence[Cell]]]:
    fields = [Field("行的种类", 12), Field("决定", 10), Field("意思", 40), Field("“改为”填什么", 60)]
    rows = (
        (KINDS[kind], name, choice.meaning, choice.needs or "不填")
        for kind, choices in CHOICES.items()
        for name, choice in choices.items()
    )
    return fields, rows
