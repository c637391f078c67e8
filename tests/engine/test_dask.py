"""A cluster of two processes: the bytes of one process, though one of the two is killed while it reads and resolves."""

import importlib.util
import os
import pickle
import signal
from pathlib import Path

import dask.config
import pytest
from click.testing import CliRunner
from distributed import Client, LocalCluster

from kg.cli import main
from kg.documents import Limits, find_sources
from kg.engine import Settings
from kg.engine.dask import dask as on_dask
from kg.engine.local import local
from kg.engine.shard import Filed, read_rows
from kg.errors import KgError, MissingPackage
from kg.export.json import write_json
from kg.ontology.load import load
from kg.pipeline import fingerprint
from kg.resolution import resolve_shards
from kg.store import Store
from kg.wiring import build
from tests.benchmarks.articles import write_articles
from tests.engine.samples import Deadly

ONTOLOGY = load()
SETTINGS = Settings(None, fingerprint(ONTOLOGY))
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("articles")
    write_articles(64, root)
    return root


@pytest.fixture(scope="module")
def cluster():
    with (
        dask.config.set(
            {"distributed.scheduler.allowed-failures": 1, "distributed.deploy.lost-worker-timeout": "10 minutes"}
        ),
        LocalCluster(2, threads_per_worker=1, dashboard_address="127.0.0.1:0") as made,
    ):
        yield made


@pytest.fixture
def client(cluster):
    with Client(cluster, direct_to_workers=True) as made:
        yield made


def json_of(graph, path):
    write_json(graph, path)
    return path.read_bytes()


def kill_one(client):
    os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)


def held_by(scheduler):
    """All that the tasks of the scheduler are, as bytes."""
    return [pickle.dumps(task.run_spec) for task in list(scheduler.tasks.values())]


class Watched:
    """An engine that another one is, and that calls `watch` after each result of `map` with the number of it."""

    def __init__(self, engine, watch):
        self.engine, self.watch = engine, watch

    def __enter__(self):
        self.engine.__enter__()
        return self

    def __exit__(self, *told):
        self.engine.__exit__(*told)

    def __getattr__(self, name):
        return getattr(self.engine, name)

    def map(self, function, tasks):
        for number, result in enumerate(self.engine.map(function, tasks)):
            yield result
            self.watch(number, function.__name__)


def test_what_workers_read_is_resolved_without_coming_here(folder, client):
    sources = find_sources([folder], Limits())
    with on_dask(client=client, partition=16) as engine:
        readings = list(engine.read(sources, SETTINGS))
        assert {reading.extraction for reading in readings} == {None}
        files = sorted({reading.file for reading in readings})
        assert [sum(1 for _ in Filed((path,))) for path in files] == [16] * 4
        here = resolve_shards(map, [Filed(tuple(files))], ONTOLOGY, engine.folder)
        assert resolve_shards(engine.map, [Filed((path,)) for path in files], ONTOLOGY, engine.folder) == here
    assert not engine.folder.exists()


def test_a_store_on_a_cluster_holds_what_one_of_a_single_process_holds(folder, client, tmp_path):
    files = sorted(folder.glob("*/*.txt"))

    def built(name, inputs, engine):
        with Store(tmp_path / name) as store:
            result = build(inputs, engine=engine, store=store)
            rows = store._connection.execute("SELECT * FROM extractions ORDER BY key").fetchall()
        return result.reused, json_of(result.graph, tmp_path / "graph.json"), rows

    built("dask", files[:10], on_dask(client=client))
    on_cluster = built("dask", files[:20], on_dask(client=client))
    alone = built("local", files[:20], local())
    assert (on_cluster[0], alone[0]) == (10, 0)
    assert on_cluster[1:] == alone[1:]


def test_a_folder_that_workers_cannot_use_is_told(client, tmp_path):
    with on_dask(client=client, folder=tmp_path / "shared") as engine:
        engine.folder.rmdir()
        with pytest.raises(KgError, match=r"a worker cannot write to .*shared.*; name a folder that this machine and"):
            list(engine.map(len, ["task"]))


@pytest.mark.parametrize("package", ["distributed", "pyarrow"])
def test_a_missing_package_is_told_with_the_cure(package, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == package else object())
    with pytest.raises(MissingPackage, match=rf"needs the package {package}; .* pip install 'kg\[cluster\]'"):
        on_dask()


def test_the_command_line_reaches_a_scheduler(folder, cluster, tmp_path):
    outputs = [tmp_path / "dask", tmp_path / "local"]
    shared = tmp_path / "shared"
    on_cluster = ["--engine", "dask", "--scheduler", cluster.scheduler_address, "--shared", str(shared)]
    options = [on_cluster, ["--workers", "1"]]
    for output, each in zip(outputs, options, strict=True):
        result = CliRunner().invoke(main, ["build", str(folder / "0000" / "0000001.txt"), "-o", str(output), *each])
        assert result.exit_code == 0, result.output
    assert (outputs[0] / "graph.json").read_bytes() == (outputs[1] / "graph.json").read_bytes()
    assert list(shared.iterdir()) == []
    result = CliRunner().invoke(main, ["build", str(folder), "--engine", "dask", "--shared", str(shared)])
    assert (result.exit_code, "--shared goes with --scheduler" in result.stderr) == (2, True)


def test_the_same_bytes_though_workers_are_killed_and_no_text_at_the_scheduler(folder, cluster, client, tmp_path):
    killed, held, stages = [], [], []

    def reading(*_):
        if not killed:
            kill_one(client)
            killed.append("while reading")
        held.extend(held_by(cluster.scheduler) if len(held) < 40 else ())

    def resolving(number, stage):
        stages.append(stage)
        held.extend(held_by(cluster.scheduler))
        if (number, stage) == (0, "_write_parts"):
            kill_one(client)
            killed.append("while resolving")

    engine = Watched(on_dask(client=client, partition=1), resolving)
    result = build([folder, SEEDS], engine=engine, progress=reading)
    assert killed == ["while reading", "while resolving"]
    assert result.skips == ()
    assert list(dict.fromkeys(stages)) == ["_write_names", "_settle", "_write_parts", "_merge"]
    assert {stages.count(stage) for stage in stages} == {5}  # 65 files, 16 a shard
    expected = build([folder, SEEDS], workers=2).graph
    assert json_of(result.graph, tmp_path / "dask.json") == json_of(expected, tmp_path / "local.json")
    assert len(held) >= 40
    assert not any("开发区".encode() in task or "项目".encode() in task for task in held)
    assert max(map(len, held)) < 20_000


def test_a_document_that_kills_every_worker_is_a_skip_and_costs_no_other(folder, client):
    sources = dict(list(find_sources([folder], Limits()).items())[:7])
    deadly = Deadly(("0000", "x.txt"), (), folder / "x.txt")
    with on_dask(client=client, partition=4) as engine:
        given = engine.read({**sources, "0000/x.txt": deadly}, SETTINGS)
        readings = {reading.read.id: reading for reading in given}
        skip = readings.pop("0000/x.txt").read
        assert (skip.reason, skip.message[:33]) == ("failed", "every process that read it died; ")
        expected = list(local().read(sources, SETTINGS))
        assert [readings[r.read.id].read for r in expected] == [r.read for r in expected]
        told = dict(pair for path in {r.file for r in readings.values()} for pair in _texts(path))
        assert told == {r.key: r.extraction for r in expected}


def _texts(path):
    return [(row.key, row.extraction) for row in read_rows(path)]


def _die(_):
    os._exit(3)


def test_a_task_that_kills_every_worker_ends_the_build_with_the_cure(client):
    with on_dask(client=client) as engine, pytest.raises(KgError, match="give the workers more memory"):
        list(engine.map(_die, ["task"]))
