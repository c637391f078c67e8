"""Several processes: the same bytes, whatever dies."""

import multiprocessing
import os
import signal

import pytest

from kg.documents import Limits, find_sources
from kg.engine import Settings, cores, local, pooled
from kg.errors import SchemaError
from kg.export.json import write_json
from kg.ontology.load import load
from kg.pipeline import fingerprint
from kg.records import Document, Skip
from kg.store import Store
from kg.wiring import build

TEXT = "近日,远山智造{0}有限公司落户云岭开发区,投资{0}亿元建设储能项目。"
ONTOLOGY = load()
SETTINGS = Settings(None, fingerprint(ONTOLOGY))


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "articles"
    root.mkdir()
    for number in range(12):
        (root / f"{number:02}.txt").write_text(TEXT.format(number + 2), encoding="utf-8")
    (root / "empty.txt").write_text("", encoding="utf-8")
    return root


def json_of(graph, path):
    write_json(graph, path)
    return path.read_bytes()


class Deadly:
    """A source that ends the process that receives it."""

    fault = None

    def __reduce__(self):
        return os._exit, (3,)


def test_readings_are_those_of_one_process(folder):
    sources = find_sources([folder], Limits())
    alone = sorted(local().read(sources, SETTINGS), key=lambda reading: reading.read.id)
    several = sorted(pooled(2).read(sources, SETTINGS), key=lambda reading: reading.read.id)
    assert several == alone
    assert [type(reading.read) for reading in alone] == [Document] * 12 + [Skip]


def test_no_more_processes_than_sources(folder):
    sources = find_sources([folder / "00.txt"], Limits())
    readings = pooled(8).read(sources, SETTINGS)
    next(readings)
    assert len(multiprocessing.active_children()) == 1
    readings.close()
    assert multiprocessing.active_children() == []


def test_when_processes_are_killed_their_documents_are_read_again(folder, tmp_path):
    killed = []

    def kill(*_):
        if not killed:
            killed.extend(child.pid for child in multiprocessing.active_children())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    with pytest.warns(UserWarning, match=r"a process died \(by the signal SIGKILL\) while it read \d\d.txt"):
        result = build([folder], workers=2, progress=kill)
    assert len(killed) == 2
    assert [skip.id for skip in result.skips] == ["empty.txt"]
    assert json_of(result.graph, tmp_path / "2.json") == json_of(build([folder]).graph, tmp_path / "1.json")


def test_a_document_that_kills_twice_is_a_skip_and_costs_no_other(folder):
    sources = dict(sorted({**find_sources([folder], Limits()), "05x.txt": Deadly()}.items()))
    with pytest.warns(UserWarning, match=r"a process died \(with the code 3\) while it read 05x.txt"):
        readings = {reading.read.id: reading for reading in pooled(2).read(sources, SETTINGS)}
    assert readings.keys() == sources.keys()
    skip = readings.pop("05x.txt").read
    assert (skip.reason, "died twice (with the code 3)" in skip.message) == ("failed", True)
    assert sum(isinstance(reading.read, Document) for reading in readings.values()) == 12


def test_a_fault_of_the_pipeline_itself_is_raised(folder, tmp_path):
    sources = find_sources([folder], Limits())
    with pytest.raises(SchemaError, match=r"gone:1: there is no such directory"):
        list(pooled(2).read(sources, Settings(tmp_path / "gone", "")))
    assert multiprocessing.active_children() == []


def test_what_the_store_has_is_read_but_not_extracted(folder, tmp_path):
    with Store(tmp_path / "store.sqlite") as store:
        first = build([folder], workers=2, store=store)
    with Store(tmp_path / "store.sqlite") as store:
        again = build([folder], workers=2, store=store)
    assert (first.reused, again.reused) == (0, 12)
    assert json_of(first.graph, tmp_path / "1") == json_of(again.graph, tmp_path / "2")


def test_the_cores_at_hand_are_those_that_the_process_may_use():
    assert 1 <= cores() <= os.cpu_count()
