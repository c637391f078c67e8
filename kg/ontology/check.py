"""Checks across entries: names that must be known, values that no two may share, examples that must fit their rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.ontology.example import Example, parse_example
from kg.ontology.fault import Faults
from kg.ontology.field import Entry
from kg.ontology.sheet import FILES, Sheet
from kg.ontology.source import Text
from kg.ontology.value import nearest

__all__ = ["check", "merge"]

Parts = Mapping[str, Mapping[str, Entry]]


def merge(layers: Iterable[Iterable[Entry]], sheet: Sheet, faults: Faults) -> dict[str, Entry]:
    """The entries of all layers by name; an entry takes the place of one of an earlier layer, not of its own."""
    merged: dict[str, Entry] = {}
    for layer in layers:
        own: dict[str, Entry] = {}
        for entry in layer:
            name = entry.get(sheet.key)
            if name is None:
                continue
            if name in own:
                found = f"the {sheet.kind} {name} stands twice, first at {own[name].place}"
                faults.add(entry.place, found, "it once", "give one of the two another name, or remove it")
                continue
            own[str(name)] = entry
        merged |= own
    return merged


def check(parts: Parts, faults: Faults) -> None:
    """Note every fault that shows only when all files are read."""
    for file in FILES.values():
        for sheet in file.values():
            for key in sheet.unique:
                _check_unique(parts[sheet.kind], sheet, key, faults)
    for name, relation in parts["relation"].items():
        _check_relation(name, relation, parts["entity type"])
    letters = {str(entry.get("letter")): name for name, entry in parts["entity type"].items()}
    for name, rule in parts["rule"].items():
        _check_rule(name, rule, parts, letters)
    for name, pattern in parts["pattern"].items():
        _check_pattern(name, pattern)
    for kind, known in (("stage cue", "stage"), ("realis cue", "realis value")):
        for cue in parts[kind].values():
            _check_known(cue, f"the {known}", [cue.get("name")], parts[known], "stages.yaml")


def _check_unique(entries: Mapping[str, Entry], sheet: Sheet, key: str, faults: Faults) -> None:
    owners: dict[str, tuple[str, Entry]] = {}
    for name, entry in entries.items():
        value = entry.get(key)
        if value is None:
            continue
        if value.lower() in owners:
            owner, first = owners[value.lower()]
            found = f"the {sheet.kind} {name} has the {key} {value} of {owner} at {first.place}"
            faults.add(value.place, found, f"a {key} of its own", f"give one of the two another {key}")
        owners.setdefault(value.lower(), (name, entry))


def _in_order(names: Iterable[Text]) -> list[Text]:
    return sorted(names, key=lambda name: (name.place, name))


def _check_known(entry: Entry, what: str, names: Iterable[Text], known: Mapping[str, Entry], file: str) -> None:
    """Note the names that are not `known`; where nothing is, its file has faults of its own."""
    for name in _in_order(names):
        if known and name not in known:
            cure = nearest(name, known, f"known are: {', '.join(sorted(known))}")
            entry.source.faults.add(name.place, f"{what} {name} is unknown", f"one of {file}", cure)


def _check_relation(name: str, relation: Entry, types: Mapping[str, Entry]) -> None:
    domain, codomain = relation.get("domain"), relation.get("range")
    for key, names in (("domain", domain), ("range", codomain)):
        _check_known(relation, f"the type in the {key} of {name}", names or (), types, "entities.yaml")
    if relation.get("symmetric") and domain and codomain and domain != codomain:
        found = f"{name} is symmetric, but its domain and its range differ"
        relation.source.faults.add(relation.place, found, "the same types", "make them the same, or remove symmetric")


def _check_rule(rule_id: str, rule: Entry, parts: Parts, letters: Mapping[str, str]) -> None:
    faults = rule.source.faults
    wanted = rule.get("relation")
    if wanted is not None:
        _check_known(rule, "the relation", [wanted], parts["relation"], "relations.yaml")
    relation = parts["relation"].get(wanted or "")
    for key, kind in (("stage", "stage"), ("realis", "realis value")):
        if rule.get(key) is not None:
            _check_known(rule, f"the {key}", [rule.get(key)], parts[kind], "stages.yaml")
    if relation and rule.get("stage") and not relation.get("staged"):
        found = f"the rule {rule_id} gives a stage, but {wanted} has none"
        faults.add(rule.get("stage").place, found, "no stage", f"remove it, or add `staged: true` to {wanted}")
    for end, side in (("head", "domain"), ("tail", "range")):
        _check_slot(rule, end, side, relation, parts["entity type"])
    examples = rule.get("examples")
    if examples:
        for marked in examples.get("match") or ():
            _check_match(rule, marked, relation, letters)
        for marked in examples.get("no_match") or ():
            _check_no_match(rule, marked, letters)


def _check_slot(rule: Entry, end: str, side: str, relation: Entry | None, types: Mapping[str, Entry]) -> None:
    slot = rule.get(end)
    given = slot.get("types") if slot else None
    _check_known(rule, f"the {end} type", given or (), types, "entities.yaml")
    allowed = relation.get(side) if relation else None
    for name in _in_order(given or ()):
        if allowed and name in types and name not in allowed:
            found = f"the {end} type {name} is not in the {side} of {rule.get('relation')}"
            cure = f"remove it, or add it to the {side}"
            rule.source.faults.add(name.place, found, f"one of: {', '.join(sorted(allowed))}", cure)


def _parse(rule: Entry, marked: Text, letters: Mapping[str, str]) -> Example | None:
    try:
        return parse_example(marked, letters)
    except ValueError as error:
        expected = f"marks such as [[E:h|远山智造]] with a letter of {', '.join(sorted(letters))}"
        rule.source.faults.add(marked.place, str(error), expected, "mend the mark")
        return None


def _check_match(rule: Entry, marked: Text, relation: Entry | None, letters: Mapping[str, str]) -> None:
    example = _parse(rule, marked, letters)
    if example is None:
        return
    faults = rule.source.faults
    if not example.pairs:
        cure = "mark what the rule must find, as in [[E:h|远山智造]]落户[[K:t|云岭开发区]]"
        faults.add(marked.place, "the example has no head with a tail", "a mark with h and one with t", cure)
    for end, side in (("head", "domain"), ("tail", "range")):
        slot, wide = rule.get(end), relation.get(side) if relation else None
        given = slot.get("types") if slot else None
        allowed = given if given and wide and given <= wide else wide
        for mention in example.mentions:
            if allowed and end[0] in mention.role and mention.type not in allowed:
                found = (
                    f"the {end} {example.text[mention.start : mention.end]} of the example is of type {mention.type}"
                )
                faults.add(marked.place, found, f"one of: {', '.join(sorted(allowed))}", "mend the mark, or the rule")
    trigger = rule.get("trigger")
    if trigger and rule.source.thorough and not re.search(trigger, _normal(example.text)):
        found = f"the trigger does not occur in the example {example.text}"
        faults.add(marked.place, found, "an example that the trigger sets off", "mend the trigger, or the example")


def _check_no_match(rule: Entry, marked: Text, letters: Mapping[str, str]) -> None:
    example = _parse(rule, marked, letters)
    if example is not None and len(example.mentions) < 2:
        cure = "mark the two names that the rule must not join"
        rule.source.faults.add(marked.place, "the counter-example cannot fail", "two marks or more", cure)


def _check_pattern(name: str, pattern: Entry) -> None:
    shape = pattern.get("pattern")
    if shape is None or not pattern.source.thorough:
        return
    for key, wanted in (("match", True), ("no_match", False)):
        for example in pattern.get(key) or ():
            if bool(re.search(shape, _normal(example))) is not wanted:
                found = f"the pattern {name} {'matches' if not wanted else 'does not match'} {example}"
                expected = "a match" if wanted else "no match"
                pattern.source.faults.add(example.place, found, expected, "mend the pattern, or the example")


def _normal(text: str) -> str:
    from kg.text.normalise import normalise

    return normalise(text).text
