import pytest

from kg.ontology.example import ExampleMention, parse_example

LETTERS = {"E": "Enterprise", "K": "Park"}


def test_marks_give_text_and_mentions():
    example = parse_example("近日，[[E:h|远山智造]]落户[[K:t|云岭开发区]]，[[E|岚州储能]]观摩。", LETTERS)
    assert example.text == "近日，远山智造落户云岭开发区，岚州储能观摩。"
    assert example.mentions == (
        ExampleMention(3, 7, "Enterprise", "h"),
        ExampleMention(9, 14, "Park", "t"),
        ExampleMention(15, 19, "Enterprise", ""),
    )
    assert [example.text[m.start : m.end] for m in example.mentions] == ["远山智造", "云岭开发区", "岚州储能"]


def test_every_head_is_paired_with_every_tail_but_never_with_itself():
    example = parse_example("[[E:h|甲]]、[[E:ht|乙]]与[[E:t|丙]]合作，[[E|丁]]没有。", LETTERS)
    assert example.pairs == ((0, 1), (0, 2), (1, 2))


def test_a_sentence_without_marks_has_no_mentions():
    example = parse_example("今日天气晴[注]。", LETTERS)
    assert (example.text, example.mentions, example.pairs) == ("今日天气晴[注]。", (), ())


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("[[X:h|甲]]", "the mark [[X:h|甲]] has the letter 'X', which no entity type has"),
        ("[[E:z|甲]]", "the mark [[E:z|甲]] has the role 'z', which is none of h, t, ht"),
        ("[[E:|甲]]", "the mark [[E:|甲]] has the role '', which is none of h, t, ht"),
        ("[[E:h| ]]", "the mark [[E:h| ]] marks no name"),
        ("某[[E:h甲]]落户", "a broken mark near '某[[E:h甲]]落户'"),
        ("[[E|甲]]乙]]", "a broken mark near '甲乙]]'"),
        ("[[E|甲[[K|乙]]]]", "a broken mark near '[[E|甲乙]]'"),
    ],
)
def test_a_faulty_mark_is_named(marked, message):
    with pytest.raises(ValueError, match="mark") as error:
        parse_example(marked, LETTERS)
    assert str(error.value) == message
