"""What was read before is not read again, unless its bytes, its meta.csv or the readers changed."""

from __future__ import annotations

import pytest

import kg.documents.reader
import kg.engine.remembering
from kg.export.json import write_json
from kg.store import Store
from kg.wiring import build

PAGE = '<html><head><meta charset="utf-8"><title>快讯</title></head><body><p>{}</p></body></html>'


@pytest.fixture
def read(monkeypatch):
    """The ids of the documents that were parsed since the list was emptied."""
    parsed = []
    real = kg.documents.read_document

    def told(data, name, *rest):
        parsed.append(name)
        return real(data, name, *rest)

    monkeypatch.setattr(kg.documents, "read_document", told)
    return parsed


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.html").write_text(PAGE.format("远山智造落户云岭开发区。"), encoding="utf-8")
    (root / "b.html").write_text(PAGE.format("岚州储能有限公司落户云岭开发区。"), encoding="utf-8")
    (root / "c.txt").write_text("岚州储能有限公司落户云岭开发区。", encoding="utf-8")
    return root


def built(folder, store_path):
    with Store(store_path) as store:
        graph = build([folder], store=store).graph
    write_json(graph, store_path.with_suffix(".json"))
    return store_path.with_suffix(".json").read_bytes()


def test_only_what_changed_is_parsed_and_the_bytes_are_those_of_a_full_build(folder, tmp_path, read):
    first = built(folder, tmp_path / "s.sqlite")
    assert read == ["a.html", "b.html", "c.txt"]
    read.clear()
    assert built(folder, tmp_path / "s.sqlite") == first
    assert read == ["c.txt"]  # a txt costs no more than to compare it
    read.clear()
    (folder / "b.html").write_text(PAGE.format("岚州储能有限公司落户岚州高新区。"), encoding="utf-8")
    changed = built(folder, tmp_path / "s.sqlite")
    assert read == ["b.html", "c.txt"]
    assert changed == built(folder, tmp_path / "other.sqlite")


def test_a_row_of_meta_csv_is_a_change(folder, tmp_path, read):
    built(folder, tmp_path / "s.sqlite")
    read.clear()
    (folder / "meta.csv").write_text("file,date\na.html,2023-05-06\n", encoding="utf-8")
    assert b"2023-05-06" in built(folder, tmp_path / "s.sqlite")
    assert read == ["a.html", "c.txt"]


def test_other_readers_read_again(folder, tmp_path, read, monkeypatch):
    built(folder, tmp_path / "s.sqlite")
    read.clear()
    monkeypatch.setattr(kg.engine.remembering, "_readers", lambda _: "another version")
    built(folder, tmp_path / "s.sqlite")
    assert read == ["a.html", "b.html", "c.txt"]


def test_what_is_gone_is_forgotten(folder, tmp_path):
    built(folder, tmp_path / "s.sqlite")
    (folder / "a.html").unlink()
    built(folder, tmp_path / "s.sqlite")
    with Store(tmp_path / "s.sqlite") as store:
        rows = store._connection.execute("SELECT id FROM documents").fetchall()
    assert rows == [("b.html",)]


def test_what_cannot_be_read_is_a_skip_each_time(folder, tmp_path):
    (folder / "a.html").write_bytes(b"")
    for _ in range(2):
        with Store(tmp_path / "s.sqlite") as store:
            result = build([folder], store=store)
        assert [(skip.id, skip.reason) for skip in result.skips] == [("a.html", "empty")]
