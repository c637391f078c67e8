"""``kg query``: every question, in every format."""

import csv
import io
import json

import networkx as nx
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.cli.query import command
from kg.records import Document
from tests.export.html.samples import doubtful_graph
from tests.samples import gold_graph


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("output")
    kg.KnowledgeGraph(gold_graph("seed")).export(folder / "graph.json")
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["query", *map(str, arguments)])


def asked(output, *arguments):
    result = run(*arguments, "-g", output, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def column(rows, name):
    return [row[name] for row in rows]


def test_partners_as_a_table(output):
    result = run("partners", "老磨坊", "-g", output)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["企业", "合作方", "合作方类型", "阶段", "性质", "置信度", "证据数", "原文", "文档"]
    assert set(lines[1]) == {"─", " "}
    assert [line.split()[1] for line in lines[2:]] == ["三全食品", "巴奴", "锅圈食汇", "阿五"]
    assert all(line.split()[-1] == "seed.txt" for line in lines[2:])
    assert all("…" in line for line in lines[2:])


def test_csv_is_complete(output):
    result = run("projects", "--min", "1亿元", "-g", output / "graph.json", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert [row["项目"] for row in rows][:2] == ["周口中兴新业港产业园", "中北宏远集团5G基站建设项目"]
    assert rows[-1]["原文"] == "年产2000吨食品级低\n\n聚木糖项目"
    assert [row["阶段"] for row in rows] == ["投产", "", "谋划", "谋划", "", "投产", "在建", "投产", "谋划"]


@pytest.mark.parametrize(
    ("arguments", "name", "expected"),
    [
        (["find", "天子"], "编号", ["Enterprise:河南天子铝业有限公司", "Enterprise:天子铝材"]),
        (["find", "益海", "--type", "项目"], "名称", ["益海特油项目"]),
        (["about", "老磨坊"], "事项", ["简介", "别名 老磨坊"]),
        (["relations", "益海特油项目", "--relation", "销往"], "客体", ["云南", "华南", "四川", "广东"]),
        (["relations", "方达集团", "--relation", "UNDERTAKES", "--realis", "any"], "性质", ["计划"]),
        (["tenants", "网红直播中心", "--type", "企业"], "入驻方", ["众星优品", "海选文化", "笑播文化"]),
        (["tenants", "开发区", "--realis", "在谈"], "入驻方", ["周口公正检测", "杭州迪安诊断", "河南安必诺检测"]),
        (["supply", "比亚迪"], "供应方", ["河南天子铝业有限公司"]),
        (["honours", "天子铝材"], "荣誉", ["市改革创新奖"]),
        (["projects", "--stage", "在建", "--realis", "fact", "--min", "1"], "项目", ["迪信通(中迪)无人智能科技园项目"]),
        (["projects", "--enterprise", "海熙药业", "--since", "2020"], "项目", []),
        (["investments", "--by", "阶段"], "投资亿元", [25.078, 25.0, 3.0, 0.0]),
        (["paths", "天子铝业", "比亚迪"], "关系", ["供应"]),
        (["paths", "比亚迪", "老磨坊", "--avoid", "开发区", "--limit", "1"], "方向", ["←", "→", "←"]),
        (["ranking", "--type", "企业", "--limit", "2"], "实体", ["河南天子铝业有限公司", "老磨坊粮油"]),
        (["ranking", "--by", "betweenness", "--limit", "1"], "实体", ["开发区"]),
        (["history", "益海特油项目"], "内容", ["2022-07", "3亿元", "投产"]),
        (["evidence", "海熙药业", "方达集团"], "原文", ["鼓励海熙药业与知名药企方达集团深度合作"]),
        (["lists"], "名目", []),
        (["doubtful"], "类别", []),
        (["doubtful", "--below", "0.91", "--format", "json"], "类别", ["把握不大"] * 109),
    ],
)
def test_each_question(output, arguments, name, expected):
    assert column(asked(output, *arguments), name) == expected


def test_the_lists_about_a_park(tmp_path):
    kg.KnowledgeGraph(doubtful_graph()).export(tmp_path / "graph.json")
    (row,) = asked(tmp_path, "lists", "东区新城开发区")
    assert (row["总数"], row["点名数"], row["未点名数"], row["成员"]) == (5, 2, 3, "远山智造、云岭科技")
    assert asked(tmp_path, "lists") == [row]
    assert asked(tmp_path, "lists", "海屿科技") == []
    table = run("lists", "-g", tmp_path).stdout.splitlines()
    assert table[0].split()[:6] == ["名目", "总数", "点名数", "未点名数", "成员", "关联"]


def test_tenants_of_the_parks_inside(output):
    assert len(asked(output, "tenants", "开发区", "--nested")) > len(asked(output, "tenants", "开发区"))


def test_every_question_is_told_in_the_help():
    told = run("--help").stdout
    for name, question in command.commands.items():
        assert name in told
        assert question.help
        assert run(name, "--help").exit_code == 0


def test_an_unknown_name(output):
    result = run("partners", "天子吕业", "-g", output)
    assert result.exit_code == 1
    assert "the nearest names are 河南天子铝业有限公司" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["partners", "--realis", "maybe"], "no realis 'maybe'; expected fact (事实)"),
        (["projects", "--min", "很多"], "'很多' is not an amount of yuan"),
        (["projects", "--stage", "梦"], "no stage '梦'; expected planned (谋划)"),
        (["tenants", "--type", "火箭"], "no type '火箭'; expected Enterprise (企业)"),
        (["investments", "--by", "zone"], "cannot sum by 'zone'"),
    ],
)
def test_a_wrong_option(output, arguments, told):
    result = run(*arguments, "-g", output)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_graph_that_is_not_there(tmp_path):
    result = run("partners", "-g", tmp_path)
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr


def test_nothing_is_an_answer(tmp_path):
    """Case kg-nothing-found: the graph of a document without any entity can be asked."""
    graph = nx.MultiDiGraph(documents={"w.txt": Document("w.txt", "今日天气晴，气温回升。")})
    kg.KnowledgeGraph(graph).export(tmp_path / "graph.json")
    for question in ("projects", "partners", "investments", "doubtful", "lists", "ranking"):
        result = run(question, "-g", tmp_path)
        assert (result.exit_code, result.stdout) == (0, "（没有结果）\n")
    result = run("about", "天子铝业", "-g", tmp_path)
    assert result.exit_code == 1
    assert "no entity is called '天子铝业'" in result.stderr
