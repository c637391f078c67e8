import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli.answer import render
from kg.query.answer import Answer


def width(line):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)


def test_columns_stand_under_each_other():
    lines = render(
        Answer(("企业", "year", "原文"), (("甲", 2022, "短"), ("乙公司", None, "引文"))), "table"
    ).splitlines()
    assert lines == ["企业    year  原文", "──────  ────  ────", "甲      2022  短", "乙公司        引文"]


def test_quotes_are_shortened_in_a_table_alone():
    answer = Answer(("对象", "原文"), (("长" * 60, "引" * 60),))
    table = render(answer, "table").splitlines()[2]
    assert table == "长" * 60 + "  " + "引" * 19 + "…"
    assert json.loads(render(answer, "json")) == [{"对象": "长" * 60, "原文": "引" * 60}]
    assert "引" * 60 in render(answer, "csv")


def test_a_cell_stays_on_its_line_and_sends_nothing_to_the_terminal():
    answer = Answer(("甲",), (("一\n\n二\t三\x1b[31m红\u202e",),))
    assert render(answer, "table").splitlines()[2] == "一 二 三[31m红"


def test_no_text_of_csv_runs_as_a_formula():
    answer = Answer(("名称", "数"), (("=1+1", -5), ("@甲", None), ("甲-乙", 2.5)))
    assert render(answer, "csv") == "名称,数\n'=1+1,-5\n'@甲,\n甲-乙,2.5\n"


def test_nodes_of_cypher_are_json():
    answer = Answer(("n",), (({"label": "Enterprise", "name": "甲"},),))
    assert '{"label": "Enterprise", "name": "甲"}' in render(answer, "table")
    assert render(answer, "csv") == 'n\n"{""label"": ""Enterprise"", ""name"": ""甲""}"\n'


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_an_empty_answer(form):
    assert render(Answer(("企业",), ()), form) == {"table": "（没有结果）\n", "csv": "企业\n", "json": "[]\n"}[form]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.none() | st.integers() | st.floats(allow_nan=False)), max_size=4))
def test_any_text_keeps_its_rows(rows):
    answer = Answer(("原文", "数"), tuple(rows))
    table = render(answer, "table").split("\n")[:-1]
    assert len(table) == (len(rows) + 2 if rows else 1)
    assert json.loads(render(answer, "json")) == [{"原文": text, "数": number} for text, number in rows]
