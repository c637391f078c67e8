"""A directory of schemas as read: its entries by kind, its word lists, and whether it adds to the schemas of kg."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.ontology.fault import Faults, Place
from kg.ontology.field import Entry, mapping
from kg.ontology.model import WordList
from kg.ontology.sheet import FILES, RULES, SETTINGS, read_sheet
from kg.ontology.source import Source, shown
from kg.ontology.word_list import read_word_list

__all__ = ["Layer", "read_layer"]

SETTINGS_FILE = "schemas.yaml"
OBLIGATORY = ("entities.yaml", "relations.yaml", "stages.yaml", "cues.yaml")
KNOWN = f"one of: {', '.join(name for name in FILES if name != RULES)}, {SETTINGS_FILE}, rules/*.yaml, lists/*.txt"


@dataclass(slots=True)
class Layer:
    """What stands in a directory, by kind of entry; `extends` says whether it adds to the schemas that come with kg.

    `lists` gives for each name the list and whether it replaces one of the same name; `digest` is a SHA-256 over
    the files.
    """

    extends: bool
    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    lists: dict[str, tuple[WordList, bool]] = field(default_factory=dict)
    digest: str = ""


def _files(directory: Path) -> Iterator[tuple[Path, str]]:
    """The files of a directory in order of their relative paths; hidden files, backups and *.md are passed over."""
    found = sorted((path.relative_to(directory).as_posix(), path) for path in directory.rglob("*") if path.is_file())
    for file, path in found:
        if not any(part.startswith(".") for part in file.split("/")) and not file.endswith(("~", ".md")):
            yield path, file


def read_layer(directory: Path, faults: Faults, *, own: bool, thorough: bool) -> Layer:
    """Read a directory; with `own` it is a user's and may extend the schemas of kg, else it must be complete."""
    place = Place(shown(directory), 1)
    if not directory.is_dir():
        faults.add(place, "there is no such directory", "a directory with schemas", "mend the path, or make it")
        return Layer(extends=own)
    sources = [Source(path.read_bytes(), file, shown(path), faults, thorough) for path, file in _files(directory)]
    layer = Layer(extends=own and all(_extends(source) for source in sources if source.file == SETTINGS_FILE))
    if own:
        faults.raise_if_any()  # a fault in the settings is told alone: they decide how all else is read
    if not sources:
        faults.add(place, "there are no schemas here", KNOWN, "mend the path, or add a file")
    digest = hashlib.sha256()
    for source in sources:
        digest.update(f"{source.file}\0{len(source.data)}\0".encode() + source.data)
        _read(source, layer)
    layer.digest = digest.hexdigest()
    if not layer.extends:
        present = {source.file for source in sources}
        for file in OBLIGATORY:
            if file not in present:
                cure = "add it" if not own else f"add it, or remove `extends: false` from {SETTINGS_FILE}"
                faults.add(Place(shown(directory / file), 1), "there is no such file", "it to be there", cure)
    return layer


def _extends(source: Source) -> bool:
    root = source.root()
    return root is None or mapping(source, root, "the file", SETTINGS).get("extends") is not False


def _read(source: Source, layer: Layer) -> None:
    path = Path(source.file)
    folder, complete = path.parent.as_posix(), not layer.extends
    if source.file == SETTINGS_FILE:
        return
    if source.file in FILES and source.file != RULES:
        parts = read_sheet(source, source.file, complete=complete)
    elif folder == RULES and path.suffix == ".yaml":
        parts = read_sheet(source, RULES, complete=True)
    elif folder == "lists" and path.suffix == ".txt":
        found = read_word_list(source, path.stem)
        if found is not None:
            layer.lists[path.stem] = found
        return
    else:
        source.faults.add(source.line(1), "the file is unknown", KNOWN, "rename, move or remove it")
        return
    for kind, entries in parts.items():
        layer.entries[kind] += entries
