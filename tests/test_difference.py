"""Differences name exactly the planted changes."""

import json

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.difference import changes, renamed
from kg.export.json import write_json
from kg.graph import assemble
from kg.ontology.load import load
from kg.records import Document, Entity, Evidence, Fact, Relation
from tests.samples import gold_graph

PROJECT = "Project:工业污水处理厂扩容工程"
ONTOLOGY = load()

OLD = (
    "2022年,云岭开发区工作回顾。远山智造落户云岭开发区,与岚州储能合作。储能项目签约,投资10亿元,"
    "计划2023年6月开工。海屿科技落户。"
)
NEW = (
    "2023年,云岭开发区工作回顾。河北远山智造科技有限公司与岚州储能终止合作。储能项目开工,投资12亿元。"
    "迪川通落户云岭开发区。"
)


def review(text, year, entities, relations):
    """The graph of a review: entities with facts, relations with realis, each told by the quote that is given."""
    document = Document(f"{year}.txt", text, f"{year}年回顾", f"{int(year) + 1}-01-05")

    def told(quote):
        start = text.index(quote)
        return Evidence(document.id, start, start + len(quote), quote, "test")

    made = [
        Entity(
            f"{kind}:{name}",
            kind,
            name,
            tuple(aliases),
            tuple(Fact(attribute, value, "fact", told(quote)) for attribute, value, quote in facts),
        )
        for kind, name, aliases, facts in entities
    ]
    joined = [
        Relation(head, relation, tail, realis, None, None, None, None, 0.9, (told(quote),))
        for head, relation, tail, realis, quote in relations
    ]
    return assemble(ONTOLOGY, [document], made, joined)


def two_years():
    """Two reviews of one zone, with the changes that the test below names."""
    park = ("Park", "云岭开发区", [], [])
    project = "Project", "储能项目", []
    old = review(
        OLD,
        "2022",
        [
            park,
            ("Enterprise", "远山智造", [], []),
            ("Enterprise", "岚州储能", [], []),
            ("Enterprise", "海屿科技", [], []),
            (
                *project,
                [
                    ("stage", "signed", "储能项目签约"),
                    ("investment_cny", 1_000_000_000, "投资10亿元"),
                    ("start", "2023-06", "计划2023年6月开工"),
                ],
            ),
        ],
        [
            ("Enterprise:远山智造", "SETTLES_IN", "Park:云岭开发区", "fact", "远山智造落户云岭开发区"),
            ("Enterprise:岚州储能", "PARTNERS_WITH", "Enterprise:远山智造", "fact", "与岚州储能合作"),
        ],
    )
    new = review(
        NEW,
        "2023",
        [
            park,
            ("Enterprise", "河北远山智造科技有限公司", ["远山智造"], []),
            ("Enterprise", "岚州储能", [], []),
            ("Enterprise", "迪川通", [], []),
            (
                *project,
                [
                    ("stage", "under_construction", "储能项目开工"),
                    ("investment_cny", 1_200_000_000, "投资12亿元"),
                    ("start", "2023-06", "储能项目开工"),
                ],
            ),
        ],
        [
            ("Enterprise:迪川通", "SETTLES_IN", "Park:云岭开发区", "fact", "迪川通落户云岭开发区"),
            (
                "Enterprise:岚州储能",
                "PARTNERS_WITH",
                "Enterprise:河北远山智造科技有限公司",
                "terminated",
                "与岚州储能终止合作",
            ),
        ],
    )
    return old, new


def planted():
    graph = gold_graph("A01")
    graph.remove_node("Enterprise:中建四局")
    graph.nodes[PROJECT]["stage"] = "operating"
    return graph


def test_equal_graphs_have_no_changes():
    assert changes(gold_graph("A01"), gold_graph("A01")) == []


def test_planted_changes_are_named():
    found = [(c.kind, c.subject, c.attribute, c.old, c.new) for c in changes(gold_graph("A01"), planted())]
    assert found == [
        ("gone", "Enterprise:中建四局", "", None, None),
        ("changed", PROJECT, "stage", "under_construction", "operating"),
        ("gone", "Enterprise:中建四局 UNDERTAKES Project:二期", "", None, None),
    ]


def test_two_years_of_reviews_differ_in_exactly_what_was_planted_each_with_both_quotes():
    long = "Enterprise:河北远山智造科技有限公司"
    found = [tuple(getattr(c, name) for name in c.__slots__[:7]) for c in changes(*two_years())]
    assert found == [
        ("changed", long, "name", "远山智造", "河北远山智造科技有限公司", "", ""),
        ("gone", "Enterprise:海屿科技", "", None, None, "", ""),
        ("added", "Enterprise:迪川通", "", None, None, "", ""),
        ("changed", "Project:储能项目", "investment_cny", 1_000_000_000, 1_200_000_000, "投资10亿元", "投资12亿元"),
        ("changed", "Project:储能项目", "stage", "signed", "under_construction", "储能项目签约", "储能项目开工"),
        (
            "changed",
            f"Enterprise:岚州储能 PARTNERS_WITH {long}",
            "realis",
            "fact",
            "terminated",
            "与岚州储能合作",
            "与岚州储能终止合作",
        ),
        ("gone", f"{long} SETTLES_IN Park:云岭开发区", "", None, None, "远山智造落户云岭开发区", ""),
        ("added", "Enterprise:迪川通 SETTLES_IN Park:云岭开发区", "", None, None, "", "迪川通落户云岭开发区"),
    ]


def test_a_thing_with_a_fuller_name_is_the_same_and_two_heirs_are_none():
    old, new = two_years()
    assert renamed(old, new) == {"Enterprise:远山智造": "Enterprise:河北远山智造科技有限公司"}
    new.add_node("Enterprise:镕城远山智造科技有限公司", type="Enterprise", label="乙", aliases=("远山智造",))
    assert renamed(old, new) == {}


def test_a_change_has_its_quote():
    change = changes(gold_graph("A01"), planted())[2]
    assert "二期由中建四局承建" in change.old_quote
    assert change.old_document == "A01.txt"


@pytest.fixture
def files(tmp_path):
    """The two years as graph.json files."""
    for name, graph in zip(("old.json", "new.json"), two_years(), strict=True):
        write_json(graph, tmp_path / name)
    return str(tmp_path / "old.json"), str(tmp_path / "new.json")


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def test_the_command_lists_them(tmp_path):
    write_json(gold_graph("A01"), tmp_path / "old.json")
    write_json(planted(), tmp_path / "new.json")
    result = run(tmp_path / "old.json", tmp_path / "new.json")
    assert result.exit_code == 0
    assert "~ Project:工业污水处理厂扩容工程 stage: under_construction -> operating" in result.output
    assert result.output.endswith("3 changes\n")


def test_json_has_changes_and_promises(files):
    told = json.loads(run(*files, "--json", "--as-of", "2024-01-01").stdout)
    assert [change["kind"] for change in told["changes"]].count("changed") == 4
    assert [(p["subject"], p["date"], p["status"]) for p in told["promises"]] == [
        ("Project:储能项目", "2023-06", "kept")
    ]
    assert json.loads(run(*files, "--json").stdout)["promises"] == []


def test_sets_of_documents_are_read_and_compared(tmp_path):
    for name, text in (
        ("2022", "远山智造落户云岭开发区。"),
        ("2023", "远山智造落户云岭开发区。岚州储能落户云岭开发区。"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "review.txt").write_text(text, encoding="utf-8")
    result = run(tmp_path / "2022", tmp_path / "2023")
    assert result.stdout.splitlines() == [
        "+ Enterprise:岚州储能",
        "+ Enterprise:岚州储能 SETTLES_IN Park:云岭开发区",
        "    new: 岚州储能落户云岭开发区。",
        "2 changes",
    ]


def test_what_cannot_be_compared_is_an_error(files, tmp_path):
    assert "there is no such file" in run(files[0], tmp_path / "none.json").stderr
    assert run(files[0], tmp_path / "none").exit_code == 1
    assert run(*files, "--as-of", "soon").exit_code == 2
