"""Projects told twice are one, so that their money counts once."""

from kg.records import AttributeMention, Evidence, Extraction, Mention, RelationMention
from kg.resolution.local import locals_of
from kg.resolution.retold import retold_projects


def mention(name, kind, referent):
    return Mention(0, len(name), kind, name, "test", 1.0, referent)


def evidence():
    return Evidence("a.txt", 0, 1, "x", "test")


def invested(index, amount):
    return AttributeMention(index, "investment_cny", amount, "fact", evidence())


def undertakes(head, tail):
    return RelationMention("UNDERTAKES", head, tail, "planned", None, None, None, None, 0.9, evidence())


def retold(mentions, relations, attributes):
    extraction = Extraction("a.txt", tuple(mentions), tuple(relations), tuple(attributes))
    return retold_projects(extraction, {t.referent: t.name for t in locals_of(extraction)})


COMPANY = mention("海熙药业", "Enterprise", 0)
FIRST = mention("药品研发、智能生产等项目", "Project", 1)
SECOND = mention("智能化生产车间、药品研发等项目", "Project", 2)


def test_one_builder_one_sum_and_shared_works_are_one_project():
    same, judgements = retold(
        [COMPANY, FIRST, SECOND], [undertakes(0, 1), undertakes(0, 2)], [invested(1, 10**9), invested(2, 10**9)]
    )
    assert same == {2: 1}
    assert "药品研发" in judgements[0].reason


def test_different_sums_stay_two():
    same, _ = retold(
        [COMPANY, FIRST, SECOND], [undertakes(0, 1), undertakes(0, 2)], [invested(1, 10**9), invested(2, 2 * 10**9)]
    )
    assert same == {}


def test_different_builders_stay_two():
    other = mention("益常青生物", "Enterprise", 3)
    same, _ = retold(
        [COMPANY, FIRST, SECOND, other], [undertakes(0, 1), undertakes(3, 2)], [invested(1, 10**9), invested(2, 10**9)]
    )
    assert same == {}


def test_a_project_called_after_a_park_is_the_park_where_the_sum_is_equal():
    park, project = mention("新业港", "Park", 0), mention("新业港项目", "Project", 1)
    assert retold([park, project], [], [invested(0, 2 * 10**9), invested(1, 2 * 10**9)])[0] == {1: 0}
    assert retold([park, project], [], [invested(0, 2 * 10**9), invested(1, 10**9)])[0] == {}
