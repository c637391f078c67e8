"""Parquet frames, read back with our reader and with pandas."""

import networkx as nx
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from kg.errors import GraphFileError, MissingPackage
from kg.export import needed
from kg.export.parquet import files, read_parquet, write_parquet
from kg.ontology.load import load
from tests.export.samples import bare, contract_graphs, graphs
from tests.samples import gold_graph

ONTOLOGY = load()
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_pandas_reads_every_row_with_its_type(tmp_path):
    graph = gold_graph("seed", "A01")
    write_parquet(graph, tmp_path / "graph.parquet", ontology=ONTOLOGY)
    nodes, edges = (pd.read_parquet(path) for path in files(tmp_path / "graph.parquet"))
    assert set(nodes["id"]) == set(graph)
    assert sorted(zip(edges["source"], edges["target"], edges["relation"], strict=True)) == sorted(
        graph.edges(keys=True)
    )
    money = nodes.set_index("id")["investment_cny"].dropna().to_dict()
    assert money == {name: data for name, data in graph.nodes(data="investment_cny") if data is not None}
    assert edges["weight"].dtype.kind == "i"
    assert edges["confidence"].dtype.kind == "f"


@SLOW
@given(graph=contract_graphs())
def test_any_contract_graph_comes_back_equal(graph, tmp_path):
    write_parquet(graph, tmp_path / "g", ontology=ONTOLOGY)
    assert nx.utils.graphs_equal(bare(graph), read_parquet(tmp_path / "g"))


@pytest.mark.parametrize("collapse", [False, True])
@SLOW
@given(graph=graphs())
def test_any_graph_is_written(graph, collapse, tmp_path):
    write_parquet(graph, tmp_path / "g", ontology=ONTOLOGY, collapse=collapse)
    back = read_parquet(tmp_path / "g.parquet")
    assert set(back) == set(graph)
    assert set(back.edges) == set(graph.edges) or (
        collapse and {e[:2] for e in back.edges} == {e[:2] for e in graph.edges}
    )


def test_equal_graphs_give_equal_bytes(tmp_path):
    for name in "ab":
        write_parquet(gold_graph("seed"), tmp_path / name, ontology=ONTOLOGY)
    for left, right in zip(files(tmp_path / "a"), files(tmp_path / "b"), strict=True):
        assert left.read_bytes() == right.read_bytes()


def test_a_missing_or_damaged_file_is_told(tmp_path):
    with pytest.raises(GraphFileError, match=r"g\.nodes\.parquet: there is no such file"):
        read_parquet(tmp_path / "g.parquet")
    files(tmp_path / "g")[0].write_bytes(b"PAR1")
    with pytest.raises(GraphFileError, match="is not a Parquet file"):
        read_parquet(tmp_path / "g.parquet")
    pd.DataFrame({"name": ["a"]}).to_parquet(files(tmp_path / "g")[0])
    with pytest.raises(GraphFileError, match="lacks the columns id"):
        read_parquet(tmp_path / "g.parquet")


def test_a_missing_package_is_told_with_the_cure(monkeypatch, tmp_path):
    monkeypatch.setattr(needed.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingPackage, match=r"this format needs the package pyarrow; install it with: pip install"):
        write_parquet(nx.MultiDiGraph(), tmp_path / "g", ontology=ONTOLOGY)
