"""Graphs for the tests of the page: one with everything that can be in doubt, a large one, a hostile one."""

import random

import networkx as nx

from kg.graph import assemble
from kg.ontology.load import load
from kg.records import Document, Entity, Evidence, Fact, Judgement, OpenList, Relation

TEXT = (
    "🏭东区新城开发区快讯\n"
    "远山智造与岚州储能合作建设𠮷祥储能项目，总投资10亿元，计划2024年6月开工。\n"
    "另据报道，𠮷祥储能项目总投资12亿元。远山智造、云岭科技等5家企业签约入驻东区新城开发区。\n"
    "据称海屿科技有意收购云岭科技。2023年，远山智造获评专精特新企业。"
)


def passage(quote, rule="settles_in.sign", score=0.9):
    start = TEXT.index(quote)
    return Evidence("快讯.txt", start, start + len(quote), quote, rule, "", score)


def entity(kind, name, *facts, aliases=()):
    spans = []
    for form in (name, *aliases):
        at = TEXT.find(form)
        while at >= 0:
            spans.append(("快讯.txt", at, at + len(form)))
            at = TEXT.find(form, at + 1)
    return Entity(f"{kind}:{name}", kind, name, tuple(aliases), facts, tuple(sorted(spans)))


def relation(head, name, tail, quote, realis="fact", **told):
    values = {"stage": None, "amount_cny": None, "year": None, "field": None, "confidence": 0.9, **told}
    return Relation(head, name, tail, realis, evidence=(passage(quote, score=values["confidence"]),), **values)


def doubtful_graph():
    """A small graph with everything that can be in doubt, and a text with characters beyond the basic plane."""
    first, second = "𠮷祥储能项目，总投资10亿元", "𠮷祥储能项目总投资12亿元"
    facts = (
        Fact("investment_cny", 1_000_000_000, "fact", passage(first)),
        Fact("investment_cny", 1_200_000_000, "fact", passage(second)),
        Fact("start", "2024-06", "planned", passage("计划2024年6月开工")),
        Fact("stage", "planned", "planned", passage("计划2024年6月开工")),
    )
    entities = [
        entity("Project", "𠮷祥储能项目", *facts),
        entity("Enterprise", "远山智造", aliases=("远山",)),
        entity("Enterprise", "岚州储能"),
        entity("Enterprise", "云岭科技"),
        entity("Enterprise", "海屿科技"),
        entity("Park", "东区新城开发区"),
        entity("Honor", "专精特新企业"),
    ]
    built, rumour = "远山智造与岚州储能合作建设𠮷祥储能项目", "据称海屿科技有意收购云岭科技"
    settled = "远山智造、云岭科技等5家企业签约入驻东区新城开发区"
    relations = [
        relation("Enterprise:远山智造", "PARTNERS_WITH", "Enterprise:岚州储能", "远山智造与岚州储能合作", field="储能"),
        relation("Enterprise:远山智造", "UNDERTAKES", "Project:𠮷祥储能项目", built, "planned", stage="planned"),
        relation("Enterprise:远山智造", "SETTLES_IN", "Park:东区新城开发区", settled, stage="signed"),
        relation("Enterprise:云岭科技", "SETTLES_IN", "Park:东区新城开发区", settled, stage="signed"),
        relation("Enterprise:海屿科技", "HOLDS_STAKE_IN", "Enterprise:云岭科技", rumour, "claimed", confidence=0.4),
        relation("Enterprise:远山智造", "AWARDED", "Honor:专精特新企业", "2023年，远山智造获评专精特新企业", year=2023),
    ]  # fmt: skip
    judgements = [
        Judgement("Enterprise:云岭科技", "Enterprise:海屿科技", "unsure", "名称都以科技结尾，法人不详"),
        Judgement("Enterprise:远山", "Enterprise:远山智造", "same", "简称是全称的开头"),
    ]
    members = ("Enterprise:远山智造", "Enterprise:云岭科技")
    lists = [OpenList(5, members, "企业", passage(settled, "list.open"))]
    document = Document("快讯.txt", TEXT, "东区快讯", "2024-03-05", "东区日报")
    return assemble(load(), [document], entities, relations, judgements, lists)


def bare_graph():
    """The doubtful graph as another program may have made it: without facts, spans and documents."""
    graph = doubtful_graph()
    graph.graph.clear()
    for _, attributes in graph.nodes(data=True):
        attributes.pop("facts")
        attributes.pop("spans")
    return graph


def large_graph():
    """5,000 nodes and 8,000 edges with Chinese labels and 100 characters of evidence on each edge; always the same."""
    chance = random.Random(20240305)  # noqa: S311 - the same graph every time, no secret
    graph = nx.MultiDiGraph()
    signs = "智造储能云岭远山岚州海屿镕城科技新材生物装备检测电商物流光伏"
    kinds = ("Enterprise", "Project", "Park", "Product", "Industry")
    for number in range(5000):
        kind = kinds[number % 5]
        label = "".join(chance.choices(signs, k=chance.randint(3, 9))) + str(number)
        graph.add_node(f"{kind}:{label}", type=kind, label=label)
    nodes = list(graph)
    for number in range(8000):
        head, tail = chance.choice(nodes), nodes[int(5000 * chance.random() ** 3)]
        quote = "".join(chance.choices(signs, k=96)) + f"{number:04}"
        graph.add_edge(head, tail, relation="合作", label="合作", realis="fact", confidence=0.9, evidence=(quote,))
    return graph


HOSTILE = (
    "</script><script>document.title='run'</script>",
    "<img src=x onerror=\"document.title='run'\">",
    "{{ 7*7 }}{% raw %}${document.title='run'}`",
    "\"'&amp;<b>&</b>",
    "\u202eetirw ot thgir\u202c\u200f\u200e",
    "🏭🚀👩‍👩‍👧\u0000\u2028\u2029",
    "很长的名称" * 200,
    '=HYPERLINK("x")',
    "-->]]><!--",
    "javascript:document.title='run'",
)


def hostile_graph():
    """Names, aliases, quotes, attributes, titles and reasons that try to be more than text."""
    ontology = load()
    text = "\n".join(HOSTILE)
    document = Document("<i>文.txt", text, HOSTILE[1], "2024", HOSTILE[2])
    entities, relations, judgements = [], [], []
    for number, name in enumerate(HOSTILE):
        start = text.index(name)
        piece = Evidence(document.id, start, start + len(name), name, HOSTILE[0], HOSTILE[1])
        facts = (Fact("capacity", name, "fact", piece), Fact(HOSTILE[1], name, HOSTILE[0], piece))
        kind = "Enterprise" if number % 2 else "Project"
        entities.append(
            Entity(f"{kind}:{name}", kind, name, (name[::-1],), facts, ((document.id, start, start + len(name)),))
        )
        judgements.append(Judgement(f"{kind}:{name}", f"{kind}:{name[::-1]}", "unsure", name))
    ends = [entity.id for entity in entities]
    for head, tail, name in zip(ends[1::2], ends[::2], HOSTILE, strict=False):
        piece = Evidence(document.id, text.index(name), text.index(name) + len(name), name, "x")
        relations.append(Relation(head, "UNDERTAKES", tail, "fact", None, None, None, name, 0.3, (piece,)))
    return assemble(ontology, [document], entities, relations, judgements)
