"""``kg train``: which documents the models learn from, with the training itself in no one's way."""

import pytest
from click.testing import CliRunner

import kg.training
from kg.cli import main


def marked(*ids):
    return "".join(f"### {name} 消息\n[[E1|远山智造{name}]]投产。\n---\n@E1 stage=operating\n" for name in ids)


@pytest.fixture
def trained(monkeypatch):
    asked = []

    def train(documents, directory, *, also):
        asked.append(([d.id for d in documents], [[d.id for d in part] for part in also], directory))

    monkeypatch.setattr(kg.training, "train", train)
    return asked


def run(*arguments):
    return CliRunner().invoke(main, ["train", *map(str, arguments)])


def test_a_fold_is_held_out_of_gold_and_not_of_what_is_learnt_also(trained, tmp_path):
    gold, more = tmp_path / "gold.txt", tmp_path / "more.txt"
    gold.write_text(marked("T1", "T2", "T3", "T4"), encoding="utf-8")
    more.write_text(marked("U1", "U2"), encoding="utf-8")
    result = run(gold, "--also", more, "--held-out", 2, 3, "--output", tmp_path)
    assert result.exit_code == 0
    assert trained == [(["T1", "T3", "T4"], [["U1", "U2"]], tmp_path)]
    assert result.stderr == "training on 5 documents\n"
    assert run(gold, "--output", tmp_path).exit_code == 0
    assert trained[1] == (["T1", "T2", "T3", "T4"], [], tmp_path)


def test_a_fold_that_is_none_is_refused(trained, tmp_path):
    (tmp_path / "gold.txt").write_text(marked("T1"), encoding="utf-8")
    result = run(tmp_path / "gold.txt", "--held-out", 4, 3)
    assert result.exit_code == 2
    assert "there is no fold 4 of 3" in result.stderr
    assert trained == []
