"""The inputs behind public bug reports (tests/cases.jsonl) that concern a build from files to files, by `kg build`."""

from __future__ import annotations

import builtins
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.export import write_gexf, write_graphml
from kg.export.html import write_html
from kg.export.json import read_json, write_json
from kg.export.xlsx import read_xlsx, write_xlsx
from tests.test_cases import CASES, LISTS

LEXICON = {"COMPANY": ["远山智造", "岚州储能"], "ZONE": ["云岭开发区", "岚州高新区"]}
FILES = ("graph.json", "graph.graphml", "graph.html", "ledger.xlsx", "run.json")
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def own(tmp_path):
    """A folder of schemas with the names that the cases give."""
    folder = tmp_path / "own"
    (folder / "lists").mkdir(parents=True)
    for kind, words in LEXICON.items():
        text = "\n".join(("# source: the case", "# licence: MIT", *words, ""))
        (folder / "lists" / f"{LISTS[kind]}.txt").write_text(text, encoding="utf-8")
    return folder


def run(*arguments):
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def contents(folder):
    return {name: (Path(folder) / name).read_bytes() for name in FILES}


def triples(folder):
    graph = kg.load(folder).nx
    label = graph.nodes(data="label")
    return {(label[h], key, label[t]): data["evidence"] for h, t, key, data in graph.edges(keys=True, data=True)}


def test_kg_reingest(own, tmp_path):
    after = CASES["kg-reingest"]["expect"]["after_step"]
    folder = tmp_path / "in"
    folder.mkdir()

    def step():
        result = run("build", "in", "-o", "out", "--schemas", own, "-v")
        assert result.exit_code == 0, result.output
        run("build", "in", "-o", "full", "--schemas", own)
        assert contents("out") == contents("full")
        for path in Path("full").iterdir():
            path.unlink()
        return triples("out")

    def facts(told):
        return {(head, "SETTLES_IN", tail) for head, _, tail in told}

    first = "远山智造落户云岭开发区。岚州储能落户云岭开发区。"
    (folder / "A.txt").write_text(first, encoding="utf-8")
    told = step()
    assert (len(told), sum(map(len, told.values()))) == (after["1"]["edges"], after["1"]["evidence"])
    assert step() == told
    (folder / "A.txt").write_text("远山智造落户岚州高新区。岚州储能落户云岭开发区。", encoding="utf-8")
    told = step()
    assert set(told) == facts(after["3"]["edges"])
    assert not set(told) & facts(after["3"]["gone"])
    (folder / "B.txt").write_text("远山智造落户岚州高新区。", encoding="utf-8")
    told = step()
    assert len(told) == after["4"]["edges"]
    assert len(told["远山智造", "SETTLES_IN", "岚州高新区"]) == after["4"]["evidence_of_first"]
    (folder / "A.txt").unlink()
    assert set(step()) == facts(after["5"]["edges"])
    assert not {data["label"] for _, data in kg.load("out").nx.nodes(data=True)} & set(after["5"]["nodes_gone"])


def test_kg_evidence_is_visible_in_page_graphml_and_notebook(own, tmp_path):
    case = CASES["kg-evidence"]
    (tmp_path / "in").mkdir()
    for name, text in case["input"]["docs"].items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    assert run("build", "in", "-o", "out", "--schemas", own).exit_code == 0
    quotes = [item["sentence"] for item in case["expect"]["evidence"]]
    (told,) = triples("out").values()
    assert [piece.quote for piece in told] == quotes
    assert [(piece.start, piece.end) for piece in told] == [(e["start"], e["end"]) for e in case["expect"]["evidence"]]
    page = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert all(quote in page for quote in quotes)
    graph = nx.read_graphml(tmp_path / "out" / "graph.graphml", force_multigraph=True)
    (edge,) = graph.edges(data=True)
    assert all(quote in edge[2]["evidence"] for quote in quotes)
    assert kg.load("out").evidence("远山智造", "云岭开发区").原文.tolist() == quotes


def test_kg_nothing_found_gives_empty_exports_that_say_so(tmp_path):
    case = CASES["kg-nothing-found"]
    for name, text in case["input"]["docs"].items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("build", "w.txt", "-o", "out")
    assert result.exit_code == case["expect"]["exit_code"]
    assert "no entity was found in 1 document" in result.stdout
    graph = nx.read_graphml(tmp_path / "out" / "graph.graphml", force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)
    page = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert "这张图谱还没有内容" in page  # what the page says where there are no nodes (tests/export/html)
    assert '"nodes":{}' in page
    assert read_xlsx(tmp_path / "out" / "ledger.xlsx")["项目台账"] == []


def test_kg_large_html_lays_out_beforehand_and_says_what_it_shows_first(tmp_path, caplog):
    from tests.export.html.samples import large_graph

    graph = large_graph()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (5000, 8000)
    write_html(graph, tmp_path / "graph.html")
    assert "400 best connected of 5000 nodes" in caplog.text
    assert "of 8000 edges" in caplog.text
    page = (tmp_path / "graph.html").read_text(encoding="utf-8")
    data = json.loads(page.split('id="data">', 1)[1].split("</script>", 1)[0])["data"]
    assert len(data["entities"]) == 5000
    assert len(data["relations"]) == 8000
    assert len(data["core"]) == 400
    assert all(type(x) in (int, float) for axis in ("x", "y") for x in data["nodes"][axis]["number"])
    write_graphml(graph, tmp_path / "graph.graphml")
    whole = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert (whole.number_of_nodes(), whole.number_of_edges()) == (5000, 8000)


def test_in_gbk_gb18030_is_told_file_by_file(tmp_path):
    case = CASES["in-gbk-gb18030"]
    (tmp_path / "in").mkdir()
    for name, file in case["input"]["files"].items():
        (tmp_path / "in" / name).write_bytes(bytes.fromhex(file["hex"]))
    assert run("build", "in", "-o", "out").exit_code == 0
    documents = read_json(tmp_path / "out").graph["documents"]
    assert {name: documents[name].text for name in ("a.txt", "b.html", "d.txt")} == {
        name: case["expect"][name] for name in ("a.txt", "b.html", "d.txt")
    }
    assert documents["c.txt"].text == "你好"
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert [(d["id"], d["encoding"]) for d in record["documents"]] == [
        ("a.txt", "gb18030"),
        ("b.html", "gb18030"),
        ("c.txt", "gb18030"),
        ("d.txt", "utf-16-le"),
    ]
    assert all("\ufffd".encode() not in data for data in contents("out").values())


def test_in_bom(own, tmp_path):
    case = CASES["in-bom"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(bytes.fromhex(case["input"]["files"]["a.txt"]["hex"]))
    lexicon = bytes.fromhex(case["input"]["files"]["lexicon.csv"]["hex"]).decode("utf-8-sig").splitlines()
    for line in lexicon:
        word, kind = line.split(",")
        path = own / "lists" / f"{LISTS[kind]}.txt"
        path.write_bytes(f"\ufeff# source: the case\r\n# licence: MIT\r\n{word}\r\n".encode())
    assert lexicon[0].split(",")[0] == case["expect"]["lexicon_first_entry"]
    assert run("build", "in", "-o", "out", "--schemas", own).exit_code == 0
    graph = read_json(tmp_path / "out")
    spans = {data["label"]: data["spans"] for _, data in graph.nodes(data=True)}
    assert spans == {name: (("a.txt", start, end),) for name, _, start, end in case["expect"]["entities"]}
    assert not [node for node in graph if "\ufeff" in node]


def test_in_empty_binary_trad(tmp_path):
    import docx

    case = CASES["in-empty-binary-trad"]
    texts = case["input"]["files"]
    folder = tmp_path / "in"
    folder.mkdir()
    table = docx.Document()
    for cell, text in zip(table.add_table(1, 3).rows[0].cells, ("远山智造", "落户", "云岭开发区"), strict=True):
        cell.text = text
    table.save(folder / "table.docx")
    data = {"empty.txt": b"", "blank.txt": "\u3000\n\n".encode(), "photo.txt": PNG, "broken.docx": b"\xc1\xd0" * 6}
    data |= {name: texts[name].encode() for name in ("trad.txt", "simp.txt")}
    for name, content in data.items():
        (folder / name).write_bytes(content)
    assert run("build", "in", "-o", "out").exit_code == case["expect"]["exit_code"]
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {skip["id"]: skip["reason"] for skip in record["skipped"]} == case["expect"]["skipped"]
    counts = record["counts"]
    assert (counts["documents"], counts["skipped"], counts["found"]) == (3, 4, 7)
    assert run("build", "in", "-o", "out", "--strict").exit_code == 1
    graph = read_json(tmp_path / "out")
    assert all(
        part in graph.graph["documents"]["table.docx"].text for part in case["expect"]["table.docx_text_contains"]
    )
    spans = graph.nodes["Enterprise:远山智造科技有限公司"]["spans"]
    assert {document for document, _, _ in spans} >= {"trad.txt", "simp.txt"}
    evidence = graph.edges["Enterprise:远山智造科技有限公司", "Park:云岭开发区", "SETTLES_IN"]["evidence"]
    quotes = {piece.document: piece.quote for piece in evidence}
    assert quotes["trad.txt"] == texts["trad.txt"]


def test_pv_gbk_locale_every_export_is_utf_8(tmp_path, monkeypatch):
    case = CASES["pv-gbk-locale"]
    name = case["expect"]["round_trip_name"]
    graph = nx.MultiDiGraph(documents={}, judgements=(), lists=())
    for node, label, kind in (
        ("c1", "远山智造", "Enterprise"),
        ("z1", "云岭开发区", "Park"),
        ("c2", name, "Enterprise"),
    ):
        graph.add_node(node, type=kind, label=label)
    graph.add_edge("c1", "z1", key="SETTLES_IN", relation="SETTLES_IN", label="落户")
    plain_open = io.open

    def gbk_open(file, mode="r", buffering=-1, encoding=None, *args, **kwargs):
        chosen = "gbk" if encoding in (None, "locale") and "b" not in mode else encoding
        return plain_open(file, mode, buffering, chosen, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", gbk_open)
    monkeypatch.setattr(io, "open", gbk_open)
    writers = {"g.html": write_html, "g.graphml": write_graphml, "g.gexf": write_gexf, "g.json": write_json}
    for file, writer in writers.items():
        writer(graph, tmp_path / file)
        assert name in (tmp_path / file).read_bytes().decode(case["expect"]["every_file_decodes_as"])
    write_xlsx(graph, tmp_path / "g.xlsx")
    assert name in [row["企业"] for row in read_xlsx(tmp_path / "g.xlsx")["企业"]]
    assert read_json(tmp_path / "g.json").nodes["c2"]["label"] == name
    assert nx.read_graphml(tmp_path / "g.graphml").nodes["c2"]["label"] == name


def test_zh_relative_dates_need_the_date_of_the_document(tmp_path):
    """去年12月 is resolved by the date of its document alone; without one, nothing is guessed from a clock."""
    text = "远山智造落户云岭开发区,储能项目计划于今年6月开工建设。"
    for name, head in (("dated", "---\ndate: 2024-03-05\n---\n"), ("undated", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(head + text, encoding="utf-8")
        assert run("build", name, "-o", f"out-{name}").exit_code == 0
    dates = {
        name: {f.value for _, facts in read_json(tmp_path / f"out-{name}").nodes(data="facts") for f in facts}
        for name in ("dated", "undated")
    }
    assert not [value for value in dates["undated"] if str(value).startswith("20")]
    assert read_json(tmp_path / "out-dated").graph["documents"]["a.txt"].date == "2024-03-05"
