"""Gazetteers: the longest entries, in order, written in any width."""

from __future__ import annotations

import dataclasses

import pytest

from kg.entities.gazetteer import KNOWN, LISTS, Gazetteer
from kg.ontology.load import load
from kg.ontology.model import WordList


@pytest.fixture
def gazetteer():
    def make(lists=LISTS, **words):
        found = {name: WordList(name, tuple(entries), "test", "test") for name, entries in words.items()}
        return Gazetteer(dataclasses.replace(load(), word_lists=found), lists)

    return make


def test_entries_are_found_with_the_type_of_their_list(gazetteer):
    found = gazetteer(enterprises=["迪川通"], parks=["镕城市高新区"])
    assert found.spans("近日,迪川通达成战略合作,落户镕城市高新区。") == [(3, 6, "Enterprise"), (15, 21, "Park")]


def test_the_longest_entry_wins(gazetteer):
    found = gazetteer(enterprises=["迪川通", "迪川通(中岳)"])
    assert found.spans("迪川通(中岳)投产;迪川通未参与。") == [(0, 7, "Enterprise"), (10, 13, "Enterprise")]


def test_full_width_marks_and_spaces_of_an_entry_do_not_matter(gazetteer):
    assert gazetteer(enterprises=["迪川通（ 中岳 ）"]).spans("迪川通(中岳)投产") == [(0, 7, "Enterprise")]


def test_without_lists_nothing_is_found(gazetteer):
    assert gazetteer().spans("远山智造落户云岭开发区。") == []


def test_lists_that_come_with_kg_are_no_sure_names(gazetteer):
    assert gazetteer(cities=["镕城"]).spans("镕城") == []
    assert gazetteer(KNOWN, cities=["镕城"]).spans("镕城") == [(0, 2, "Place")]
