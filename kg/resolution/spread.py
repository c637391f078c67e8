"""Resolution on an engine: the functions of `kg.resolution.resolve`, mapped over shards and blocks.

A shard is a part of the corpus as it was read, a block a part of the names or of the node ids. Stages hand over in
files (`kg.resolution.handover`) of one folder that every process sees, so that what an engine is told is small:

1. for each shard the names that it tells, by blocks of names (a file);
2. for each block of names the pairs of names that are one or may be one (told);
3. here, of all those pairs, what each name stands for (a file);
4. for each shard what it tells of entities and relations, by blocks of node ids (a file), and its judgements and
   open lists (told);
5. for each block of node ids its entities and relations (told).

What is told belongs to the graph. Every task may be done twice: it reads files that are there and writes the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol, TypeVar

from kg.ontology.model import Ontology
from kg.records import Entity, Extraction, Relation
from kg.resolution.handover import read_block, write_blocks
from kg.resolution.naming import Naming, Settled, names_of, naming, settled
from kg.resolution.part import Parts, Said, merged, parts_of
from kg.resolution.resolve import Resolved, resolved, told_once

__all__ = ["MOST_BLOCKS", "Shard", "resolve_shards"]

MOST_BLOCKS = 256
"""Each shard writes a piece for each block: more blocks would be more and smaller pieces, not less memory."""

Task = TypeVar("Task")
Result = TypeVar("Result")


class Shard(Protocol):
    """Extractions with the dates of their documents, each time anew."""

    def __iter__(self) -> Iterator[tuple[Extraction, str | None]]:
        """One after the other."""


class Mapper(Protocol):
    """What an engine does with a function and tasks for it; results come in any order."""

    def __call__(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results."""


@dataclass(frozen=True, slots=True)
class _OfShard:
    """The task of a shard: the number of blocks, the folder, the number of the shard and its extractions."""

    folder: Path
    blocks: int
    number: int
    shard: Shard

    def file(self, stage: str) -> Path:
        return self.folder / f"{self.number:06}.{stage}"


@dataclass(frozen=True, slots=True)
class _OfBlock:
    """The task of a block: its number, of how many, the folder and the number of shards."""

    folder: Path
    blocks: int
    number: int
    shards: int

    def read(self, stage: str) -> Iterator[Any]:
        for shard in range(self.shards):
            yield read_block(self.folder / f"{shard:06}.{stage}", self.number, self.blocks)


def resolve_shards(mapper: Mapper, shards: Sequence[Shard], ontology: Ontology, folder: Path) -> Resolved:
    """Resolve a corpus in shards, in any order and of any size; it equals `resolve` of all extractions.

    Parameters
    ----------
    mapper
        Who works (`kg.engine.Engine.map`).
    folder
        Where the stages hand over; every process that works sees it under this path.
    """
    folder = Path(mkdtemp(prefix="resolution-", dir=folder))
    blocks = max(1, min(len(shards), MOST_BLOCKS))
    of_shards = [_OfShard(folder, blocks, number, shard) for number, shard in enumerate(shards)]
    of_blocks = [_OfBlock(folder, blocks, number, len(shards)) for number in range(blocks)]
    for _ in mapper(_write_names, of_shards):
        pass
    names, judgements = naming(list(mapper(_settle, of_blocks)))
    write_blocks(folder / COMMON, [(names, ontology)])
    said = [each for told in mapper(_write_parts, of_shards) for each in told]
    return resolved(mapper(_merge, of_blocks), judgements, said)


COMMON = "common"
"""The file with what every task of the later stages needs: naming and ontology."""


@lru_cache(maxsize=1)
def _common(folder: Path) -> tuple[Naming, Ontology]:
    common: tuple[Naming, Ontology] = read_block(folder / COMMON, 0, 1)
    return common


def _write_names(task: _OfShard) -> None:
    things = (thing for extraction, _ in task.shard for thing in told_once(extraction)[1])
    write_blocks(task.file("names"), names_of(things, task.blocks))


def _settle(task: _OfBlock) -> Settled:
    return settled(task.read("names"))


def _write_parts(task: _OfShard) -> list[Said]:
    names, ontology = _common(task.folder)
    parts = [Parts() for _ in range(task.blocks)]
    said = []
    for extraction, date in task.shard:
        once, things = told_once(extraction)
        said.append(parts_of(once, things, date, names, ontology, parts))
    write_blocks(task.file("parts"), parts)
    return [each for each in said if each.judgements or each.lists]


def _merge(task: _OfBlock) -> tuple[list[Entity], list[Relation]]:
    return merged(task.read("parts"), _common(task.folder)[1])
