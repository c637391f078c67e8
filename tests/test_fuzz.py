"""Whatever the text: a graph whose every quote and span is a passage of the source, and no error."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.pipeline import pipeline
from kg.records import Document
from kg.wiring import graph_of

EFFORT = settings(
    max_examples=int(os.environ.get("KG_FUZZ", "40")),  # more by `make fuzz`
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
PIECES = st.sampled_from(
    (
        *("远山智造", "岚州储能有限公司", "云岭开发区", "储能项目", "开发区", "该公司", "该项目", "其", "一期", "双方"),
        *(
            "落户",
            "签约",
            "拟",
            "投资",
            "与",
            "和",
            "、",
            "等13家企业",
            "分别",
            "未能",
            "合作",
            "位于",
            "获评",
            "省级绿色工厂",
        ),
        *("3.5亿元", "近10亿元", "2—3亿元", "6000平方米", "2022年7月", "去年12月", "年产2000吨"),
        *(
            "，",
            "。",
            "；",
            "：",
            "（",
            "）",
            "“",
            "”",
            "\n",
            "\r\n",
            "\n\n",
            "\u3000",
            " ",
            "\t",
            "(",
            ")",
            "以下简称",
        ),
    )
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join)


@pytest.fixture(scope="module")
def nlp():
    """The pipeline with the models that come with kg."""
    return pipeline()


@EFFORT
@given(st.lists(TEXTS, min_size=1, max_size=2))
def test_every_quote_is_a_passage_of_its_source(nlp, texts):
    documents = [Document(f"{number}.txt", text) for number, text in enumerate(texts)]
    graph = graph_of(documents, nlp)
    source = {document.id: document.text for document in documents}
    told = [e for *_, evidence in graph.edges(data="evidence") for e in evidence]
    told += [fact.evidence for _, facts in graph.nodes(data="facts") for fact in facts]
    told += [item.evidence for item in graph.graph["lists"]]
    assert all(e.quote == source[e.document][e.start : e.end] and e.quote for e in told)
    spans = [span for _, spans in graph.nodes(data="spans") for span in spans]
    assert all(0 <= start < end <= len(source[document]) for document, start, end in spans)
    assert all(head != tail for head, tail in graph.edges())
