"""Ids of documents: paths relative to the inputs, made unique where two inputs have the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.documents.source import Source

__all__ = ["identify"]


def identify(sources: Iterable[Source]) -> dict[str, Source]:
    """The sources by id, in sorted order of ids, whatever the order of the inputs.

    A file that two inputs hold (a folder, and a file of that folder) is one source, under the longer of its paths.
    Sources whose relative paths are equal get the name of the folder above in front, all of them and as often as
    needed. Members of one archive with one name are numbered ``#2``, ``#3`` in their order there.
    """
    files: dict[tuple[str, tuple[int, ...]], Source] = {}
    for source in sources:
        key = (str(source.path), source.members)
        known = files.get(key)
        if known is None or (len(source.parts), source.parts) > (len(known.parts), known.parts):
            files[key] = source
    named: dict[str, Source] = {}
    clashing = _grouped([(0, files[key]) for key in sorted(files)])
    while clashing:
        pending: list[tuple[int, Source]] = []
        for name, group in clashing.items():
            places = {(*source.above, *source.parts) for _, source in group}
            if (len(places) == 1 and name not in named) or all(depth >= len(source.above) for depth, source in group):
                _number(name, [source for _, source in group], named)
            else:
                pending += [(min(depth + 1, len(source.above)), source) for depth, source in group]
        clashing = _grouped(pending)
    return dict(sorted(named.items()))


def _grouped(sources: list[tuple[int, Source]]) -> dict[str, list[tuple[int, Source]]]:
    groups: dict[str, list[tuple[int, Source]]] = defaultdict(list)
    for depth, source in sources:
        prefix = source.above[len(source.above) - depth :]
        groups["/".join((*prefix, *source.parts))].append((depth, source))
    return groups


def _number(name: str, sources: list[Source], named: dict[str, Source]) -> None:
    for source in sources:
        number, unique = 1, name
        while unique in named:
            number += 1
            unique = f"{name}#{number}"
        named[unique] = source
