"""Projects told twice in one document under different names, so that their money counts once."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations

from kg.records import Extraction, Judgement, Value

__all__ = ["retold_projects"]

SHARED = 4  # characters that both names have in a row: 药品研发
GENERIC = ("项目", "建设项目", "生产线", "产业园", "生产项目")


def retold_projects(extraction: Extraction, names: dict[int, str]) -> tuple[dict[int, int], list[Judgement]]:
    """Referents of projects that are another one of the document, and why.

    A project called after a park (中兴新业港项目) is that park where the same investment is told of both. Two projects
    are one where one enterprise undertakes both, the same investment is told of both, and their names
    share four characters in a row that say what is built. `names` gives the name of each referent.
    """
    undertakers: dict[int, set[int]] = defaultdict(set)
    for relation in extraction.relations:
        if relation.relation == "UNDERTAKES":
            head, tail = extraction.mentions[relation.head].referent, extraction.mentions[relation.tail].referent
            undertakers[tail].add(head)
    money: dict[int, set[Value]] = defaultdict(set)
    for told in extraction.attributes:
        if told.attribute == "investment_cny":
            money[extraction.mentions[told.mention].referent].add(told.value)
    same, judgements = _parks_as_projects(extraction, names, money)
    for first, second in combinations(sorted(undertakers.keys() & money.keys()), 2):
        if not (undertakers[first] & undertakers[second] and money[first] & money[second]):
            continue
        left, right = names[first], names[second]
        block = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
        shared = left[block.a : block.a + block.size]
        if block.size >= SHARED and shared not in GENERIC:
            same[second] = same.get(first, first)
            a, b = sorted((left, right))
            reason = f"同一企业投资、投资额相同、名称同有“{shared}”,按一个项目计"
            judgements.append(Judgement(a, b, "same", reason, extraction.document))
    return same, judgements


def _parks_as_projects(
    extraction: Extraction, names: dict[int, str], money: dict[int, set[Value]]
) -> tuple[dict[int, int], list[Judgement]]:
    parks = {m.name: m.referent for m in extraction.mentions if m.type == "Park"}
    projects = {m.referent: m.name for m in extraction.mentions if m.type == "Project" and m.name.endswith("项目")}
    same: dict[int, int] = {}
    judgements = []
    for project, name in projects.items():
        park = parks.get(name.removesuffix("项目"))
        if park is not None and money.get(project, set()) & money.get(park, set()):
            same[project] = park
            left, right = sorted((name, names[park]))
            reason = "项目以园区为名、投资额相同,按一个计"
            judgements.append(Judgement(left, right, "same", reason, extraction.document))
    return same, judgements
