"""What a build of many articles takes, in time and memory, with one process and with two; prints a table.

``python -m tests.benchmarks.build [NUMBER...]`` builds corpora of so many generated articles, by default 1,000; 20,000
take a quarter of an hour. Each build runs in a process of its own. Seconds are of the clock and of CPU (of all
processes); megabytes are the most that the process held while documents were read, and until the graph was there, and
the most that one of its workers held.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.articles import write_articles
from tests.benchmarks.export import memory
from tests.benchmarks.figure import record

WORKERS = (1, 2)


def child(folder: Path, workers: int) -> None:
    """Build the graph of `folder` and print what it took as JSON."""
    from kg.wiring import build

    reading: dict[str, float] = {}
    begin = time.perf_counter()

    def progress(_: str, total: int) -> None:
        reading["done"] = reading.get("done", 0) + 1
        if reading["done"] == total:
            reading.update(seconds=time.perf_counter() - begin, megabytes=memory("VmHWM"))

    result = build([folder], workers=workers, progress=progress)
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = {
        "seconds": time.perf_counter() - begin,
        "reading": reading["seconds"],
        "cpu": sum(use.ru_utime + use.ru_stime for use in uses),
        "reading MB": reading["megabytes"],
        "MB": memory("VmHWM"),
        "worker MB": uses[1].ru_maxrss / 1024,
        "nodes": result.graph.number_of_nodes(),
        "edges": result.graph.number_of_edges(),
    }
    print(json.dumps(told))


def measured(folder: Path, workers: int) -> dict[str, float]:
    """What `child` tells of a build in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.build", "--child", str(folder), str(workers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main(counts: list[int]) -> None:
    """Generate, build, print."""
    print(
        "articles workers  seconds  reading      CPU  CPU ms/article  MB reading  MB most  MB worker    nodes    edges"
    )
    rows = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            write_articles(count, Path(folder))
            for workers in WORKERS:
                told = measured(Path(folder), workers)
                rows.append({"articles": count, "workers": workers, **told})
                print(
                    f"{count:8} {workers:7} {told['seconds']:8.1f} {told['reading']:8.1f} {told['cpu']:8.1f} "
                    f"{told['cpu'] / count * 1000:15.1f} {told['reading MB']:11.0f} {told['MB']:8.0f} "
                    f"{told['worker MB']:10.0f} {told['nodes']:8} {told['edges']:8}",
                    flush=True,
                )
    record("build", rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or [1000])
