"""``kg build``: what it writes, what it says, its exit codes, and that nothing is left half-written."""

from __future__ import annotations

import json
import struct
import zlib

import networkx as nx
import pytest
from click.testing import CliRunner

import kg.export.graphml
from kg.cli import main
from kg.cli.build import _progress
from kg.errors import ExportError

FILES = {"graph.json", "graph.graphml", "graph.html", "ledger.xlsx", "run.json", "store.sqlite"}


def png():
    """The bytes of a picture of one pixel."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": ("\u3000\n\n".encode(), "empty"),
    "photo.txt": (png(), "binary"),
    "noise.txt": (b"\xef\xbb\xbf" + "远山智造".encode() + b"\xff\xfe", "undecodable"),
    "broken.docx": (b"not a zip!!!", "unreadable"),
}


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def article(tmp_path):
    """An article that says something."""
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text("河北远山智造科技有限公司落户云岭开发区。\n", encoding="utf-8")
    return path


def run(*arguments):
    result = CliRunner().invoke(main, ["build", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".sqlite"}


def test_a_build_writes_every_file_and_tells_what_is_in_it(article, tmp_path):
    result = run("in", "-o", "out")
    assert result.exit_code == 0, result.output
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    assert result.stdout.splitlines()[0] == "documents: 1 read, 0 skipped"
    assert "nodes: 2" in result.stdout
    assert "1  SETTLES_IN 落户" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("written to out: ")


def test_the_output_is_a_folder_called_output_by_default(article, tmp_path):
    assert run("in").exit_code == 0
    assert (tmp_path / "output" / "graph.json").is_file()


def test_two_builds_write_the_same_bytes(article, tmp_path):
    run("in", "-o", "one")
    run("in", "-o", "two")
    run("in", "-o", "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one")) == len(FILES) - 1


def test_run_json_tells_versions_counts_and_documents(article, tmp_path):
    run("in", "-o", "out")
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["kg"] == kg.__version__
    assert (record["counts"]["documents"], record["counts"]["nodes"], record["counts"]["edges"]) == (1, 2, 1)
    assert [(d["id"], d["encoding"], d["reader"]) for d in record["documents"]] == [("a.txt", "utf-8", "txt")]


def test_no_output_tells_an_absolute_path(article, tmp_path):
    run(tmp_path / "in", "-o", tmp_path / "out")
    told = contents(tmp_path / "out")
    assert [name for name, data in told.items() if str(tmp_path).encode() in data] == []


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_document_alone_is_told_and_nothing_is_written(name, tmp_path):
    data, reason = BAD[name]
    (tmp_path / name).write_bytes(data)
    result = run(name, "-o", "out")
    assert result.exit_code == 1
    assert f"skipped {name}: {reason} (" in result.output
    assert "nothing to read" in result.output
    assert not (tmp_path / "out").exists()


def test_bad_documents_beside_a_good_one_are_skips_with_reasons(article, tmp_path):
    for name, (data, _) in BAD.items():
        (tmp_path / "in" / name).write_bytes(data)
    result = run("in", "-o", "out")
    assert result.exit_code == 0
    assert f"documents: 1 read, {len(BAD)} skipped" in result.stdout
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {skip["id"]: skip["reason"] for skip in record["skipped"]} == {n: reason for n, (_, reason) in BAD.items()}
    assert record["counts"]["found"] == len(BAD) + 1


def test_a_skip_fails_a_strict_build(article, tmp_path):
    assert run("in", "-o", "out", "--strict").exit_code == 0
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    assert run("in", "-o", "out", "--strict").exit_code == 1


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    result = run("gone.txt", "-o", "out")
    assert result.exit_code == 1
    assert "error: " in result.stderr
    assert "gone.txt" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_has_nothing_to_read(tmp_path):
    (tmp_path / "in").mkdir()
    result = run("in", "-o", "out")
    assert result.exit_code == 1
    assert "documents: 0 read, 0 skipped" in result.stdout
    assert "nothing to read: give text files, or a folder that holds some" in result.stderr
    assert not (tmp_path / "out").exists()


def test_no_entity_found_gives_an_empty_graph_and_says_so(tmp_path):
    (tmp_path / "w.txt").write_text("今日天气晴，气温回升。", encoding="utf-8")
    result = run("w.txt", "-o", "out")
    assert result.exit_code == 0
    assert "no entity was found in 1 document; the graph is empty" in result.stdout
    graph = nx.read_graphml(tmp_path / "out" / "graph.graphml", force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)
    assert "</html>" in (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")


def test_no_arguments_are_a_wrong_command_line():
    result = run()
    assert result.exit_code == 2
    assert "Missing argument 'INPUT...'" in result.stderr


def test_an_output_that_is_a_file_is_an_error_and_stays_as_it_was(article, tmp_path):
    (tmp_path / "out").write_text("keep me", encoding="utf-8")
    result = run("in", "-o", "out")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: out: ")
    assert "choose another" in result.stderr
    assert (tmp_path / "out").read_text(encoding="utf-8") == "keep me"


def test_an_output_below_a_file_is_an_error(article, tmp_path):
    (tmp_path / "file").write_text("keep me", encoding="utf-8")
    result = run("in", "-o", "file/out")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: file/out: ")


def test_faulty_schemas_are_an_error_with_file_and_line(article, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "entities.yaml").write_text("entities: 3\n", encoding="utf-8")
    result = run("in", "-o", "out", "--schemas", "own")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: own/entities.yaml:1: ")
    assert not (tmp_path / "out").exists()


def test_a_build_that_finds_nothing_to_read_leaves_the_last_output_alone(article, tmp_path):
    run("in", "-o", "out")
    before = contents(tmp_path / "out")
    article.write_bytes(b"")
    assert run("in", "-o", "out").exit_code == 1
    assert contents(tmp_path / "out") == before


def test_a_writer_that_fails_leaves_no_half_written_file(article, tmp_path, monkeypatch):
    run("in", "-o", "out")
    before = contents(tmp_path / "out")

    def fail(*_, **__):
        raise ExportError("node Enterprise:甲: made to fail")

    monkeypatch.setattr(kg.export.graphml, "write_graphml", fail)
    result = run("in", "-o", "out")
    assert result.exit_code == 1
    assert result.stderr == "error: node Enterprise:甲: made to fail\n"
    assert contents(tmp_path / "out") == before


def test_verbose_lists_every_document(article):
    assert "[1/1] a.txt" in run("in", "-o", "out", "-v").stderr


REJECT = """- do: reject
  head: 企业:河北远山智造科技有限公司
  relation: 落户
  tail: 园区:云岭开发区
  by: 王芳
  on: 2024-03-05
  why: 只是考察
"""


def edges(folder):
    graph = kg.load(folder).nx
    return {(h, k, t): (d["realis"], d.get("review")) for h, t, k, d in graph.edges(keys=True, data=True)}


def test_corrections_in_the_output_folder_are_replayed_by_every_build_and_never_written(article, tmp_path):
    (tmp_path / "out").mkdir()
    told = tmp_path / "out" / "corrections.yaml"
    told.write_text("# ours\n" + REJECT, encoding="utf-8")
    for _ in range(2):
        result = run("in", "-o", "out")
        assert "corrections: 1 applied" in result.stdout
        assert list(edges(tmp_path / "out").values()) == [("rejected", "rejected")]
        assert told.read_text(encoding="utf-8") == "# ours\n" + REJECT
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert [(c["do"], c["status"], c["by"], c["on"], c["why"]) for c in record["corrections"]] == [
        ("reject", "applied", "王芳", "2024-03-05", "只是考察")
    ]


def test_corrections_may_lie_beside_the_documents(article, tmp_path):
    (tmp_path / "in" / "corrections.yaml").write_text(REJECT, encoding="utf-8")
    result = run("in", "-o", "out", "--corrections", "in/corrections.yaml", "--strict")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == ["documents: 1 read, 0 skipped", "corrections: 1 applied"]
    assert not (tmp_path / "out" / "corrections.yaml").exists()


def test_a_correction_that_matches_nothing_is_named_with_its_line_and_fails_a_strict_build(article, tmp_path):
    (tmp_path / "c.yaml").write_text("\n" + REJECT.replace("云岭", "岚州"), encoding="utf-8")
    result = run("in", "-o", "out", "--corrections", "c.yaml")
    assert result.exit_code == 0
    assert "corrections: 1 unmatched" in result.stdout
    assert (
        "  unmatched c.yaml:2: reject Enterprise:河北远山智造科技有限公司 SETTLES_IN Park:岚州开发区: there is no "
        in (result.stdout)
    )
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["corrections"][0]["status"] == "unmatched"
    assert run("in", "-o", "out", "--corrections", "c.yaml", "--strict").exit_code == 1


def test_faulty_corrections_stop_a_build_before_it_begins(article, tmp_path):
    (tmp_path / "c.yaml").write_text("- do: rejct\n", encoding="utf-8")
    result = run("in", "-o", "out", "--corrections", "c.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: c.yaml:1: do is 'rejct'; expected one of: merge")
    assert not (tmp_path / "out").exists()
    assert run("in", "-o", "out", "--corrections", "none.yaml").exit_code == 1


def test_a_graph_without_corrections_says_nothing_of_them(article, tmp_path):
    run("in", "-o", "out")
    assert "corrections" not in kg.load(tmp_path / "out").nx.graph


def test_progress_tells_rate_and_time_left():
    now = [100.0]
    progress = _progress(verbose=False, clock=lambda: now[0])
    for _ in range(50):
        progress("a.txt", 20_000)
    assert progress.line(20_000, 105.0) == "50/20000 documents, 10/s, 33 min left"
    assert progress.line(100, 105.0) == "50/100 documents, 10/s, 5 s left"


def test_a_scheduler_without_its_engine_is_a_usage_error(article):
    result = run("in", "--scheduler", "tcp://127.0.0.1:1")
    assert (result.exit_code, "--scheduler goes with --engine dask" in result.stderr) == (2, True)
