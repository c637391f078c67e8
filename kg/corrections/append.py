"""Corrections added to the end of a file: what stands in it, comments too, stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.corrections.read import HEADER, parse_corrections
from kg.corrections.record import Correction
from kg.errors import StoreError
from kg.export.atomic import atomic_write
from kg.ontology.model import Ontology
from kg.ontology.source import shown

__all__ = ["append_corrections", "parsed", "same", "written"]


def written(items: Iterable[Mapping[str, Any]]) -> str:
    """Corrections as YAML, one mapping after the other."""
    import yaml

    return "".join(yaml.safe_dump([dict(item)], allow_unicode=True, sort_keys=False, width=10_000) for item in items)


def parsed(item: Mapping[str, Any], ontology: Ontology) -> Correction:
    """The correction of one mapping.

    Raises
    ------
    StoreError
        It has faults; the place in the message is ``decision``.
    """
    (made,) = parse_corrections(written([item]).encode("utf-8"), "decision", ontology)
    return made


def same(correction: Correction) -> tuple[Any, ...]:
    """What two corrections share that decide the same of the same, whoever said so."""
    c = correction
    return c.do, tuple(sorted(c.entities)), c.relation, c.becomes, c.names, c.document, c.quote, c.values


def append_corrections(path: Path, items: Sequence[Mapping[str, Any]], ontology: Ontology) -> int:
    """Add what the file does not say yet, in order, in one step; how many were added.

    Raises
    ------
    StoreError
        The file or an item has faults, or cannot be written; then nothing was changed.
    """
    try:
        old = path.read_bytes() if path.exists() else HEADER.encode("utf-8")
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); mend its permissions") from error
    before = parse_corrections(old, shown(path), ontology)
    known = {same(correction) for correction in before}
    added: list[Mapping[str, Any]] = []
    for item in items:
        made = parsed(item, ontology)
        if same(made) not in known:
            known.add(same(made))
            added.append(item)
    if not added:
        return 0
    gap = b"" if not old or old.endswith(b"\n") else b"\n"
    new = old + gap + written(added).encode("utf-8")
    try:
        after = parse_corrections(new, shown(path), ontology)
    except StoreError:
        after = ()
    if [same(c) for c in after[: len(before)]] != [same(c) for c in before] or len(after) != len(before) + len(added):
        raise StoreError(
            f"{path}: cannot be added to; expected a list in which each correction begins with `- ` at the margin; "
            f"write it so (without [ ] around all)"
        )
    try:
        with atomic_write(path, "wb") as file:
            file.write(new)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from error
    return len(added)
