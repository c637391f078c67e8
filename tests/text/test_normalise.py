import json
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import compact, normalise
from kg.text.normalise import PLAIN

CASES = {
    case["id"]: case for case in map(json.loads, Path("tests/cases.jsonl").read_text(encoding="utf-8").splitlines())
}
MESSY = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("开发区。，（）\r\n\t \u3000\ufeff\u200b12,.%㎡“”"))
)


def test_common_characters_stay_as_they_are():
    common = "".join(map(chr, range(0x4E00, 0xA000)))
    assert normalise(common).text == common == unicodedata.normalize("NFKC", common)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("投资３.５亿元，占地３００亩；", "投资3.5亿元,占地300亩;"),
        ("迪川通（ 中岳 ）投产：是！否？", "迪川通(中岳)投产:是!否?"),
        ("《规划》“十四五”、名单。", "《规划》“十四五”、名单。"),
        ("占比６０％", "占比60%"),
        ("「国台」『习酒』", "“国台”“习酒”"),
        ("开\u200b发\ufeff区\u202e", "开发区"),
        ("总 建 筑 面积 12 万 平 方 米 , 规划", "总建筑面积12万平方米,规划"),
        ("党建引领 凝聚合力", "党建引领 凝聚合力"),
        ("序号\t项目名称\t总投资", "序号 项目名称 总投资"),
        ("作者:李明　　编辑:王芳", "作者:李明 编辑:王芳"),
        ("与Air  Products 合作", "与Air Products合作"),
        ("面积5万㎡,Ⅱ期", "面积5万㎡,Ⅱ期"),
        ("①35亿元的项目", "①35亿元的项目"),
        ("⼀期", "一期"),
        ("甲\r\n\r\n乙", "甲\n乙"),
        ("甲\r乙", "甲\n乙"),
        ("  　开发区  \n\n", "开发区"),
        ("", ""),
        (" \n\t\u3000", ""),
    ],
)
def test_text(source, text):
    assert normalise(source).text == text


def test_brackets_keep_their_place_in_the_source():
    case = CASES["zh-brackets"]
    for number, start, end in case["expect"]["spans"]:
        source = case["input"]["texts"][number]
        found = normalise(source)
        name = compact(source[start:end])
        at = found.to_normal(start)
        assert found.text[at : at + len(name)] == name
        assert found.source_span(at, at + len(name)) == (start, end)


def test_a_name_over_three_lines_is_one():
    case = CASES["zh-linebreak"]
    source = case["input"]["text"]
    found = normalise(source)
    assert found.text == "河北远山智造科技有限公司落户云岭开发区。"
    for name, _, start, end in case["expect"]["entities"]:
        at = found.text.index(name)
        assert found.source_span(at, at + len(name)) == (start, end)
    assert source[slice(*found.source_span(0, 12))] == case["expect"]["raw_slice_0"]


def test_empty_spans_stay_empty():
    found = normalise("（甲）")
    assert found.source_span(1, 1) == (1, 1)
    assert found.source_span(3, 3) == (3, 3)
    assert normalise("").source_span(0, 0) == (0, 0)


def test_ends_are_behind_starts():
    found = normalise("甲 乙\n\n丙。")
    assert [end - start for start, end in zip(found.starts, found.ends, strict=True)] == [1] * len(found.text)


def test_a_million_characters_in_one_line():
    source = "开发区 投资3.5亿元，" * 80_000
    found = normalise(source)
    assert found.text == "开发区投资3.5亿元," * 80_000
    assert found.source_span(len(found.text) - 6, len(found.text) - 1) == (len(source) - 6, len(source) - 1)


@given(MESSY)
def test_the_map_is_right_for_any_text(source):
    found = normalise(source)
    assert len(found.text) == len(found.starts)
    assert all(a < b for a, b in pairwise(found.starts))
    assert all(0 <= start < len(source) for start in found.starts)
    for i, start in enumerate(found.starts):
        assert found.to_normal(start) == i
        assert found.source_span(i, i + 1) == (start, start + 1)
        if not found.text[i].isspace() and found.text[i] not in "“”~:。":
            assert found.text[i] in (source[start], unicodedata.normalize("NFKC", source[start]))
    assert found.to_normal(len(source)) == len(found.text)


@given(MESSY)
def test_nothing_but_single_blanks_and_breaks_is_left_of_white_space(source):
    text = normalise(source).text
    assert "\r" not in text
    assert "\t" not in text
    assert not any(a.isspace() and b.isspace() for a, b in pairwise(text))
    assert text == text.strip(" \n")


@given(MESSY)
def test_normalised_text_stays_as_it_is(source):
    text = normalise(source).text
    assert normalise(text.replace("\n", "")).text.replace(" ", "") == text.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("迪信通（ 中迪 ）", "迪信通(中迪)"),
        ("有\r\n限公司", "有限公司"),
        ("Harbour Ⅱ", "HarbourII"),
        ("\ufeff㈱东芝", "(株)东芝"),
    ],
)
def test_compact(form, name):
    assert compact(form) == name


def test_what_compact_keeps_without_a_look_folds_to_itself():
    plain = "".join(char for char in map(chr, range(0x110000)) if PLAIN.fullmatch(char))
    assert len(plain) > 20_000
    assert normalise(plain).text == plain == unicodedata.normalize("NFKC", plain)
