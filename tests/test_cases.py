"""The inputs behind public bug reports (tests/cases.jsonl) that concern reading: what must come out of each.

In the cases COMPANY is Enterprise, ZONE is Park and GOV is Organization; 落户 and 签约 with a zone are SETTLES_IN, 签约
with an organisation is PARTNERS_WITH. Names are told after NFKC. A lexicon of a case is a folder of word lists.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from kg.ontology.load import load
from kg.pipeline import extract, pipeline
from kg.records import Document
from kg.text import clauses, normalise, quantities, sentences
from kg.wiring import graph_of

CASES = {
    case["id"]: case
    for case in map(json.loads, Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines())
}
TYPES = {"COMPANY": "Enterprise", "ZONE": "Park", "GOV": "Organization"}
LISTS = {"COMPANY": "enterprises", "ZONE": "parks"}


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """Make a pipeline, with the models that come with kg unless told otherwise, and the ontology of a lexicon."""

    def make(lexicon=None, **settings):
        if lexicon is None:
            return pipeline(**settings), load()
        folder = tmp_path_factory.mktemp("schemas")
        (folder / "lists").mkdir()
        for kind, words in lexicon.items():
            text = "\n".join(("# source: the case", "# licence: MIT", *words, ""))
            (folder / "lists" / f"{LISTS[kind]}.txt").write_text(text, encoding="utf-8")
        return pipeline(folder, **settings), load(folder)

    return make


@pytest.fixture(scope="module")
def shipped(reader):
    """The pipeline and the ontology that come with kg."""
    return reader()


def read(texts, reading):
    """The graph of some texts."""
    nlp, ontology = reading
    return graph_of([Document(name, text) for name, text in texts.items()], nlp, ontology)


def spans(text, reading):
    """The names of a text as the cases write them."""
    return [(text[m.start : m.end], m.type, m.start, m.end) for m in extract(Document("t", text), reading[0]).mentions]


def expected(case):
    """The entities that a case expects."""
    return [(name, TYPES[kind], start, end) for name, kind, start, end in case["expect"]["entities"]]


def triples(graph):
    """The edges as (head, relation, tail) of labels."""
    label = graph.nodes(data="label")
    return {(label[head], relation, label[tail]) for head, tail, relation in graph.edges(keys=True)}


def companies(graph):
    """The companies of a graph and how often each is mentioned."""
    return {data["label"]: data["mentions"] for _, data in graph.nodes(data=True) if data["type"] == "Enterprise"}


def test_sp_missegment(reader):
    case = CASES["sp-missegment"]
    text = case["input"]["text"]
    assert spans(text, reader(case["input"]["lexicon"])) == expected(case)


@pytest.mark.filterwarnings("ignore:statistical models are off:UserWarning")
def test_sp_missegment_relation(reader):
    case = CASES["sp-missegment"]
    graph = read({"t": case["input"]["text"]}, reader(case["input"]["lexicon"], models=None))
    assert triples(graph) == {("迪川通", "SETTLES_IN", "镕城市高新区")}


def test_sp_decimal_sentence():
    case = CASES["sp-decimal-sentence"]
    text = case["input"]["text"]
    normal = normalise(text)
    cut = [text[slice(*normal.source_span(start, end))] for start, end in sentences(normal.text)]
    assert cut == case["expect"]["sentences"]
    money = next(q for q in quantities(normal.text) if q.kind == "money")
    ((form, value, start, end),) = case["expect"]["amounts"]
    assert (text[start:end], money.value, money.start, money.end) == (form, value, start, end)
    assert [normal.text[a:b] for a, b in clauses(normal.text, *next(iter(sentences(normal.text))))] == [
        "该项目总投资3.5亿元,",
        "占地120.8亩。",
    ]


@pytest.mark.parametrize("models", ["with models", "without models"])
@pytest.mark.filterwarnings("ignore:statistical models are off:UserWarning")
def test_sp_nested_overlap(reader, models):
    case = CASES["sp-nested-overlap"]
    reading = reader(case["input"]["lexicon"], **({} if models == "with models" else {"models": None}))
    found = spans(case["input"]["text"], reading)
    assert found == expected(case)
    assert not {name for name, *_ in found} & set(case["expect"]["no_entity"])


def test_sp_nested_overlap_relation(reader):
    case = CASES["sp-nested-overlap"]
    graph = read({"t": case["input"]["text"]}, reader(case["input"]["lexicon"]))
    assert triples(graph) == {("远山智造", "PARTNERS_WITH", "云岭经济技术开发区管理委员会")}


def test_sp_offline_no_model(reader):
    case = CASES["sp-offline-no-model"]
    with pytest.warns(UserWarning, match="statistical models are off") as caught:
        graph = read({"t": case["input"]["text"]}, reader(case["input"]["lexicon"], models=None))
    assert len(caught) == 1
    assert "zh-core-web" not in str(caught[0].message)
    assert triples(graph) == {("远山智造", "SETTLES_IN", "云岭开发区")}


def test_zh_alias(shipped):
    case = CASES["zh-alias"]
    text = case["input"]["text"]
    graph = read({"t": text}, shipped)
    assert companies(graph) == {case["expect"]["canonical"]: len(case["expect"]["mentions"])}
    node = graph.nodes[f"Enterprise:{case['expect']['canonical']}"]
    assert list(node["aliases"]) == case["expect"]["aliases"]
    assert [[start, end] for _, start, end in node["spans"]] == [m[:2] for m in case["expect"]["mentions"]]
    assert ("河北远山智造科技有限公司", "SETTLES_IN", "云岭开发区") in triples(graph)
    assert not any(head == tail for head, tail in graph.edges())


def test_zh_brackets(reader):
    case = CASES["zh-brackets"]
    texts = {str(number): text for number, text in enumerate(case["input"]["texts"])}
    graph = read(texts, reader(case["input"]["lexicon"]))
    normal = {normalise(name).text: count for name, count in case["expect"]["node_keys"].items()}
    assert companies(graph) == normal
    told = sorted(
        [int(document), start, end]
        for _, data in graph.nodes(data=True)
        for document, start, end in data["spans"]
        if "迪川通" in data["label"] and data["type"] == "Enterprise"  # 迪川通(中岳)项目 may be a project beside them
    )
    assert told == case["expect"]["spans"]
    assert not {data["label"] for _, data in graph.nodes(data=True)} & set(case["expect"]["no_place_entity"])
    for _, _, evidence in graph.edges(data="evidence"):
        assert all(e.quote == texts[e.document][e.start : e.end] for e in evidence)


def test_zh_linebreak(shipped):
    case = CASES["zh-linebreak"]
    text = case["input"]["text"]
    found = extract(Document("t", text), shipped[0]).mentions
    assert [(m.name, m.type, m.start, m.end) for m in found] == expected(case)
    assert text[found[0].start : found[0].end] == case["expect"]["raw_slice_0"]
    graph = read({"broken": text, "whole": "河北远山智造科技有限公司落户云岭开发区。"}, shipped)
    assert companies(graph) == {"河北远山智造科技有限公司": 2}
    assert triples(graph) == {("河北远山智造科技有限公司", "SETTLES_IN", "云岭开发区")}
    (edge,) = graph.edges(data=True)
    assert edge[2]["weight"] == 2


def test_zh_enumeration(reader):
    case = CASES["zh-enumeration"]
    lexicon = {"COMPANY": ["远山智造", "岚州储能", "迪川通（中岳）"], "ZONE": ["云岭高新区"]}
    graph = read({"t": case["input"]["text"]}, reader(lexicon))
    members = {"远山智造", "岚州储能", "迪川通(中岳)"}
    assert set(companies(graph)) == members
    assert triples(graph) == {(member, "SETTLES_IN", "云岭高新区") for member in members}
    (told,) = graph.graph["lists"]
    assert told.declared_total == case["expect"]["declared_total"]
    assert told.members == ("Enterprise:远山智造", "Enterprise:岚州储能", "Enterprise:迪川通(中岳)")
    assert not any("investment_cny" in data for _, data in graph.nodes(data=True) if data["type"] == "Enterprise")
    assert not any("amount_cny" in data for *_, data in graph.edges(data=True))


@pytest.mark.filterwarnings("ignore:statistical models are off:UserWarning")
@pytest.mark.parametrize("models", ["with models", "without models"])
def test_zh_plan_negation(reader, models):
    texts = CASES["zh-plan-negation"]["input"]["texts"]
    lexicon = {"COMPANY": ["远山智造", "岚州储能", "迪川通"], "ZONE": ["云岭开发区"]}
    reading = reader(lexicon, **({} if models == "with models" else {"models": None}))
    graphs = [read({"t": text}, reading) for text in texts]
    realis = [{edge["realis"] for *_, edge in graph.edges(data=True)} for graph in graphs]
    assert realis == [{"planned"}, {"planned"}, set(), {"terminated"}, set(), {"fact"}]
    assert triples(graphs[5]) == {("远山智造", "SETTLES_IN", "云岭开发区")}
    whole = read({str(number): text for number, text in enumerate(texts)}, reading)
    facts = {(h, k, t) for h, t, k, edge in whole.edges(keys=True, data=True) if edge["realis"] == "fact"}
    assert facts == {("Enterprise:远山智造", "SETTLES_IN", "Park:云岭开发区")}


def test_zh_same_short_name(shipped):
    case = CASES["zh-same-short-name"]
    documents = case["input"]["docs"]
    graph = read(documents, shipped)
    full = ["镕城海屿科技有限公司", "岚州海屿科技有限公司"]
    assert set(companies(graph)) == {*case["expect"]["company_nodes"], "海屿科技"}
    spans_of = {data["label"]: data["spans"] for _, data in graph.nodes(data=True)}
    assert ("d1", 28, 32) in spans_of[full[0]]
    assert spans_of["海屿科技"] == (("d3", 0, 4),)
    unsure = {(j.left, j.right) for j in graph.graph["judgements"] if j.verdict == "unsure"}
    assert unsure == {tuple(sorted(("Enterprise:海屿科技", f"Enterprise:{name}"))) for name in full}
    assert not [s for s in graph.nodes["Enterprise:海屿科技"]["spans"] if s[0] == "d4"]
    for order in itertools.permutations(documents):
        other = read({name: documents[name] for name in order}, shipped)
        assert list(other.nodes(data=True)) == list(graph.nodes(data=True))
        assert list(other.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_kg_evidence(shipped):
    case = CASES["kg-evidence"]
    documents = case["input"]["docs"]
    graph = read(documents, shipped)
    (edge,) = graph.edges(data=True)
    told = [{"doc": e.document, "sentence": e.quote, "start": e.start, "end": e.end} for e in edge[2]["evidence"]]
    assert told == case["expect"]["evidence"]
    assert all(documents[e["doc"]][e["start"] : e["end"]] == e["sentence"] for e in told)


def test_kg_nothing_found(shipped):
    graph = read(CASES["kg-nothing-found"]["input"]["docs"], shipped)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)
    assert list(graph.graph["documents"]) == ["w.txt"]
