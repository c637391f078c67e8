"""Damaged marks put right."""

from __future__ import annotations

import pytest

from kg.text import normalise
from kg.text.mark import mended


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("甲公司签约.总投资20亿元.", "甲公司签约。总投资20亿元。"),
        ("占比达30%.其中一期(在建).已完工", "占比达30%。其中一期(在建)。已完工"),
        ("投资3.5亿元,v2.0版,a.com", "投资3.5亿元,v2.0版,a.com"),
        ("一.总体要求\n二.重点任务\n(三.保障", "一.总体要求\n二.重点任务\n(三.保障"),
        ("统一.该项目", "统一。该项目"),
        ('打造"智造谷"和"创新港"', "打造“智造谷”和“创新港”"),
        ('打造"智造谷和创新港', '打造"智造谷和创新港'),
        ('打造“智造谷"和"创新港”', '打造“智造谷"和"创新港”'),
        ('屏幕为15"\n重2吨"', '屏幕为15"\n重2吨"'),
    ],
)
def test_mended(damaged, right):
    assert mended(damaged) == right


def test_offsets_stay():
    source = '项目签约 .  总投资"20 亿元".'
    found = normalise(source)
    assert found.text == "项目签约。总投资“20亿元”。"
    assert [source[start] for start in found.starts] == list('项目签约.总投资"20亿元".')
