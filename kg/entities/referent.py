"""Which names of a document mean the same thing, each link with its reason.

Nothing is linked on likeness alone: a short form is linked to a full name only where the anatomy of the full name
allows it and no second name of the document does.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from kg.entities.anatomy import abbreviates, anatomy, short_forms
from kg.entities.chooser import Name
from kg.records import Judgement

__all__ = ["BARE_PARK", "OF_PHASE", "PHASE", "Link", "main_zone", "referents"]

PHASE = re.compile(r"^(?:项目)?(?:首期|[一二三四五]期|第[一二三四五]期)(?:工程|项目)?$")
#: How the name of a phase begins, also with what is built in it: 二期拉丝蛋白线.
OF_PHASE = re.compile(r"(?:项目)?(?:首|第?[一二三四五六])(?:期|阶段)")
BARE_PARK = re.compile(
    r"^(?:本|该|全)?(?:经济技术开发区|经济开发区|高新技术产业开发区|开发区|经开区|高新区|新区|园区|产业园区?|科技园|工业园区?|集聚区|"
    r"产业集聚区|集中区|示范区|综保区|保税区|物流园|孵化器|小镇|片区|基地|产业城|新城|港区|合作区|协作区|商务区|创新区|试验区|双创中心|孵化园|创业园|示范园|区|园)$"
)
ZONE = re.compile(r"开发区|高新区|经开区|工业园区|集聚区|新区|园区|集中区|示范区|综保区|保税区|工业园|产业园")
#: What a bare form may stand for where no name has its own ending: a zone may be called 开发区, any park 园区.
WIDER = {
    "开发区": re.compile(r"(?:开发区|高新区|经开区|新区|集聚区|集中区|工业园区|示范区|保税区|综保区|园区)$"),
    "区": re.compile(r"区$"),
    "园区": re.compile(r"."),
    "园": re.compile(r"园"),
    "片区": re.compile(r"区$"),
    "港区": re.compile(r"港$"),
    "工业园区": re.compile(r"区$|园$"),
    "集聚区": re.compile(r"开发区$|园区$"),
}
EXPANSION = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("综合保税区", "综保区"),
    ("产业集聚区", "集聚区"),
)
BETWEEN_ALIAS = re.compile(r"^[(（](?:以下|下称|又名|原名|也称|以下统称|下文)?(?:简称)?(?:为|:)?[“\"']?$")
RENAMED = re.compile(r"^[”\"']?(?:现|已|正式|后|,)*(?:更名|改名|改称)为?[“\"']?$")
QUOTES = re.compile(r"[“”\"'《》]")

Link = tuple[int, int, str]


def park_key(form: str) -> str:
    """A zone name with its usual abbreviation: 沙家港高新技术产业开发区 -> 沙家港高新区."""
    for long, short in EXPANSION:
        form = form.replace(long, short)
    return QUOTES.sub("", form)


def main_zone(text: str, names: Sequence[Name], groups: Sequence[int]) -> int | None:
    """The referent of the zone that a document is about: told most often, zones before other parks; None if none is."""
    weight: dict[int, float] = defaultdict(float)
    first: dict[int, int] = {}
    for name, group in zip(names, groups, strict=True):
        if name.type == "Park":
            form = text[name.start : name.end]
            weight[group] += 1 + (1.5 if ZONE.search(form) else 0) + (1 if name.start < 150 else 0)
            first.setdefault(group, name.start)
    return max(weight, key=lambda g: (weight[g], -first[g]), default=None)


def referents(text: str, names: Sequence[Name]) -> tuple[list[int], list[Judgement]]:
    """The referent of each name, numbered by first mention, and the judgements that joined different forms."""
    links = _Links(text, names)
    links.same_form()
    links.aliases()
    links.contained("Enterprise", _is_short_company)
    links.contained("Park", _is_short_park)
    links.contained("Project", _is_short_project)
    links.contained("Organization", lambda short, full: full.endswith(short) and len(short) >= 2)
    links.contained("Product", lambda short, full: full.endswith(short) and len(short) >= 2)
    links.contained("Honor", lambda short, full: short in full and len(short) >= 4)
    links.bare_parks()
    return links.numbers(), links.judgements


def _is_short_company(short: str, full: str) -> bool:
    if short in short_forms(full):
        return True
    parts = anatomy(full)
    plain = QUOTES.sub("", short)
    at = full.find(plain[:2])
    if (
        parts.legal_form
        and abbreviates(plain, full)
        and at <= max(4, len(parts.region))
        and not anatomy(plain).legal_form.endswith("有限公司")
    ):
        return len(plain) >= 3 or at in (0, 2, 3, len(parts.region))
    if len(plain) >= 3 and full.startswith(plain) and len(full) - len(plain) <= 4:
        return True
    before = len(full) - len(plain)
    if not full.endswith(plain) or before not in (2, 3):
        return abbreviates(plain, full) and len(plain) >= 4 and bool(parts.region) and at == len(parts.region)
    return len(plain) >= 4 or (len(plain) == 3 and bool(parts.region or full[:2] in _COUNTRIES))


_COUNTRIES = frozenset(re.findall("..", "德国日本美国法国韩国瑞典英国荷兰瑞士中国丹麦芬兰奥地意大以色台湾香港"))


def _is_short_park(short: str, full: str) -> bool:
    if BARE_PARK.match(short) or BARE_PARK.match(full):
        return False
    if abbreviates(short, full) and short[-1] == full[-1]:
        return True
    if short.endswith("园区") and abbreviates(short[:-1], full):
        return True
    short, full = park_key(short), park_key(full)
    if short == full or (len(full) - len(short) == 2 and full.endswith(short)):
        return True
    return len(short) >= 3 and (
        full.endswith(short)
        or (full.startswith(short) and len(full) - len(short) <= 4)
        or (abbreviates(short, full) and short[-1] == full[-1])
        or (len(short) >= 4 and short in full)
    )


def _is_short_project(short: str, full: str) -> bool:
    if PHASE.match(short) or PHASE.match(full) or len(short) < 4:
        return False
    if re.search(r"[一二三四五]期", full[len(short) :]) and full.startswith(short):
        return False
    short, full = QUOTES.sub("", short), QUOTES.sub("", full)
    return (
        short == full
        or (abbreviates(short, full) and short.endswith("项目") and (full.endswith("项目") or short[:-2] in full))
        or full.endswith(short)
        or full.removesuffix("项目") == short
        or (full.startswith(short) and len(full) - len(short) <= 4)
    )


class _Links:
    """Union-find over the names of a document."""

    def __init__(self, text: str, names: Sequence[Name]) -> None:
        self.text, self.names = text, names
        self.forms = [text[name.start : name.end] for name in names]
        self.parent = list(range(len(names)))
        self.judgements: list[Judgement] = []

    def root(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int, reason: str = "") -> None:
        a, b = sorted((self.root(i), self.root(j)))
        if a != b:
            self.parent[b] = a
        if reason and self.forms[i] != self.forms[j]:
            left, right = sorted((self.forms[i], self.forms[j]))
            judgement = Judgement(left, right, "same", reason)
            if judgement not in self.judgements:
                self.judgements.append(judgement)

    def same_form(self) -> None:
        first: dict[tuple[str, ...], int] = {}
        for i, (name, form) in enumerate(zip(self.names, self.forms, strict=True)):
            key: tuple[str, ...] = (name.type, QUOTES.sub("", form))
            if name.type == "Project" and PHASE.match(form):
                key = (*key, str(self.text.rfind("\n", 0, name.start)))
            if key in first:
                self.join(first[key], i)
            else:
                first[key] = i

    def aliases(self) -> None:
        for i in range(1, len(self.names)):
            left, right = self.names[i - 1], self.names[i]
            if left.type != right.type:
                continue
            between = self.text[left.end : right.start]
            if RENAMED.match(between):
                self.join(i - 1, i, f"文中写明:{self.text[left.start : right.end]}")
            if BETWEEN_ALIAS.match(between) and self.text[right.end : right.end + 2].strip("”\"'")[:1] in (
                ")",
                "）",
                "",
            ):
                self.join(i - 1, i, f"文中写明:{self.text[left.start : right.end]})")

    def contained(self, kind: str, is_short: Callable[[str, str], bool]) -> None:
        """Link each form to the one longer name whose short form it is; where two names claim it, it stays open.

        Two entries of a gazetteer are two things.
        """
        first: dict[str, int] = {}
        for i, form in enumerate(self.forms):
            if self.names[i].type == kind and not (kind == "Project" and PHASE.match(form)):
                first.setdefault(form, i)
        listed = {form for form, i in first.items() if "gazetteer" in self.names[i].source}
        forms = sorted(first, key=lambda f: (-len(f), f))
        for short in forms:
            fulls = [
                full
                for full in forms
                if len(full) >= len(short) and full != short and is_short(short, full) and not {short, full} <= listed
            ]
            clusters = {self.root(first[full]) for full in fulls}
            if len(clusters) == 1:
                full = max(fulls, key=lambda f: (len(f), f))
                self.join(first[short], first[full], f"“{short}”是“{full}”的简称,文中没有第二个名称可与之对应")
            elif len(clusters) > 1:
                for full in fulls:
                    left, right = sorted((short, full))
                    self.judgements.append(
                        Judgement(left, right, "unsure", f"“{short}”可指{len(clusters)}个名称,未合并")
                    )

    def bare_parks(self) -> None:
        """A bare 开发区 or 园区 is the park of that kind told last before it in its paragraph, else the main zone."""
        parks = [i for i, name in enumerate(self.names) if name.type == "Park"]
        named = [i for i in parks if not BARE_PARK.match(self.forms[i])]
        if not named:
            bare = [i for i in parks if BARE_PARK.match(self.forms[i])]
            for i in bare[1:]:
                self.join(bare[0], i, "文中只有一个园区")
            return
        counts = Counter(self.root(i) for i in parks)
        for i in parks:
            form = self.forms[i]
            if not BARE_PARK.match(form):
                continue
            ending = park_key(form).lstrip("本该全")
            alike = self._alike(named, ending)
            if not alike:
                continue
            paragraph = self.text.rfind("\n", 0, self.names[i].start)
            local = [j for j in alike if paragraph <= self.names[j].start < self.names[i].start]
            best = max(alike, key=lambda j: (counts[self.root(j)] + (2 if ZONE.search(self.forms[j]) else 0), -j))
            target = local[-1] if local and ending in ("园区", "产业园", "小镇", "基地", "科技园", "园") else best
            self.join(i, target, f"“{form}”在文中指“{self.forms[target]}”")

    def _alike(self, named: Sequence[int], ending: str) -> list[int]:
        """The named parks that a bare form with this ending can stand for."""
        same = [j for j in named if park_key(self.forms[j]).endswith(ending)]
        if same or ending not in WIDER:
            return same
        return [j for j in named if WIDER[ending].search(self.forms[j])]

    def numbers(self) -> list[int]:
        order: dict[int, int] = {}
        return [order.setdefault(self.root(i), len(order)) for i in range(len(self.names))]
