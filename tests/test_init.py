"""The public page."""

import subprocess
import sys

import pytest

import kg
import kg.errors


def test_what_is_listed_is_there():
    assert sorted(kg.__all__) == kg.__all__
    for name in kg.__all__:
        assert getattr(kg, name) is not None
        assert name in dir(kg)


def test_every_error_is_public():
    assert set(kg.errors.__all__) <= set(kg.__all__)
    for name in kg.errors.__all__:
        assert getattr(kg, name) is getattr(kg.errors, name)


def test_every_error_is_drawn_in_the_tree():
    for name in kg.errors.__all__:
        assert name in kg.errors.__doc__
        assert issubclass(getattr(kg.errors, name), kg.KgError)


def test_an_unknown_name():
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'bulid'"):
        kg.bulid  # noqa: B018 - looked up for its error


def test_importing_it_loads_nothing_heavy():
    heavy = {"spacy", "pandas", "networkx", "pyvis", "openpyxl", "ladybug"}
    code = f"import sys, kg, kg.cli; print(sorted({heavy!r} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_loading_and_asking_on_the_command_line_needs_no_pandas_and_no_spacy(tmp_path):
    from tests.samples import gold_graph

    kg.KnowledgeGraph(gold_graph("seed")).export(tmp_path / "graph.json")
    code = (
        f"import sys, kg; g = kg.load({str(tmp_path)!r}); rows = g.answers.partners('老磨坊').rows; "
        "print(len(rows), len(g.answers.projects().rows), sorted({'spacy', 'pandas', 'pyvis'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "4 15 []"


def test_build_takes_a_path_or_several(monkeypatch, tmp_path):
    import networkx as nx

    import kg.wiring

    asked = []

    def build_graph(paths, **options):
        asked.append((paths, options))
        return nx.MultiDiGraph()

    monkeypatch.setattr(kg.wiring, "build_graph", build_graph)
    for paths in (str(tmp_path), tmp_path, [tmp_path], (str(tmp_path),)):
        assert isinstance(kg.build(paths, workers=2), kg.KnowledgeGraph)
    assert asked == [([tmp_path], {"ontology": None, "nlp": None, "workers": 2, "corrections": ()})] * 4
    assert callable(kg.build)
