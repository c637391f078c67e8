"""schemas/ -> Ontology."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from kg.ontology.check import Parts, check, merge
from kg.ontology.fault import Faults
from kg.ontology.field import Entry
from kg.ontology.layer import Layer, read_layer
from kg.ontology.model import EntityType, Ontology, Realis, RelationType, Rule, Slot, Stage, WordList
from kg.ontology.sheet import FILES
from kg.ontology.value import plain

__all__ = ["default_directory", "load"]

REJECTED = Realis("rejected", "否定", "rejected by a person; no text says it, and no schema")
"""The realis value that only corrections give."""


def default_directory() -> Path:
    """The schemas that come with kg: in the wheel beside the package, in a checkout at the top."""
    inside = Path(__file__).parent.parent / "schemas"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "schemas"


def load(directory: Path | None = None, *, thorough: bool | None = None) -> Ontology:
    """The ontology of the schemas that come with kg, extended or replaced by those of `directory`.

    Files that have not changed since they were loaded last are not read again.

    An entry of `directory` takes the place of one of the same name, the words of a list are added to those of the list
    of the same name, and everything else is added. With ``extends: false`` in its schemas.yaml it stands alone, and
    with the head line ``# extends: false`` a list replaces the other.

    Parameters
    ----------
    directory
        A user's own schemas; None for those that come with kg alone.
    thorough
        Also compile and time the patterns and try them on their examples. By default only those of `directory`:
        the schemas that come with kg are tested before they are shipped.

    Raises
    ------
    kg.errors.SchemaError
        There are faults; all are listed with file and line.

    Examples
    --------
    >>> load().label("SETTLES_IN")
    '落户'
    """
    key = directory, thorough, _stamp(default_directory()), _stamp(directory) if directory is not None else ()
    if key not in _LOADED:
        _LOADED.clear()  # what was before is of older files, or of another user's
        _LOADED[key] = _load(directory, thorough=thorough)
    return _LOADED[key]


_Stamp = tuple[tuple[str, int, int], ...]
_LOADED: dict[tuple[Path | None, bool | None, _Stamp, _Stamp], Ontology] = {}
"""The ontology that was loaded last: a pipeline asks for it several times."""


def _stamp(directory: Path) -> _Stamp:
    """The name, time and size of each file of a directory."""
    stats = ((path, path.stat()) for path in sorted(directory.absolute().rglob("*")) if path.is_file())
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


def _load(directory: Path | None, *, thorough: bool | None) -> Ontology:
    faults = Faults()
    layers: list[Layer] = []
    if directory is not None and directory.resolve() != default_directory().resolve():
        layers = [read_layer(directory, faults, own=True, thorough=thorough is not False)]
    if not layers or layers[0].extends:
        layers.insert(0, read_layer(default_directory(), faults, own=False, thorough=bool(thorough)))
    parts = {
        sheet.kind: merge((layer.entries.get(sheet.kind, []) for layer in layers), sheet, faults)
        for file in FILES.values()
        for sheet in file.values()
    }
    check(parts, faults)
    faults.raise_if_any()
    return _ontology(parts, layers, directory)


def _ontology(parts: Parts, layers: list[Layer], directory: Path | None) -> Ontology:
    digests = [layer.digest for layer in layers]
    relations = {name: RelationType(**_values(entry)) for name, entry in parts["relation"].items()}
    return Ontology(
        entity_types={name: EntityType(**_values(entry)) for name, entry in parts["entity type"].items()},
        relation_types=relations,
        stages={name: Stage(**_values(entry), order=i) for i, (name, entry) in enumerate(parts["stage"].items())},
        realis={**{n: Realis(**_values(e)) for n, e in parts["realis value"].items()}, REJECTED.name: REJECTED},
        rules=tuple(_rule(entry, relations) for entry in parts["rule"].values()),
        word_lists=_word_lists(layers),
        patterns=_patterns(parts),
        fingerprint=digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest(),
        directory=directory,
    )


def _patterns(parts: Parts) -> dict[str, str]:
    """Named patterns by name, and cues as ``stage:signed``, ``realis:planned``, ``negation``."""
    patterns = {name: plain(entry.get("pattern")) for name, entry in parts["pattern"].items()}
    for part, sheet in FILES["cues.yaml"].items():
        for name, entry in parts[sheet.kind].items():
            patterns[f"{part}:{name}".rstrip(":")] = plain(entry.get("pattern"))
    return patterns


def _values(entry: Entry) -> dict[str, Any]:
    return {key: plain(value) for key, value in entry.values.items() if not isinstance(value, Entry)}


def _rule(entry: Entry, relations: dict[str, RelationType]) -> Rule:
    relation = relations[entry.get("relation")]
    return Rule(
        **_values(entry),
        head=_slot(entry.get("head"), relation.domain),
        tail=_slot(entry.get("tail"), relation.range),
        **_values(entry.get("examples")),
        file=entry.source.file,
        line=entry.place.line,
    )


def _slot(entry: Entry, default: frozenset[str]) -> Slot:
    return Slot(plain(entry.get("types")) or default, plain(entry.get("where")))


def _word_lists(layers: list[Layer]) -> dict[str, WordList]:
    lists: dict[str, WordList] = {}
    for layer in layers:
        for name, (found, replaces) in layer.lists.items():
            base = lists.get(name)
            if base is None or replaces:
                lists[name] = found
                continue
            words = tuple(dict.fromkeys((*base.words, *found.words)))
            source, licence = f"{base.source}; {found.source}", f"{base.licence}; {found.licence}"
            lists[name] = WordList(name, words, source, licence)
    return dict(sorted(lists.items()))
