"""What may be decided of a row, in Chinese, and the correction that it becomes."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CHOICES", "COLUMNS", "KEY", "KINDS", "SHEETS", "Choice"]

SHEETS = ("待核", "关系", "实体", "说明")
COLUMNS = ("决定", "改为", "理由", "核定人", "核定日期")
"""What a person fills in; 改为 only where the decision needs it."""

KEY = "键"
"""The last column of a sheet: what the row is about, as JSON; not to be changed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision of a kind of row.

    `do` is the kind of correction, `sets` the attribute that 改为 gives a value for (``set``), `needs` what 改为 holds,
    in Chinese; empty where it stays empty.
    """

    do: str
    meaning: str
    sets: str | None = None
    needs: str = ""


CHOICES: dict[str, dict[str, Choice]] = {
    "pair": {
        "合并": Choice("merge", "两个名称是同一个", needs="统一的名称，可不填"),
        "不同": Choice("reject", "两个名称不是同一个，以后不再提示"),
    },
    "value": {"取此值": Choice("set", "几种说法中以本行为准")},
    "relation": {
        "属实": Choice("confirm", "关系成立"),
        "否定": Choice("reject", "关系不成立"),
        "改性质": Choice("set", "性质不对", "realis", "事实、计划、在谈、鼓励、争取、据称、终止"),
        "改阶段": Choice("set", "阶段不对", "stage", "谋划、在谈、签约、在建、建成、投产、终止"),
        "改金额": Choice("set", "金额不对", "amount_cny", "如 20亿元"),
    },
    "entity": {
        "属实": Choice("confirm", "确有此名"),
        "否定": Choice("reject", "不是名称，去掉它和它的关系"),
        "改名": Choice("rename", "规范名不对", needs="正确的名称"),
        "改类型": Choice("retype", "类型不对", needs="企业、项目、园区、机构、地区、产业、产品、资质荣誉"),
        "合并到": Choice("merge", "与另一个是同一个", needs="另一个的名称，类型不同时写成 类型:名称"),
        "改阶段": Choice("set", "阶段不对", "stage", "谋划、在谈、签约、在建、建成、投产、终止"),
        "改投资": Choice("set", "投资额不对", "investment_cny", "如 20亿元"),
    },
}
KINDS = {"pair": "疑似同一", "value": "说法不一", "relation": "关系", "entity": "实体"}
