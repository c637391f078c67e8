import networkx as nx

from kg.export.json import read_json
from kg.records import Document, OpenList


def test_a_part_keeps_what_it_needs(g):
    part = g.subgraph(["海熙药业", "方达集团", "布洛芬"])
    assert sorted((h, k, t) for h, t, k in part.nx.edges(keys=True)) == [
        ("Enterprise:海熙药业", "PARTNERS_WITH", "Enterprise:方达集团"),
        ("Enterprise:海熙药业", "PRODUCES", "Product:布洛芬"),
    ]
    assert list(part.documents) == ["seed.txt"]
    assert isinstance(part.nx, nx.MultiDiGraph)
    assert part.partners("海熙药业").合作方.tolist() == ["方达集团"]


def test_aliases_keep_their_reasons(g):
    part = g.subgraph(["老磨坊", "巴奴"])
    assert part["老磨坊"].alias_reasons == {"老磨坊": "same stem"}
    assert len(part.nx.graph["judgements"]) == 1


def test_what_is_not_cited_is_left_out(small):
    graph = small.nx.copy()
    graph.graph["documents"] = {**graph.graph["documents"], "other.txt": Document("other.txt", "别的")}
    graph.graph["lists"] += (OpenList(9, ("Enterprise:丁",), "企业", graph.graph["lists"][0].evidence),)
    part = type(small)(graph).subgraph(["甲公司", "乙公司"], realis="any")
    assert sorted(part.documents) == ["new.txt", "old.txt"]
    assert [item.declared_total for item in part.nx.graph["lists"]] == [3]


def test_a_change_of_the_part_leaves_the_whole(g):
    part = g.subgraph(["海熙药业", "方达集团"])
    part.nx.nodes["Enterprise:海熙药业"]["label"] = "改名"
    assert g["海熙药业"].name == "海熙药业"


def test_neighbourhood_by_steps_and_realis(g):
    assert {e.name for e in g.neighbourhood("比亚迪", 1)} == {"比亚迪", "河南天子铝业有限公司"}
    two = {e.name for e in g.neighbourhood("比亚迪", 2)}
    assert {"宇通", "开发区", "电池托盘"} <= two
    assert "新能源汽车配套零部件生产项目" not in {e.name for e in g.neighbourhood("天子铝业")}
    assert "新能源汽车配套零部件生产项目" in {e.name for e in g.neighbourhood("天子铝业", realis="any")}
    assert {e.name for e in g.neighbourhood("天子铝业", relation="供应")} == {"河南天子铝业有限公司", "宇通", "比亚迪"}
    assert {e.name for e in g.neighbourhood(["比亚迪", "巴奴"], 0)} == {"比亚迪", "巴奴"}


def test_the_same_part_whatever_the_order(g):
    names = ["巴奴", "老磨坊", "阿五", "三全食品"]
    one, two = g.subgraph(names).nx, g.subgraph(reversed(names)).nx
    assert list(one.nodes) == list(two.nodes) == sorted(one.nodes)
    assert list(one.edges(keys=True)) == list(two.edges(keys=True))


def test_it_is_exported_like_the_whole(g, tmp_path):
    part = g.neighbourhood("老磨坊")
    part.export(tmp_path / "part.json")
    assert nx.utils.graphs_equal(read_json(tmp_path / "part.json"), part.nx)
