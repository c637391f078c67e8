"""A cluster of two processes: the bytes of one process, though one of the two is killed."""

import importlib.util
import os
import pickle
import signal

import dask.config
import pytest
from click.testing import CliRunner
from distributed import Client, LocalCluster

from kg.cli import main
from kg.documents import Limits, find_sources
from kg.engine import Settings
from kg.engine.dask import dask as on_dask
from kg.engine.local import local
from kg.errors import MissingPackage
from kg.export.json import write_json
from kg.ontology.load import load
from kg.wiring import build, fingerprint
from tests.benchmarks.articles import write_articles
from tests.engine.samples import Deadly

SETTINGS = Settings(None, fingerprint(load()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("articles")
    write_articles(200, root)
    return root


@pytest.fixture
def cluster():
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
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


def test_the_same_bytes_though_a_worker_is_killed_and_no_text_at_the_scheduler(folder, cluster, client, tmp_path):
    killed, held = [], []

    def watch(*_):
        if not killed:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)
        if len(held) < 40:
            held.extend(pickle.dumps(task.run_spec) for task in list(cluster.scheduler.tasks.values()))

    engine = on_dask(client=client, partition=10)
    result = build([folder], engine=engine, progress=watch)
    assert len(killed) == 1
    assert result.skips == ()
    expected = build([folder], workers=2).graph
    assert json_of(result.graph, tmp_path / "dask.json") == json_of(expected, tmp_path / "local.json")
    assert len(held) >= 20
    assert all(b"0000.txt" in task or b".txt" in task for task in held)
    assert not any("项目建设见闻".encode() in task for task in held)
    assert max(map(len, held)) < 20 * 1000


def test_a_document_that_kills_every_worker_is_a_skip_and_costs_no_other(folder, client):
    sources = dict(list(find_sources([folder], Limits()).items())[:7])
    deadly = Deadly(("0000", "x.txt"), (), folder / "x.txt")
    engine = on_dask(client=client, partition=4)
    readings = {reading.read.id: reading for reading in engine({**sources, "0000/x.txt": deadly}, SETTINGS)}
    skip = readings.pop("0000/x.txt").read
    assert (skip.reason, skip.message[:33]) == ("failed", "every process that read it died; ")
    assert readings == {reading.read.id: reading for reading in local()(sources, SETTINGS)}


def test_a_missing_package_is_told_with_the_cure(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingPackage, match=r"pip install 'kg\[cluster\]'"):
        on_dask()


def test_the_command_line_reaches_a_scheduler(folder, cluster, tmp_path):
    outputs = [tmp_path / "dask", tmp_path / "local"]
    options = [["--engine", "dask", "--scheduler", cluster.scheduler_address], ["--workers", "1"]]
    for output, each in zip(outputs, options, strict=True):
        result = CliRunner().invoke(main, ["build", str(folder / "0000" / "0000001.txt"), "-o", str(output), *each])
        assert result.exit_code == 0, result.output
    assert (outputs[0] / "graph.json").read_bytes() == (outputs[1] / "graph.json").read_bytes()
