"""The wiring: documents in, a graph out; the same bytes for any order of inputs and number of workers."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest

import kg
from kg.errors import DocumentError
from kg.export.json import write_json
from kg.ontology.load import load
from kg.pipeline import EXTRACTING, extract, pipeline
from kg.records import Document
from kg.wiring import build, build_graph, graph_of

PACKAGE = Path(kg.__file__).parent
TEXTS = {
    "a.txt": "远山智造落户云岭开发区,投资10亿元建设储能项目。云岭开发区与远山智造签约。",
    "b.txt": "据悉,河北远山智造科技有限公司(远山智造)已落户云岭开发区。",
    "c/d.txt": "岚州储能有限公司与河北远山智造科技有限公司签订战略合作协议。",
}


@pytest.fixture(scope="module")
def nlp():
    """The pipeline with the models that come with kg."""
    return pipeline()


@pytest.fixture
def folder(tmp_path):
    """A folder with three articles."""
    root = tmp_path / "articles"
    for name, text in TEXTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def json_of(graph, path):
    write_json(graph, path)
    return path.read_bytes()


def test_a_folder_becomes_a_graph_with_its_documents(folder, nlp):
    graph = build_graph([folder], nlp=nlp)
    assert list(graph.graph["documents"]) == ["a.txt", "b.txt", "c/d.txt"]
    assert graph.has_edge("Enterprise:河北远山智造科技有限公司", "Park:云岭开发区", "SETTLES_IN")


def test_every_quote_is_a_passage_of_its_source(folder, nlp):
    graph = build_graph([folder], nlp=nlp)
    told = [e for *_, evidence in graph.edges(data="evidence") for e in evidence]
    told += [fact.evidence for _, facts in graph.nodes(data="facts") for fact in facts]
    assert {e.document for e in told} == set(TEXTS)
    assert all(e.quote == TEXTS[e.document][e.start : e.end] for e in told)


def test_every_span_of_a_node_is_a_form_of_its_name(folder, nlp):
    graph = build_graph([folder], nlp=nlp)
    for _, data in graph.nodes(data=True):
        forms = {TEXTS[document][start:end] for document, start, end in data["spans"]}
        assert forms <= {data["label"], *data["aliases"]}
        assert data["documents"] == len({document for document, _, _ in data["spans"]})


def test_two_builds_give_the_same_bytes(folder, nlp, tmp_path):
    first = json_of(build_graph([folder], nlp=nlp), tmp_path / "1.json")
    assert json_of(build_graph([folder], nlp=pipeline()), tmp_path / "2.json") == first


def test_the_order_of_the_inputs_changes_no_byte(folder, nlp, tmp_path):
    paths = [folder / "a.txt", folder / "b.txt", folder / "c"]
    orders = enumerate(itertools.permutations(paths))
    written = {json_of(build_graph(order, nlp=nlp), tmp_path / f"{i}.json") for i, order in orders}
    assert len(written) == 1


def test_the_order_of_the_documents_changes_no_byte(nlp, tmp_path):
    documents = [Document(name, text) for name, text in TEXTS.items()]
    orders = enumerate(itertools.permutations(documents))
    written = {json_of(graph_of(order, nlp), tmp_path / f"{i}.json") for i, order in orders}
    assert len(written) == 1


def test_the_number_of_workers_changes_no_byte(folder, nlp, tmp_path):
    one = json_of(build_graph([folder], nlp=nlp), tmp_path / "1.json")
    assert json_of(build_graph([folder], workers=2), tmp_path / "2.json") == one


def test_progress_is_told_for_each_document(folder, nlp):
    told = []
    build([folder], nlp=nlp, progress=lambda document, total: told.append((document, total)))
    assert sorted(told) == [("a.txt", 3), ("b.txt", 3), ("c/d.txt", 3)]


def test_a_document_that_breaks_the_pipeline_is_a_skip_with_its_reason(folder):
    broken = pipeline()

    @broken.component("test_break")
    def fail(doc):
        if "据悉" in doc.text:
            raise ValueError("broken on purpose")
        return doc

    broken.add_pipe("test_break", first=True)
    result = build([folder], nlp=broken)
    assert list(result.graph.graph["documents"]) == ["a.txt", "c/d.txt"]
    (skip,) = result.skips
    assert (skip.id, skip.reason) == ("b.txt", "failed")
    assert "ValueError: broken on purpose" in skip.message


def test_a_missing_input_is_an_error_that_names_it(tmp_path):
    with pytest.raises(DocumentError, match=r"gone\.txt"):
        build([tmp_path / "gone.txt"])


def test_schemas_of_a_user_take_part(folder, tmp_path):
    lists = tmp_path / "schemas" / "lists"
    lists.mkdir(parents=True)
    lists.joinpath("enterprises.txt").write_text("# source: us\n# licence: MIT\n迪川通\n", encoding="utf-8")
    ontology = load(tmp_path / "schemas")
    (folder / "e.txt").write_text("近日,迪川通达成战略合作,落户镕城市高新区。", encoding="utf-8")
    graph = build_graph([folder / "e.txt"], ontology=ontology)
    assert "Enterprise:迪川通" in graph


def test_what_one_document_says_does_not_depend_on_what_was_read_before(nlp):
    documents = [Document(name, text) for name, text in TEXTS.items()]
    alone = [extract(document, nlp) for document in documents]
    assert [extract(document, nlp) for document in reversed(documents)] == alone[::-1]


def test_traditional_and_simplified_text_give_one_node_and_keep_their_script(tmp_path):
    (tmp_path / "trad.txt").write_text("遠山智造科技有限公司落戶雲嶺開發區。", encoding="utf-8")
    (tmp_path / "simp.txt").write_text("远山智造科技有限公司落户云岭开发区。", encoding="utf-8")
    graph = build([tmp_path]).graph
    assert sorted(graph) == ["Enterprise:远山智造科技有限公司", "Park:云岭开发区"]
    edge = graph.edges["Enterprise:远山智造科技有限公司", "Park:云岭开发区", "SETTLES_IN"]
    assert {evidence.quote for evidence in edge["evidence"]} == {
        "遠山智造科技有限公司落戶雲嶺開發區。",
        "远山智造科技有限公司落户云岭开发区。",
    }


def test_what_is_stored_is_made_anew_when_any_module_that_made_it_changes():
    apart = {"ontology", "errors.py"}  # schemas have a fingerprint of their own, errors change no extraction
    for room in ("text", "network", "entities", "relations"):
        for path in (PACKAGE / room).glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
            for name in names:
                first, _, rest = name.partition(".")
                if first == "kg" and rest:
                    part = rest.partition(".")[0]
                    needed = part if (PACKAGE / part).is_dir() else f"{part}.py"
                    assert needed in {*EXTRACTING, *apart}, f"{path} uses kg.{part}"
