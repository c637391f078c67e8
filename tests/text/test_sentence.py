from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import clauses, paragraphs, sentences

TEXT = st.text(alphabet="甲乙。!?;,:()《》“”\n 13.")


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资3.5亿元。占地300亩", ["总投资3.5亿元。", "占地300亩"]),
        ("甲落户;乙投产。", ["甲落户;乙投产。"]),
        ("他说:“好!”然后走了。", ["他说:“好!”", "然后走了。"]),
        ("“创建!”、“做!”都行。", ["“创建!”、“做!”", "都行。"]),
        ("“干!”的号子,震天响。", ["“干!”的号子,震天响。"]),
        ("“破了2亿元。”经理说。", ["“破了2亿元。”", "经理说。"]),
        ("(以下简称“公司”。)后来", ["(以下简称“公司”。)", "后来"]),
        ("见《加油!中国》一书。好", ["见《加油!中国》一书。", "好"]),
        ("网址a?b=1 吗?对", ["网址a?b=1 吗?", "对"]),
        ("真的?!好", ["真的?!", "好"]),
        ("标题\n正文。\n", ["标题", "正文。"]),
        ("\n \n", []),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲投资3亿元,建设项目;乙", ["甲投资3亿元,", "建设项目;", "乙"]),
        ("投资1,200万元,200人就业", ["投资1,200万元,", "200人就业"]),
        ("甲(总部杭州,1999年成立)落户,乙", ["甲(总部杭州,1999年成立)落户,", "乙"]),
        ("发布《意见,办法》,执行", ["发布《意见,办法》,", "执行"]),
        ("甲(总部,乙", ["甲(总部,", "乙"]),
        ("记者:9:30开工", ["记者:", "9:30开工"]),
        ("甲([1,2],3),4", ["甲([1,2],3),", "4"]),
        ("", []),
    ],
)
def test_clauses(text, expected):
    assert [text[start:end] for start, end in clauses(text, 0, len(text))] == expected


def test_clauses_of_a_part():
    text = "甲,乙。丙,丁。"
    assert clauses(text, 4, 8) == [(4, 6), (6, 8)]


def test_paragraphs():
    assert paragraphs("甲\n乙丙\n\n丁") == [(0, 1), (2, 4), (6, 7)]


@given(TEXT)
def test_sentences_cover_what_is_not_blank(text):
    spans = sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)
    assert not any("\n" in text[start:end] for start, end in spans)


@given(TEXT)
def test_clauses_tile_their_span(text):
    spans = clauses(text, 0, len(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@pytest.mark.parametrize("unit", ["(", ")", "(,", ",", "《", "!", "。”", "()", "([)]", "《。》"])
def test_a_hundred_thousand_marks_are_no_trouble(unit):
    text = unit * (100_000 // len(unit))
    assert "".join(cut(text)) == text
    assert clauses(text, 0, len(text))[-1][1] == len(text)
