"""Which names of the corpus mean one thing, by blocks of names.

Zones are compared by what their abbreviation leaves, companies by the short form that both may be called: names of one
block meet in one place, and no name has to meet those of another block. Only what the blocks found, the pairs of names
that are one or may be one, is looked at as a whole (`naming`); all of it stands in the graph as aliases or judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from zlib import crc32

from kg.entities.anatomy import anatomy, short_forms
from kg.entities.referent import PHASE, park_key
from kg.records import Judgement
from kg.resolution.local import Local

__all__ = ["Key", "Names", "Naming", "Settled", "block_of", "names_of", "naming", "settled"]

Key = tuple[str, str]
"""A type and a name."""

SEVERAL = 2


def block_of(text: str, blocks: int) -> int:
    """The block, 0 to `blocks` - 1, that a text falls in; the same in every process.

    >>> block_of("天子铝业", 4) == block_of("天子铝业", 4), block_of("天子铝业", 1)
    (True, 0)
    """
    return crc32(text.encode("utf-8", "surrogatepass")) % blocks


@dataclass(frozen=True, slots=True)
class Names:
    """What documents tell of the names of one block.

    Attributes
    ----------
    zones, companies
        Names of parks and of enterprises.
    listed
        Names that stand in a gazetteer.
    claims
        For a short form the full names of enterprises that may be called so.
    phases
        Phases of projects (一期) whose name means something outside its document.
    private
        For a name that means nothing outside its document, one or two of the things that are called so.
    """

    zones: set[str] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    listed: set[str] = field(default_factory=set)
    claims: dict[str, set[str]] = field(default_factory=dict)
    phases: set[Key] = field(default_factory=set)
    private: dict[Key, set[str]] = field(default_factory=dict)

    def take(self, other: Names) -> None:
        """Add what others tell of the block."""
        self.zones.update(other.zones)
        self.companies.update(other.companies)
        self.listed.update(other.listed)
        self.phases.update(other.phases)
        for form, fulls in other.claims.items():
            self.claims.setdefault(form, set()).update(fulls)
        for key, holders in other.private.items():
            self.private.setdefault(key, set()).update(holders)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a block of names comes to.

    Attributes
    ----------
    zones
        A zone by another name, and its fullest name.
    claims
        A short form that some document uses by itself, and the full names that it may stand for.
    listed
        Names of enterprises that stand in a gazetteer.
    apart
        Names that several documents use for different things.
    """

    zones: tuple[tuple[str, str], ...]
    claims: tuple[tuple[str, tuple[str, ...]], ...]
    listed: frozenset[str]
    apart: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Naming:
    """What names stand for, where it is not themselves, and the names that are told apart by their document."""

    stands: Mapping[Key, Key]
    apart: frozenset[Key]

    def id_of(self, thing: Local) -> str:
        """The node id of a thing of a document."""
        key = (thing.type, thing.name)
        if not thing.private:
            kind, name = self.stands.get(key, key)
            return f"{kind}:{name}"
        if key in self.apart:
            return f"{thing.type}:{thing.name}({thing.document}#{thing.referent})"
        return f"{thing.type}:{thing.name}"


def names_of(things: Iterable[Local], blocks: int) -> list[Names]:
    """What things of documents tell of names, for each of so many blocks."""
    found = [Names() for _ in range(blocks)]

    def block(text: str) -> Names:
        return found[block_of(text, blocks)]

    for thing in things:
        for name in (mention.name for mention in thing.mentions if "gazetteer" in mention.source):
            block(name).listed.add(name)
        if thing.type == "Park" and not thing.private:
            block(park_key(thing.name)).zones.add(thing.name)
        elif thing.type == "Enterprise":
            block(thing.name).companies.add(thing.name)
            for form in _called(thing):
                block(form).claims.setdefault(form, set()).add(thing.name)
        else:
            _tell(block(thing.name), thing)
    return found


def _called(company: Local) -> set[str]:
    """What a company with a full name may be called in short."""
    full = anatomy(company.name).legal_form
    return {*short_forms(company.name), *company.forms} - {company.name} if full else set()


def _tell(names: Names, thing: Local) -> None:
    """Tell of a name that may mean nothing outside its document."""
    key = (thing.type, thing.name)
    if thing.private:
        holders = names.private.setdefault(key, set())
        if len(holders) < SEVERAL:
            holders.add(f"{thing.document}#{thing.referent}")
    elif thing.type == "Project" and PHASE.match(thing.name):
        names.phases.add(key)


def settled(told: Iterable[Names]) -> Settled:
    """What a block of names comes to; `told` is what each part of the corpus tells of it, in any order."""
    names = Names()
    for part in told:
        names.take(part)
    alike: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names.zones):
        alike[park_key(name)].append(name)
    zones = [
        (name, full)
        for group in alike.values()
        for full in (max(group, key=lambda n: (len(n), n)),)
        for name in group
        if name != full
    ]
    claims = [(form, tuple(sorted(fulls))) for form, fulls in sorted(names.claims.items()) if form in names.companies]
    apart = {key for key, holders in names.private.items() if len(holders) >= SEVERAL or key in names.phases}
    return Settled(tuple(zones), tuple(claims), frozenset(names.listed & names.companies), frozenset(apart))


def naming(blocks: Collection[Settled]) -> tuple[Naming, list[Judgement]]:
    """What every name stands for, with the reasons.

    A short company name stands for a full one where that is the only one it may stand for, and so on to the fullest.
    """
    stands: dict[Key, Key] = {}
    judgements: list[Judgement] = []
    for name, full in sorted(pair for block in blocks for pair in block.zones):
        stands["Park", name] = ("Park", full)
        judgements.append(_judgement("Park", name, full, "same", "园区名称只差通用简写"))
    for short, fulls in sorted(_claims(blocks).items()):
        if len(fulls) == 1:
            full = next(iter(fulls))
            stands["Enterprise", short] = ("Enterprise", full)
            reason = f"“{short}”是“{full}”的简称,全部文章中没有第二个名称可与之对应"
            judgements.append(_judgement("Enterprise", short, full, "same", reason))
        else:
            reason = f"“{short}”可指{len(fulls)}家企业,未合并"
            judgements += [_judgement("Enterprise", short, full, "unsure", reason) for full in sorted(fulls)]
    last = {key: _final(key, stands) for key in stands}
    return Naming(last, frozenset(key for block in blocks for key in block.apart)), judgements


def _claims(blocks: Collection[Settled]) -> dict[str, set[str]]:
    """For each short company name the full names that it may stand for.

    Two entries of a gazetteer are two companies. A full name that another of them is fuller than does not count.
    """
    listed = frozenset(name for block in blocks for name in block.listed)
    claims = {
        form: fulls
        for block in blocks
        for form, all_fulls in block.claims
        if (fulls := {full for full in all_fulls if not {form, full} <= listed})
    }
    return {
        short: {full for full in fulls if not any(full in claims.get(other, ()) and other in fulls for other in fulls)}
        or fulls
        for short, fulls in claims.items()
    }


def _judgement(kind: str, name: str, other: str, verdict: str, reason: str) -> Judgement:
    left, right = sorted((f"{kind}:{name}", f"{kind}:{other}"))
    return Judgement(left, right, verdict, reason)


def _final(key: Key, stands: Mapping[Key, Key]) -> Key:
    seen = {key}
    while (following := stands.get(key, key)) not in seen:
        key = following
        seen.add(key)
    return key
