"""The store: what it keeps, what it drops, and that a build from it equals a full one."""

import pytest

from kg.errors import StoreError
from kg.export.json import write_json
from kg.records import Document, Extraction, Mention
from kg.store import Store
from kg.store.store import BATCH, extraction_key
from kg.wiring import build

EXTRACTION = Extraction("a.txt", (Mention(0, 4, "Enterprise", "远山智造", "tagger", 0.9, 0),))


def test_what_is_put_comes_back_in_the_next_session(tmp_path):
    with Store(tmp_path / "s.sqlite") as store:
        store.put("k", EXTRACTION)
    with Store(tmp_path / "s.sqlite") as store:
        assert store.get("k") == EXTRACTION
        assert store.get("other") is None


def test_an_error_keeps_the_old_state(tmp_path):
    def half_a_build():
        with Store(tmp_path / "s.sqlite") as store:
            store.put("k", EXTRACTION)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_build()
    with Store(tmp_path / "s.sqlite") as store:
        assert len(store) == 0


def test_keep_drops_the_rest(tmp_path):
    with Store(tmp_path / "s.sqlite") as store:
        store.put("a", EXTRACTION)
        store.put("b", EXTRACTION)
        assert store.keep(["b", "c"]) == 1
        assert (store.get("a"), store.get("b")) == (None, EXTRACTION)


def test_a_file_that_is_no_store_is_refused(tmp_path):
    (tmp_path / "s.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 30)
    with pytest.raises(StoreError, match="delete the file"):
        Store(tmp_path / "s.sqlite")


def test_a_store_of_a_newer_kg_is_refused(tmp_path):
    with Store(tmp_path / "s.sqlite") as store:
        store._connection.execute("PRAGMA user_version=99")
    with pytest.raises(StoreError, match="newer kg"):
        Store(tmp_path / "s.sqlite")


@pytest.mark.parametrize("change", [{"id": "b"}, {"text": "别的"}, {"date": "2022-12-31"}])
def test_the_key_covers_the_document(change):
    base = {"id": "a", "text": "远山智造", "date": None}
    assert extraction_key(Document(**base), "f") != extraction_key(Document(**{**base, **change}), "f")
    assert extraction_key(Document(**base), "f") != extraction_key(Document(**base), "g")


def test_reingest_equals_a_full_build_after_every_step(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    first, second = folder / "A.txt", folder / "B.txt"

    def step(reused):
        with Store(tmp_path / "s.sqlite") as store:
            incremental = build([folder], store=store)
        full = build([folder])
        assert incremental.reused == reused
        write_json(incremental.graph, tmp_path / "i.json")
        write_json(full.graph, tmp_path / "f.json")
        assert (tmp_path / "i.json").read_bytes() == (tmp_path / "f.json").read_bytes()
        return {(h.partition(":")[2], t.partition(":")[2]) for h, t in full.graph.edges()}

    first.write_text("远山智造落户云岭开发区。岚州储能落户云岭开发区。", encoding="utf-8")
    step(0)
    step(1)
    first.write_text("远山智造落户岚州高新区。岚州储能落户云岭开发区。", encoding="utf-8")
    assert ("远山智造", "云岭开发区") not in step(0)
    second.write_text("远山智造落户岚州高新区。", encoding="utf-8")
    step(1)
    first.unlink()
    assert step(1) <= {("远山智造", "岚州高新区")}


def test_full_batches_are_kept_whatever_happens_then(tmp_path):
    def killed():
        with Store(tmp_path / "s.sqlite") as store:
            for number in range(BATCH + 1):
                store.put(str(number), EXTRACTION)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        killed()
    with Store(tmp_path / "s.sqlite") as store:
        assert len(store) == BATCH


def test_documents_are_kept_by_id_and_key(tmp_path):
    document = Document("a.html", "远山智造\ud800", "快讯", "2023-05-06")
    with Store(tmp_path / "s.sqlite") as store:
        store.put_document("k", document)
    with Store(tmp_path / "s.sqlite") as store:
        assert store.document("a.html", "k") == document
        assert store.document("a.html", "other") is None
        assert store.keep_documents(["b.html"]) == 1
        assert store.document("a.html", "k") is None


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path):
    with Store(tmp_path / "s.sqlite") as store:
        store.put("k", EXTRACTION)
        store._connection.execute("DROP TABLE documents")
        store._connection.execute("PRAGMA user_version=1")
    with Store(tmp_path / "s.sqlite") as store:
        assert store.get("k") == EXTRACTION
        store.put_document("k", Document("a.html", "甲"))
        assert store._connection.execute("PRAGMA user_version").fetchone() == (2,)
