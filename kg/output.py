"""The output folder of ``kg build``: the graph, its page, its ledger, and run.json, which tells what was done."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx

import kg
from kg.corrections import Correction, read_corrections
from kg.errors import ExportError
from kg.export.atomic import atomic_write
from kg.ontology.model import Ontology
from kg.pipeline import MODEL_FILES, MODELS
from kg.store import Store
from kg.store.lock import locked
from kg.wiring import Build

__all__ = ["CORRECTIONS", "REVIEW", "corrections_of", "opened_store", "run_counts", "run_record", "write_outputs"]


@contextmanager
def opened_store(output: Path, waiting: Callable[[], None] | None = None) -> Iterator[Store]:
    """The store of an output folder, which is made where missing, while nobody else works in the folder.

    What a killed build left half-written is taken away first. Where no graph is there at the end, so are the store and
    an empty folder.

    Parameters
    ----------
    output
        The folder.
    waiting
        Called once where another build works in the folder and this one waits.

    Raises
    ------
    ExportError
        The folder cannot be made or written to.
    StoreError
        The store cannot be used.
    """
    new = [folder for folder in (output, *output.parents) if not folder.exists()]
    try:
        with locked(output, waiting):
            for left in output.glob(".*.tmp"):
                left.unlink()
            try:
                with Store(output / "store.sqlite") as store:
                    yield store
            finally:
                _discard_store(output)
    finally:
        for folder in new:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _discard_store(output: Path) -> None:
    """Take away the store where there is no graph beside it."""
    if not (output / "graph.json").exists():
        for name in ("store.sqlite", "store.sqlite-wal", "store.sqlite-shm"):
            (output / name).unlink(missing_ok=True)


FILES = ("graph.json", "graph.graphml", "graph.html", "ledger.xlsx", "run.json")
"""What a build writes, in order, beside its store."""

CORRECTIONS = "corrections.yaml"
"""The user's own file beside the outputs: read by every build, never written by one."""
REVIEW = "review.xlsx"
"""The sheet of ``kg review``."""


def corrections_of(output: Path, given: Path | None, ontology: Ontology) -> tuple[Correction, ...]:
    """The corrections in the file that is `given`, else in the one of the output folder, where there is one.

    Raises
    ------
    StoreError
        The file is missing, cannot be read, or has faults.
    """
    path = given or output / CORRECTIONS
    return read_corrections(path, ontology) if given is not None or path.exists() else ()


def write_outputs(result: Build, output: Path) -> list[Path]:
    """Write every file of the folder, each atomically; the files written, in order.

    Nothing is written when no document could be read.

    Raises
    ------
    ExportError
        The folder or a file cannot be written; older files stay as they were.
    """
    if not result.graph.graph["documents"]:
        return []
    files = [output / name for name in FILES]
    try:
        _write(result, files)
    except OSError as error:
        raise ExportError(
            f"{output}: cannot be written ({error.strerror or error}); make room or choose another folder with -o; "
            f"older files stay as they were"
        ) from error
    return files


def _write(result: Build, files: list[Path]) -> None:
    from kg.export.graphml import write_graphml
    from kg.export.html import write_html
    from kg.export.json import write_json
    from kg.export.xlsx import write_xlsx

    graph, ontology = result.graph, result.ontology
    write_json(graph, files[0])
    write_graphml(graph, files[1], ontology=ontology)
    write_html(graph, files[2], ontology=ontology)
    write_xlsx(graph, files[3], ontology=ontology)
    with atomic_write(files[4]) as file:
        file.write(run_record(result))


def run_counts(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """What is in a graph, by number."""
    return {
        "documents": len(graph.graph["documents"]),
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "nodes by type": dict(sorted(Counter(data["type"] for _, data in graph.nodes(data=True)).items())),
        "edges by relation": dict(sorted(Counter(key for _, _, key in graph.edges(keys=True)).items())),
    }


def run_record(result: Build) -> str:
    """run.json: versions, counts, every document, every skip with its reason; no time: equal runs give equal bytes."""
    graph = result.graph
    documents = graph.graph["documents"].values()
    record = {
        "kg": kg.__version__,
        "schemas": result.ontology.fingerprint,
        "models": {name: _digest(MODELS / file) for name, file in MODEL_FILES.items()},
        "counts": {
            "skipped": len(result.skips),
            "found": len(documents) + len(result.skips),
            **run_counts(graph),
        },
        "documents": [
            {
                "id": d.id,
                "title": d.title,
                "date": d.date,
                "encoding": d.encoding,
                "reader": d.reader,
                "sha256": d.checksum,
            }
            for d in documents
        ],
        "skipped": [{"id": skip.id, "reason": skip.reason, "message": skip.message} for skip in result.skips],
        "corrections": list(graph.graph.get("corrections", ())),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
