"""``kg remove``: an output without a document equals the build that never saw it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main

TEXTS = {
    "a.txt": "河北远山智造科技有限公司落户云岭开发区。",
    "b/c.txt": "岚州储能有限公司与河北远山智造科技有限公司签订战略合作协议。\n\n"
    "河北远山智造科技有限公司落户云岭开发区。",
}


@pytest.fixture(autouse=True)
def _built(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    run("build", "in", "-o", "out")


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".sqlite"}


@pytest.mark.parametrize("name", ["b/c.txt", "in/b/c.txt"])
def test_the_output_is_that_of_a_build_that_never_saw_the_document(name, tmp_path):
    before = kg.load("out").nx.number_of_edges()
    assert before > 1
    result = run("remove", name, "-o", "out")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:3] == ["removed b/c.txt", "nodes: 3 -> 2", f"edges: {before} -> 1"]
    (tmp_path / "in" / "b" / "c.txt").unlink()
    run("build", "in", "-o", "fresh")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_what_another_document_tells_stays_with_its_evidence():
    before = kg.load("out").nx.edges["Enterprise:河北远山智造科技有限公司", "Park:云岭开发区", "SETTLES_IN"]
    assert [e.document for e in before["evidence"]] == ["a.txt", "b/c.txt"]
    run("remove", "a.txt", "-o", "out")
    after = kg.load("out").nx.edges["Enterprise:河北远山智造科技有限公司", "Park:云岭开发区", "SETTLES_IN"]
    assert [e.document for e in after["evidence"]] == ["b/c.txt"]


def test_skips_are_still_told(tmp_path):
    run("remove", "a.txt", "-o", "out")
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert [skip["id"] for skip in record["skipped"]] == ["empty.txt"]
    assert (record["counts"]["documents"], record["counts"]["found"]) == (1, 2)


def test_the_next_build_reads_a_file_that_is_still_there_again(tmp_path):
    before = contents(tmp_path / "out")
    run("remove", "a.txt", "-o", "out")
    assert contents(tmp_path / "out") != before
    run("build", "in", "-o", "out")
    assert contents(tmp_path / "out") == before


def test_corrections_are_replayed_and_what_matches_nothing_any_more_is_counted(tmp_path):
    told = "- do: confirm\n  entity: 企业:岚州储能有限公司\n  by: 王芳\n  on: 2024-03-05\n  why: 电话\n"
    (tmp_path / "out" / "corrections.yaml").write_text(told, encoding="utf-8")
    assert "corrections that match nothing any more: 1" in run("remove", "b/c.txt", "-o", "out").stdout
    assert (tmp_path / "out" / "corrections.yaml").read_text(encoding="utf-8") == told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("c.txt",), "c.txt: no such document; did you mean b/c.txt"),
        (("nothing at all",), "no such document; see kg documents"),
        (("a.txt", "b/c.txt"), "out: holds no other document; delete the folder instead"),
    ],
)
def test_what_cannot_be_removed_is_told_and_nothing_changes(arguments, message, tmp_path):
    before = contents(tmp_path / "out")
    result = run("remove", *arguments, "-o", "out")
    assert result.exit_code == 1
    assert message in result.stderr
    assert contents(tmp_path / "out") == before


def test_an_output_of_other_schemas_is_not_mixed(tmp_path):
    (tmp_path / "own" / "lists").mkdir(parents=True)
    (tmp_path / "own" / "lists" / "enterprises.txt").write_text("# source: own\n# licence: MIT\n甲\n", encoding="utf-8")
    result = run("remove", "a.txt", "-o", "out", "--schemas", "own")
    assert result.exit_code == 1
    assert "was built with other schemas" in result.stderr


def test_no_output_is_an_error():
    result = run("remove", "a.txt", "-o", "none")
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr
