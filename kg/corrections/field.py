"""The keys of each kind of correction, and how their values are read."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any

import yaml

from kg.ontology.field import Field, Table
from kg.ontology.model import Ontology
from kg.ontology.source import Source, Text
from kg.ontology.value import Reader, nearest, seen, text, texts

__all__ = ["ENTITY_VALUES", "RELATION_VALUES", "TARGETS", "table"]

TARGETS = {
    "merge": ("entities",),
    "split": ("entity",),
    "rename": ("entity",),
    "retype": ("entity",),
    "add": ("entity", "relation"),
    "reject": ("entity", "entities", "relation"),
    "confirm": ("entity", "relation"),
    "set": ("entity", "relation"),
}
"""What each kind of correction may speak of."""

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
ENTITY_VALUES = ("stage", "investment_cny", "investment_usd", "area_m2", "capacity", "start", "finish")
RELATION_VALUES = ("realis", "stage", "amount_cny", "year", "field")


def table(do: str, target: str, ontology: Ontology) -> Table:
    """The keys of a correction of the kind `do` that speaks of `target`."""
    entity, name = _entity(ontology), Field(text, "as: 河南天子铝业有限公司", required=do == "rename")
    made: dict[str, Field] = {
        "do": Field(text, "do: reject"),
        "by": Field(_word, "by: 王芳"),
        "on": Field(_date, "on: 2024-03-05"),
        "why": Field(_word, "why: 只是考察"),
    }
    if target == "relation":
        made["head"] = Field(entity, "head: Enterprise:远山智造")
        made["relation"] = Field(_coded(ontology.relation_types), "relation: SETTLES_IN")
        made["tail"] = Field(entity, "tail: Park:云岭开发区")
    elif target == "entities":
        made["entities"] = Field(_entities(ontology), "entities: [Enterprise:天子铝业, Enterprise:天子]")
    else:
        made["entity"] = Field(entity, "entity: Enterprise:远山智造")
    if do in ("merge", "rename"):
        made["as"] = name
    elif do == "retype":
        made["as"] = Field(_coded(ontology.entity_types), "as: Park")
    elif do == "split":
        made["as"] = Field(entity, "as: Enterprise:岚州海屿科技有限公司")
        made["names"] = Field(texts, "names: [海屿]", required=False)
    if do in ("add", "split"):
        made["document"] = Field(text, "document: 2024/简报.txt", required=target == "relation")
    if do == "add" and target == "relation":
        made["quote"] = Field(text, "quote: 远山智造落户云岭开发区。")
    if do in ("add", "set"):
        values = RELATION_VALUES if target == "relation" else ENTITY_VALUES
        made |= {key: _value(key, ontology) for key in values}
    return made


def _value(key: str, ontology: Ontology) -> Field:
    readers: dict[str, tuple[Reader, str]] = {
        "realis": (_coded({k: v for k, v in ontology.realis.items() if k != "rejected"}), "planned"),
        "stage": (_coded(ontology.stages), "signed"),
        "investment_cny": (_yuan, "20亿元"),
        "amount_cny": (_yuan, "20亿元"),
        "investment_usd": (_number, "50000000"),
        "area_m2": (_number, "6000"),
        "year": (_year, "2022"),
        "capacity": (text, "年产2000吨"),
        "field": (text, "储能"),
        "start": (_date, "2022-07"),
        "finish": (_date, "2023-12-31"),
    }
    read, example = readers[key]
    return Field(read, f"{key}: {example}", required=False)


def _word(source: Source, node: yaml.Node, what: str) -> Text | None:
    """A text that is not blank; one that looks like a number or a date is one too."""
    if isinstance(node, yaml.ScalarNode) and node.value.strip() and node.tag != "tag:yaml.org,2002:null":
        return Text(node.value.strip(), source.at(node))
    source.fault(node, f"{what} is {seen(node)}", "a text", "write one")
    return None


def _date(source: Source, node: yaml.Node, what: str) -> Text | None:
    """An ISO date as fine as known."""
    told = node.value if isinstance(node, yaml.ScalarNode) else ""
    try:
        if DATE.fullmatch(told) and dt.date.fromisoformat(told + "-01-01"[len(told) - 4 :]):
            return Text(told, source.at(node))
    except ValueError:
        pass  # the day does not exist: told below
    source.fault(node, f"{what} is {seen(node)}", "a date such as 2024-03-05, 2024-03 or 2024", "write it so")
    return None


def _coded(known: Mapping[str, Any]) -> Reader:
    """A reader of a code of a table of the ontology, told by code or Chinese label."""
    labels = {entry.label: code for code, entry in known.items()}

    def read(source: Source, node: yaml.Node, what: str) -> Text | None:
        value = _word(source, node, what)
        if value is not None and value not in known and value not in labels:
            expected = "one of: " + ", ".join(f"{code} ({entry.label})" for code, entry in known.items())
            source.fault(node, f"{what} is {str(value)!r}", expected, nearest(value, [*known, *labels]))
            return None
        return value if value is None else Text(labels.get(value, value), source.at(node))

    return read


def _entity(ontology: Ontology) -> Reader:
    """A reader of ``Type:name``; the type by code or Chinese label."""
    labels = {kind.label: name for name, kind in ontology.entity_types.items()}

    def read(source: Source, node: yaml.Node, what: str) -> Text | None:
        value = text(source, node, what)
        if value is None:
            return None
        kind, _, name = value.partition(":")
        kind = labels.get(kind, kind)
        if kind in ontology.entity_types and name.strip():
            return Text(f"{kind}:{name.strip()}", source.at(node))
        known = ", ".join(ontology.entity_types)
        cure = (
            "write the type before the name, as the page and graph.json do"
            if not name
            else nearest(kind, [*ontology.entity_types, *labels])
        )
        source.fault(node, f"{what} is {str(value)!r}", f"Type:name with one of the types {known}", cure)
        return None

    return read


def _entities(ontology: Ontology) -> Reader:
    one = _entity(ontology)

    def read(source: Source, node: yaml.Node, what: str) -> tuple[Text, ...] | None:
        if texts(source, node, what) is None or not isinstance(node, yaml.SequenceNode):
            return None
        found = [one(source, item, what) for item in node.value]
        return None if None in found else tuple(value for value in found if value is not None)

    return read


def _number(source: Source, node: yaml.Node, what: str) -> int | float | None:
    try:
        value = float(node.value) if isinstance(node, yaml.ScalarNode) else math.nan
    except ValueError:
        value = math.nan
    if math.isfinite(value) and value > 0:
        return int(value) if value.is_integer() else value
    source.fault(node, f"{what} is {seen(node)}", "a number over 0", "write it in digits, without a unit")
    return None


def _year(source: Source, node: yaml.Node, what: str) -> int | None:
    if isinstance(node, yaml.ScalarNode) and node.value.isdigit() and len(node.value) == 4:
        return int(node.value)
    source.fault(node, f"{what} is {seen(node)}", "a year such as 2022", "write it in four digits")
    return None


def _yuan(source: Source, node: yaml.Node, what: str) -> int | float | None:
    from kg.query.project import yuan

    try:
        value = yuan(node.value) if isinstance(node, yaml.ScalarNode) else None
    except ValueError:
        value = None
    if value is not None and value > 0:
        return int(value) if value == int(value) else value
    source.fault(node, f"{what} is {seen(node)}", "an amount in yuan such as 2000000000 or 20亿元", "write it so")
    return None
