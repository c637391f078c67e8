"""Reading corrections.yaml: what a right one gives, and every fault with file, line, expectation and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.corrections import read_corrections
from kg.corrections.read import HEADER, parse_corrections
from kg.corrections.record import Correction
from kg.errors import StoreError
from kg.ontology.load import load

ONTOLOGY = load()
SIGNED = "  by: 王芳\n  on: 2024-03-05\n  why: 电话核实\n"


def parsed(text):
    return parse_corrections(text.encode("utf-8"), "c.yaml", ONTOLOGY)


def test_labels_and_amounts_become_codes_and_numbers():
    found = parsed(
        "- do: set\n  head: 企业:远山智造\n  relation: 落户\n  tail: 园区:云岭开发区\n  stage: 签约\n"
        "  amount_cny: 20亿元\n  year: 2022\n" + SIGNED
    )
    assert found == (
        Correction(
            "set",
            "王芳",
            "2024-03-05",
            "电话核实",
            "c.yaml:1",
            relation=("Enterprise:远山智造", "SETTLES_IN", "Park:云岭开发区"),
            values=(("amount_cny", 2_000_000_000), ("stage", "signed"), ("year", 2022)),
        ),
    )


@pytest.mark.parametrize("text", ["", "\n# nothing yet\n", HEADER, "[]", "\ufeff# 空\n"])
def test_a_file_without_corrections_has_none(text):
    assert parsed(text) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("do: merge", "c.yaml:1: the file is a mapping; expected a list of corrections; begin each with `- do: ...`"),
        ("- do: rejct\n" + SIGNED, "c.yaml:1: do is 'rejct'; expected one of: merge, split,"),
        ("- entity: Park:甲\n" + SIGNED, "c.yaml:1: a correction is a mapping without a key do"),
        ("- merge\n", "c.yaml:1: a correction is 'merge' without a key do"),
        ("- do: reject\n  entity: 甲\n" + SIGNED, "c.yaml:2: entity is '甲'; expected Type:name"),
        ("- do: reject\n  entity: Enterprize:甲\n" + SIGNED, "did you mean Enterprise?"),
        ("- do: reject\n  entity: Park:甲\n", "c.yaml:1: reject has no key by; expected a line such as `by: 王芳`"),
        (
            "- do: reject\n  entity: Park:甲\n  by: 王\n  on: 去年\n  why: x\n",
            "c.yaml:4: on is '去年'; expected a date",
        ),
        ("- do: reject\n  entity: Park:甲\n  by: 王\n  on: 2023-02-30\n  why: x\n", "c.yaml:4: on is '2023-02-30'"),
        ("- do: set\n  entity: Park:甲\n" + SIGNED, "c.yaml:1: set of nothing; expected a value"),
        (
            "- do: set\n  entity: Park:甲\n  stage: 飞\n" + SIGNED,
            "c.yaml:3: stage is '飞'; expected one of: planned (谋划)",
        ),
        (
            "- do: set\n  entity: Park:甲\n  area_m2: -3\n" + SIGNED,
            "c.yaml:3: area_m2 is '-3'; expected a number over 0",
        ),
        ("- do: set\n  entity: Park:甲\n  investment_cny: 许多\n" + SIGNED, "expected an amount in yuan"),
        ("- do: set\n  entity: Park:甲\n  realis: fact\n" + SIGNED, "c.yaml:3: set has the unknown key realis"),
        ("- do: merge\n  entities: [Park:甲, Enterprise:乙]\n" + SIGNED, "merge of entities of two types"),
        ("- do: merge\n  entities: [Park:甲]\n" + SIGNED, "merge of one entity; expected two or more"),
        ("- do: merge\n  entity: Park:甲\n" + SIGNED, "merge speaks of entity; expected entities"),
        ("- do: split\n  entity: Park:甲\n  as: Park:乙\n" + SIGNED, "split without names or document"),
        ("- do: rename\n  entity: Park:甲\n" + SIGNED, "rename has no key as"),
        (
            "- do: retype\n  entity: Park:甲\n  as: Zone\n" + SIGNED,
            "c.yaml:3: as is 'Zone'; expected one of: Enterprise",
        ),
        (
            "- do: add\n  head: Park:甲\n  relation: AWARDED\n  tail: Park:乙\n  document: a\n  quote: b\n" + SIGNED,
            "c.yaml:1: Park AWARDED Park; expected",
        ),
        ("- do: reject\n  head: Park:甲\n  tail: Park:乙\n" + SIGNED, "reject has no key relation"),
        ("- do: [\n", "broken YAML"),
    ],
)
def test_a_fault_is_told_with_line_expectation_and_cure(text, fault):
    with pytest.raises(StoreError) as caught:
        parsed(text)
    assert fault in str(caught.value)
    assert str(caught.value).startswith("c.yaml:")


def test_all_faults_are_told_at_once():
    with pytest.raises(StoreError) as caught:
        parsed("- do: rejct\n- do: set\n  entity: 甲\n")
    assert len(str(caught.value).splitlines()) > 3


def test_a_file_in_another_encoding_or_none_is_refused(tmp_path):
    path = tmp_path / "c.yaml"
    path.write_bytes("- do: 王".encode("gbk"))
    with pytest.raises(StoreError, match="is not UTF-8"):
        read_corrections(path, ONTOLOGY)
    with pytest.raises(StoreError, match="cannot be read"):
        read_corrections(tmp_path / "none.yaml", ONTOLOGY)


def test_aliases_of_yaml_do_not_grow():
    bomb = "- &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"- &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
    )
    with pytest.raises(StoreError, match="without a key do"):
        parsed(bomb)


def test_nesting_without_end_is_a_fault():
    with pytest.raises(StoreError, match="nest"):
        parsed("[" * 20_000)


def test_the_example_of_the_readme_is_right():
    text = Path("README.md").read_text(encoding="utf-8").split("```yaml\n", 1)[1].split("```", 1)[0]
    assert [correction.do for correction in parsed(text)] == ["merge", "set"]
