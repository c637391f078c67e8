"""The spaCy pipeline: characters as tokens, offsets into the source, sources of names of other makers, no models."""

from __future__ import annotations

import warnings

import pytest
from spacy.language import Language
from spacy.tokens import Span

from kg.pipeline import extract, pipeline
from kg.records import Document

#: A text in which normalising changes widths and joins lines, so that offsets must be mapped.
BROKEN = "近日，河北远山\n智造科技有\r\n限公司落户云岭开\n发区。"


@pytest.fixture(scope="module")
def by_rules():
    """The pipeline without models."""
    with pytest.warns(UserWarning, match="statistical models are off"):
        return pipeline(models=None)


@pytest.fixture
def lists(tmp_path):
    """A folder of schemas with gazetteers."""

    def make(**words):
        folder = tmp_path / "lists"
        folder.mkdir()
        for name, entries in words.items():
            head = "# source: the test\n# licence: MIT\n"
            (folder / f"{name}.txt").write_text(head + "\n".join(entries) + "\n", encoding="utf-8")
        return tmp_path

    return make


def test_one_token_a_character_of_the_normalised_text(by_rules):
    doc = by_rules("远山智造（岚州）3.5亿元")
    assert [token.text for token in doc] == list("远山智造(岚州)3.5亿元")
    assert doc.text == "远山智造(岚州)3.5亿元"


def test_the_components_stand_in_the_order_of_the_stages(by_rules):
    assert by_rules.pipe_names == ["kg_network", "kg_tagger", "kg_candidates", "kg_names", "kg_relations"]


def test_names_are_entities_of_the_doc(by_rules):
    doc = by_rules("河北岚州储能有限公司落户云岭开发区。")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("河北岚州储能有限公司", "Enterprise"),
        ("云岭开发区", "Park"),
    ]
    assert list(doc.spans["kg_names"]) == list(doc.ents)


def test_offsets_map_back_to_the_source(by_rules):
    extraction = extract(Document("a.txt", BROKEN), by_rules)
    assert [(m.name, BROKEN[m.start : m.end]) for m in extraction.mentions] == [
        ("河北远山智造科技有限公司", "河北远山\n智造科技有\r\n限公司"),
        ("云岭开发区", "云岭开\n发区"),
    ]


def test_every_quote_is_a_passage_of_the_source(by_rules):
    extraction = extract(Document("a.txt", BROKEN), by_rules)
    assert [r.relation for r in extraction.relations] == ["SETTLES_IN"]
    for evidence in [r.evidence for r in extraction.relations]:
        assert evidence.document == "a.txt"
        assert evidence.quote == BROKEN[evidence.start : evidence.end]


def test_an_empty_text_has_no_names(by_rules):
    extraction = extract(Document("a.txt", ""), by_rules)
    assert (extraction.mentions, extraction.relations) == ((), ())


def test_a_span_group_of_another_maker_is_a_source_of_names(by_rules):
    @Language.component("test_names")
    def names(doc):
        at = doc.text.index("迪川通")
        doc.spans["mine"] = [Span(doc, at, at + 3, label="Enterprise")]
        return doc

    with pytest.warns(UserWarning, match="statistical models are off"):
        nlp = pipeline(models=None)
    text = "近日，迪川通达成合作。"
    assert [m.name for m in extract(Document("a.txt", text), nlp).mentions] == []
    nlp.add_pipe("test_names", before="kg_candidates")
    assert [(m.name, m.source, m.start, m.end) for m in extract(Document("a.txt", text), nlp).mentions] == [
        ("迪川通", "external", 3, 6)
    ]


def test_without_models_there_is_exactly_one_warning(lists):
    schemas = lists(enterprises=["远山智造"], parks=["云岭开发区"])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        extraction = extract(Document("a.txt", "远山智造落户云岭开发区。"), pipeline(schemas, models=None))
    (warning,) = [w for w in caught if issubclass(w.category, UserWarning)]
    assert "zh-core-web" not in str(warning.message)
    assert "\n" not in str(warning.message)
    mentions = extraction.mentions
    assert [(mentions[r.head].name, r.relation, mentions[r.tail].name) for r in extraction.relations] == [
        ("远山智造", "SETTLES_IN", "云岭开发区")
    ]


def test_with_models_there_is_no_warning_and_a_gazetteer_is_found_too(lists):
    schemas = lists(enterprises=["迪川通"], parks=["镕城市高新区"])
    text = "近日，迪川通达成战略合作，落户镕城市高新区。"
    extraction = extract(Document("a.txt", text), pipeline(schemas))
    assert [(m.name, m.type, m.start, m.end) for m in extraction.mentions] == [
        ("迪川通", "Enterprise", 3, 6),
        ("镕城市高新区", "Park", 15, 21),
    ]


def test_a_text_twice_gives_the_same_extraction():
    nlp = pipeline()
    document = Document("a.txt", "远山智造与岚州储能签约，投资10亿元建设储能项目，落户云岭开发区。")
    first = extract(document, nlp)
    assert extract(Document("b.txt", "别的文章：迪川通投产。"), nlp) != first
    assert extract(document, nlp) == first
