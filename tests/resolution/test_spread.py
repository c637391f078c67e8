"""Resolution by shards and blocks: what `resolve` gives of all, however the corpus is cut."""

from __future__ import annotations

import dataclasses
import itertools
import random

import pytest

from kg.ontology.load import load
from kg.records import AttributeMention, Evidence, Extraction, Judgement, Mention, OpenList, RelationMention
from kg.resolution import resolve, resolve_shards, spread
from kg.resolution.handover import read_block, write_blocks
from kg.resolution.local import locals_of
from kg.resolution.naming import names_of, naming, settled
from tests.benchmarks.articles import Names
from tests.benchmarks.resolution import extraction

ONTOLOGY = load()
DATES = (None, "2022", "2022-05", "2023-01-02")


def told(number, names, chance):
    """What a document might say, with all that resolution knows: private names, phases, lists, doubts, old news."""
    made = extraction(number, names, chance)
    mentions = list(made.mentions)

    def add(kind, name, referent, source="tagger"):
        at = len(mentions) * 20
        mentions.append(Mention(at, at + len(name), kind, name, source, 0.9, referent))
        return len(mentions) - 1

    def evidence(at):
        return Evidence(made.document, at, at + 2, "证据", "test")

    add("Park", "开发区", 10)
    add("Project", "一期", 11)
    phase = add("Project", "二期", 12)
    add("Place", "某地", 13)
    add("Enterprise", names.firm(chance.randrange(names.size))[: chance.randrange(2, 6)], 14)
    add("Enterprise", names.firm(chance.randrange(names.size)), 15, "gazetteer")
    relations = list(made.relations)
    if chance.random() < 0.5:
        whole = RelationMention("PART_OF", phase, 8, "planned", "planned", 1e8, 2023, None, 0.5, evidence(3))
        relations += [whole, dataclasses.replace(relations[3], realis="terminated", stage="terminated")]
    attributes = (
        AttributeMention(8, "investment_cny", chance.choice([1, 1.0, 5e8]), "fact", evidence(4)),
        AttributeMention(8, "stage", chance.choice(["planned", "operating", "terminated"]), "fact", evidence(5)),
    )
    doubts = (Judgement(mentions[0].name, mentions[2].name, "unsure", "近似", made.document),)
    lists = (OpenList(13, (0, 2), "企业", evidence(6)),)
    return Extraction(made.document, tuple(mentions), tuple(relations), attributes, doubts, lists)


@pytest.fixture(scope="module")
def corpus():
    chance = random.Random(7)  # noqa: S311 - a corpus that is the same each time
    names = Names(120)
    return [(told(number, names, chance), chance.choice(DATES)) for number in range(120)]


@pytest.mark.parametrize("size", [1, 7, 50, 500])
def test_however_the_corpus_is_cut_it_is_resolved_alike(corpus, size, tmp_path):
    expected = resolve((e for e, _ in corpus), ONTOLOGY, {e.document: date for e, date in corpus})
    shuffled = random.Random(size).sample(corpus, len(corpus))  # noqa: S311
    shards = [shuffled[start : start + size] for start in range(0, len(shuffled), size)]

    def backwards(function, tasks):
        return map(function, reversed(list(tasks)))

    assert resolve_shards(backwards, shards, ONTOLOGY, tmp_path) == expected
    assert {len(expected.entities) > 400, len(expected.relations) > 400, len(expected.lists) == 120} == {True}
    assert {judgement.verdict for judgement in expected.judgements} == {"same", "unsure"}
    told_apart = [entity.id for entity in expected.entities if entity.id.startswith(("Park:开发区(", "Project:一期("))]
    assert len(told_apart) == 240


def test_there_are_no_more_blocks_than_allowed(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(spread, "MOST_BLOCKS", 3)
    tasks = []

    def counted(function, given):
        given = list(given)
        tasks.append((function.__name__, len(given)))
        return map(function, given)

    resolve_shards(counted, [corpus[i : i + 20] for i in range(0, 120, 20)], ONTOLOGY, tmp_path)
    assert tasks == [("_write_names", 6), ("_settle", 3), ("_write_parts", 6), ("_merge", 3)]


def test_a_task_done_twice_changes_nothing(corpus, tmp_path):
    def twice(function, tasks):
        for task in tasks:
            function(task)
            yield function(task)

    shards = [corpus[:60], corpus[60:]]
    once = resolve_shards(map, shards, ONTOLOGY, tmp_path)
    assert resolve_shards(twice, shards, ONTOLOGY, tmp_path) == once


def test_no_shard_gives_nothing(tmp_path):
    assert resolve_shards(map, [], ONTOLOGY, tmp_path) == resolve([], ONTOLOGY)


def company(document, *forms):
    mentions = [Mention(20 * i, 20 * i + len(f), "Enterprise", f, "test", 1.0, i) for i, f in enumerate(forms)]
    return locals_of(Extraction(document, tuple(mentions)))


def test_what_a_short_name_stands_for_does_not_depend_on_the_order_in_which_short_names_are_looked_at():
    things = [
        *company("d1", "镕城天子铝业有限公司", "天子铝业有限公司", "天子铝业", "镕城天子铝业"),
        *company("d2", "河南天子铝业有限公司", "天子铝业有限公司"),
    ]
    found = [naming([settled(names_of(order, 1))]) for order in itertools.permutations(things, len(things))]
    assert found.count(found[0]) == len(found)
    blocks = names_of(things, 5)
    assert naming([settled([block]) for block in blocks]) == found[0]


def test_a_block_of_a_file_is_read_by_itself(tmp_path):
    write_blocks(tmp_path / "file", [["甲"], {}, ("乙", 2)])
    assert [read_block(tmp_path / "file", number, 3) for number in range(3)] == [["甲"], {}, ("乙", 2)]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
