"""What a question may choose from: codes of the ontology or their Chinese labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from kg.ontology.model import Ontology

__all__ = ["ANY", "REVIEWS", "Choice", "codes", "realis_label", "realis_of", "review_label"]

ANY = ("any", "全部")
"""Words for no restriction."""

Choice = str | Iterable[str] | None


class _Labelled(Protocol):
    @property
    def label(self) -> str: ...


def codes(table: Mapping[str, _Labelled], choice: Choice, what: str) -> frozenset[str] | None:
    """The codes that `choice` names, by code or Chinese label; None where anything goes.

    Parameters
    ----------
    table
        A table of the ontology: types, relations, stages or realis values by code.
    choice
        One code or label, several, or None or ``"any"`` for all.
    what
        The word for it in the message.

    Raises
    ------
    ValueError
        There is no such code or label; the message lists them.

    Examples
    --------
    >>> from kg.ontology.load import load
    >>> sorted(codes(load().realis, ["fact", "计划"], "realis"))
    ['fact', 'planned']
    >>> codes(load().stages, "in orbit", "stage")
    Traceback (most recent call last):
    ValueError: no stage 'in orbit'; expected planned (谋划), negotiating (在谈), ..., terminated (终止), or "any"
    """
    if choice is None or (isinstance(choice, str) and choice in ANY):
        return None
    labels = {entry.label: code for code, entry in table.items()}
    found = set()
    for word in [choice] if isinstance(choice, str) else choice:
        if word in ANY:
            return None
        if word not in table and word not in labels:
            known = ", ".join(f"{code} ({entry.label})" for code, entry in table.items())
            raise ValueError(f'no {what} {word!r}; expected {known}, or "any"')
        found.add(word if word in table else labels[word])
    return frozenset(found)


def realis_of(attributes: Mapping[str, Any]) -> str:
    """What is known of an edge: what its text says, and ``terminated`` where its stage is; a fact by default.

    Examples
    --------
    >>> realis_of({"realis": "fact", "stage": "terminated"}), realis_of({"realis": "planned"}), realis_of({})
    ('terminated', 'planned', 'fact')
    """
    return "terminated" if attributes.get("stage") == "terminated" else str(attributes.get("realis", "fact"))


REVIEWS = {"confirmed": "人工核实", "rejected": "人工否定", "added": "人工补充", "corrected": "人工更正"}
"""What a person may have said of an entity or a relation."""


def review_label(attributes: Mapping[str, Any]) -> str | None:
    """What a person said of a node or edge, in Chinese; None where nobody did.

    Examples
    --------
    >>> review_label({"review": "confirmed"}), review_label({})
    ('人工核实', None)
    """
    review = attributes.get("review")
    return None if review is None else REVIEWS.get(str(review), str(review))


def realis_label(ontology: Ontology, realis: str) -> str:
    """The Chinese label of a realis value; a stage may have the same code and another label.

    Examples
    --------
    >>> from kg.ontology.load import load
    >>> realis_label(load(), "planned"), load().label("planned")
    ('计划', '谋划')
    """
    return ontology.realis[realis].label if realis in ontology.realis else realis
