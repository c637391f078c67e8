"""The page of differences: Chinese, complete, self-contained, inert, the same bytes."""

from __future__ import annotations

import re

from click.testing import CliRunner

from kg.cli import main
from kg.difference import Change, changes
from kg.export.comparison import comparison
from kg.export.json import write_json
from kg.ontology.load import load
from kg.promise import promises
from tests.test_difference import two_years

ONTOLOGY = load()


def page(as_of=None):
    old, new = two_years()
    documents = old.graph["documents"] | new.graph["documents"]
    due = promises(old, new, as_of, ONTOLOGY) if as_of else ()
    return comparison(changes(old, new), ONTOLOGY, documents=documents, promises=due, as_of=as_of)


def test_every_change_stands_on_it_with_both_quotes_titles_and_dates():
    told = page()
    text = re.sub(r"<[^>]+>", "", told)
    for expected in (
        "项目 储能项目　投资：10亿元 → 12亿元",
        "项目 储能项目　阶段：签约 → 在建",
        "企业 河北远山智造科技有限公司　名称：远山智造 → 河北远山智造科技有限公司",
        "岚州储能 合作 河北远山智造科技有限公司　性质：事实 → 终止",
        "原：与岚州储能合作 《2022年回顾 · 2023-01-05》",
        "现：与岚州储能终止合作 《2023年回顾 · 2024-01-05》",
        "新增的实体　1",
        "消失的关系　1",
    ):
        assert expected in text
    assert told.count("<li>") == 8
    assert "承诺兑现" not in told


def test_promises_stand_on_it_only_with_a_day_to_judge_by():
    text = re.sub(r"<[^>]+>", "", page("2024-01-01"))
    assert "承诺兑现：已兑现（截至2024-01-01）　1" in text
    assert "项目 储能项目　开始：2023-06" in text
    assert "截至2022-01-01，没有到期的承诺。" in page("2022-01-01")


def test_it_loads_and_runs_nothing():
    told = page("2024-01-01")
    assert "default-src 'none'" in told
    assert not re.search(r"(?i)<script|\ssrc=|\shref=|url\(|@import|\son\w+=", told)
    assert told.startswith('<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">')


def test_names_and_quotes_are_text_and_nothing_else():
    hostile = "<script>alert(1)</script>&\"'"
    change = Change("changed", f"Enterprise:{hostile}", "capacity", hostile, "a", hostile, "", hostile)
    told = comparison([change], ONTOLOGY, documents={})
    assert "<script" not in told
    assert told.count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#x27;") == 4


def test_names_with_spaces_are_entities_still():
    told = comparison([Change("added", "Park:开发区(a b.txt#1)")], ONTOLOGY, documents={})
    assert "新增的实体" in told
    assert "开发区(a b.txt#1)" in told


def test_no_change_is_said():
    assert "没有变化。" in comparison([], ONTOLOGY, documents={})


def test_the_command_writes_it(tmp_path):
    for name, graph in zip(("old.json", "new.json"), two_years(), strict=True):
        write_json(graph, tmp_path / name)
    arguments = ["diff", str(tmp_path / "old.json"), str(tmp_path / "new.json"), "--as-of", "2024-01-01"]
    for name in ("one.html", "two.html"):
        result = CliRunner().invoke(main, [*arguments, "--html", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        assert result.stdout.endswith(f"written to {tmp_path / name}\n")
    assert (tmp_path / "one.html").read_text(encoding="utf-8") == page("2024-01-01")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
