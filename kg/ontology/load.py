"""schemas/ -> Ontology."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

from kg.ontology.model import EntityType, Ontology, Realis, RelationType, Stage, WordList

__all__ = ["default_directory", "load"]


def default_directory() -> Path:
    """The schemas that come with kg: in the wheel beside the package, in a checkout at the top."""
    inside = Path(__file__).parent.parent / "schemas"
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / "schemas"


def load(directory: Path | None = None) -> Ontology:
    """The ontology of `directory`, by default the one that comes with kg."""
    directory = directory or default_directory()

    def read(name: str) -> Any:
        return yaml.safe_load((directory / name).read_text(encoding="utf-8"))

    lists = {}
    for path in sorted((directory / "lists").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        head = dict(line[1:].strip().split(":", 1) for line in lines if line.startswith("#") and ":" in line)
        words = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
        lists[path.stem] = WordList(path.stem, words, head.get("source", "").strip(), head.get("licence", "").strip())
    digest = hashlib.sha256()
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(directory).as_posix().encode() + b"\0" + path.read_bytes())
    return Ontology(
        entity_types={e["name"]: EntityType(**e) for e in read("entities.yaml")["entities"]},
        relation_types={
            r["name"]: RelationType(**{**r, "domain": frozenset(r["domain"]), "range": frozenset(r["range"])})
            for r in read("relations.yaml")["relations"]
        },
        stages={s["name"]: Stage(s["name"], s["label"], i) for i, s in enumerate(read("stages.yaml")["stages"])},
        realis={r["name"]: Realis(**r) for r in read("stages.yaml")["realis"]},
        rules=(),
        word_lists=lists,
        fingerprint=digest.hexdigest(),
    )
