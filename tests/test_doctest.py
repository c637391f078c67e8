"""The examples in the docstrings of the public page and of the questions run, on the graph of the seed."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import networkx as nx
import pytest

import kg
import kg.export
import kg.query
from kg.records import Evidence, OpenList
from tests.samples import gold_graph

ROOMS = [kg.query, kg.export]
MODULES = [
    "kg",
    *(f"{room.__name__}.{module.name}" for room in ROOMS for module in pkgutil.iter_modules(room.__path__)),
]


def seed():
    """The graph of the seed as gold tells it, with one of the open lists that the pipeline reads there."""
    graph = gold_graph("seed")
    quote = "笑播文化、众星优品、海选文化等13家直播电商企业"
    start = graph.graph["documents"]["seed.txt"].text.index(quote)
    members = ("Enterprise:笑播文化", "Enterprise:众星优品", "Enterprise:海选文化")
    piece = Evidence("seed.txt", start, start + len(quote), quote, "list.open")
    graph.graph["lists"] = (OpenList(13, members, "直播电商企业", piece),)
    return graph


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name, tmp_path):
    module = importlib.import_module(name)
    graph = seed()
    names = {"g": kg.KnowledgeGraph(graph), "graph": graph, "kg": kg, "nx": nx, "tmp": tmp_path}
    result = doctest.testmod(module, extraglobs=names, optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_every_question_has_an_example():
    answers = importlib.import_module("kg.query.knowledge").Answers
    questions = {name: value for name, value in vars(kg.KnowledgeGraph).items() if hasattr(value, "__wrapped__")}
    assert questions.keys() >= {"partners", "tenants", "suppliers", "honours", "projects", "investments", "paths"}
    for name, question in questions.items():
        assert ">>> " in question.__doc__, name
        assert question.__wrapped__ is getattr(answers, name)
