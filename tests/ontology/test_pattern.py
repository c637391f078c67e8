import pytest

from kg.ontology.pattern import pattern_faults


@pytest.mark.parametrize(
    "pattern",
    [
        "落户|入驻|进驻",
        r"(?:与|同|和)[^,。;]{0,20}(?:签订|签署|达成)(?:战略)?合作(?:协议)?",
        "(?:、[^、]+)*等",  # each round begins with what the inner repeat cannot match
        "(?:甲?乙)+",
        "(?:[一-龥]{2,4}、)+",
        "(?:a{1,9}){1,9}c",  # limits on both repeats
        "未(?!来)[^。]*签约",
        r"(\d+)亿元\1",
    ],
)
def test_a_sound_pattern_has_no_faults(pattern):
    assert list(pattern_faults(pattern)) == []


def test_a_broken_pattern_is_told_with_the_place():
    assert list(pattern_faults("签约(落户")) == [
        (
            "`签约(落户` is no regular expression: missing ), unterminated subpattern at character 3",
            "one that Python's re compiles",
            "mend it there",
        )
    ]


def test_a_look_behind_of_any_length_is_found_when_the_pattern_is_compiled():
    (found, _, _), *_ = pattern_faults("(?<=未+)签约")
    assert found == "`(?<=未+)签约` is no regular expression: look-behind requires fixed-width pattern"


@pytest.mark.parametrize("pattern", ["x*", "(?=签约)", r"\b", "签约?|户?", "(?:、[^、]+)*"])
def test_a_pattern_that_matches_nothing_is_a_fault(pattern):
    assert (
        f"`{pattern}` matches the empty text",
        "a pattern of one character or more",
        "make one part of it obligatory",
    ) in list(pattern_faults(pattern))


@pytest.mark.parametrize(
    "pattern",
    ["(?:[^。]+)*落户", r"(\w\d?)+x", "(?:、?[^、]+)+。", "(?:[^、]{2,20})+等", "(?:、[^。]+)+等", r"((?:\d+)?)+x"],
)
def test_a_repeat_of_repeats_is_seen_without_running_it(pattern):
    assert [found for found, _, _ in pattern_faults(pattern, timed=False) if "repeats a repeat" in found] == [
        f"`{pattern}` repeats a repeat, which can take exponential time"
    ]


def test_equal_branches_take_exponential_time_and_are_found_by_the_stop_watch():
    pattern = "(?:甲|甲)*乙"
    assert list(pattern_faults(pattern, timed=False)) == []
    ((found, expected, _),) = pattern_faults(pattern)
    assert found.startswith("`(?:甲|甲)*乙` is slow: over 0.05 s on ")
    assert expected == "time about linear in the text"


def test_three_open_repeats_take_cubic_time_and_are_found_by_the_stop_watch():
    ((found, _, cure),) = pattern_faults("[^。]*[^。]*[^。]*落户")
    assert found.startswith("`[^。]*[^。]*[^。]*落户` is slow: over 0.05 s on ")
    assert cure == "give its repeats limits, as {0,20}, or exclude from them what follows, as [^,。]"
