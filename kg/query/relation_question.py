"""One-step questions: partners, tenants, supply links, honours, and any other relation."""

from __future__ import annotations

from kg.query.answer import Answer
from kg.query.choice import Choice
from kg.query.entity import Name
from kg.query.partner import honours, partners, relations, supply, tenants
from kg.query.question import Questions
from kg.query.statement import Direction

__all__ = ["RelationQuestions"]


class RelationQuestions(Questions):
    """Who has what to do with whom."""

    def relations(
        self,
        name: Name | None = None,
        relation: Choice = None,
        *,
        realis: Choice = "fact",
        direction: Direction = "both",
    ) -> Answer:
        """The statements about an entity, or of the whole graph.

        Columns: 主体, 主体类型, 关系, 客体, 客体类型, 阶段, 金额亿元, 金额元, 年份, 领域, 性质, 置信度, 核定, 证据数,
        原文, 文档.

        Parameters
        ----------
        relation
            Only these relations, by code or Chinese label.
        direction
            ``"out"`` for what the entity does, ``"in"`` for what is done to it, ``"both"``.

        Examples
        --------
        >>> g.relations("天子铝业", "供应")[["主体", "关系", "客体"]].values.tolist()
        [['河南天子铝业有限公司', '供应', '宇通'], ['河南天子铝业有限公司', '供应', '比亚迪']]
        """
        node = None if name is None else self._node(name)
        return relations(self.graph.lens(realis, relation), node, direction)

    def partners(self, name: Name | None = None, *, realis: Choice = "fact") -> Answer:
        """Who works together with an entity, whichever way the text says it; without a name all who work together.

        Columns: 企业, 合作方, 合作方类型, 阶段, 领域, 年份, 性质, 置信度, 核定, 证据数, 原文, 文档.

        Examples
        --------
        >>> g.partners("老磨坊")[["合作方", "阶段"]].values.tolist()
        [['三全食品', '签约'], ['巴奴', '签约'], ['锅圈食汇', '签约'], ['阿五', '签约']]
        """
        node = None if name is None else self._node(name, "PARTNERS_WITH")
        return partners(self.graph.lens(realis), node)

    def tenants(
        self,
        park: Name | None = None,
        *,
        type: Choice = None,  # noqa: A002 - the attribute that is asked for, as in g.find
        nested: bool = False,
        realis: Choice = "fact",
    ) -> Answer:
        """Who has settled in a park; with `nested` in the parks inside it too; without a name in any park.

        Columns: 园区, 入驻方, 入驻方类型, 阶段, 金额亿元, 年份, 性质, 置信度, 核定, 证据数, 原文, 文档.

        Examples
        --------
        >>> g.tenants("网红直播中心", type="企业").入驻方.tolist()
        ['众星优品', '海选文化', '笑播文化']
        """
        node = None if park is None else self._node(park, "SETTLES_IN", "range")
        return tenants(self.graph.lens(realis), node, types=self._types(type), nested=nested)

    def suppliers(self, name: Name, *, realis: Choice = "fact") -> Answer:
        """Who supplies an enterprise: 供应方, 客户, 年份, 领域, 性质, 置信度, 核定, 证据数, 原文, 文档.

        Examples
        --------
        >>> g.suppliers("比亚迪").供应方.tolist()
        ['河南天子铝业有限公司']
        """
        return supply(self.graph.lens(realis), self._node(name, "SUPPLIES", "range"), "in")

    def customers(self, name: Name, *, realis: Choice = "fact") -> Answer:
        """Whom an enterprise supplies, with the columns of `suppliers`.

        Examples
        --------
        >>> g.customers("天子铝业").客户.tolist()
        ['宇通', '比亚迪']
        """
        return supply(self.graph.lens(realis), self._node(name, "SUPPLIES", "domain"), "out")

    def supply(self, name: Name | None = None, *, realis: Choice = "fact") -> Answer:
        """The supply links of an enterprise both ways, or all of them, with the columns of `suppliers`.

        Examples
        --------
        >>> g.supply("宇通")[["供应方", "客户"]].values.tolist()
        [['河南天子铝业有限公司', '宇通']]
        """
        node = None if name is None else self._node(name, "SUPPLIES")
        return supply(self.graph.lens(realis), node, "both")

    def honours(self, name: Name | None = None, *, realis: Choice = "fact") -> Answer:
        """What an entity was awarded, or who was awarded an honour; without a name all awards.

        Columns: 获评方, 获评方类型, 荣誉, 年份, 性质, 置信度, 核定, 证据数, 原文, 文档.

        Examples
        --------
        >>> g.honours("省制造业重点培育头雁企业").获评方.tolist()
        ['益海小麦', '益海粮油']
        """
        node = None if name is None else self._node(name, "AWARDED")
        return honours(self.graph.lens(realis), node)
