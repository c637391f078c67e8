"""The examples of the rules, run through the engine: what `kg validate` and the tests ask."""

from __future__ import annotations

from kg.entities.chooser import Name
from kg.ontology.example import Example, parse_example
from kg.ontology.model import Ontology, Rule
from kg.relations.context import Context
from kg.relations.rule import hits

__all__ = ["check_examples"]


def check_examples(ontology: Ontology) -> list[str]:
    """A sentence for each example that its rule does not read as it says, with file, line and cure."""
    letters = {entity.letter: name for name, entity in ontology.entity_types.items()}
    faults: list[str] = []
    for rule in ontology.rules:
        place = f"{rule.file}:{rule.line}: rule {rule.id}"
        for marked in rule.match:
            example = parse_example(marked, letters)
            missed = [pair for pair in example.pairs if pair not in _found(rule, example, ontology)]
            if missed or not example.pairs:
                faults.append(f"{place} does not read {marked!r}; mend the trigger or the slots, or the example")
        for marked in rule.no_match:
            example = parse_example(marked, letters)
            if _found(rule, example, ontology):
                faults.append(f"{place} reads the counter-example {marked!r}; narrow the trigger or the slots")
    return faults


def _found(rule: Rule, example: Example, ontology: Ontology) -> set[tuple[int, int]]:
    names = [Name(m.start, m.end, m.type, "example", 1.0) for m in example.mentions]
    forms: dict[tuple[str, str], int] = {}
    groups = [forms.setdefault((n.type, example.text[n.start : n.end]), len(forms)) for n in names]
    context = Context(example.text, names, groups)
    places = {(name.start, name.end): i for i, name in enumerate(names)}
    found = set()
    for sentence in context.sentences:
        for hit in hits(context, sentence, ontology):
            if hit.rule.id == rule.id:
                ends = (context.terms[hit.head], context.terms[hit.tail])
                found.add((places[ends[0].start, ends[0].end], places[ends[1].start, ends[1].end]))
    return found
