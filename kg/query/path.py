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
    """How many steps from `target` each node is that a path may go through, and perhaps others.

    Both ends grow towards each other, the smaller rim first, until they meet, or together reach `longest`; then what
    has grown from `target` grows on inside what has grown from `source`.
    """
    ahead, rim = {source: 0}, [source]
    away, border = {target: 0}, [target]
    taken, met = 0, source == target
    while rim and border and (taken < longest if longest is not None else not met):
        taken += 1
        if len(rim) <= len(border):
            rim = _grown(lens, rim, ahead, shut)
            met = met or any(node in away for node in rim)
        else:
            border = _grown(lens, border, away, shut)
            met = met or any(node in ahead for node in border)
    while border:
        border = _grown(lens, border, away, shut, within=ahead)
    return away


def _grown(
    lens: Lens, rim: list[str], steps: dict[str, int], shut: Collection[str], within: Collection[str] | None = None
) -> list[str]:
    """The nodes one step beyond `rim` that `steps` does not know yet; it knows them afterwards."""
    reached = dict.fromkeys(other for node in rim for other in lens.neighbours(node))
    fresh = [node for node in reached if node not in steps and node not in shut and (within is None or node in within)]
    steps.update(dict.fromkeys(fresh, steps[rim[0]] + 1))
    return fresh


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
    return answer("路径 步 主体 关系 客体 方向 性质 置信度 核定 原文 文档", rows)
