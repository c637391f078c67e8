"""承诺兑现: what was planned for a date that has passed, and whether it was told again as done.

Nothing here reads a clock: the day to judge by is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.difference import renamed
from kg.ontology.model import Ontology
from kg.records import Evidence, Fact
from kg.resolution.telling import Dates, in_order, later

__all__ = ["STATUSES", "Promise", "promises"]

NEEDED = {"start": "under_construction", "finish": "completed"}
"""The stage that keeps a promise, by what was promised."""

PLAN = re.compile("拟|将|计划|预计|力争|有望|争取|确保|目标")
"""Words of a plan, for documents without a date."""

STATUSES = {"open": "未见兑现", "postponed": "已改期", "ended": "已终止", "kept": "已兑现"}


@dataclass(frozen=True, slots=True)
class Promise:
    """What was planned for `date` (ISO, as fine as told) and what became of it.

    `subject` is a node id, or ``head relation tail``; `attribute` is ``start``, ``finish`` or ``year``. `status` is one
    of `STATUSES`; `answer` is the passage that tells it, None where there is none.
    """

    subject: str
    attribute: str
    date: str
    status: str
    told: Evidence
    answer: Evidence | None = None
    new_date: str | None = None


def promises(old: nx.MultiDiGraph, new: nx.MultiDiGraph, as_of: str, ontology: Ontology) -> list[Promise]:
    """What both graphs promise for before the day `as_of`: the broken first, each group by date and subject.

    Parameters
    ----------
    as_of
        An ISO date; one less fine stands for its first day.

    Notes
    -----
    A date is a promise where it was told as a plan, or lies after the date of its document; where the document has
    none, in a passage with a word of a plan. It is kept where a stage
    that needs it is told by a passage that is not known to be older.
    """
    names = renamed(old, new)
    dates = {name: d.date for graph in (old, new) for name, d in graph.graph.get("documents", {}).items()}
    facts: dict[str, dict[Fact, None]] = {}
    stages = {
        str(node): data.get("stage") for node, data in new.nodes(data=True) if "stage" in data.get("corrected", ())
    }
    for graph, moved in ((old, names), (new, {})):
        for node, data in graph.nodes(data=True):
            facts.setdefault(moved.get(node, node), {}).update(dict.fromkeys(data.get("facts", ())))
    day = as_of + "0001-01-01"[len(as_of) :]
    found = [
        promise
        for node, told in facts.items()
        for promise in _of_thing(node, in_order(told, dates), dates, ontology, stages.get(node))
        if _last_day(promise.date) < day
    ]
    found += [promise for promise in _of_relations(old, new, names, dates) if _last_day(promise.date) < day]
    order = list(STATUSES)
    return sorted(set(found), key=lambda p: (order.index(p.status), p.date, p.subject, p.attribute, p.told.document))


def _last_day(date: str) -> str:
    return date + "9999-12-31"[len(date) :]


def _ahead(fact: Fact, dates: Dates) -> bool:
    """Whether a date lay ahead when it was told."""
    document = dates.get(fact.evidence.document)
    if document:
        return fact.realis == "planned" or str(fact.value) > document
    return fact.realis == "planned" or PLAN.search(fact.evidence.quote) is not None


def _of_thing(
    node: str, told: Sequence[Fact], dates: Dates, ontology: Ontology, decided: str | None
) -> Iterator[Promise]:
    """The promises of a thing, each date once; `decided` is a stage that a person set."""
    orders = {name: stage.order for name, stage in ontology.stages.items()}
    stages = [f for f in told if f.attribute == "stage" and f.value in orders and f.realis in ("fact", "terminated")]
    seen: set[tuple[str, str]] = set()
    for fact in told:
        needed = orders.get(NEEDED.get(fact.attribute, ""))
        date = str(fact.value)
        if needed is None or (fact.attribute, date) in seen or not _ahead(fact, dates):
            continue
        seen.add((fact.attribute, date))
        since = [s for s in stages if not later(fact.evidence, s.evidence, dates)]
        done = next((s for s in since if needed <= orders[str(s.value)] < orders.get("terminated", 99)), None)
        ended = next((s for s in since if s.value == "terminated"), None)
        if decided is not None and needed <= orders[decided] and decided != "terminated":
            yield Promise(node, fact.attribute, date, "kept", fact.evidence)
        elif done is not None:
            yield Promise(node, fact.attribute, date, "kept", fact.evidence, done.evidence)
        elif ended is not None or decided == "terminated":
            yield Promise(node, fact.attribute, date, "ended", fact.evidence, ended.evidence if ended else None)
        else:
            yield _unkept(node, fact, told, dates)


def _unkept(node: str, fact: Fact, told: Sequence[Fact], dates: Dates) -> Promise:
    put_off = [
        f
        for f in told
        if f.attribute == fact.attribute and str(f.value) > str(fact.value) and later(f.evidence, fact.evidence, dates)
    ]
    if put_off:
        last = put_off[-1]
        return Promise(
            node, fact.attribute, str(fact.value), "postponed", fact.evidence, last.evidence, str(last.value)
        )
    return Promise(node, fact.attribute, str(fact.value), "open", fact.evidence)


def _of_relations(
    old: nx.MultiDiGraph, new: nx.MultiDiGraph, names: Mapping[str, str], dates: Dates
) -> Iterator[Promise]:
    """Relations that were planned for a year."""
    for graph, moved in ((old, names), (new, {})):
        for head, tail, key, data in graph.edges(keys=True, data=True):
            pieces = data.get("evidence", ())
            if data.get("realis") != "planned" or data.get("year") is None or not pieces:
                continue
            ends = (moved.get(head, head), moved.get(tail, tail))
            after = (new.get_edge_data(*ends) or new.get_edge_data(*ends[::-1]) or {}).get(key, {})
            known = after.get("realis", "planned")
            status = {"fact": "kept", "terminated": "ended", "rejected": "ended"}.get(known, "open")
            answers = [e for e in after.get("evidence", ()) if e not in pieces and not later(pieces[0], e, dates)]
            answer = answers[-1] if status != "open" and answers else None
            yield Promise(f"{ends[0]} {key} {ends[1]}", "year", str(data["year"]), status, pieces[0], answer)
