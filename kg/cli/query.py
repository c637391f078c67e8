"""``kg query``: the common questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.answer import asks

if TYPE_CHECKING:
    from kg.query.answer import Answer
    from kg.query.knowledge import KnowledgeGraph

__all__ = ["command"]

_REALIS = click.option(
    "--realis",
    multiple=True,
    default=("fact",),
    show_default="fact",
    metavar="VALUE",
    help="What must be known of a statement: fact, planned … or 事实, 计划 …; may be given again; any for all.",
)
_ALL_REALIS = click.option(
    "--realis", multiple=True, metavar="VALUE", help="Only what is fact, planned … or 事实, 计划 …; may be given again."
)
_TYPE = click.option("--type", "kind", metavar="TYPE", help="Only entities of this type: Enterprise or 企业, …")
_NAME = click.argument("name", required=False)


@click.group(name="query")
def command() -> None:
    """Ask a graph the common questions; the answers carry the sentence that they stand on.

    NAME is any form of a name, or a node id. Exit code 0 when the question was answered, also with nothing; 1 when the
    graph cannot be read or a name is unknown; 2 for a wrong command line.
    """


@command.command()
@click.argument("part")
@_TYPE
@asks
def find(graph: KnowledgeGraph, part: str, kind: str | None) -> Answer:
    """Entities with PART in one of their names."""
    from kg.query.answer import answer

    found = graph.find(part, type=kind)
    rows = ({"名称": e.name, "类型": e.type_label, "别名": "、".join(e.aliases) or None, "编号": e.id} for e in found)
    return answer("名称 类型 别名 编号", rows)


@command.command()
@click.argument("name")
@asks
def about(graph: KnowledgeGraph, name: str) -> Answer:
    """What is known of NAME, in one sentence, with its other names and why they are its names."""
    from kg.query.answer import Answer

    entity = graph[name]
    told = [("简介", entity.brief), *((f"别名 {alias}", why or "同名") for alias, why in entity.alias_reasons.items())]
    return Answer(("事项", "内容"), tuple(told))


@command.command()
@_NAME
@click.option(
    "--relation", multiple=True, metavar="RELATION", help="Only this one: SETTLES_IN or 落户; may be given again."
)
@_REALIS
@asks
def relations(graph: KnowledgeGraph, name: str | None, relation: tuple[str, ...], realis: tuple[str, ...]) -> Answer:
    """The statements about NAME, or all."""
    return graph.answers.relations(name, relation or None, realis=realis)


@command.command()
@_NAME
@_REALIS
@asks
def partners(graph: KnowledgeGraph, name: str | None, realis: tuple[str, ...]) -> Answer:
    """Who works together with NAME, or all who work together."""
    return graph.answers.partners(name, realis=realis)


@command.command()
@_NAME
@_TYPE
@click.option("--nested", is_flag=True, help="In the parks inside it too.")
@_REALIS
@asks
def tenants(graph: KnowledgeGraph, name: str | None, kind: str | None, nested: bool, realis: tuple[str, ...]) -> Answer:
    """Who has settled in the park NAME, or in any park."""
    return graph.answers.tenants(name, type=kind, nested=nested, realis=realis)


@command.command()
@_NAME
@_REALIS
@asks
def supply(graph: KnowledgeGraph, name: str | None, realis: tuple[str, ...]) -> Answer:
    """Suppliers and customers of NAME, or all supply links."""
    return graph.answers.supply(name, realis=realis)


@command.command()
@_NAME
@_REALIS
@asks
def honours(graph: KnowledgeGraph, name: str | None, realis: tuple[str, ...]) -> Answer:
    """What NAME was awarded, or who was awarded the honour NAME, or all."""
    return graph.answers.honours(name, realis=realis)


@command.command()
@click.option("--min", "min_investment", metavar="AMOUNT", help="Invested at least: 1亿元, or a number of yuan.")
@click.option("--max", "max_investment", metavar="AMOUNT", help="Invested at most.")
@click.option("--stage", multiple=True, metavar="STAGE", help="Only at this stage: signed or 签约; may be given again.")
@click.option("--park", metavar="NAME", help="Only in this park or one inside it.")
@click.option("--enterprise", metavar="NAME", help="Only those that this enterprise undertakes.")
@click.option("--industry", metavar="NAME", help="Only in this industry.")
@click.option("--since", metavar="DATE", help="Only from this date on: 2022, 2022-07 or 2022-07-15.")
@click.option("--until", metavar="DATE", help="Only up to this date.")
@_TYPE
@_ALL_REALIS
@asks
def projects(
    graph: KnowledgeGraph, stage: tuple[str, ...], realis: tuple[str, ...], kind: str | None, **chosen: Any
) -> Answer:
    """The ledger of projects, plans included; the most money first."""
    return graph.answers.projects(stage=stage or None, realis=realis or None, type=kind, **chosen)


@command.command()
@click.option(
    "--by", default="park", show_default=True, metavar="GROUP", help="park, enterprise, industry, stage, year, type."
)
@click.option("--park", metavar="NAME", help="Only in this park and those inside it.")
@_REALIS
@asks
def investments(graph: KnowledgeGraph, by: str, park: str | None, realis: tuple[str, ...]) -> Answer:
    """What is invested, summed by group; each amount counts once."""
    return graph.answers.investments(by, park=park, realis=realis)


@command.command()
@click.argument("source")
@click.argument("target")
@click.option("--max-steps", type=click.IntRange(min=1), help="Longer paths too; by default the shortest alone.")
@click.option("--avoid", multiple=True, metavar="NAME", help="Not through this entity; may be given again.")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(min=1), help="The most paths.")
@_REALIS
@asks
def paths(graph: KnowledgeGraph, source: str, target: str, **chosen: Any) -> Answer:
    """How SOURCE and TARGET hang together, with the quote of each step."""
    return graph.answers.paths(source, target, **chosen)


@command.command()
@click.option("--by", default="degree", show_default=True, type=click.Choice(["degree", "betweenness"]))
@_TYPE
@click.option("--limit", default=10, show_default=True, type=click.IntRange(min=1), help="The most entities.")
@_REALIS
@asks
def ranking(graph: KnowledgeGraph, by: str, kind: str | None, limit: int, realis: tuple[str, ...]) -> Answer:
    """The entities in the middle of things."""
    return graph.answers.ranking(by, type=kind, limit=limit, realis=realis)


@command.command()
@_NAME
@click.option("--relations", is_flag=True, help="Relations too.")
@_ALL_REALIS
@asks
def history(graph: KnowledgeGraph, name: str | None, relations: bool, realis: tuple[str, ...]) -> Answer:
    """What was told when of NAME, or of all, by date of document."""
    return graph.answers.history(name, relations=relations, realis=realis or None)


@command.command()
@click.argument("name")
@click.argument("other", required=False)
@_ALL_REALIS
@asks
def evidence(graph: KnowledgeGraph, name: str, other: str | None, realis: tuple[str, ...]) -> Answer:
    """Every passage about NAME, or about NAME and OTHER."""
    return graph.answers.evidence(name, other, realis=realis or None)


@command.command()
@_NAME
@asks
def lists(graph: KnowledgeGraph, name: str | None) -> Answer:
    """The lists about NAME, or all, that declare more than they name: 甲、乙等13家企业."""
    return graph.answers.lists(name)


@command.command()
@click.option(
    "--below", default=0.6, show_default=True, type=click.FloatRange(0, 1), help="List statements less sure than this."
)
@asks
def doubtful(graph: KnowledgeGraph, below: float) -> Answer:
    """What a person should look at."""
    return graph.answers.doubtful(below=below)
