import kg


def test_what_an_entity_is(g):
    entity = g["细胞医学产业园"]
    assert (entity.id, entity.name, entity.type, entity.type_label) == (
        "Park:周口临港生物科技园",
        "周口临港生物科技园",
        "Park",
        "园区",
    )
    assert entity.aliases == ("生物科技园", "生物科技园(细胞医学产业园)", "细胞医学产业园")
    assert entity.attributes == {"documents": 1, "mentions": 5}
    assert repr(entity) == "<园区 周口临港生物科技园>"
    assert str(entity) == "周口临港生物科技园"


def test_attributes_by_the_names_of_the_contract(g):
    project = g["益海特油项目"]
    assert project["investment_cny"] == 300_000_000
    assert project.attributes["finish"] == "2022-07"
    assert project.stage_label == "投产"
    assert g["比亚迪"].stage_label is None


def test_each_alias_has_its_reason(g):
    reasons = g["周口中兴新业港产业园"].alias_reasons
    assert reasons == {"中兴新业港": "same stem", "中兴新业港项目": "same stem"}
    assert g["比亚迪"].alias_reasons == {}


def test_relations_and_neighbourhood(g):
    entity = g["比亚迪"]
    assert entity.relations().主体.tolist() == ["河南天子铝业有限公司"]
    assert len(entity.relations("合作")) == 0
    assert {e.name for e in entity.neighbourhood()} == {"比亚迪", "河南天子铝业有限公司"}
    assert entity.mentions().形式.tolist() == ["比亚迪"]


def test_equal_where_it_is_the_same_in_the_same_graph(g):
    assert g["天子铝业"] == g["河南天子铝业有限公司"]
    assert len({g["天子铝业"], g["河南天子铝业有限公司"], g["比亚迪"]}) == 2
    assert g["比亚迪"] != kg.KnowledgeGraph(g.nx.copy())["比亚迪"]
    assert g["比亚迪"] != "Enterprise:比亚迪"


def test_markup_in_names_is_shown_as_text():
    graph = kg.KnowledgeGraph.__new__(kg.KnowledgeGraph)
    import networkx as nx

    nodes = nx.MultiDiGraph()
    nodes.add_node("a", label="<b>甲</b>", type="Enterprise", aliases=("<script>1</script>",), mentions=1)
    graph.__init__(nodes)
    for html in (graph["a"]._repr_html_(), graph.find("甲")._repr_html_(), graph._repr_html_()):
        assert "<b>甲" not in html
        assert "&lt;b&gt;甲" in html
        assert "<script>" not in html
