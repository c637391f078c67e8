"""Mention replacement: other names in the same places, the spans where they then stand."""

from __future__ import annotations

from kg.corpus.augment import with_other_names

DOCUMENTS = [
    ("远山智造签约。\n没有名字。\n远山智造开工。", [(0, 4, "Enterprise"), (14, 18, "Enterprise")]),
    ("海岳药业获评绿色工厂。", [(0, 4, "Enterprise"), (6, 10, "Honor")]),
]


def test_every_span_stands_on_a_name_of_its_type_and_length():
    made = list(with_other_names(DOCUMENTS, 20))
    forms = {text[start:end] for text, spans in made for start, end, kind in spans if kind == "Enterprise"}
    assert forms == {"远山智造", "海岳药业"}
    assert {text[start:end] for text, spans in made for start, end, kind in spans if kind == "Honor"} == {"绿色工厂"}


def test_a_name_becomes_the_same_one_all_through_its_document():
    made = list(with_other_names(DOCUMENTS, 20))
    for first, second in zip(made[0::3], made[1::3], strict=True):
        assert first[0][:4] == second[0][:4]


def test_lines_without_names_are_left_out():
    assert len(list(with_other_names(DOCUMENTS, 1))) == 3


def test_the_same_seed_gives_the_same_lines():
    assert list(with_other_names(DOCUMENTS, 3)) == list(with_other_names(DOCUMENTS, 3))
    assert list(with_other_names(DOCUMENTS, 9, seed=1)) != list(with_other_names(DOCUMENTS, 9, seed=2))


def test_a_longer_place_of_a_name_moves_what_follows():
    documents = [("甲公司由一丁集团控股。", [(0, 3, "Enterprise"), (4, 8, "Enterprise")])]
    (text, spans), *_ = with_other_names(documents, 1)
    assert text == "甲公司由一丁集团控股。"
    assert spans == [(0, 3, "Enterprise"), (4, 8, "Enterprise")]
