"""The schemas that come with kg, against the guidelines of the corpus."""

import itertools
import json
import re
from pathlib import Path

import ahocorasick
import pytest

from kg.ontology.load import default_directory, load

GOLD = Path(__file__).parent.parent / "gold"
ONTOLOGY = load(thorough=True)
TYPES = "Enterprise|Project|Park|Organization|Place|Industry|Product|Honor"


def rows(heading):
    """The rows of the table under a heading of the guidelines, as lists of cells."""
    section = (GOLD / "GUIDELINES.md").read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_types_are_those_of_the_guidelines():
    assert {(name, kind.label) for name, kind in ONTOLOGY.entity_types.items()} == {
        (name, label) for name, label, *_ in rows("Entity types")
    }


def test_the_relations_are_those_of_the_guidelines_with_their_ends():
    expected = {}
    for name, label, ends, _ in rows("Relation types"):
        head, tail = re.split("[→↔]", ends.partition(",")[0] if name == "PART_OF" else ends)
        domain = set(re.findall(TYPES, head))
        codomain = domain if "the same" in tail else set(re.findall(TYPES, tail))
        if name == "PART_OF":  # Park → Park, Project → Project; a phase may also be part of a park-like project
            domain = codomain = {"Park", "Project"}
        expected[name] = (label, domain, codomain, "symmetric" in ends)
    assert {
        name: (r.label, set(r.domain), set(r.range), r.symmetric) for name, r in ONTOLOGY.relation_types.items()
    } == expected


def test_the_stages_and_their_relations_are_those_of_the_guidelines():
    guidelines = (GOLD / "GUIDELINES.md").read_text(encoding="utf-8")
    told = re.search(r"`stage` is one of: (.+?)\. The latest", guidelines, re.DOTALL)[1]
    assert list(ONTOLOGY.stages) == re.findall(r"`(\w+)`", told)
    assert [stage.order for stage in ONTOLOGY.stages.values()] == list(range(7))
    staged = re.search(r"Relation attributes: `stage` \((.+?)\)", guidelines)[1].split(", ")
    assert {name for name, relation in ONTOLOGY.relation_types.items() if relation.staged} == set(staged)


def test_the_letters_are_those_of_the_marked_corpus():
    told = re.search(
        r"The letter gives the type: (.+?)\.", (GOLD / "FORMAT.md").read_text(encoding="utf-8"), re.DOTALL
    )[1]
    assert ONTOLOGY.letters == {pair.split()[0]: pair.split()[1] for pair in re.split(r",\s*", told)}


def test_the_realis_values_hold_the_stages_that_are_no_facts():
    assert list(ONTOLOGY.realis) == [
        "fact", "planned", "negotiating", "encouraged", "aspired", "claimed", "terminated", "rejected"
    ]  # fmt: skip


def test_labels_and_shapes_tell_types_apart():
    tables = (ONTOLOGY.entity_types, ONTOLOGY.relation_types, ONTOLOGY.stages, ONTOLOGY.realis)
    for table in tables:
        labels = [entry.label for entry in table.values()]
        assert len(set(labels)) == len(labels)
    shapes = [kind.shape for kind in ONTOLOGY.entity_types.values()]
    assert len(set(shapes)) == len(shapes)


def lab(color):
    """A colour as L*, a*, b* (CIE 1976, D65)."""
    linear = []
    for i in (1, 3, 5):
        c = int(color[i : i + 2], 16) / 255
        linear.append(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
    r, g, b = linear
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_colours_are_far_apart_and_carry_on_white():
    colors = {name: lab(kind.color) for name, kind in ONTOLOGY.entity_types.items()}
    near = {
        (a, b)
        for a, b in itertools.combinations(colors, 2)
        if sum((p - q) ** 2 for p, q in zip(colors[a], colors[b], strict=True)) ** 0.5 < 15
    }
    assert near == set()
    assert {name for name, (lightness, _, _) in colors.items() if lightness > 70} == set()


def test_every_relation_has_rules_and_every_stage_and_realis_its_cues():
    assert {rule.relation for rule in ONTOLOGY.rules} == set(ONTOLOGY.relation_types)
    assert {f"stage:{name}" for name in ONTOLOGY.stages} <= set(ONTOLOGY.patterns)
    assert {f"realis:{name}" for name in ONTOLOGY.realis if name not in ("fact", "rejected")} <= set(ONTOLOGY.patterns)


def test_loading_gives_the_same_whether_thorough_or_not():
    assert load() == ONTOLOGY


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("provinces", {"河南省", "河南", "内蒙古自治区", "内蒙古", "香港"}),
        ("cities", {"周口市", "周口", "恩施土家族苗族自治州", "恩施", "阿克苏地区", "阿克苏"}),
        ("counties", {"鹿邑县", "鹿邑", "昆山市", "昆山", "合作市", "资源县", "城关区", "浦东新区", "磁县"}),
        ("countries", {"吉尔吉斯斯坦", "阿联酋", "刚果(金)", "东南亚", "华南", "长三角"}),
        ("zones", {"苏州工业园区", "兰州新区", "张江高科技园区"}),
        ("company_suffixes", {"有限公司", "股份有限公司", "集团", "药业", "科技", "食品", "粮油", "铝业", "电子"}),
        ("company_short_forms", {"金风科技", "亿纬锂能", "恒瑞医药", "海尔集团"}),
        ("park_suffixes", {"开发区", "经济技术开发区", "产业园", "孵化器", "小镇", "综合保税区"}),
        ("project_suffixes", {"项目", "生产线", "二期工程", "智能工厂"}),
        ("organization_suffixes", {"管理委员会", "管委会", "大学", "研究院", "商会"}),
    ],
)
def test_a_list_holds_what_it_should(name, words):
    assert words <= set(ONTOLOGY.words(name))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cities", {"市辖区", "阿里", "白银", "来宾"}),
        ("counties", {"合作", "资源", "公安", "城关", "磁", "城区", "苏州工业园区"}),
        ("zones", {"开发区", "经济开发区", "工业园区", "梁园区"}),
        ("company_short_forms", {"现代物流", "智能科技", "上海证券", "农产品", "中国人民银行"}),
        ("company_suffixes", {"企业", "工厂", "零部件"}),
    ],
)
def test_a_list_leaves_out_what_means_other_things(name, words):
    assert words & set(ONTOLOGY.words(name)) == set()


def test_no_list_of_names_holds_what_stands_in_the_seed_article():
    text = json.loads((GOLD / "dev" / "seed.json").read_text(encoding="utf-8"))["text"]
    bare = re.sub(r"\s", "", text)
    names = (*ONTOLOGY.words("company_short_forms"), *ONTOLOGY.words("zones"))
    assert [name for name in names if name in bare] == []


def test_nine_in_ten_company_forms_in_the_corpus_stand_for_companies():
    forms = ahocorasick.Automaton()
    for word in ONTOLOGY.words("company_short_forms"):
        forms.add_word(word, word)
    forms.make_automaton()
    inside = total = 0
    for path in sorted((GOLD / "train").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"\[\[(\w)\d+\|([^\]]+)\]\]|([^\[\]]+)", text):
            found = len(list(forms.iter_long(match[2] or match[3])))
            total += found
            inside += found if match[1] == "E" else 0
    assert total > 300
    assert inside / total > 0.9


def test_the_head_of_every_list_says_what_may_ship():
    licences = {name: found.licence for name, found in ONTOLOGY.word_lists.items()}
    assert set(licences.values()) <= {"MIT", "WTFPL", "Apache-2.0; MIT"}
    assert all(found.source for found in ONTOLOGY.word_lists.values())
    assert {path.stem for path in (default_directory() / "lists").glob("*.txt")} == set(licences)
