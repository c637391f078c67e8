"""Names -> entities: by any form, by a part of a form, and the nearest names where there is none."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property

import networkx as nx

from kg.errors import AmbiguousName, UnknownName
from kg.text import form_key

__all__ = ["NameIndex"]

_COMMON = 2000
"""A character that more forms than this hold tells nothing of which one is meant."""


Table = Mapping[str, list[str]]


class NameIndex:
    """The forms of all entities of a graph, indexed once; a look-up does not depend on the size of the graph.

    Forms are equal after NFKC, without white space, quotation marks and case; a form as it is written goes first.
    """

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        self.graph = graph
        self._written = _tables(graph, str)

    @cached_property
    def _folded(self) -> tuple[Table, Table]:
        return _tables(self.graph, _key)

    def look_up(self, name: str, types: Collection[str] = ()) -> str:
        """The node id of the entity that is called `name`.

        A node id is taken as it stands. A canonical name goes before an alias.

        Parameters
        ----------
        name
            A node id, a canonical name or an alias.
        types
            Only entities of these types; by default of any.

        Raises
        ------
        UnknownName
            No entity has this name; `nearest` holds the names most like it.
        AmbiguousName
            Several entities have it; `candidates` holds their ids, one of which can be asked for.
        """
        if name in self.graph and (not types or self.graph.nodes[name].get("type") in types):
            return name
        for table, form in self._in_turn(name):
            found = [node for node in table.get(form, ()) if not types or self.graph.nodes[node].get("type") in types]
            if len(found) == 1:
                return found[0]
            if found:
                ids = sorted(found)
                raise AmbiguousName(
                    f"{name!r} names {len(ids)} entities: {', '.join(ids)}; ask for one by its id, or give its type",
                    ids,
                )
        raise self.unknown(name, types)

    def _in_turn(self, name: str) -> Iterator[tuple[Table, str]]:
        """The tables to look in and what to look for: canonical names before aliases, as written before folded."""
        yield from ((table, name) for table in self._written)
        yield from ((table, _key(name)) for table in self._folded)

    def knows(self, name: str) -> bool:
        """Whether `name` is a node id or a form of at least one entity."""
        return name in self.graph or any(form in table for table, form in self._in_turn(name))

    def unknown(self, name: str, types: Collection[str] = ()) -> UnknownName:
        """The error for a name that no entity of these types has, with the names most like it."""
        key = _key(name)
        kinds = " or ".join(sorted(types))
        others = sorted(set(self._nodes(key)))
        if others:
            return UnknownName(f"{name!r} is {', '.join(others)}, and the question wants {kinds}", others)
        nearest = self.nearest(name, types)
        cure = f"the nearest names are {'、'.join(nearest)}" if nearest else "no name is like it"
        return UnknownName(f"no {kinds or 'entity'} is called {name!r}; {cure}", nearest)

    def search(self, part: str, types: Collection[str] = ()) -> list[str]:
        """The ids of the entities with `part` in one of their forms: equal forms first, then forms that begin with it.

        Within these the ones mentioned most come first, then by id.
        """
        key = _key(part)
        ranks: dict[str, int] = {}
        for form in self._holding(key) if key else ():
            rank = 0 if form == key else 1 if form.startswith(key) else 2
            for node in self._nodes(form):
                if not types or self.graph.nodes[node].get("type") in types:
                    ranks[node] = min(rank, ranks.get(node, rank))
        return sorted(ranks, key=lambda node: (ranks[node], -self.graph.nodes[node].get("mentions", 0), node))

    def nearest(self, name: str, types: Collection[str] = (), limit: int = 5) -> list[str]:
        """The canonical names of the entities whose forms hold `name`, then of those whose forms are most like it.

        Likeness is difflib's ratio, of forms that share at least one telling character with `name`; at least 0.4.
        """
        key = _key(name)
        holding = [str(self.graph.nodes[node].get("label", node)) for node in self.search(name, types)[:limit]]
        shared: Counter[int] = Counter()
        for char in sorted(set(key)):
            holders = self._holders.get(char, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        likeness: dict[str, float] = {}
        for index, _ in shared.most_common(200):
            form = self._forms[index]
            ratio = SequenceMatcher(None, key, form, autojunk=False).ratio()
            for node in self._nodes(form):
                if ratio >= 0.4 and (not types or self.graph.nodes[node].get("type") in types):
                    label = str(self.graph.nodes[node].get("label", node))
                    likeness[label] = max(ratio, likeness.get(label, 0.0))
        return list(dict.fromkeys([*holding, *sorted(likeness, key=lambda label: (-likeness[label], label))]))[:limit]

    def _nodes(self, form: str) -> list[str]:
        """The nodes with a folded form."""
        return [node for table in self._folded for node in table.get(form, ())]

    def _holding(self, part: str) -> Iterator[str]:
        """The forms that hold `part`, each once."""
        at = self._text.find(part)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            yield self._forms[index]
            at = self._text.find(part, self._starts[index] + len(self._forms[index]))

    @cached_property
    def _forms(self) -> list[str]:
        return sorted({form for table in self._folded for form in table})

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._forms)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for form in self._forms:
            starts.append(at)
            at += len(form) + 1
        return starts

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """The forms that hold a character, by character."""
        holders: dict[str, list[int]] = defaultdict(list)
        for index, form in enumerate(self._forms):
            for char in set(form):
                holders[char].append(index)
        return dict(holders)


def _key(form: object) -> str:
    return form_key(str(form)).casefold()


def _tables(graph: nx.MultiDiGraph, key: Callable[[object], str]) -> tuple[Table, Table]:
    """The nodes by canonical name, and by alias; each once."""
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    aliases: dict[str, dict[str, None]] = defaultdict(dict)
    for node, attributes in graph.nodes(data=True):
        labels[key(attributes.get("label", node))][node] = None
        for alias in attributes.get("aliases", ()):
            aliases[key(alias)][node] = None
    return {form: list(nodes) for form, nodes in labels.items()}, {form: list(nodes) for form, nodes in aliases.items()}
