"""The review sheet: what stands in it, the round trip of decisions, and that nothing decided is ever lost."""

from __future__ import annotations

import openpyxl
import pytest
from click.testing import CliRunner

import kg
import kg.review.decision
from kg.cli import main
from kg.corrections import read_corrections, replay
from kg.export.json import write_json
from kg.graph import assemble
from kg.records import Judgement
from kg.review import read_decisions, write_review
from tests.corrections.samples import DOCUMENTS, ONTOLOGY, relation, resolved

PAIR = ("Enterprise:海屿", "Enterprise:海屿科技")


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def output(tmp_path):
    """An output folder with the graph of the two articles and a doubtful pair."""
    found = resolved()
    judgements = [Judgement(*PAIR, "unsure", "名称相近")]
    graph = assemble(ONTOLOGY, DOCUMENTS, found.entities, found.relations, judgements)
    edge = graph.edges["Enterprise:天子铝业", "Park:岚州高新区", "SETTLES_IN"]
    edge["confidence"] = 0.4
    (tmp_path / "out").mkdir()
    write_json(graph, tmp_path / "out" / "graph.json")
    return tmp_path / "out"


def run(*arguments):
    return CliRunner().invoke(main, ["review", *map(str, arguments)])


def fill(path, *decisions):
    """Write decisions: (sheet, what the row has in one of its cells, values by head)."""
    book = openpyxl.load_workbook(path)
    for title, what, values in decisions:
        sheet = book[title]
        heads = {cell.value: cell.column for cell in sheet[1]}
        (row,) = [r for r in range(2, sheet.max_row + 1) if what in [c.value for c in sheet[r]]]
        for head, value in values.items():
            sheet.cell(row, heads[head], value)
    book.save(path)


def rows(path, title):
    sheet = openpyxl.load_workbook(path)[title]
    head, *told = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in told]


def test_the_sheet_has_doubts_relations_and_entities_with_columns_to_decide_in(output):
    assert run(output).stdout.splitlines()[0] == "written to {}: 2 doubts, 5 relations, 7 entities".format(
        output / "review.xlsx"
    )
    path = output / "review.xlsx"
    assert [(row["类别"], row["对象"]) for row in rows(path, "待核")] == [
        ("疑似同一", "企业:海屿 ↔ 企业:海屿科技"),
        ("把握不大", "企业:天子铝业 落户 园区:岚州高新区"),
    ]
    assert len(rows(path, "关系")) == 5
    assert len(rows(path, "实体")) == 7
    sheet = openpyxl.load_workbook(path)["关系"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"属实,否定,改性质,改阶段,改金额"'
    assert sheet.column_dimensions["Q"].hidden
    assert sheet["Q1"].value == "键"


def test_equal_graphs_give_equal_sheets(output, tmp_path):
    graph = kg.load(output).nx
    for name in ("one.xlsx", "two.xlsx"):
        write_review(graph, tmp_path / name, ONTOLOGY)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_decisions_come_back_as_corrections_that_replay(output):
    run(output)
    fill(
        output / "review.xlsx",
        ("待核", "疑似同一", {"决定": "合并", "理由": "同一家", "核定人": "王芳", "核定日期": "2024-03-05"}),
        ("关系", "企业:天子铝业", {"决定": "改阶段", "改为": "签约"}),
        ("关系", "园区:云岭开发区", {"决定": "否定", "理由": "只是考察"}),
        ("实体", "储能项目", {"决定": "改投资", "改为": "12亿元"}),
        ("实体", "天子铝业", {"决定": "改名", "改为": "河南天子铝业有限公司"}),
    )
    result = run(output, "--read", "--by", "李明", "--on", "2024-03-06")
    assert result.stdout.splitlines()[0] == f"5 decisions, 5 added to {output / 'corrections.yaml'}"
    decided = read_corrections(output / "corrections.yaml", ONTOLOGY)
    assert [(c.do, c.by, c.on, c.why) for c in decided] == [
        ("merge", "王芳", "2024-03-05", "同一家"),
        ("set", "李明", "2024-03-06", "核定清单：改阶段"),
        ("reject", "李明", "2024-03-06", "只是考察"),
        ("rename", "李明", "2024-03-06", "核定清单：改名"),
        ("set", "李明", "2024-03-06", "核定清单：改投资"),
    ]
    found, outcomes = replay(resolved(), decided, DOCUMENTS, ONTOLOGY)
    assert {outcome.status for outcome in outcomes} == {"applied"}
    assert relation(found, "河南天子铝业有限公司", "SETTLES_IN", "岚州高新区").stage == "signed"
    assert relation(found, "远山智造", "SETTLES_IN", "云岭开发区").review == "rejected"


def test_a_date_cell_is_a_date(output):
    import datetime as dt

    run(output)
    when = {"决定": "不同", "核定人": "王芳", "核定日期": dt.datetime(2024, 3, 5)}  # noqa: DTZ001 - as Excel keeps it
    fill(output / "review.xlsx", ("待核", "疑似同一", when))
    (item,) = read_decisions(output / "review.xlsx", ONTOLOGY, by=None, on="2025-01-01")
    assert (item["do"], item["entities"], item["on"]) == ("reject", list(PAIR), "2024-03-05")


def test_reading_twice_adds_nothing_and_what_stood_in_the_file_stays_byte_for_byte(output):
    old = (
        "# 我们的更正\n- do: confirm   # 已电话核实\n  entity: 企业:海屿\n  by: 王芳\n  on: 2024-03-05\n  why: 电话"
    ).encode()
    (output / "corrections.yaml").write_bytes(old)
    run(output)
    fill(output / "review.xlsx", ("关系", "园区:云岭开发区", {"决定": "属实"}))
    assert "1 added" in run(output, "--read", "--by", "李明").stdout
    once = (output / "corrections.yaml").read_bytes()
    assert once.startswith(old + b"\n- do: confirm\n")
    assert "1 decisions, 0 added" in run(output, "--read", "--by", "李明").stdout
    assert (output / "corrections.yaml").read_bytes() == once


def test_a_sheet_with_unread_decisions_is_not_written_over(output):
    run(output)
    fill(output / "review.xlsx", ("关系", "园区:云岭开发区", {"决定": "属实"}))
    before = (output / "review.xlsx").read_bytes()
    result = run(output)
    assert result.exit_code == 1
    assert "has 1 decisions that were not read yet" in result.stderr
    assert (output / "review.xlsx").read_bytes() == before
    run(output, "--read", "--by", "李明")
    assert run(output).exit_code == 0


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (("关系", "园区:云岭开发区", {"决定": "删除"}), "关系!L6: found '删除', expected one of 属实、否定、"),
        (("关系", "园区:云岭开发区", {"决定": "改阶段"}), "关系!M6: is empty, expected 谋划、"),
        (("关系", "园区:云岭开发区", {"决定": "改阶段", "改为": "飞"}), "关系!M6: stage is '飞'; expected one of: "),
        (("关系", "园区:云岭开发区", {"决定": "否定", "改为": "飞"}), "关系!M6: found '飞', expected nothing"),
        (("关系", "园区:云岭开发区", {"决定": "属实", "键": "坏"}), "关系!Q6: the key of the row is damaged"),
        (("待核", "疑似同一", {"决定": "属实"}), "待核!I2: found '属实', expected one of 合并、不同 for 疑似同一"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_added(output, decision, message):
    run(output)
    fill(output / "review.xlsx", decision, ("关系", "企业:天子铝业", {"决定": "属实"}))
    result = run(output, "--read", "--by", "李明")
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (output / "corrections.yaml").exists()


def test_somebody_must_have_decided(output):
    run(output)
    fill(output / "review.xlsx", ("关系", "园区:云岭开发区", {"决定": "属实"}))
    result = run(output, "--read")
    assert result.exit_code == 1
    assert "关系!O6: is empty, expected who decided; fill it in, or give --by NAME" in result.stderr


def test_a_file_that_cannot_be_added_to_is_left_alone(output):
    flow = "[{do: confirm, entity: 企业:海屿, by: a, on: 2024, why: b}]\n"
    (output / "corrections.yaml").write_text(flow, encoding="utf-8")
    run(output)
    fill(output / "review.xlsx", ("关系", "园区:云岭开发区", {"决定": "属实"}))
    result = run(output, "--read", "--by", "李明")
    assert result.exit_code == 1
    assert (
        "cannot be added to; expected a list in which each correction begins with `- ` at the margin" in result.stderr
    )
    assert (output / "corrections.yaml").read_text(encoding="utf-8") == flow


def test_another_workbook_or_none_is_an_error(output, tmp_path):
    assert "there is no such file" in run(output, "--read", "--by", "a").stderr
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert "has no sheet 待核" in run(output, "--read", "--sheet", tmp_path / "other.xlsx").stderr


def test_names_that_look_like_formulas_come_back_as_they_are(output, tmp_path):
    graph = kg.load(output).nx
    graph.add_node("Enterprise:=1+1", type="Enterprise", label="=1+1", aliases=(), facts=(), spans=())
    write_review(graph, tmp_path / "review.xlsx", ONTOLOGY)
    fill(tmp_path / "review.xlsx", ("实体", "=1+1", {"决定": "否定"}))
    (item,) = read_decisions(tmp_path / "review.xlsx", ONTOLOGY, by="a", on="2024")
    assert item["entity"] == "Enterprise:=1+1"


def test_a_workbook_that_unpacks_to_no_end_is_refused(output, monkeypatch):
    run(output)
    monkeypatch.setattr(kg.review.decision, "MOST_BYTES", 1000)
    result = run(output, "--read", "--by", "李明")
    assert result.exit_code == 1
    assert "bytes unpacked, more than 1,000" in result.stderr
