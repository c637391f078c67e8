"""The engine of a cluster: partitions of sources go to the workers of Dask, readings come back from them directly.

Every worker runs the function that one process runs (`kg.engine.reading.Reader`) and must see the sources under the
same paths. The scheduler is told of paths alone; texts go from a worker to this process, a few partitions at a time.
Dask gives the work of a worker that dies to another. A partition that kills workers again and again is read document by
document, and a document that still does is skipped with the reason.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.documents.source import Source
from kg.engine.pool import cores
from kg.engine.reading import Engine, Reader, Reading, Settings
from kg.errors import MissingPackage
from kg.records import Skip

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["dask"]

Partition = tuple[tuple[str, Source], ...]


def dask(scheduler: str | None = None, *, client: Client | None = None, partition: int = 32) -> Engine:
    """An engine of a Dask cluster.

    Parameters
    ----------
    scheduler
        The address of a scheduler, as ``tcp://10.0.0.1:8786``; without one, a worker a core is started on this machine.
    client
        A client that is connected already; it is left open.
    partition
        How many documents are sent at once.

    Raises
    ------
    MissingPackage
        distributed is not installed.
    """
    if importlib.util.find_spec("distributed") is None:
        raise MissingPackage("this engine needs the package distributed; install it with: pip install 'kg[cluster]'")

    def run(sources: Mapping[str, Source], settings: Settings) -> Iterator[Reading]:
        tasks = iter(sources.items())
        with _connected(scheduler, client) as used:
            yield from _readings(used, iter(lambda: tuple(islice(tasks, partition)), ()), settings)

    return run


@contextmanager
def _connected(scheduler: str | None, client: Client | None) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    if client is not None:
        yield client
    elif scheduler is not None:
        with Client(scheduler, direct_to_workers=True) as made:
            yield made
    else:
        options = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
        with LocalCluster(cores(), **options) as cluster, Client(cluster, direct_to_workers=True) as made:
            yield made


def _readings(client: Client, partitions: Iterator[Partition], settings: Settings) -> Iterator[Reading]:
    """The readings of all partitions, two of which are under way for each thread of the cluster."""
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    ahead = 2 * max(2, sum(client.nthreads().values()))
    under_way = {_submitted(client, each, settings): each for each in islice(partitions, ahead)}
    done = as_completed(list(under_way))
    for future in done:
        tasks = under_way.pop(future)
        error = future.exception()
        new: Iterator[Partition] = islice(partitions, 1)
        if error is None:
            yield from client.gather(future, direct=True)
        elif not isinstance(error, KilledWorker):
            raise error
        elif len(tasks) == 1:
            told = "every process that read it died; split the document, or give the workers more memory"
            yield Reading(Skip(tasks[0][0], "failed", told))
        else:
            new = iter([(task,) for task in tasks])
        future.release()
        for each in new:
            submitted = _submitted(client, each, settings)
            under_way[submitted] = each
            done.add(submitted)


def _submitted(client: Client, tasks: Partition, settings: Settings) -> Any:
    return client.submit(read_partition, tasks, settings, pure=False)


_reader = threading.local()


def read_partition(tasks: Partition, settings: Settings) -> list[Reading]:
    """The readings of a partition: the function that workers run. Each thread has a pipeline of its own."""
    if getattr(_reader, "settings", None) != settings:
        _reader.settings, _reader.reader = settings, Reader(settings)
    return [_reader.reader.read(name, source) for name, source in tasks]
