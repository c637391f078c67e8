"""The engine of a cluster: sources go to the workers of Dask in partitions, and what they say is resolved there.

Every worker runs the functions that one process runs and must see the sources, and one folder, under the same paths.
A worker writes the extractions of its partition to a Parquet file (`kg.engine.shard`) in that folder, where those who
resolve them find them: a file outlives the worker that wrote it, costs no memory, and needs nobody in between. What is
told directly, from a worker to this process, belongs to the graph: documents, entities and relations. The scheduler is
told of paths alone.

Dask gives the work of a worker that dies to another. A partition that kills workers again and again is read document by
document, and a document that still does is skipped with the reason.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from kg.documents.source import Source
from kg.engine.pool import cores
from kg.engine.reading import Engine, Reader, Reading, Result, Settings, Task
from kg.engine.shard import DOCUMENTS, Filed, Row, write_rows
from kg.errors import KgError, MissingPackage
from kg.records import Document, Skip
from kg.resolution.handover import read_block, write_blocks
from kg.resolution.spread import Shard
from kg.store import Store

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["dask", "read_partition"]

Partition = tuple[tuple[str, Source], ...]


def dask(
    scheduler: str | None = None, *, client: Client | None = None, folder: Path | None = None, partition: int = 32
) -> Engine:
    """An engine of a Dask cluster.

    Parameters
    ----------
    scheduler
        The address of a scheduler, as ``tcp://10.0.0.1:8786``; without one, a worker a core is started on this machine.
    client
        A client that is connected already; it is left open.
    folder
        A folder that this machine and all workers see under one path and may write to; what the engine puts there, it
        takes away at its end. By default the one for temporary files, which does for a cluster on this machine.
    partition
        How many documents are sent at once.

    Raises
    ------
    MissingPackage
        distributed or pyarrow is not installed.
    """
    for package in ("distributed", "pyarrow"):
        if importlib.util.find_spec(package) is None:
            raise MissingPackage(f"this engine needs the package {package}; install it with: pip install 'kg[cluster]'")
    return _Cluster(scheduler, client, folder, partition)


class _Cluster:
    """The workers of Dask."""

    def __init__(self, scheduler: str | None, client: Client | None, folder: Path | None, partition: int) -> None:
        self._scheduler, self._given, self._shared, self._partition = scheduler, client, folder, partition

    def __enter__(self) -> Self:
        if self._shared is not None:
            self._shared.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            made = stack.enter_context(TemporaryDirectory(prefix=".kg-", dir=self._shared))
            self._client = stack.enter_context(_connected(self._scheduler, self._given))
            self._folder, self._stack = Path(made).resolve(), stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def folder(self) -> Path:
        """The folder that all workers see, for the time that the engine is open."""
        return self._folder

    def read(self, sources: Mapping[str, Source], settings: Settings) -> Iterator[Reading]:
        """The readings of the sources, as they come; their extractions are in files."""
        common = self._folder / f"settings-{uuid4().hex}"
        write_blocks(common, [settings])  # once, and not with every partition: it names all that is known
        read = partial(read_partition, common)
        tasks = iter(sources.items())
        again: list[Partition] = []
        for partition, results in self._done(read, iter(lambda: tuple(islice(tasks, self._partition)), ())):
            if not results:
                again += [(task,) for task in partition]
            yield from chain.from_iterable(results)
        for ((name, _),), results in self._done(read, again, ahead=1):  # so that none dies of another
            told = "every process that read it died; split the document, or give the workers more memory"
            yield from chain.from_iterable(results or [[Reading(Skip(name, "failed", told))]])

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results of the function, as they come."""
        for _, results in self._done(function, tasks):
            if not results:
                raise KgError("every process that resolved a part of the corpus died; give the workers more memory")
            yield from results

    def shards(self, store: Store, keys: Sequence[tuple[str, str | None]]) -> Iterator[Shard]:
        """Extractions of a store, put where the workers see them."""
        for start in range(0, len(keys), DOCUMENTS):
            found = ((key, date, store.row(key)) for key, date in keys[start : start + DOCUMENTS])
            path = self._folder / f"store-{start:09}.parquet"
            write_rows(path, (Row(key, row[0], date, row[1]) for key, date, row in found if row))
            yield Filed((path,))

    def _done(
        self, function: Callable[[Task], Result], tasks: Iterable[Task], ahead: int | None = None
    ) -> Iterator[tuple[Task, list[Result]]]:
        """Each task with its result, with none where it killed its workers; `ahead` are under way, or two a thread."""
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        def submitted(task: Task) -> Any:
            return self._client.submit(_work, self._folder, function, task, pure=False)

        left = iter(tasks)
        ahead = ahead or 2 * max(2, sum(self._client.nthreads().values()))
        under_way = {submitted(task): task for task in islice(left, ahead)}
        done = as_completed(list(under_way))
        for future in done:
            task = under_way.pop(future)
            error = future.exception()
            if error is None:
                yield task, [self._client.gather(future, direct=True)]
            elif isinstance(error, KilledWorker):
                yield task, []
            else:
                raise error
            future.release()
            for following in islice(left, 1):
                new = submitted(following)
                under_way[new] = following
                done.add(new)


@contextmanager
def _connected(scheduler: str | None, client: Client | None) -> Iterator[Client]:
    from dask import config
    from distributed import Client, LocalCluster

    if client is not None:
        yield client
    elif scheduler is not None:
        with Client(scheduler, direct_to_workers=True) as made:
            yield made
    else:
        options = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
        with (
            config.set({"distributed.deploy.lost-worker-timeout": "10 minutes"}),  # a busy machine starts them slowly
            LocalCluster(cores(), **options) as cluster,
            Client(cluster, direct_to_workers=True) as made,
        ):
            yield made


def _work(folder: Path, function: Callable[[Task], Result], task: Task) -> Result:
    """What a worker does."""
    if not os.access(folder, os.W_OK | os.X_OK):
        raise KgError(
            f"a worker cannot write to {folder}; name a folder that this machine and all workers see under one path, "
            f"with --shared"
        )
    return function(task)


_reader = threading.local()


def read_partition(common: Path, tasks: Partition) -> list[Reading]:
    """The readings of a partition, whose extractions go into one file. Each thread has a pipeline of its own."""
    settings = _settings(common)
    if getattr(_reader, "settings", None) != settings:
        _reader.settings, _reader.reader = settings, Reader(settings)
    readings = [_reader.reader.read(name, source) for name, source in tasks]
    rows = [
        Row(reading.key, reading.read.id, reading.read.date, reading.extraction)
        for reading in readings
        if isinstance(reading.read, Document) and reading.extraction is not None
    ]
    if not rows:
        return readings
    path = common.with_name(f"{sha256(repr(rows[0][:2] + rows[-1][:2]).encode()).hexdigest()}.parquet")
    write_rows(path, rows)
    return [r if r.extraction is None else replace(r, extraction=None, file=path) for r in readings]


@lru_cache(maxsize=1)
def _settings(path: Path) -> Settings:
    settings: Settings = read_block(path, 0, 1)
    return settings
