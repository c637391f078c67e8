"""Companies inside project names: complete forms only."""

from __future__ import annotations

import pytest

from kg.entities.inside import company_inside
from kg.text.lexicon import lexicon


@pytest.mark.parametrize(
    ("form", "company"),
    [
        ("岳海集团日用陶瓷项目", "岳海集团"),
        ("河北远山智造科技有限公司退役电池利用项目", "河北远山智造科技有限公司"),
        ("深圳光越电子柔性显示模组项目", "深圳光越电子"),
        ("浙江嘉硕石英坩埚项目", "浙江嘉硕"),
        ("年产2000吨食品级低聚木糖项目", ""),
        ("浙江大学科技园项目", ""),
        ("储能电池项目", ""),
        ("岳海集团项目", ""),
    ],
)
def test_the_company_with_which_a_project_name_begins(form, company):
    assert form[: company_inside(form, (), lexicon())] == company


def test_a_form_that_the_document_uses_is_complete():
    assert company_inside("远山智造储能电池项目", {"远山智造", "远山"}, lexicon()) == 4
    assert company_inside("远山智造储能电池项目", {"远山"}, lexicon()) == 0
