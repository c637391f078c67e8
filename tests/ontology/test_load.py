"""Loading: faults by file and line, and how a user's own schemas extend or replace those of kg."""

import random
import re
import shutil

import pytest

from kg.errors import SchemaError
from kg.ontology.load import default_directory, load
from kg.ontology.model import Slot

RULE = """\
rules:
  - id: settles.sign
    relation: SETTLES_IN
    trigger: 落户(?!意向)
    head: {types: [Enterprise], where: subject}
    tail: {where: after}
    score: 0.9
    source: own wording
    examples:
      match: ["[[E:h|远山智造]]落户[[K:t|云岭开发区]]。"]
      no_match: ["[[E|远山智造]]参观[[K|云岭开发区]]。"]
"""
TYPES = """\
entities:
  - {name: Enterprise, label: 企业, letter: E, color: "#3b6fb6", shape: dot, definition: a company}
  - {name: Park, label: 园区, letter: K, color: "#2f8f5b", shape: square, definition: a zone}
"""
RELATIONS = """\
relations:
  - {name: SETTLES_IN, label: 落户, domain: [Enterprise], range: [Park], staged: true}
"""
STAGES = """\
stages:
  - {name: signed, label: 签约}
realis:
  - {name: fact, label: 事实, definition: told}
"""
ALONE = {
    "schemas.yaml": "extends: false\n",
    "entities.yaml": TYPES,
    "relations.yaml": RELATIONS,
    "stages.yaml": STAGES,
    "cues.yaml": "stage:\n  signed: 签约\nrealis: {}\nnegation: 未能\n",
}


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Write files into a directory of schemas; messages name them as own/…."""
    monkeypatch.chdir(tmp_path)

    def write(files):
        for name, text in files.items():
            path = tmp_path / "own" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "own"

    return write


def faults(directory):
    with pytest.raises(SchemaError) as error:
        load(directory)
    assert str(error.value) == "\n".join(error.value.faults)
    return list(error.value.faults)


def test_a_rule_is_read_with_its_place_and_the_types_of_its_relation(own):
    directory = own({"rules/mine.yaml": "# mine\n" + RULE})
    rule = load(directory).rules[-1]
    assert (rule.id, rule.relation, rule.trigger) == ("settles.sign", "SETTLES_IN", "落户(?!意向)")
    assert rule.head == Slot(frozenset({"Enterprise"}), "subject")
    assert rule.tail == Slot(frozenset({"Park"}), "after")
    assert (rule.reach, rule.stage, rule.realis, rule.score) == ("sentence", None, None, 0.9)
    assert rule.match == ("[[E:h|远山智造]]落户[[K:t|云岭开发区]]。",)
    assert rule.no_match == ("[[E|远山智造]]参观[[K|云岭开发区]]。",)
    assert (rule.file, rule.line) == ("rules/mine.yaml", 3)
    assert type(rule.trigger) is str
    assert {type(name) for name in rule.head.types} == {str}


def test_own_entries_are_added_and_take_the_place_of_those_of_the_same_name(own):
    shipped = load()
    relation = """\
relations:
  - name: SETTLES_IN
    label: 进驻
    domain: [Enterprise, Organization, Project]
    range: [Park, Campus]
    staged: true
"""
    kind = 'entities:\n  - {name: Campus, label: 校区, letter: C, color: "#123456", shape: box, definition: a campus}\n'
    ontology = load(own({"relations.yaml": relation, "entities.yaml": kind}))
    assert [*ontology.entity_types] == [*shipped.entity_types, "Campus"]
    assert [*ontology.relation_types] == [*shipped.relation_types]
    assert ontology.label("SETTLES_IN") == "进驻"
    assert ontology.relation_types["SETTLES_IN"].range == frozenset({"Park", "Campus"})
    assert ontology.letters["C"] == "Campus"
    assert ontology.rules == shipped.rules
    assert ontology.fingerprint != shipped.fingerprint


def test_schemas_that_do_not_extend_stand_alone(own):
    directory = own(ALONE | {"rules/mine.yaml": RULE})
    ontology = load(directory)
    assert [*ontology.entity_types] == ["Enterprise", "Park"]
    assert [*ontology.relation_types] == ["SETTLES_IN"]
    assert [(s.name, s.order) for s in ontology.stages.values()] == [("signed", 0)]
    assert [rule.id for rule in ontology.rules] == ["settles.sign"]
    assert ontology.word_lists == {}
    assert ontology.patterns == {"stage:signed": "签约", "negation": "未能"}


def test_schemas_that_stand_alone_must_be_complete(own):
    directory = own({"schemas.yaml": "extends: false\n", "stages.yaml": "stages:\n  - {name: signed, label: 签约}\n"})
    assert faults(directory) == [
        (
            "own/cues.yaml:1: there is no such file; expected it to be there; "
            "add it, or remove `extends: false` from schemas.yaml"
        ),
        (
            "own/entities.yaml:1: there is no such file; expected it to be there; "
            "add it, or remove `extends: false` from schemas.yaml"
        ),
        (
            "own/relations.yaml:1: there is no such file; expected it to be there; "
            "add it, or remove `extends: false` from schemas.yaml"
        ),
        "own/stages.yaml:1: the file has no key realis; expected a line such as `realis:`; add it",
    ]


def test_the_shipped_directory_given_by_name_is_not_added_to_itself():
    assert load(default_directory()).fingerprint == load().fingerprint


def test_the_fingerprint_hangs_on_content_and_not_on_the_place(own, tmp_path):
    first = own(ALONE)
    second = tmp_path / "elsewhere"
    shutil.copytree(first, second)
    assert load(first).fingerprint == load(second).fingerprint
    (second / "stages.yaml").write_text(STAGES + "# a remark\n", encoding="utf-8")
    assert load(first).fingerprint != load(second).fingerprint


def test_cues_become_patterns(own):
    ontology = load(own({"cues.yaml": "stage:\n  signed: 签了约\nnegation: 未能|没有\n"}))
    assert ontology.patterns["stage:signed"] == "签了约"
    assert ontology.patterns["negation"] == "未能|没有"
    assert ontology.patterns["stage:planned"] == load().patterns["stage:planned"]


def test_cues_name_stages_that_exist(own):
    assert faults(own({"cues.yaml": "stage:\n  signd: 签了约\nrealis:\n  fact: 签约(\n"})) == [
        "own/cues.yaml:2: the stage signd is unknown; expected one of stages.yaml; did you mean signed?",
        (
            "own/cues.yaml:4: the realis cue fact `签约(` is no regular expression: missing ), "
            "unterminated subpattern at "
            "character 3; expected one that Python's re compiles; mend it there"
        ),
    ]


def test_patterns_are_tried_on_their_examples(own):
    patterns = """\
patterns:
  settle:
    pattern: 落户|入驻
    source: own wording
    match: [已落户园区, 进驻园区]
    no_match:
      - 落实户籍
      - 未入驻
"""
    assert faults(own({"patterns.yaml": patterns})) == [
        (
            "own/patterns.yaml:5: the pattern settle does not match 进驻园区; expected a match; "
            "mend the pattern, or the example"
        ),
        "own/patterns.yaml:8: the pattern settle matches 未入驻; expected no match; mend the pattern, or the example",
    ]


def test_a_missing_and_an_empty_directory_are_told(own, tmp_path):
    (tmp_path / "empty").mkdir()
    assert faults(tmp_path / "none") == [
        "none:1: there is no such directory; expected a directory with schemas; mend the path, or make it"
    ]
    (only,) = faults(tmp_path / "empty")
    assert only.startswith("empty:1: there are no schemas here; expected one of: entities.yaml, ")
    assert only.endswith("; mend the path, or add a file")


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "entities.yaml",
            TYPES + "  - {name: zone, label: 区, letter: k, color: red, shape: blob, definition: 3, size: 1}\n",
            [
                (
                    "4: entity type has the unknown key size; expected one of: name, label, letter, color, shape, "
                    "definition; take one of these"
                ),
                "4: name is 'zone'; expected a name such as Enterprise; write it in PascalCase",
                "4: letter is 'k'; expected one capital letter; take a letter that no other type has",
                "4: color is 'red'; expected a colour such as #3b6fb6; write # and six hexadecimal digits in quotes",
                (
                    "4: shape is 'blob'; expected one of: box, diamond, dot, ellipse, hexagon, square, star, triangle, "
                    "triangleDown; take one of these"
                ),
                "4: definition is '3'; expected a text; put it in quotes",
            ],
        ),
        (
            "entities.yaml",
            TYPES + '  - {name: Zone, label: 园区, letter: K, color: "#2F8F5B", shape: dot, definition: a zone}\n',
            [
                (
                    "4: the entity type Zone has the label 园区 of Park at own/entities.yaml:3; "
                    "expected a label of its own; "
                    "give one of the two another label"
                ),
                (
                    "4: the entity type Zone has the letter K of Park at own/entities.yaml:3; "
                    "expected a letter of its own; "
                    "give one of the two another letter"
                ),
                (
                    "4: the entity type Zone has the color #2F8F5B of Park at own/entities.yaml:3; "
                    "expected a color of its "
                    "own; give one of the two another color"
                ),
            ],
        ),
        (
            "entities.yaml",
            TYPES + "  - {name: Park, label: 园区, letter: K, shape: square}\n  - Zone\n",
            [
                '4: entity type has no key color; expected a line such as `color: "#3b6fb6"`; add it',
                (
                    "4: entity type has no key definition; expected a line such as "
                    '`definition: "a named company"`; add it'
                ),
                (
                    "4: the entity type Park stands twice, first at own/entities.yaml:3; expected it once; "
                    "give one of the two another name, or remove it"
                ),
                "5: entity type is 'Zone'; expected a mapping; write it as `key: value` lines",
            ],
        ),
        (
            "relations.yaml",
            RELATIONS + "  - {name: JOINS, label: 合作, domain: [Parc, Enterprise], range: [Enterprise, Enterprise], "
            "symmetric: ja, staged: 'true'}\n",
            [
                (
                    "3: range has 'Enterprise' twice, first at own/relations.yaml:3; expected it once; "
                    "remove one of the two"
                ),
                "3: symmetric is 'ja'; expected true or false; write one of the two, without quotes",
                "3: the type in the domain of JOINS Parc is unknown; expected one of entities.yaml; did you mean Park?",
            ],
        ),
        (
            "relations.yaml",
            RELATIONS
            + "  - name: JOINS\n    label: 合作\n    domain: [Enterprise]\n    range: [Park]\n    symmetric: true\n",
            [
                (
                    "3: JOINS is symmetric, but its domain and its range differ; expected the same types; "
                    "make them the same, or remove symmetric"
                ),
            ],
        ),
        (
            "relations.yaml",
            RELATIONS + "  - {name: JOINS, label: 合作, domain: Enterprise, range: []}\n",
            [
                "3: domain is 'Enterprise'; expected a list of one or more texts; write one or more lines `- text`",
                "3: range is an empty list; expected a list of one or more texts; write one or more lines `- text`",
            ],
        ),
        (
            "stages.yaml",
            STAGES + "stages: []\nrealis: fact\n",
            [
                "5: the key stages stands twice, first at own/stages.yaml:1; expected it once; remove one of the two",
                "6: the key realis stands twice, first at own/stages.yaml:3; expected it once; remove one of the two",
            ],
        ),
        (
            "stages.yaml",
            "stages:\n  name: signed\nrealis:\n  - {name: Fact, label: , definition: told}\n",
            [
                "2: stages is a mapping; expected a list of mappings; begin each entry with `- `",
                "4: name is 'Fact'; expected a name such as under_construction; write it in small letters",
                "4: label is empty; expected a text; write one",
            ],
        ),
        ("patterns.yaml", "", ["1: the file is empty; expected a mapping; fill it, or remove it"]),
        ("patterns.yaml", "- a\n", ["1: the file is a list; expected a mapping; write it as `key: value` lines"]),
    ],
)
def test_faults_in_a_file(own, file, text, expected):
    found = faults(own(ALONE | {file: text}))
    assert sorted(found) == sorted(f"own/{file}:{fault}" for fault in expected)


def test_a_misspelt_setting_is_told(own):
    assert faults(own({"schemas.yaml": "extend: false\n"})) == [
        "own/schemas.yaml:1: the file has no key extends; expected a line such as `extends: true`; add it",
        "own/schemas.yaml:1: the file has the unknown key extend; expected one of: extends; did you mean extends?",
    ]


def test_broken_yaml_is_told_with_its_line(own):
    (only,) = faults(own({"rules/mine.yaml": RULE + "  - id: [\n"}))
    assert only.startswith("own/rules/mine.yaml:12: broken YAML: ")
    assert only.endswith("; expected YAML; mend the line or the one above it (indentation, quotes, brackets)")


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        (
            "SETTLES_IN",
            "SETTLE_IN",
            3,
            ("the relation SETTLE_IN is unknown; expected one of relations.yaml; did you mean SETTLES_IN?"),
        ),
        (
            "[Enterprise]",
            "[Enterprize]",
            5,
            ("the head type Enterprize is unknown; expected one of entities.yaml; did you mean Enterprise?"),
        ),
        (
            "[Enterprise]",
            "[Enterprise, Place]",
            5,
            (
                "the head type Place is not in the domain of SETTLES_IN; "
                "expected one of: Enterprise, Organization, Project; remove it, or add it to the domain"
            ),
        ),
        (
            "{where: after}",
            "{types: [Project], where: after}",
            6,
            (
                "the tail type Project is not in the range of "
                "SETTLES_IN; expected one of: Park; remove it, or add it to the range"
            ),
        ),
        (
            "where: after",
            "where: behind",
            6,
            ("where is 'behind'; expected one of: before, after, subject, around, zone; take one of these"),
        ),
        ("0.9", "90%", 7, "score is '90%'; expected a number over 0 and up to 1; write it as in `score: 0.9`"),
        ("0.9", "0", 7, "score is '0'; expected a number over 0 and up to 1; write it as in `score: 0.9`"),
        (
            "落户(?!意向)",
            "'(?:落|户)*'",
            4,
            (
                "trigger `(?:落|户)*` matches the empty text; expected a pattern of one "
                "character or more; make one part of it obligatory"
            ),
        ),
        (
            "落户(?!意向)",
            "入驻",
            10,
            (
                "the trigger does not occur in the example 远山智造落户云岭开发区。; "
                "expected an example that the trigger sets off; mend the trigger, or the example"
            ),
        ),
        (
            "    source: own wording\n",
            "",
            2,
            "rule has no key source; expected a line such as `source: own wording`; add it",
        ),
        (
            "    source: own wording\n",
            "    source: own\n    reach: page\n",
            9,
            ("reach is 'page'; expected one of: clause, sentence; take one of these"),
        ),
        (
            "    source: own wording\n",
            "    source: own\n    stage: sign\n",
            9,
            ("the stage sign is unknown; expected one of stages.yaml; did you mean signed?"),
        ),
        (
            "    source: own wording\n",
            "    source: own\n    realis: facts\n",
            9,
            ("the realis facts is unknown; expected one of stages.yaml; did you mean fact?"),
        ),
        (
            '\n      no_match: ["[[E|远山智造]]参观[[K|云岭开发区]]。"]',
            "",
            10,
            (
                "examples has no key no_match; expected a "
                'line such as `no_match: ["[[E|远山智造]]未落户[[K|云岭开发区]]。"]`; add it'
            ),
        ),
        (
            '["[[E:h|远山智造]]落户[[K:t|云岭开发区]]。"]',
            "[]",
            10,
            ("match is an empty list; expected a list of one or more texts; write one or more lines `- text`"),
        ),
        (
            "[[E:h|远",
            "[[E|远",
            10,
            (
                "the example has no head with a tail; expected a mark with h and one with t; "
                "mark what the rule must find, as in [[E:h|远山智造]]落户[[K:t|云岭开发区]]"
            ),
        ),
        (
            "[[E:h|远",
            "[[P:h|远",
            10,
            (
                "the head 远山智造 of the example is of type Project; expected one of: Enterprise; "
                "mend the mark, or the rule"
            ),
        ),
        (
            "[[E:h|远",
            "[[Z:h|远",
            10,
            (
                "the mark [[Z:h|远山智造]] has the letter 'Z', which no entity type has; expected "
                "marks such as [[E:h|远山智造]] with a letter of D, E, H, I, K, L, O, P; mend the mark"
            ),
        ),
        (
            "[[K|云岭开发区]]。",
            "云岭开发区。",
            11,
            (
                "the counter-example cannot fail; expected two marks or more; "
                "mark the two names that the rule must not join"
            ),
        ),
        (
            "id: settles.sign",
            "id: Settles sign",
            2,
            ("id is 'Settles sign'; expected an id such as settles.sign; use small letters, digits, - and dots"),
        ),
    ],
)
def test_faults_of_a_rule(own, old, new, line, fault):
    assert RULE.count(old) == 1
    assert faults(own({"rules/mine.yaml": RULE.replace(old, new)})) == [f"own/rules/mine.yaml:{line}: {fault}"]


def test_a_stage_needs_a_staged_relation(own):
    text = RULE.replace("SETTLES_IN", "SUPPLIES").replace("K:t", "E:t").replace("score", "stage: signed\n    score")
    assert faults(own({"rules/mine.yaml": text})) == [
        (
            "own/rules/mine.yaml:7: the rule settles.sign gives a stage, but SUPPLIES has none; expected no stage; "
            "remove it, or add `staged: true` to SUPPLIES"
        )
    ]


def test_a_rule_id_stands_once_in_all_files(own):
    assert faults(own({"rules/a.yaml": RULE, "rules/b.yaml": RULE})) == [
        (
            "own/rules/b.yaml:2: the rule settles.sign stands twice, first at own/rules/a.yaml:2; expected it once; "
            "give one of the two another name, or remove it"
        )
    ]


def test_all_faults_of_all_files_are_told_in_one_go_and_in_order(own):
    directory = own(
        {
            "relations.yaml": "relations:\n  - {name: MAKES, label: 制造, domain: [Firm], range: [Product]}\n",
            "rules/b.yaml": RULE.replace("0.9", "2"),
            "rules/a.yaml": RULE.replace("落户(?!意向)", "落户(").replace("settles.sign", "settles.other"),
            "notes.txt": "remember\n",
        }
    )
    assert [fault.split(";")[0] for fault in faults(directory)] == [
        "own/notes.txt:1: the file is unknown",
        "own/relations.yaml:2: the type in the domain of MAKES Firm is unknown",
        (
            "own/rules/a.yaml:4: trigger `落户(` is no regular expression: missing ), "
            "unterminated subpattern at character 3"
        ),
        "own/rules/b.yaml:7: score is '2'",
    ]


def test_whatever_is_broken_the_answer_is_a_list_of_faults(own):
    chance = random.Random(7)  # noqa: S311 - a fixed seed, nothing secret
    sound = ALONE | {"rules/mine.yaml": RULE}
    told = []
    for _ in range(60):
        file = chance.choice([*sound])
        text = sound[file]
        at = chance.randrange(len(text))
        broken = text[:at] + chance.choice(["[", "]", "{", ":", "#", '"', "'", "- ", "\t", "\0", ""]) + text[at + 2 :]
        directory = own(sound | {file: broken})
        try:
            load(directory)
        except SchemaError as error:
            told.append(error.faults)
    assert len(told) > 30
    odd = [fault for faults in told for fault in faults if not re.match(r"own/[a-z/]+\.yaml:\d+: .+; .+; .+", fault)]
    assert odd == []


def test_hidden_files_backups_and_remarks_are_passed_over(own):
    directory = own(ALONE | {".cache/x": "x", "README.md": "x", "stages.yaml~": "x", "rules/.a.yaml": "x"})
    assert [*load(directory).stages] == ["signed"]


def test_what_changed_on_disk_is_loaded_again(tmp_path):
    words = tmp_path / "lists" / "enterprises.txt"
    words.parent.mkdir()
    words.write_text("# source: us\n# licence: MIT\n迪川通\n", encoding="utf-8")
    first = load(tmp_path)
    assert load(tmp_path) is first
    words.write_text("# source: us\n# licence: MIT\n迪川通\n远山智造\n", encoding="utf-8")
    assert load(tmp_path).fingerprint != first.fingerprint
