import pytest

from kg.ontology.load import load
from kg.query.choice import codes, realis_of

ONTOLOGY = load()


@pytest.mark.parametrize(
    ("table", "choice", "expected"),
    [
        ("realis", "fact", {"fact"}),
        ("realis", "计划", {"planned"}),
        ("realis", ["fact", "计划"], {"fact", "planned"}),
        ("realis", ("fact", "any"), None),
        ("realis", "全部", None),
        ("realis", None, None),
        ("stages", {"投产"}, {"operating"}),
        ("entity_types", "企业", {"Enterprise"}),
        ("relation_types", ["合作", "SUPPLIES"], {"PARTNERS_WITH", "SUPPLIES"}),
        ("realis", [], set()),
    ],
)
def test_codes_and_labels(table, choice, expected):
    assert codes(getattr(ONTOLOGY, table), choice, table) == expected


def test_a_wrong_word_is_named_with_the_right_ones():
    with pytest.raises(ValueError, match=r"no realis 'factual'; expected fact \(事实\), planned \(计划\)"):
        codes(ONTOLOGY.realis, ["fact", "factual"], "realis")


def test_what_ended_is_no_fact():
    assert realis_of({"realis": "fact", "stage": "terminated"}) == "terminated"
    assert realis_of({"realis": "planned", "stage": "signed"}) == "planned"
    assert realis_of({}) == "fact"
