"""Articles of our own words, as many as wanted, the same each time: what the benchmarks of a build read.

``python -m tests.benchmarks.articles NUMBER FOLDER`` writes them; without arguments one is shown. The pool of names
grows with the number of articles, so that a name is told in about three of them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

__all__ = ["Names", "article", "write_articles"]

STEMS = "澜溪芷兰岚桥鹤鸣瀚星禾川云岭远山青榆白鹭松涛霁月朗润扶摇锦程嘉树望舒长庚启明凌霄"
TRADES = ("新材料", "药业", "电机", "食品", "光电", "储能", "机械", "生物", "纺织", "冷链", "传感", "医疗")
GOODS = ("可降解地膜", "低聚糖", "驱动电机", "预制菜", "光学镜头", "储能电池", "减速器", "诊断试剂", "功能面料")
ZONES = ("经济开发区", "高新技术产业开发区", "产业集聚区", "工业园区")
HONOURS = ("省级“专精特新”中小企业", "国家高新技术企业", "省绿色工厂", "市长质量奖")
STAGES = ("已签约落户", "正在加快建设", "已建成投产", "进入设备安装阶段", "计划年内开工")
OPENINGS = (
    "{month}月{day}日,{zone}召开项目推进会,{year}年全区实施重点项目{count}个,总投资{total}亿元。",
    "近日,记者从{zone}管委会获悉,今年以来该区新签约项目{count}个,合同总额{total}亿元。",
    "走进{zone},塔吊林立,车辆往来穿梭,一派繁忙景象。",
)
SENTENCES = (
    "投资{amount}亿元的{project}由{firm}投资建设,{stage},达产后年产{goods}{output}万吨。",
    "{firm}落户{zone},主要生产{goods},产品销往{place}等地。",
    "{firm}与{other}签订战略合作协议,双方将在{trade}领域开展合作。",
    "{firm}被认定为{honour},研发投入占比达到{share}%。",
    "{project}总投资{amount}亿元,占地{area}亩,{stage}。",
    "{other}为{firm}供应{goods},两家企业同在{zone}。",
    "{firm}计划投资{amount}亿元扩建{goods}生产线,目前正与{zone}洽谈。",
    "{firm}、{other}等{count}家企业参加对接会,现场达成意向{output}项。",
    "业内人士认为,{trade}产业链正在向上下游延伸,集聚效应逐步显现。",
    "该区坚持“一个项目、一名领导、一套班子”,为企业提供全程代办服务。",
    "据介绍,该项目建成后可带动就业{area}人,年销售收入{total}亿元。",
)
PLACES = ("澜州", "岚山", "溪阳", "云川", "松江口", "白水县", "青河县")


def article(number: int, of: int) -> str:
    """The article with this number out of `of`, about 450 characters in five paragraphs."""
    chance = random.Random(20221231 + number)
    names = Names(max(20, of))
    lines = [chance.choice(OPENINGS)]
    lines += chance.choices(SENTENCES, k=9)
    zone = names.zone(chance.randrange(max(3, of // 40)))
    told = [line.format_map(_values(chance, names, zone)) for line in lines]
    parts = [told[0], "".join(told[1:4]), "".join(told[4:7]), "".join(told[7:])]
    return f"{zone}项目建设见闻之{number}\n\n" + "\n\n".join(parts) + "\n"


def write_articles(count: int, folder: Path) -> int:
    """Write `count` articles into `folder`, a hundred a folder; the number of characters."""
    size = 0
    for number in range(count):
        path = folder / f"{number // 100:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = article(number, count)
        path.write_text(text, encoding="utf-8")
        size += len(text)
    return size


class Names:
    """The names of a corpus of so many articles."""

    def __init__(self, size: int) -> None:
        self.size = size

    def firm(self, number: int) -> str:
        return self.stem(number) + TRADES[number % len(TRADES)] + ("有限公司" if number % 3 else "")

    def project(self, number: int) -> str:
        return self.stem(number * 7 + 1) + GOODS[number % len(GOODS)] + "项目"

    def zone(self, number: int) -> str:
        return self.stem(number * 11 + 5)[:2] + ZONES[number % len(ZONES)]

    def stem(self, number: int) -> str:
        size = len(STEMS)
        return STEMS[number % size] + STEMS[number // size % size] + STEMS[number // size**2 % size]


def _values(chance: random.Random, names: Names, zone: str) -> dict[str, object]:
    return {
        "zone": zone,
        "firm": names.firm(chance.randrange(names.size)),
        "other": names.firm(chance.randrange(names.size)),
        "project": names.project(chance.randrange(names.size)),
        "goods": chance.choice(GOODS),
        "trade": chance.choice(TRADES),
        "honour": chance.choice(HONOURS),
        "stage": chance.choice(STAGES),
        "place": chance.choice(PLACES),
        "amount": chance.randrange(1, 60),
        "total": chance.randrange(10, 900),
        "count": chance.randrange(3, 40),
        "output": chance.randrange(1, 30),
        "area": chance.randrange(20, 900),
        "share": chance.randrange(3, 15),
        "year": chance.randrange(2019, 2025),
        "month": chance.randrange(1, 13),
        "day": chance.randrange(1, 28),
    }


def _main(arguments: list[str]) -> Iterator[str]:
    if not arguments:
        yield article(0, 1000)
        return
    count, folder = int(arguments[0]), Path(arguments[1])
    yield f"{count} articles, {write_articles(count, folder)} characters in {folder}"


if __name__ == "__main__":
    print(*_main(sys.argv[1:]), sep="\n")
