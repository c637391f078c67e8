"""A brief: what is known of an entity, in one Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ontology.model import Ontology
from kg.query.choice import realis_of
from kg.query.evidence import attribute_value
from kg.query.statement import Lens

__all__ = ["brief"]

_OUT = {
    "PARTNERS_WITH": "与{}合作",
    "UNDERTAKES": "投资建设{}",
    "SETTLES_IN": "落户{}",
    "LOCATED_IN": "位于{}",
    "PART_OF": "隶属{}",
    "SUPPLIES": "为{}供货",
    "SELLS_TO": "销往{}",
    "PRODUCES": "生产{}",
    "IN_INDUSTRY": "涉及{}产业",
    "AWARDED": "获评{}",
    "SUBSIDIARY_OF": "是{}的子公司",
    "HOLDS_STAKE_IN": "持股{}",
}
_IN = {
    "PARTNERS_WITH": "与{}合作",
    "UNDERTAKES": "由{}投资建设",
    "SETTLES_IN": "有{}落户",
    "LOCATED_IN": "有{}坐落",
    "PART_OF": "下辖{}",
    "SUPPLIES": "由{}供货",
    "SELLS_TO": "是{}的销售地",
    "PRODUCES": "由{}生产",
    "IN_INDUSTRY": "有{}涉及",
    "AWARDED": "授予{}",
    "SUBSIDIARY_OF": "旗下有{}",
    "HOLDS_STAKE_IN": "由{}持股",
}
_STATED = ("investment_cny", "investment_usd", "area_m2", "capacity")
_NAMED = 4


def brief(lens: Lens, node: str) -> str:
    """One sentence: name, type, attributes, and the statements; facts first, then the rest by what is known of it.

    Of more than four names only four are told, with their number.
    """
    attributes, ontology = lens.graph.nodes[node], lens.ontology
    clauses = [_who(lens, node)]
    for name in _STATED:
        if attributes.get(name) is not None:
            word = {"area_m2": "面积", "capacity": ""}.get(name, "投资")
            clauses.append(word + attribute_value(name, attributes[name], ontology))
    if attributes.get("stage"):
        clauses.append(f"处于{ontology.label(attributes['stage'])}阶段")
    dates = [
        f"{word}时间{attributes[name]}"
        for name, word in (("start", "开始"), ("finish", "完成"))
        if attributes.get(name)
    ]
    sentence = "，".join([*clauses, *dates, *_statements(lens, node, "fact")])
    for realis in ontology.realis.values():
        told = _statements(lens, node, realis.name) if realis.name != "fact" else ()
        if told:
            sentence += f"；{realis.label}：" + "，".join(told)
    return sentence + "。"


def _who(lens: Lens, node: str) -> str:
    aliases = "、".join(lens.graph.nodes[node].get("aliases", ())[:_NAMED])
    also = f"（又称{aliases}）" if aliases else ""
    return f"{lens.name(node)}{also}：{lens.type_label(node) or '实体'}"


def _statements(lens: Lens, node: str, realis: str) -> list[str]:
    groups: dict[tuple[str, bool], list[str]] = {}
    for statement in lens.statements(node):
        if realis_of(statement.attributes) == realis:
            kind = lens.ontology.relation_types.get(statement.relation)
            outward = statement.head == node or (kind is not None and kind.symmetric)
            groups.setdefault((statement.relation, outward), []).append(lens.name(statement.other(node)))
    order = {name: index for index, name in enumerate(lens.ontology.relation_types)}
    found = sorted(groups, key=lambda group: (order.get(group[0], len(order)), group[0], not group[1]))
    return [_clause(lens.ontology, relation, groups[relation, outward], outward=outward) for relation, outward in found]


def _clause(ontology: Ontology, relation: str, names: Iterable[str], *, outward: bool) -> str:
    every = list(dict.fromkeys(names))
    told = "、".join(every[:_NAMED]) + (f"等{len(every)}个" if len(every) > _NAMED else "")
    default = f"{ontology.label(relation)}{{}}" if outward else f"{{}}{ontology.label(relation)}于此"
    return (_OUT if outward else _IN).get(relation, default).format(told)
