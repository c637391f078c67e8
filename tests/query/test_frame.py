import networkx as nx

import kg


def test_three_frames_of_the_whole_graph(g):
    entities, relations, evidence = g.to_frames()
    assert (len(entities), len(relations)) == (78, 109)
    assert set(entities.id) == set(g.nx)
    assert relations[["head", "relation", "tail"]].apply(tuple, axis=1).is_unique
    assert entities.set_index("id").loc[
        "Project:益海特油项目", ["investment_cny", "stage", "stage_label"]
    ].tolist() == [
        300_000_000,
        "operating",
        "投产",
    ]
    planned = relations[relations.realis == "planned"]
    assert set(planned.realis_label) == {"计划"}
    assert relations.weight.sum() == (evidence.predicate.isin(relations.relation)).sum()
    assert "facts" not in entities
    assert "evidence" not in relations


def test_evidence_leads_to_the_text(g):
    evidence = g.to_frames().evidence
    for row in evidence.itertuples():
        assert g.documents[row.document].text[row.start : row.end] == row.quote
    fact = evidence[(evidence.subject == "Project:益海特油项目") & (evidence.predicate == "finish")]
    assert fact.object.tolist() == ["2022-07"]


def test_frames_join(g):
    entities, relations, _ = g.to_frames()
    joined = relations.merge(entities, left_on="head", right_on="id")
    assert len(joined) == len(relations)


def test_what_the_contract_does_not_know_keeps_a_column():
    graph = nx.MultiDiGraph()
    graph.add_node("a", 信用="A")
    graph.add_edge("a", "b", key="落户", strength=2)
    entities, relations, evidence = kg.KnowledgeGraph(graph).to_frames()
    assert entities.信用.tolist()[0] == "A"
    assert entities.label.tolist() == ["a", "b"]
    assert relations[["head", "relation", "label", "tail", "strength"]].values.tolist() == [
        ["a", "落户", "落户", "b", 2]
    ]
    assert len(evidence) == 0
