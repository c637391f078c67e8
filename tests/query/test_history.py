def test_by_date_of_document(small):
    answer = small.history("新项目")
    assert answer[["日期", "事项", "内容", "性质"]].values.tolist() == [
        ["2022-03-18", "阶段", "谋划", "计划"],
        ["2022-03-18", "投资", "5亿元", "事实"],
        ["2023-12-26", "投资", "6亿元", "事实"],
    ]
    assert small.history("新项目", realis="fact").内容.tolist() == ["5亿元", "6亿元"]


def test_relations_each_time_they_are_told(small):
    answer = small.history("甲公司", relations=True)
    assert answer[["日期", "事项", "内容", "性质"]].values.tolist() == [
        ["2022-03-18", "合作", "甲公司 合作 乙公司", "终止"],
        ["2023-12-26", "合作", "甲公司 合作 乙公司", "终止"],
    ]
    other = small.history("乙公司", relations=True)
    assert other.内容.equals(answer.内容)
    assert len(small.history("甲公司")) == 0


def test_of_all_and_undated_last(g, small):
    assert len(g.history()) == sum(len(facts) for _, facts in g.nx.nodes(data="facts"))
    assert g.history().日期.isna().all()
    graph = small.nx.copy()
    old = graph.graph["documents"]["old.txt"]
    graph.graph["documents"] = {**graph.graph["documents"], "old.txt": type(old)("old.txt", old.text)}
    assert type(small)(graph).history("新项目").文档.tolist() == ["new.txt", "old.txt", "old.txt"]
