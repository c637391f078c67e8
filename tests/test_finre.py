"""The yardstick of relations in financial news: its classes, its baseline, and that kg reads it."""

from __future__ import annotations

from tests.benchmarks.finre import OWNED, OWNS, PARTNERS, measure, nearest_trigger, reader, rows


def test_the_nearest_trigger_tells_who_owns():
    assert nearest_trigger(("甲公司收购乙公司。", (0, 3), (5, 8))) == {OWNS}
    assert nearest_trigger(("甲公司收购乙公司。", (5, 8), (0, 3))) == {OWNED}
    assert nearest_trigger(("甲公司与乙公司合作。", (0, 3), (4, 7))) == {PARTNERS}
    assert nearest_trigger(("甲公司与乙公司竞争。", (0, 3), (4, 7))) == set()


def test_what_kg_tells_of_a_sample_is_no_chance():
    sample = list(rows(step=10))
    share = measure(reader(), sample)
    assert (len(sample), share.gold) == (336, 140)
    assert share.f1 > 0.3
