import pytest

from kg.export.html.text import Passages, Texts, Utf16, columns
from kg.records import Document, Evidence


def test_texts_are_numbered_as_they_come():
    texts = Texts()
    assert [texts.number(text) for text in ("甲", "乙", "甲", None)] == [0, 1, 0, -1]
    assert texts.table == ["甲", "乙"]


@pytest.mark.parametrize(("text", "offsets"), [("开发区", [0, 1, 2, 3]), ("𠮷祥🏭区", [0, 2, 3, 5, 6]), ("", [0])])
def test_offsets_in_utf_16_are_those_of_javascript(text, offsets):
    found = [Utf16(text)(place) for place in range(len(text) + 1)]
    assert found == offsets
    assert found == [len(text[:place].encode("utf-16-le")) // 2 for place in range(len(text) + 1)]


def test_a_passage_of_an_article_is_stored_by_its_place_and_any_other_by_its_text():
    texts = Texts()
    passages = Passages({"a.txt": Document("a.txt", "𠮷祥落户东区")}, texts)
    inside = Evidence("a.txt", 2, 6, "落户东区", "rule")
    assert passages.number(inside) == passages.number(inside) == 0
    assert passages.number(Evidence("b.txt", 0, 2, "落户", "rule")) == 1
    assert passages.number(Evidence("a.txt", 0, 2, "落户", "rule")) == 1
    assert passages.table == [[0, 3, 7], [-1, 0]]
    assert texts.table == ["落户"]
    assert (passages.known("a.txt"), passages.known("b.txt")) == (True, False)


def test_columns_hold_texts_numbers_and_anything_else():
    texts = Texts()
    bend = {"type": "curvedCW"}
    told = columns([{"id": "甲", "x": 1.5, "smooth": bend}, {"id": "乙", "x": 2}, {"id": "甲", "smooth": bend}], texts)
    assert told == {
        "id": {"text": [0, 1, 0]},
        "x": {"number": [1.5, 2, None]},
        "smooth": {"of": [bend], "at": [0, -1, 0]},
    }
    assert texts.table == ["甲", "乙"]
    assert columns([], texts) == {}
