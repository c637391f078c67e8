import builtins
import importlib

import pytest

from kg.errors import MissingPackage
from kg.query.answer import Answer, answer, yi


def test_columns_in_their_order_and_gaps_stay_gaps():
    frame = answer(
        "名 元 年 空", [{"名": "甲", "元": 5, "年": 2022, "空": None}, {"空": None, "名": None, "元": 7, "年": None}]
    ).frame()
    assert list(frame) == ["名", "元", "年", "空"]
    assert frame.元.dtype == "int64"
    assert frame.年.dtype == "Int64"
    assert frame.年.sum() == 2022
    assert frame.空.isna().all()


def test_yuan_stay_whole_and_truth_is_no_number():
    frame = Answer(("元", "真"), ((2_000_000_001, True), (None, None))).frame()
    assert frame.元[0] == 2_000_000_001
    assert frame.真.dtype == object


def test_an_empty_answer_has_its_columns():
    frame = answer("企业 合作方", []).frame()
    assert list(frame) == ["企业", "合作方"]
    assert len(frame) == 0
    assert answer("企业 合作方", []).records() == []


@pytest.mark.parametrize(("yuan", "expected"), [(0, 0.0), (12_345_678, 0.1235), (1_220_000_000, 12.2), (None, None)])
def test_yi(yuan, expected):
    assert yi(yuan) == expected


def test_without_pandas_the_message_tells_the_cure(monkeypatch):
    def refuse(name, *rest):
        raise ModuleNotFoundError("No module named 'pandas'", name="pandas")

    monkeypatch.setattr(importlib, "import_module", refuse)
    with pytest.raises(MissingPackage, match="pip install pandas"):
        answer("企业", []).frame()
    assert issubclass(MissingPackage, builtins.ImportError)
