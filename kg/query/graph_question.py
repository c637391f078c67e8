"""Questions to the graph as a whole: paths, ranking, history, what is in doubt, and the passages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from kg.query.answer import Answer
from kg.query.choice import Choice
from kg.query.doubt import UNSURE, doubtful
from kg.query.entity import Name
from kg.query.evidence import evidence_of, mentions_of
from kg.query.history import history
from kg.query.listing import lists
from kg.query.path import paths, steps
from kg.query.question import Questions
from kg.query.ranking import ranking

__all__ = ["GraphQuestions"]


class GraphQuestions(Questions):
    """How things hang together, what was told when, and how sure it is."""

    def paths(  # noqa: PLR0913 - options are keyword-only
        self,
        source: Name,
        target: Name,
        *,
        max_steps: int | None = None,
        avoid: Iterable[Name] = (),
        limit: int | None = 5,
        realis: Choice = "fact",
    ) -> Answer:
        """The paths between two entities, the shortest first, with the quote of each step.

        Columns: 路径 (from 1), 步 (from 1), 主体, 关系, 客体, 方向 (← where the path goes against the statement), 性质,
        置信度, 原文, 文档. A step with several statements has a row for each.

        Parameters
        ----------
        max_steps
            Longer paths too, up to this many steps; by default the shortest alone.
        avoid
            Entities that no path may go through, such as the zone that everything is in.
        limit
            The most paths; None for all.

        Examples
        --------
        >>> g.paths("海熙药业", "布洛芬")[["主体", "关系", "客体", "原文"]].values.tolist()  # doctest: +ELLIPSIS
        [['海熙药业', '生产', '布洛芬', '大力支持海熙药业与世界知名药企方达集团深度合作,...主要生产布洛芬等17类药品']]
        """
        lens = self.graph.lens(realis)
        around = {self._node(name) for name in avoid}
        found = paths(lens, self._node(source), self._node(target), avoid=around, longest=max_steps)
        return steps(lens, islice(found, limit))

    def ranking(
        self,
        by: str = "degree",
        *,
        type: Choice = None,  # noqa: A002 - the attribute that is asked for, as in g.find
        limit: int | None = 10,
        realis: Choice = "fact",
    ) -> Answer:
        """The entities in the middle of things: 名次, 实体, 类型, 度 or 中介中心性, 关系数, 文档数.

        Parameters
        ----------
        by
            ``"degree"`` (how many neighbours) or ``"betweenness"`` (see `kg.query.ranking`).

        Examples
        --------
        >>> g.ranking(type="企业", limit=2)[["实体", "度"]].values.tolist()
        [['河南天子铝业有限公司', 6], ['老磨坊粮油', 6]]
        """
        return ranking(self.graph.lens(realis), by, types=self._types(type), limit=limit)

    def history(self, name: Name | None = None, *, relations: bool = False, realis: Choice = None) -> Answer:
        """What was told when of an entity, or of all, by date of document: stages, amounts, dates.

        With `relations` also whom it works with and where it settles; 性质 of these is what is known today. Plans are
        in it too, for 性质 tells them.
        Columns: 日期, 实体, 类型, 事项, 内容, 性质, 原文, 文档.

        Examples
        --------
        >>> g.history("益海特油项目")[["事项", "内容"]].values.tolist()
        [['完成', '2022-07'], ['投资', '3亿元'], ['阶段', '投产']]
        """
        nodes = list(self.graph.nx) if name is None else [self._node(name)]
        return history(self.graph.lens(realis), nodes, relations=relations)

    def lists(self, name: Name | None = None) -> Answer:
        """The lists that declare more than they name, as 甲、乙等13家企业: those about an entity, or all.

        A list is about the members that it names, and about what its passage joins to all of them in the same way, be
        it a fact or not: a park that they settle in, the project that they are part of.

        Columns: 名目 (what is listed, as it stands behind the number), 总数 (declared), 点名数 (named), 未点名数 (the
        rest), 成员 (those named, with 、 between), 关联 (what they are all joined to, with the relation), 日期, 原文
        (the list), 上下文 (its sentence, with the list in 【】), 文档, 起, 止 (half-open offsets of 原文 in code points
        into the source text). They come in the order of documents and text.

        Examples
        --------
        >>> g.lists("网红直播中心")[["名目", "总数", "点名数", "未点名数", "成员"]].values.tolist()
        [['直播电商企业', 13, 3, 10, '笑播文化、众星优品、海选文化']]
        """
        return lists(self.graph.lens(), None if name is None else self._node(name))

    def doubtful(self, *, below: float = UNSURE) -> Answer:
        """What a person should look at, by 类别: 疑似同一, 说法不一, 把握不大, 列举未全.

        Columns: 类别, 对象, 说明, 性质, 置信度, 日期, 原文, 文档.

        Parameters
        ----------
        below
            Statements with less confidence than this (0 to 1) are listed.

        Examples
        --------
        >>> g.doubtful(below=0.5)[["类别", "说明"]].values.tolist()
        [['列举未全', '原文称共13家直播电商企业，点名3家，另10家未点名']]
        """
        return doubtful(self.graph.lens(), below)

    def evidence(self, name: Name, other: Name | None = None, *, realis: Choice = None) -> Answer:
        """Every passage that states something of an entity, or of two; facts or not, as 性质 tells.

        Columns: 依据 (属性 or 关系), 内容, 性质, 日期, 原文, 文档, 起, 止, 规则, 得分. 起 and 止 are half-open offsets
        in code points into the source text, and 原文 is what stands there.

        Examples
        --------
        >>> g.evidence("海熙药业", "方达集团").原文.tolist()
        ['鼓励海熙药业与知名药企方达集团深度合作']
        """
        second = None if other is None else self._node(other)
        return evidence_of(self.graph.lens(realis), self._node(name), second)

    def mentions(self, name: Name) -> Answer:
        """Every place where an entity is named: 形式, 上下文, 文档, 起, 止.

        Examples
        --------
        >>> g.mentions("老磨坊").形式.tolist()
        ['老磨坊', '老磨坊', '老磨坊粮油', '老磨坊', '老磨坊粮油']
        """
        return mentions_of(self.graph.lens(), self._node(name))
