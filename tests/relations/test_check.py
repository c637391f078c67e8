"""The examples and counter-examples of the rules run through the engine."""

from __future__ import annotations

import dataclasses

from kg.relations.check import check_examples
from tests.relations.marked import ONTOLOGY

RULE = next(rule for rule in ONTOLOGY.rules if rule.id == "settles_in.enter")


def faults(**changes):
    return check_examples(dataclasses.replace(ONTOLOGY, rules=(dataclasses.replace(RULE, **changes),)))


def test_every_rule_that_comes_with_kg_reads_its_examples_and_not_its_counter_examples():
    assert check_examples(ONTOLOGY) == []


def test_every_relation_has_a_rule_with_an_example_and_a_counter_example():
    assert {rule.relation for rule in ONTOLOGY.rules} == set(ONTOLOGY.relation_types)
    assert all(rule.match and rule.no_match for rule in ONTOLOGY.rules)


def test_an_example_that_is_not_read_is_a_fault_with_its_place():
    marked = "[[E:h|远山智造]]离开[[K:t|云岭开发区]]。"
    place = f"{RULE.file}:{RULE.line}: rule settles_in.enter"
    assert faults(match=(marked,)) == [
        f"{place} does not read {marked!r}; mend the trigger or the slots, or the example"
    ]


def test_an_example_without_ends_is_a_fault():
    assert len(faults(match=("[[E|远山智造]]落户[[K|云岭开发区]]。",))) == 1


def test_a_counter_example_that_is_read_is_a_fault_with_its_place():
    marked = "[[E|远山智造]]落户[[K|云岭开发区]]。"
    place = f"{RULE.file}:{RULE.line}: rule settles_in.enter"
    assert faults(no_match=(marked,)) == [
        f"{place} reads the counter-example {marked!r}; narrow the trigger or the slots"
    ]
