"""The engine of several processes on this machine.

A source is sent to a process, which reads the file itself; its reading comes back at once, so that no more than a few
documents are ever under way. When a process dies (killed, out of memory), another takes its place and the source that
it was at is read once more; if that kills a process again, the document is skipped with the reason.
"""

from __future__ import annotations

import gc
import os
import signal
import warnings
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from kg.documents.source import Source
from kg.engine.local import Here
from kg.engine.reading import Engine, Reader, Reading, Settings
from kg.records import Skip

__all__ = ["cores", "pooled"]

_AHEAD = 4  # sources that wait at a process, so that it never waits for the next
_CONTEXT = get_context("spawn")
Task = tuple[str, Source]


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pooled(workers: int) -> Engine:
    """An engine of `workers` processes that read; what they read is resolved in this one."""
    return _Pool(workers)


class _Pool(Here):
    def __init__(self, workers: int) -> None:
        super().__init__()
        self._workers = workers

    def read(self, sources: Mapping[str, Source], settings: Settings) -> Iterator[Reading]:
        """The readings of the sources, as they come."""
        crew = _Crew(sources, settings)
        try:
            yield from crew.readings(min(self._workers, len(sources)))
        finally:
            crew.dismiss()


@dataclass
class _Worker:
    """A process, the pipe to it, and the sources that it was sent, the one that it is at first."""

    process: SpawnProcess
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)


class _Crew:
    """Workers and what is left for them to do."""

    def __init__(self, sources: Mapping[str, Source], settings: Settings) -> None:
        self._settings = settings
        self._left: Iterator[Task] = iter(sources.items())
        self._again: set[str] = set()
        self._workers: list[_Worker] = []

    def readings(self, workers: int) -> Iterator[Reading]:
        """The reading of every source, as they come."""
        self._workers = [self._hire() for _ in range(workers)]
        while True:
            for worker in self._workers:
                self._send(worker)
            busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
            if not busy:
                return
            for pipe in wait(list(busy)):
                yield from self._received(busy[pipe])  # type: ignore[index]

    def _send(self, worker: _Worker) -> None:
        while len(worker.tasks) < _AHEAD and (task := next(self._left, None)) is not None:
            worker.tasks.append(task)
            try:
                worker.pipe.send(task)
            except OSError:  # it has died: receiving will tell
                return

    def _received(self, worker: _Worker) -> Iterator[Reading]:
        try:
            reading = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._died(worker)
            return
        if isinstance(reading, BaseException):
            raise reading
        worker.tasks.popleft()
        yield reading

    def _died(self, worker: _Worker) -> Iterator[Reading]:
        worker.process.join()
        cause = _cause(worker.process.exitcode)
        (name, source), *rest = worker.tasks
        if name in self._again:
            told = f"the process that read it died twice ({cause}); split the document, or give the machine more memory"
            yield Reading(Skip(name, "failed", told))
        else:
            self._again.add(name)
            warnings.warn(f"a process died ({cause}) while it read {name}, which is read again", stacklevel=2)
            rest = [(name, source), *rest]
        self._left = chain(rest, self._left)
        self._workers[self._workers.index(worker)] = self._hire()

    def _hire(self) -> _Worker:
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(there, self._settings), daemon=True)
        process.start()
        there.close()  # so that the end of the process is the end of the pipe
        return _Worker(process, here)

    def dismiss(self) -> None:
        """End every process."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()


def _cause(code: int | None) -> str:
    if code is not None and code < 0:
        return f"by the signal {signal.Signals(-code).name}"
    return f"with the code {code}"


def _serve(pipe: Connection, settings: Settings) -> None:
    """Read what comes until the pipe ends: the whole life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends it
    warnings.simplefilter("ignore", UserWarning)  # the parent has told it
    reader, settled = Reader(settings), False
    while True:
        try:
            name, source = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            reading: Reading | BaseException = reader.read(name, source)
        except BaseException as error:  # noqa: BLE001 - the parent raises it: it does not belong to one document
            reading = error
        try:
            pipe.send(reading)
        except OSError:  # the parent is gone
            return
        if not settled:  # pipeline and word lists stay: to look through them for garbage would cost a tenth of the time
            gc.collect()
            gc.freeze()
            settled = True
