"""What schemas/ says, as frozen records: types, relations, stages, realis values, rules and word lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["EntityType", "Ontology", "Realis", "RelationType", "Rule", "Slot", "Stage", "WordList"]


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of entity; `letter` marks it in the corpus and in the examples of rules."""

    name: str
    label: str
    letter: str
    color: str
    shape: str
    definition: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A type of relation with the entity types that it may join; a `symmetric` one has no direction."""

    name: str
    label: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool = False
    staged: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project; `order` counts from 0 along its life."""

    name: str
    label: str
    order: int


@dataclass(frozen=True, slots=True)
class Realis:
    """What is known of a statement: a fact, a plan, a hope."""

    name: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an end of a relation stands.

    `where` is ``before`` or ``after`` the trigger, ``subject`` (before it, or carried over from an earlier clause),
    ``around`` (either side), or ``zone`` (after it, or the zone that the document is about).
    """

    types: frozenset[str]
    where: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation rule: a `trigger` (regular expression over normalised text) and two slots.

    `score` is the share of right answers that the author expects (0 to 1); `stage` and `realis` are what the
    trigger itself says. `match` and `no_match` are marked sentences (CONTRIBUTING.md) that run as tests.
    `line` is where the rule stands in `file`.
    """

    id: str
    relation: str
    trigger: str
    head: Slot
    tail: Slot
    score: float
    source: str
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    reach: str = "sentence"
    stage: str | None = None
    realis: str | None = None
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class WordList:
    """A word list with where it comes from; `words` keep the order of the file."""

    name: str
    words: tuple[str, ...]
    source: str
    licence: str


@dataclass(frozen=True)
class Ontology:
    """All of schemas/.

    `fingerprint` is a SHA-256 over its content: what depends on it is stale when it changes. `directory` is the user's
    own folder that it was read from, None for the schemas that come with kg.
    """

    entity_types: Mapping[str, EntityType]
    relation_types: Mapping[str, RelationType]
    stages: Mapping[str, Stage]
    realis: Mapping[str, Realis]
    rules: tuple[Rule, ...]
    word_lists: Mapping[str, WordList]
    patterns: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    directory: Path | None = None

    def label(self, name: str) -> str:
        """The Chinese label of a type, relation, stage or realis value; the name itself where it has none."""
        for table in (self.entity_types, self.relation_types, self.stages, self.realis):
            if name in table:
                return table[name].label
        return name

    @property
    def letters(self) -> dict[str, str]:
        """The type of entity that each letter marks."""
        return {kind.letter: name for name, kind in self.entity_types.items()}

    def words(self, name: str) -> tuple[str, ...]:
        """The words of the list called `name`.

        Raises
        ------
        KeyError
            There is no such list.
        """
        return self.word_lists[name].words
