import doctest

import pytest

import kg.text.form
from kg.text import compact, form_key


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("“远山\n智造” （ＡＢ）", "远山智造(AB)"),
        ("远山智造(AB)", "远山智造(AB)"),
        ("「专精特新」『企业』", "专精特新企业"),
        ("\"专精特新\"'企业'", "专精特新企业"),
        ("‘专精特新’企业", "专精特新企业"),
        ("《规划》、“十四五”", "《规划》、十四五"),
        ("Ab", "Ab"),
        ("“”", ""),
    ],
)
def test_forms_are_compared_without_white_space_quotation_marks_and_width(form, key):
    assert form_key(form) == form_key(compact(form)) == key


def test_its_example_runs():
    assert doctest.testmod(kg.text.form).failed == 0
