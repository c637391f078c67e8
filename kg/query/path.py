"""Paths between two entities, the shortest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from kg.query.answer import Answer, answer
from kg.query.statement import Lens

__all__ = ["paths", "steps"]


def paths(
    lens: Lens, source: str, target: str, *, avoid: Collection[str] = (), longest: int | None = None
) -> Iterator[list[str]]:
    """The simple paths from `source` to `target` whichever way the statements point, as node ids.

    The shortest come first, and paths of one length in the order of their ids, so the answer is always the same.

    Parameters
    ----------
    avoid
        Nodes that no path may go through, such as the zone that everything is in.
    longest
        The most steps; None for the shortest paths only.
    """
    shut = set(avoid) - {source, target}
    away = _distances(lens, source, target, shut, longest)
    if source in away:
        for length in range(away[source], (longest or away[source]) + 1):
            yield from _of_length(lens, [source], length, away)


def _distances(lens: Lens, source: str, target: str, shut: Collection[str], longest: int | None) -> dict[str, int]:
    """How many steps each node is from `target`, as far as a path from `source` may need it."""
    away, level, taken = {target: 0}, [target], 0
    while level and (taken < longest if longest is not None else source not in away):
        taken += 1
        reached = dict.fromkeys(other for node in level for other in lens.neighbours(node))
        level = [node for node in reached if node not in away and node not in shut]
        away.update(dict.fromkeys(level, taken))
    return away


def _of_length(lens: Lens, path: list[str], length: int, away: dict[str, int]) -> Iterator[list[str]]:
    """The paths of just `length` more steps that begin with `path`; the target is 0 steps away from itself."""
    if not away[path[-1]]:
        if not length:
            yield path
        return
    near = {node for node in lens.neighbours(path[-1]) if away.get(node, length) < length}
    for node in sorted(near.difference(path)):
        yield from _of_length(lens, [*path, node], length - 1, away)


def steps(lens: Lens, found: Iterable[list[str]]) -> Answer:
    """The steps of paths, numbered from 1; a step with several statements has a row for each.

    主体 and 客体 are as the text says it; 方向 is ← where the path goes against that.
    """
    rows: list[dict[str, Any]] = []
    for number, path in enumerate(found, 1):
        for step, (here, there) in enumerate(pairwise(path), 1):
            told = [*lens.between(here, there), *lens.between(there, here)]
            arrows = ("→" if statement.head == here else "←" for statement in told)
            rows += [
                {**lens.row(statement), "路径": number, "步": step, "方向": arrow}
                for statement, arrow in zip(told, arrows, strict=True)
            ]
    return answer("路径 步 主体 关系 客体 方向 性质 置信度 原文 文档", rows)
