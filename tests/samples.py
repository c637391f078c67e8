"""Graphs for tests, made from the gold documents, so that no test of a later stage waits for extraction."""

from __future__ import annotations

import json
import re
from pathlib import Path

import networkx as nx

from kg.graph import assemble
from kg.ontology.load import load
from kg.records import Document, Entity, Evidence, Fact, Judgement, Relation

GOLD = Path(__file__).parent / "gold"


def find(text, form):
    """Every place of `form` in `text`, white space inside allowed, as (start, end)."""
    pattern = r"\s*".join(re.escape(c) for c in re.sub(r"\s+", "", form))
    return [match.span() for match in re.finditer(pattern, text)]


def gold_graph(*names: str) -> nx.MultiDiGraph:
    """The graph of gold/dev documents, by default the seed; entities of one type and name are one across documents."""
    ontology = load()
    documents, entities, relations, judgements = [], {}, {}, []
    for name in names or ("seed",):
        gold = json.loads((GOLD / "dev" / f"{name}.json").read_text(encoding="utf-8"))
        document = Document(id=f"{name}.txt", text=gold["text"], title=name)
        documents.append(document)
        ids = {}
        for item in gold["entities"]:
            kind = item["type"] if isinstance(item["type"], str) else item["type"][0]
            spans = [span for form in [item["name"], *item.get("aliases", [])] for span in find(document.text, form)]
            start, end = spans[0]
            evidence = Evidence(document.id, start, end, document.text[start:end], "gold")
            facts = tuple(
                Fact(k, v, "planned" if v == "planned" else "fact", evidence)
                for k, v in (item.get("attributes") or {}).items()
            )
            ids[item["id"]] = key = f"{kind}:{item['name']}"
            aliases = tuple(sorted(item.get("aliases", [])))
            old = entities.get(key, Entity(key, kind, item["name"]))
            entities[key] = Entity(
                key,
                kind,
                item["name"],
                tuple(sorted({*old.aliases, *aliases})),
                old.facts + facts,
                tuple(sorted({*old.spans, *((document.id, s, e) for s, e in spans)})),
            )
            judgements += [Judgement(*sorted((key, f"{kind}:{a}")), "same", "same stem", document.id) for a in aliases]
        for item in gold["relations"]:
            attributes = item.get("attributes") or {}
            start, end = find(document.text, item["evidence"])[0]
            evidence = Evidence(document.id, start, end, document.text[start:end], "gold.rule", "", 0.9)
            key = (ids[item["head"]], item["type"], ids[item["tail"]])
            told = relations[key].evidence if key in relations else ()
            stage = attributes.get("stage")
            realis = stage if stage in ("planned", "negotiating", "terminated") else "fact"
            amount, year, field = (attributes.get(k) for k in ("amount_cny", "year", "field"))
            relations[key] = Relation(*key, realis, stage, amount, year, field, 0.9, (*told, evidence))
    return assemble(ontology, documents, entities.values(), relations.values(), judgements)
