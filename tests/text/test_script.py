import json
import logging
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import read_gold
from kg.text import script
from kg.text.script import is_traditional, to_simplified

GOLD = Path(__file__).parents[1] / "gold"
CASES = Path(__file__).parents[1] / "cases.jsonl"


def case(name):
    return next(
        found for found in map(json.loads, CASES.read_text(encoding="utf-8").splitlines()) if found["id"] == name
    )


def test_traditional_and_simplified_files_of_the_case_say_the_same():
    files = case("in-empty-binary-trad")["input"]["files"]
    assert to_simplified(files["trad.txt"]) == files["simp.txt"]
    assert to_simplified(files["simp.txt"]) == files["simp.txt"]


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("瞭解投資環境,瞭望開發區", "了解投资环境,瞭望开发区"),
        ("乾元集團與乾燥設備廠簽約", "乾元集团与干燥设备厂签约"),
        ("看著廠房,著名企業進駐", "看着厂房,著名企业进驻"),
        ("衞生產業園裏的説明會", "卫生产业园里的说明会"),
        ("臺灣軟體公司\r\n落戶\u3000灣區\x00", "台湾软体公司\r\n落户\u3000湾区\x00"),
    ],
)
def test_words_decide_and_length_stays(traditional, simplified):
    assert to_simplified(traditional) == simplified
    assert len(traditional) == len(simplified)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GDP 3.5%",
        "中國银行与远山智造签约,总投资2亿元",
        "喆润科技（镕城）有限公司落户云岭开发区，㐂来储能有限公司",
        "乾隆年间",
    ],
)
def test_what_is_not_traditional_comes_back_itself(text):
    assert not is_traditional(text)
    assert to_simplified(text) is text


@pytest.mark.parametrize("configuration", ["s2t", "s2tw", "s2hk"])
def test_gold_documents_turned_to_traditional_come_back(configuration):
    import opencc

    convert = opencc.OpenCC(configuration).convert
    documents = read_gold([GOLD / "dev"])
    wrong = total = 0
    for document in documents:
        assert not is_traditional(document.text)
        traditional = convert(document.text)
        assert is_traditional(traditional)
        back = to_simplified(traditional)
        assert len(back) == len(document.text)
        wrong += sum(a != b for a, b in zip(back, document.text, strict=True))
        total += len(back)
    assert total > 10_000
    assert wrong <= 1


@given(st.text(st.sampled_from("遠山智造落戶雲嶺開發區瞭解乾著裏臺 \r\n\u2028\x00a。𠮷\ud800"), max_size=60))
def test_length_never_changes(text):
    assert len(to_simplified(text)) == len(text)


def test_without_opencc_the_text_stays_and_the_log_says_so_once(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "opencc", None)
    script._converter.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            assert to_simplified("遠山智造落戶雲嶺開發區") == "遠山智造落戶雲嶺開發區"
            assert to_simplified("雲嶺開發區") == "雲嶺開發區"
    finally:
        script._converter.cache_clear()
    assert [record.message for record in caplog.records if 'pip install "kg[documents]"' in record.message] == [
        caplog.records[0].message
    ]
