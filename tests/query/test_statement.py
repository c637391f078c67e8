from kg.query.statement import Lens, inside


def test_statements_from_an_entity_come_before_those_to_it(g):
    found = list(g.lens("fact").statements(g["网红直播中心"].id))
    assert [s.head == "Park:网红直播中心" for s in found] == sorted(
        (s.head == "Park:网红直播中心" for s in found), reverse=True
    )
    assert {s.relation for s in found} == {"SETTLES_IN", "PART_OF", "IN_INDUSTRY"}


def test_a_lens_lets_through_what_it_is_for(g):
    lens = Lens(g.nx, g.ontology, {"planned"}, {"UNDERTAKES"})
    assert {(s.relation, s.attributes["realis"]) for s in lens.statements()} == {("UNDERTAKES", "planned")}
    assert len(list(lens.statements(relation="SUPPLIES"))) == 0
    assert list(g.lens(relation="供应").statements()) == list(g.lens().statements(relation="SUPPLIES"))


def test_between_and_neighbours(g):
    lens = g.lens("fact")
    assert [s.relation for s in lens.between("Park:网红直播中心", "Park:开发区")] == ["PART_OF", "SETTLES_IN"]
    assert list(lens.between("Park:开发区", "Park:网红直播中心")) == []
    assert set(lens.neighbours("Enterprise:比亚迪")) == {"Enterprise:河南天子铝业有限公司"}


def test_inside(g):
    assert inside(g.nx, "Project:广西华仁医学科技项目", {"PART_OF"}) == [
        "Project:广西华仁医学科技项目",
        "Project:细胞及基因疗法实验室",
    ]
    parks = inside(g.nx, "Park:开发区", {"PART_OF"})
    assert parks[0] == "Park:开发区"
    assert "Park:网红直播中心" in parks
    assert len(parks) == len(set(parks))
