"""The file itself: what stands in it, byte for byte, without a browser."""

import builtins
import datetime as dt
import hashlib
import io
import json
import re
from base64 import b64encode
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import kg.export.html.page as made
from kg.export import writer
from kg.export.html import html, write_html
from tests.export.html.samples import large_graph
from tests.samples import gold_graph

CASES = Path(__file__).parents[2] / "cases.jsonl"


def case(name):
    lines = (json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines())
    return next(item for item in lines if item["id"] == name)


def graph_of(told, kind=nx.MultiDiGraph):
    graph = kind()
    for node, attributes in told["nodes"]:
        graph.add_node(node, **attributes)
    for head, tail, attributes in told["edges"]:
        graph.add_edge(head, tail, **attributes)
    return graph


def data_of(page):
    """The data of the page, read as strictly as JSON says."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1]

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(found, parse_constant=refuse)["data"]


def column(data, table, name):
    """A column of nodes or edges with its texts put in."""
    told = data[table][name]
    if "text" in told:
        return [data["texts"][number] if number >= 0 else None for number in told["text"]]
    return told.get("number") or [told["of"][place] if place >= 0 else None for place in told["at"]]


def test_pv_offline_the_page_alone_names_nothing_to_load(tmp_path):
    told = case("pv-offline")
    write_html(graph_of(told["input"]["graph"]), tmp_path / "graph.html")
    assert len(list(tmp_path.iterdir())) == 1 + told["expect"]["side_files"]
    page = (tmp_path / "graph.html").read_text(encoding="utf-8")
    for pattern, count in told["expect"]["regex_count"]:
        assert len(re.findall(pattern, page)) == count, pattern
    data = data_of(page)
    assert sorted(column(data, "nodes", "label")) == sorted(told["expect"]["node_labels_in_data"])
    assert len(data["relations"]) == told["expect"]["edge_count"]


def test_pv_gbk_locale_the_page_is_utf_8_whatever_the_system_prefers(tmp_path, monkeypatch):
    told = case("pv-gbk-locale")
    graph = graph_of(case("pv-offline")["input"]["graph"])
    graph.add_node("c2", name=told["expect"]["round_trip_name"])
    plain_open = io.open

    def gbk_open(file, mode="r", buffering=-1, encoding=None, *args, **kwargs):
        return plain_open(file, mode, buffering, encoding or (None if "b" in mode else "gbk"), *args, **kwargs)

    monkeypatch.setattr(builtins, "open", gbk_open)
    monkeypatch.setattr(io, "open", gbk_open)
    write_html(graph, tmp_path / "graph.html")
    page = (tmp_path / "graph.html").read_bytes().decode("utf-8")
    assert told["expect"]["html_has"] in page
    assert told["expect"]["round_trip_name"] in column(data_of(page), "nodes", "label")


@pytest.mark.parametrize("kind", [nx.MultiDiGraph, nx.MultiGraph])
def test_pv_parallel_self_every_edge_is_there_and_bends_its_own_way(kind):
    told = case("pv-parallel-self")
    data = data_of(html(graph_of(told["input"]["graph"], kind)))
    relations = [data["texts"][item["relation"]] for item in data["relations"]]
    assert sorted(relations) == sorted(told["expect"]["relations"])
    for item, relation in zip(data["relations"], relations, strict=True):
        quote = data["texts"][data["passages"][item["evidence"][0][0]][1]]
        assert quote in {e[2]["evidence"] for e in told["input"]["graph"]["edges"] if e[2]["relation"] == relation}
    bends = dict(zip(relations, column(data, "edges", "smooth"), strict=True))
    assert bends["投资"] != bends["合作"]
    assert bends["投资"]["roundness"] != bends["合作"]["roundness"]
    assert len(set(column(data, "edges", "id"))) == 3


def test_pv_nan_date_id_values_become_json_and_ids_stay_apart():
    told = case("pv-nan-date-id")
    graph = nx.MultiDiGraph()
    graph.add_node("001", name="一号项目", amount=float("nan"), date=dt.date(2024, 3, 5), tags=["储能", "装备"])
    graph.add_node("1", name="二号项目", amount=None)
    graph.add_edge("001", "1", relation="配套", weight=np.int64(2))
    data = data_of(html(graph))
    assert column(data, "nodes", "id") == told["expect"]["ids_are_strings"]
    attributes = data["entities"][0]["attributes"]
    assert attributes["amount"] is told["expect"]["amount_nan_becomes"]
    assert attributes["date"] == told["expect"]["date"]
    assert attributes["tags"] == ["储能", "装备"]


@pytest.fixture(scope="module")
def large():
    return large_graph()


@pytest.fixture(scope="module")
def large_page(large):
    return html(large)


def test_kg_large_html_all_positions_are_there_and_physics_is_off(large_page):
    data = data_of(large_page)
    assert len(data["entities"]) == 5000
    assert len(data["relations"]) == 8000
    for axis in "xy":
        assert all(isinstance(value, float) for value in column(data, "nodes", axis))
    assert '"physics": {"enabled": false}' in large_page


def test_kg_large_html_the_log_says_what_the_page_starts_with(large, caplog):
    data = data_of(html(large))
    assert len(data["core"]) == 400
    edges = large.number_of_edges()
    inside = {column(data, "nodes", "id")[place] for place in data["core"]}
    shown = sum(head in inside and tail in inside for head, tail in large.edges())
    assert f"starts with the 400 best connected of 5000 nodes and {shown} of {edges} edges" in caplog.text
    assert shown > 400


def test_a_text_that_occurs_many_times_stands_in_the_page_once():
    page = html(gold_graph("seed"))
    sentence = "河南天子铝业有限公司"
    quote = data_of(page)["documents"][0]["text"].split("\n")[6][:40]
    assert page.count(quote) == 1
    assert page.count(f"Enterprise:{sentence}") == 1


def test_the_page_of_the_seed_stays_under_two_megabytes():
    assert len(html(gold_graph("seed")).encode("utf-8")) < 2_000_000


def test_equal_graphs_give_equal_bytes_in_whatever_order_they_were_made():
    graph = gold_graph("seed", "A01")
    other = nx.MultiDiGraph(**graph.graph)
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert html(other) == html(graph)


def test_only_the_two_scripts_of_the_page_may_run():
    page = html(gold_graph("seed"))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.findall(r"'sha256-([^']*)'", policy) == hashes
    assert len(hashes) == 2


def test_what_is_inlined_comes_with_its_licence():
    page = html(nx.MultiDiGraph())
    assert "Permission is hereby granted, free of charge" in page
    assert "@version 9.1.2" in page


def test_the_title_and_the_data_cannot_leave_their_place():
    graph = nx.MultiDiGraph()
    graph.add_node("Enterprise:x", type="Enterprise", label='</script><img src=x onerror="alert(1)">{{ 7*7 }}&lt;')
    page = html(graph, title='<b>"东区" & 西区</b>{% raw %}')
    assert "<title>&lt;b&gt;&#34;东区&#34; &amp; 西区&lt;/b&gt;{% raw %}</title>" in page
    assert page.count("</script>") == 3
    assert "<img" not in page
    assert column(data_of(page), "nodes", "label") == ['</script><img src=x onerror="alert(1)">{{ 7*7 }}&lt;']


def test_a_failed_write_leaves_the_old_page(tmp_path):
    page = tmp_path / "graph.html"
    page.write_text("old", encoding="utf-8")
    graph = nx.MultiDiGraph()
    graph.add_node("Enterprise:甲", type="Enterprise", label="甲", odd=object())
    with pytest.raises(Exception, match=r"node Enterprise:甲, attribute odd: found object"):
        write_html(graph, page)
    assert page.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [page]


def test_the_format_is_found_by_its_name():
    assert writer("html") is write_html


def test_every_script_of_the_folder_stands_in_the_page():
    folder = Path(made.__file__).parent / "js"
    assert sorted(f"{name}.js" for name in made.SCRIPTS) == sorted(path.name for path in folder.iterdir())
