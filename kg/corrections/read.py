"""corrections.yaml -> corrections: a list of mappings, one a decision; all faults are told at once.

::

    - do: merge
      entities: [Enterprise:天子铝业, Enterprise:河南天子铝业有限公司]
      by: 王芳
      on: 2024-03-05
      why: 工商登记为同一家
    - do: reject
      head: 企业:远山智造
      relation: 落户
      tail: 园区:云岭开发区
      by: 王芳
      on: 2024-03-05
      why: 只是考察

Types, relations, stages and realis values are told by code or Chinese label, amounts in yuan or as 20亿元.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import yaml

from kg.corrections.field import TARGETS, table
from kg.corrections.record import Correction
from kg.errors import SchemaError, StoreError
from kg.ontology.fault import Faults, Place
from kg.ontology.field import Entry, mapping
from kg.ontology.model import Ontology
from kg.ontology.source import Source, shown
from kg.ontology.value import nearest, plain, seen

__all__ = ["HEADER", "parse_corrections", "read_corrections"]

HEADER = (
    "# Corrections of the graph, replayed by every kg build; kg review adds to the end. How to write them: README.md\n"
)
OTHER = {"do", "by", "on", "why", "entity", "entities", "head", "relation", "tail", "as", "names", "document", "quote"}


def read_corrections(path: Path, ontology: Ontology) -> tuple[Correction, ...]:
    """The corrections in a file, in its order.

    Raises
    ------
    StoreError
        The file cannot be read or has faults; all are listed with file and line, what was expected and the cure.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); mend the path, or its permissions") from error
    return parse_corrections(data, shown(path), ontology)


def parse_corrections(data: bytes, name: str, ontology: Ontology) -> tuple[Correction, ...]:
    """The corrections in the bytes of a file called `name`.

    Raises
    ------
    StoreError
        There are faults.
    """
    faults = Faults()
    source = Source(data, name, name, faults)
    lines = [line.strip() for line in (source.text() or "").splitlines()]
    try:
        root = source.root() if any(line and not line.startswith("#") for line in lines) else None
    except RecursionError as error:
        raise StoreError(f"{name}: nested too deep; expected a list of corrections; write it anew") from error
    found: list[Correction] = []
    if isinstance(root, yaml.SequenceNode):
        found = [made for item in root.value if (made := _correction(source, item, ontology)) is not None]
    elif root is not None:
        source.fault(root, f"the file is {seen(root)}", "a list of corrections", "begin each with `- do: ...`")
    try:
        faults.raise_if_any()
    except SchemaError as error:
        raise StoreError("\n".join(error.faults)) from error
    return tuple(found)


def _correction(source: Source, node: yaml.Node, ontology: Ontology) -> Correction | None:
    """One correction; None, with faults noted, where it has some."""
    before = len(source.faults)
    keys = {str(k.value): v for k, v in node.value} if isinstance(node, yaml.MappingNode) else {}
    do = str(getattr(keys.get("do"), "value", ""))
    if do not in TARGETS:
        found = f"do is {do!r}" if "do" in keys else f"a correction is {seen(node)} without a key do"
        source.fault(keys.get("do", node), found, f"one of: {', '.join(TARGETS)}", nearest(do, TARGETS))
        return None
    target = (
        "relation" if keys.keys() & {"head", "relation", "tail"} else "entities" if "entities" in keys else "entity"
    )
    if target not in TARGETS[do]:
        wanted = " or ".join("head, relation and tail" if t == "relation" else t for t in TARGETS[do])
        source.fault(node, f"{do} speaks of {target}", wanted, "name it so")
        return None
    entry = mapping(source, node, do, table(do, target, ontology))
    _check(source, node, entry, ontology)
    return _made(entry.values, entry.place) if len(source.faults) == before else None


def _check(source: Source, node: yaml.Node, entry: Entry, ontology: Ontology) -> None:
    """What no single key shows: domains and ranges of what is added, something to set, two names to merge."""
    do, told = str(entry.get("do")), entry.values
    entities = told.get("entities", ())
    if do == "merge" and len({e.partition(":")[0] for e in entities}) > 1:
        source.fault(node, "merge of entities of two types", "entities of one type", "add a correction `do: retype`")
    if do in ("merge", "reject") and entities and len(entities) < 2:
        source.fault(node, f"{do} of one entity", "two or more", "name the others, or write `entity:`")
    if do == "set" and not told.keys() - OTHER:
        source.fault(node, "set of nothing", "a value such as `stage: signed`", "add one")
    if do == "split" and not told.keys() & {"names", "document"}:
        source.fault(node, "split without names or document", "the forms that mean the other entity", "add `names:`")
    kind = ontology.relation_types.get(str(told.get("relation")))
    if do == "add" and kind is not None and {"head", "tail"} <= told.keys():
        ends = [str(told[end]).partition(":")[0] for end in ("head", "tail")]
        if ends[0] not in kind.domain or ends[1] not in kind.range:
            expected = f"{'|'.join(sorted(kind.domain))} {kind.name} {'|'.join(sorted(kind.range))}"
            source.fault(node, f"{ends[0]} {kind.name} {ends[1]}", expected, "turn it round, or take another relation")


def _made(told: Mapping[str, Any], place: Place) -> Correction:
    values = {key: plain(value) for key, value in told.items()}
    one = (values["entity"],) if "entity" in values else ()
    ends = ("head", "relation", "tail")
    return Correction(
        values["do"],
        values["by"],
        values["on"],
        values["why"],
        f"{PurePath(place.file).name}:{place.line}",
        entities=values.get("entities", one),
        relation=(values["head"], values["relation"], values["tail"]) if values.keys() >= set(ends) else None,
        becomes=values.get("as"),
        names=values.get("names", ()),
        document=values.get("document"),
        quote=values.get("quote"),
        values=tuple(sorted((key, value) for key, value in values.items() if key not in OTHER)),
    )
