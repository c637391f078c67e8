"""Questions to the ledger: projects, and what is invested, each amount once."""

from __future__ import annotations

from functools import cached_property

from kg.query.answer import Answer
from kg.query.choice import Choice, codes
from kg.query.entity import Name
from kg.query.ledger import LedgerRow, ledger
from kg.query.project import ProjectFilter, group_of, investments, projects, yuan
from kg.query.question import Questions

__all__ = ["ProjectQuestions"]


class ProjectQuestions(Questions):
    """What is being built, by whom, where, for how much, and how far it is."""

    @cached_property
    def ledger(self) -> list[LedgerRow]:
        """The rows of the ledger, made once."""
        return ledger(self.graph.nx, self.graph.ontology)

    def projects(  # noqa: PLR0913 - every filter that an analyst asks for
        self,
        *,
        min_investment: float | str | None = None,
        max_investment: float | str | None = None,
        stage: Choice = None,
        park: Name | None = None,
        enterprise: Name | None = None,
        industry: Name | None = None,
        since: str | None = None,
        until: str | None = None,
        type: Choice = None,  # noqa: A002 - the attribute that is asked for, as in g.find
        realis: Choice = None,
    ) -> Answer:
        """The ledger of projects: the most money first, with parks in which money is put.

        Plans are in it too, for 阶段 and 性质 tell them; ``realis="fact"`` leaves them out.

        Columns: 项目, 类型, 企业, 园区, 产业, 隶属, 投资亿元, 投资元, 投资万美元, 计入亿元 (what of it enters a sum),
        备注 (why that is less), 阶段, 性质, 面积平方米, 产能, 开始, 完成, 日期, 原文, 文档.

        Parameters
        ----------
        min_investment, max_investment
            In yuan, or as written in Chinese, ``"1亿元"``; both limits count.
        stage
            Codes or Chinese labels: ``"谋划"``, ``["signed", "under_construction"]``.
        park, enterprise, industry
            In this park or one inside it; undertaken by this enterprise; in this industry as the text says.
        since, until
            ISO dates as fine as wanted, ``"2022"`` or ``"2022-07"``, of start and finish, else of the first date
            known; both limits count.
        type
            Only ``"项目"``, or ``"园区"``.

        Examples
        --------
        >>> g.projects(stage="谋划", min_investment="5亿元")[["企业", "投资亿元", "阶段"]].values.tolist()
        [['河南天子铝业有限公司', 10.0, '谋划'], ['方达集团、海熙药业', 10.0, '谋划']]
        """
        chosen = ProjectFilter(
            yuan(min_investment),
            yuan(max_investment),
            codes(self.graph.ontology.stages, stage, "stage"),
            codes(self.graph.ontology.realis, realis, "realis"),
            self._types(type),
            None if park is None else self._node(park, "SETTLES_IN", "range"),
            None if enterprise is None else self._node(enterprise, "UNDERTAKES", "domain"),
            None if industry is None else self._node(industry, "IN_INDUSTRY", "range"),
            since,
            until,
        )
        return projects(chosen.choose(self.graph.nx, self.ledger))

    def investments(self, by: str | None = "park", *, park: Name | None = None, realis: Choice = "fact") -> Answer:
        """What is invested, summed by group, each amount once: the groups add up to the whole.

        A project of several enterprises stands under all their names together, 甲、乙. Columns: the group, 项目数,
        计入项目数, 投资亿元, 投资元, 投资万美元, 未定亿元 (not of these `realis`: only planned, negotiated, hoped).

        Parameters
        ----------
        by
            ``"park"`` (园区), ``"enterprise"`` (企业), ``"industry"`` (产业), ``"stage"`` (阶段), ``"year"`` (年份),
            ``"type"`` (类型), or None for one sum.
        park
            Only in this park and the parks inside it.

        Examples
        --------
        >>> g.investments(None)[["投资亿元", "未定亿元"]].values.tolist()
        [[53.078, 22.0]]
        """
        node = None if park is None else self._node(park, "SETTLES_IN", "range")
        rows = ProjectFilter(park=node).choose(self.graph.nx, self.ledger)
        return investments(rows, group_of(by), codes(self.graph.ontology.realis, realis, "realis"))
