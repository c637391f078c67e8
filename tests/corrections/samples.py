"""Two small articles, what was resolved from them, and corrections written as YAML."""

from __future__ import annotations

from kg.corrections import replay
from kg.corrections.read import parse_corrections
from kg.graph import assemble
from kg.ontology.load import load
from kg.records import (
    AttributeMention,
    Document,
    Evidence,
    Extraction,
    Mention,
    RelationMention,
)
from kg.resolution import resolve

ONTOLOGY = load()
SIGNED = "\n  by: 王芳\n  on: 2024-03-05\n  why: 电话核实"
DOCUMENTS = [
    Document("a.txt", "远山智造落户云岭开发区。海屿科技与远山智造合作。储能项目投资10亿元。", date="2023-01-02"),
    Document("b.txt", "海屿落户岚州高新区。远山智造与海屿终止合作。天子铝业落户岚州高新区。", date="2024-01-02"),
]
TYPES = {
    "远山智造": "Enterprise",
    "海屿科技": "Enterprise",
    "海屿": "Enterprise",
    "天子铝业": "Enterprise",
    "云岭开发区": "Park",
    "岚州高新区": "Park",
    "储能项目": "Project",
}
RELATIONS = {
    "a.txt": [
        ("远山智造", "SETTLES_IN", "云岭开发区", "fact", "signed", 0),
        ("海屿科技", "PARTNERS_WITH", "远山智造", "fact", None, 1),
    ],
    "b.txt": [
        ("海屿", "SETTLES_IN", "岚州高新区", "fact", None, 0),
        ("远山智造", "PARTNERS_WITH", "海屿", "terminated", "terminated", 1),
        ("天子铝业", "SETTLES_IN", "岚州高新区", "planned", "planned", 2),
    ],
}


def sentences(text):
    """The sentences of a text with their offsets."""
    found, at = [], 0
    for part in text.split("。")[:-1]:
        found.append((at, at + len(part) + 1))
        at += len(part) + 1
    return found


def extraction(document):
    """What one of the articles says; the names in it are mentions, one referent a name."""
    mentions, taken = [], set()
    for referent, (name, kind) in enumerate(sorted(TYPES.items(), key=lambda item: -len(item[0]))):
        at = document.text.find(name)
        while at >= 0:
            if not taken & set(range(at, at + len(name))):
                mentions.append(Mention(at, at + len(name), kind, name, "test", 1.0, referent))
                taken |= set(range(at, at + len(name)))
            at = document.text.find(name, at + 1)
    mentions.sort(key=lambda mention: mention.start)
    spans = sentences(document.text)

    def index(name, sentence):
        start, end = spans[sentence]
        return next(i for i, m in enumerate(mentions) if m.name == name and start <= m.start < end)

    def evidence(sentence):
        start, end = spans[sentence]
        return Evidence(document.id, start, end, document.text[start:end], "test", "", 0.8)

    relations = tuple(
        RelationMention(r, index(h, n), index(t, n), realis, stage, None, None, None, 0.8, evidence(n))
        for h, r, t, realis, stage, n in RELATIONS[document.id]
    )
    told = ()
    if document.id == "a.txt":
        told = (AttributeMention(index("储能项目", 2), "investment_cny", 1_000_000_000, "fact", evidence(2)),)
    return Extraction(document.id, tuple(mentions), relations, told)


def resolved():
    """What was resolved from the articles."""
    dates = {document.id: document.date for document in DOCUMENTS}
    return resolve([extraction(document) for document in DOCUMENTS], ONTOLOGY, dates)


def decided(*items):
    """Corrections, each written as the lines of a mapping; who, when and why are added."""
    text = "".join(
        "- " + "\n  ".join(line.strip() for line in item.strip().splitlines()) + SIGNED + "\n" for item in items
    )
    return parse_corrections(text.encode("utf-8"), "corrections.yaml", ONTOLOGY)


def corrected(*items):
    """What was resolved, corrected, and the outcomes."""
    return replay(resolved(), decided(*items), DOCUMENTS, ONTOLOGY)


def relation(found, head, name, tail):
    """A relation by the names of its ends, whichever way a symmetric one is kept; None where there is none."""
    for r in found.relations:
        ends = (r.head.partition(":")[2], r.tail.partition(":")[2])
        if r.relation == name and ends in ((head, tail), (tail, head)):
            return r
    return None


def entity(found, key):
    """An entity by id; None where there is none."""
    return next((e for e in found.entities if e.id == key), None)


MERGE = "do: merge\nentities: [企业:海屿科技, Enterprise:海屿]"
RENAME = "do: rename\nentity: Enterprise:天子铝业\nas: 河南天子铝业有限公司"
REJECT = "do: reject\nhead: Enterprise:远山智造\nrelation: 落户\ntail: Park:云岭开发区"
SET = "do: set\nentity: Project:储能项目\ninvestment_cny: 12亿元\nstage: 在建"
CONFIRM = "do: confirm\nhead: Enterprise:天子铝业\nrelation: SETTLES_IN\ntail: Park:岚州高新区"
ADD = (
    "do: add\nhead: Enterprise:海屿科技\nrelation: SETTLES_IN\ntail: Park:云岭开发区\n"
    "document: a.txt\nquote: 海屿科技与远山智造合作\nstage: signed"
)


def corrected_graph():
    """What the two articles give, with a correction of each kind that shows, and one that matches nothing."""
    gone = "do: confirm\nentity: Enterprise:无此企业"
    found, outcomes = corrected(MERGE, REJECT, SET, CONFIRM, gone)
    graph = assemble(ONTOLOGY, DOCUMENTS, found.entities, found.relations, found.judgements)
    graph.graph["corrections"] = tuple(outcome.told() for outcome in outcomes)
    return graph
