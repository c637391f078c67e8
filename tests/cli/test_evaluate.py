"""``kg evaluate``: tables, lists, folds and the check of gold, with gold graphs in the place of the pipeline."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg.pipeline
import kg.training
import kg.wiring
from kg.cli import main
from tests.samples import gold_graph

DEV = Path(__file__).parent.parent / "gold" / "dev"
A01 = str(DEV / "A01.json")
MARKED = """\
### T1 消息
[[E1|远山智造]]落户[[K1|云岭开发区]]。总投资3亿元。
---
E1 SETTLES_IN K1 stage=signed
### T2 消息
[[E1|迪川通]]落户[[K1|云岭开发区]]。
---
E1 SETTLES_IN K1
"""


def run(*arguments):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


@pytest.fixture
def read_by_gold(monkeypatch):
    """The pipeline gives the gold graph of A01 without its SELLS_TO edges; the models asked for are kept."""
    asked = []

    def pipeline(*, models):
        asked.append(models)
        return models

    def graph_of(documents, nlp):
        graph = gold_graph("A01")
        graph.remove_edges_from([edge for edge in graph.edges(keys=True) if edge[2] == "PRODUCES"])
        return graph

    monkeypatch.setattr(kg.pipeline, "pipeline", pipeline)
    monkeypatch.setattr(kg.wiring, "graph_of", graph_of)
    return asked


@pytest.fixture
def marked(tmp_path):
    path = tmp_path / "T.txt"
    path.write_text(MARKED, encoding="utf-8")
    return path


def test_the_models_of_kg_judge_by_default(read_by_gold, tmp_path):
    assert run(A01).exit_code == 0
    assert run(A01, "--models", tmp_path).exit_code == 0
    assert read_by_gold == [kg.pipeline.MODELS, tmp_path]


def test_the_table_ends_with_the_key_figures(read_by_gold):
    result = run(A01)
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["right", "wrong", "missed", "P", "R", "F1"]
    produces = next(line for line in lines if line.startswith("PRODUCES")).split()
    assert produces == ["PRODUCES", "0", "0", produces[3], "0.000", "0.000", "0.000"]
    assert int(produces[3]) > 0
    assert lines[-1] == "plans as facts    0   facts as plans 0"
    assert any(line.startswith("core entities     F1 1.000") for line in lines[-12:])


def test_verbose_lists_each_miss_with_its_sentence(read_by_gold):
    lines = run(A01, "--verbose", "--only", "PRODUCES").stdout.splitlines()
    missed = [line.split("\t") for line in lines if line.startswith("A01\tmissed PRODUCES\t")]
    assert len(missed) == int(next(line for line in lines if line.startswith("PRODUCES")).split()[3])
    text = "".join(json.loads(Path(A01).read_text(encoding="utf-8"))["text"].split())
    assert all(detail == "both ends found" and quote in text for *_, detail, quote in missed)
    assert not any("\tmissed Product\t" in line for line in lines)
    assert any("\tmissed PRODUCES\t" in line for line in run(A01, "-v").stdout.splitlines())


def test_json_gives_figures_and_findings(read_by_gold):
    plain = json.loads(run(A01, "--json").stdout)
    assert plain["documents"] == 1
    assert plain["core entities"]["f1"] == 1.0
    assert plain["relation PRODUCES"]["right"] == 0
    assert "findings" not in plain
    findings = json.loads(run(A01, "--json", "--only", "PRODUCES").stdout)["findings"]
    assert {(f["document"], f["outcome"], f["name"]) for f in findings} == {("A01", "missed", "PRODUCES")}
    assert len(findings) == plain["relation PRODUCES"]["missed"]


def test_folds_train_without_what_they_judge(read_by_gold, monkeypatch, marked):
    trained = []

    def train(documents, directory, also):
        trained.append((ids(documents), [ids(part) for part in also], directory))

    monkeypatch.setattr(kg.training, "train", train)
    two = [DEV / "A02.json", DEV / "A03.json"]
    result = run(*two, "--folds", 2, "--also", marked, "--also", two[0], "--json")
    assert result.exit_code == 0
    assert [(documents, also) for documents, also, _ in trained] == [
        (["A03"], [["T1", "T2"], []]),
        (["A02"], [["T1", "T2"], []]),
    ]
    assert [directory for *_, directory in trained] == read_by_gold
    assert json.loads(result.stdout)["documents"] == 2
    assert result.stderr.splitlines() == [
        "fold 1 of 2: training on 3, judging 1 documents",
        "fold 2 of 2: training on 3, judging 1 documents",
    ]


def test_given_models_judge_one_fold(read_by_gold, tmp_path):
    two = [DEV / "A02.json", DEV / "A03.json"]
    result = run(*two, "--folds", 2, "--fold", 2, "--models", tmp_path, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["documents"] == 1
    assert read_by_gold == [tmp_path]


def ids(documents):
    return sorted(document.id for document in documents)


def test_missed_lists_telling_sentences_from_which_nothing_came(read_by_gold, marked):
    result = run(marked, "--missed")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "T1\t落户\t远山智造落户云岭开发区。",
        "T1\t3亿元\t总投资3亿元。",
        "T2\t落户\t迪川通落户云岭开发区。",
        "3 sentences with an amount, a company-like name or a stage verb, from which nothing came",
    ]
    rows = json.loads(run(marked, "--missed", "--json").stdout)
    assert rows[1] == {"document": "T1", "start": 12, "end": 19, "text": "总投资3亿元。", "cues": ["3亿元"]}


def test_check_counts_the_corpus(marked):
    result = run("--check", marked)
    assert result.stdout == "2 documents, 4 entities, 4 mentions, 2 relations, 0 faults\n"
    assert result.exit_code == 0


def test_check_tells_each_fault(tmp_path):
    path = tmp_path / "T.txt"
    path.write_text(MARKED.replace("stage=signed", "stage=soon"), encoding="utf-8")
    result = run("--check", path)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "T1: 远山智造 SETTLES_IN 云岭开发区: unknown stage soon",
        "2 documents, 4 entities, 4 mentions, 2 relations, 1 faults",
    ]


def test_what_cannot_be_read_is_an_error_without_a_traceback(tmp_path):
    result = run(tmp_path / "none")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert "no such file or folder; give gold JSON, marked text, or a folder of them" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--folds", "2", "--models", "x"], "name that fold with --fold"),
        (["--folds", "2", "--fold", "1", "--models", "x", "--also", "x"], "give it with --folds, no --models"),
        (["--also", "x"], "--also adds documents to the training of the folds"),
        (["--folds", "1"], "1 is not in the range x>=2"),
    ],
)
def test_options_that_exclude_each_other(arguments, message):
    result = run(A01, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_the_real_pipeline_is_judged():
    result = run(A01, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["core entities"]["f1"] > 0.8
