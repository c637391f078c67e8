"""KnowledgeGraph: a graph that answers questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property, wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import networkx as nx

from kg.query.answer import Answer
from kg.query.choice import Choice, codes
from kg.query.entity import EntityView, Found, Name
from kg.query.graph_question import GraphQuestions
from kg.query.name import NameIndex
from kg.query.project_question import ProjectQuestions
from kg.query.relation_question import RelationQuestions
from kg.query.statement import Lens
from kg.query.subgraph import neighbourhood, part
from kg.query.view import View

if TYPE_CHECKING:
    import pandas as pd

    from kg.ontology.model import Ontology
    from kg.query.cypher import CypherEngine
    from kg.query.frame import Frames
    from kg.records import Document, Judgement

__all__ = ["Answers", "KnowledgeGraph"]

Parameters = ParamSpec("Parameters")


class Answers(RelationQuestions, ProjectQuestions, GraphQuestions):
    """All questions, answered with rows; see `kg.query.question`."""


def _framed(
    question: Callable[Concatenate[Answers, Parameters], Answer],
) -> Callable[Concatenate[KnowledgeGraph, Parameters], pd.DataFrame]:
    """The same question, answered with a DataFrame."""

    @wraps(question)
    def ask(graph: KnowledgeGraph, /, *args: Parameters.args, **options: Parameters.kwargs) -> pd.DataFrame:
        return question(graph.answers, *args, **options).frame()

    ask.__signature__ = signature(question).replace(return_annotation="pd.DataFrame")  # type: ignore[attr-defined]
    return ask


class KnowledgeGraph:
    """A graph of enterprises, projects, partners and parks that answers questions, each answer with its sentence.

    Parameters
    ----------
    graph
        A graph with the attributes of the contract (`kg.graph.assemble`); others answer with what they have.
        It is not copied: change it, and make a new KnowledgeGraph of it, for names are looked up in an index.
    ontology
        What gives types, relations, stages and realis values their Chinese labels; by default that of kg.

    Examples
    --------
    >>> g["老磨坊"]
    <企业 老磨坊粮油>
    >>> "比亚迪" in g, len(g)
    (True, 78)
    """

    relations = _framed(Answers.relations)
    partners = _framed(Answers.partners)
    tenants = _framed(Answers.tenants)
    suppliers = _framed(Answers.suppliers)
    customers = _framed(Answers.customers)
    supply = _framed(Answers.supply)
    honours = _framed(Answers.honours)
    projects = _framed(Answers.projects)
    investments = _framed(Answers.investments)
    paths = _framed(Answers.paths)
    ranking = _framed(Answers.ranking)
    history = _framed(Answers.history)
    lists = _framed(Answers.lists)
    doubtful = _framed(Answers.doubtful)
    evidence = _framed(Answers.evidence)
    mentions = _framed(Answers.mentions)

    def __init__(self, graph: nx.MultiDiGraph, ontology: Ontology | None = None) -> None:
        self.nx = graph
        self._ontology = ontology

    @cached_property
    def answers(self) -> Answers:
        """The same questions, answered with rows that need no pandas."""
        return Answers(self)

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that gives Chinese labels."""
        from kg.ontology.load import load

        return self._ontology or load()

    @property
    def documents(self) -> dict[str, Document]:
        """The documents that the graph was read from, by id."""
        return self.nx.graph.get("documents", {})  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return len(self.nx)

    def __iter__(self) -> Iterator[EntityView]:
        return (EntityView(self, node) for node in self.nx)

    def __contains__(self, name: object) -> bool:
        if isinstance(name, EntityView):
            return name.id in self.nx
        return isinstance(name, str) and self._names.knows(name)

    def __getitem__(self, name: str) -> EntityView:
        """The entity with this name, in any of its forms, or this node id.

        Raises
        ------
        UnknownName
            No entity has it; the nearest names are given.
        AmbiguousName
            Several have it; the candidates are given.
        """
        return EntityView(self, self.id_of(name))

    def find(self, part: str, *, type: Choice = None, limit: int | None = 20) -> Found:  # noqa: A002 - the attribute
        """The entities with `part` in one of their forms, the best first.

        Parameters
        ----------
        type
            Only these types, by code or Chinese label.

        Raises
        ------
        UnknownName
            There are none; the nearest names are given.

        Examples
        --------
        >>> g.find("天子", type="Enterprise")
        [<企业 河南天子铝业有限公司>, <企业 天子铝材>]
        >>> g.find("天字铝业")
        Traceback (most recent call last):
        kg.errors.UnknownName: no entity is called '天字铝业'; the nearest names are 河南天子铝业有限公司、天子铝材
        """
        types = codes(self.ontology.entity_types, type, "type") or ()
        found = self._names.search(part, types)
        if not found:
            raise self._names.unknown(part, types)
        return Found(EntityView(self, node) for node in found[:limit])

    def id_of(self, name: Name, types: Collection[str] = ()) -> str:
        """The node id of an entity by any form of its name; errors as in ``g[name]``.

        Parameters
        ----------
        types
            Only entities of these types.
        """
        return name.id if isinstance(name, EntityView) else self._names.look_up(name, types)

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.nx)

    @cached_property
    def reasons(self) -> Mapping[str, list[Judgement]]:
        """The judgements that two forms are one thing, by ``Type:form``."""
        found: dict[str, list[Judgement]] = defaultdict(list)
        for judgement in self.nx.graph.get("judgements", ()):
            if judgement.verdict == "same":
                found[judgement.left].append(judgement)
                found[judgement.right].append(judgement)
        return found

    def subgraph(self, names: Iterable[Name], *, relation: Choice = None, realis: Choice = None) -> KnowledgeGraph:
        """The graph of these entities and what joins them, which can be asked, shown and exported like the whole.

        Examples
        --------
        >>> g.subgraph(["海熙药业", "方达集团", "布洛芬"]).nx.number_of_edges()
        2
        """
        nodes = [self.id_of(name) for name in names]
        return KnowledgeGraph(part(self.lens(realis, relation), nodes), self._ontology)

    def neighbourhood(
        self, name: Name | Iterable[Name], steps: int = 1, *, relation: Choice = None, realis: Choice = "fact"
    ) -> KnowledgeGraph:
        """The graph of what is at most `steps` away from an entity, or from several, whichever way statements point.

        Examples
        --------
        >>> sorted(entity.name for entity in g.neighbourhood("比亚迪"))
        ['比亚迪', '河南天子铝业有限公司']
        """
        names = [name] if isinstance(name, str | EntityView) else list(name)
        lens = self.lens(realis, relation)
        return KnowledgeGraph(part(lens, neighbourhood(lens, map(self.id_of, names), steps)), self._ontology)

    def lens(self, realis: Choice = None, relation: Choice = None) -> Lens:
        """The graph as a question sees it: only statements of these realis values and relations."""
        ontology = self.ontology
        chosen = codes(ontology.relation_types, relation, "relation")
        return Lens(self.nx, ontology, codes(ontology.realis, realis, "realis"), chosen)

    def to_frames(self) -> Frames:
        """The whole graph as DataFrames ``entities``, ``relations`` and ``evidence``, with the names of the contract.

        Examples
        --------
        >>> entities, relations, evidence = g.to_frames()
        >>> relations.query("relation == 'SUPPLIES'").tail_label.tolist()
        ['宇通', '比亚迪']
        """
        from kg.query.frame import frames

        return frames(self.nx, self.ontology)

    def cypher(self, query: str, parameters: Mapping[str, Any] | None = None, **more: Any) -> pd.DataFrame:
        """The answer to a Cypher query; see `kg.query.cypher` for labels and properties.

        Parameters
        ----------
        parameters, **more
            What ``$name`` stands for in the query. Names go here, never into the text of the query.

        Raises
        ------
        MissingPackage
            ladybug is not installed.
        ValueError
            The query is not valid, or would change something.

        Examples
        --------
        >>> g.cypher("MATCH (:企业 {name: $name})-[r:供应]->(b) RETURN b.name AS 客户 ORDER BY 客户",
        ...          name="河南天子铝业有限公司").客户.tolist()
        ['宇通', '比亚迪']
        """
        return self.cypher_answer(query, {**(parameters or {}), **more}).frame()

    def cypher_answer(self, query: str, parameters: Mapping[str, Any]) -> Answer:
        """The same as rows, which need no pandas."""
        return self._cypher.ask(query, parameters)

    @cached_property
    def _cypher(self) -> CypherEngine:
        from kg.query.cypher import CypherEngine

        return CypherEngine(self.nx, self.ontology)

    def view(self, name: Name | Iterable[Name] | None = None, steps: int = 1, *, height: int = 640) -> View:
        """The interactive page inside the notebook: of the whole graph, or of what is around an entity.

        It needs no network. `height` is in CSS pixels. Of what is around an entity, plans are shown too, as plans.
        """
        from kg.export.html import html

        shown = self if name is None else self.neighbourhood(name, steps, realis=None)
        return View(html(shown.nx, ontology=shown.ontology), height)

    def export(self, path: str | Path, format: str | None = None, *, collapse: bool = False) -> Path:  # noqa: A002 - the word for it
        """Write the graph to `path` for another program; by default in the format of its suffix.

        The path of the file, or of the first where the format writes several beside each other (``kg.export``).

        Parameters
        ----------
        format
            One of ``kg.export.FORMATS``.
        collapse
            One edge a pair of nodes, with ``relations`` and their summed ``weight``, for programs that merge edges.

        Raises
        ------
        ValueError
            No format has this suffix or name, or it cannot hold one edge a pair; the message lists those that do.
        """
        from kg.query.file import write

        return write(self.nx, self.ontology, Path(path), format, collapse=collapse)

    def __repr__(self) -> str:
        from kg.query.display import as_text

        return as_text(self.nx, self.ontology)

    def _repr_html_(self) -> str:
        from kg.query.display import as_html

        return as_html(self.nx, self.ontology)
