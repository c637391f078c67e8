import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import AmbiguousName, LookupFailed, UnknownName
from kg.query.name import NameIndex


@pytest.mark.parametrize(
    ("form", "node"),
    [
        ("海熙药业", "Enterprise:海熙药业"),
        ("老磨坊", "Enterprise:老磨坊粮油"),
        ("Enterprise:老磨坊粮油", "Enterprise:老磨坊粮油"),
        ("细胞医学产业园", "Park:周口临港生物科技园"),
        ("生物科技园（细胞医学产业园）", "Park:周口临港生物科技园"),
        (" 中北 宏远集团５g基站建设项目", "Project:中北宏远集团5G基站建设项目"),
        ("省专精特新中小企业", "Honor:省“专精特新”中小企业库"),
    ],
)
def test_any_form_of_a_name(g, form, node):
    assert g[form].id == node
    assert form in g


def test_an_unknown_name_tells_the_nearest(g):
    with pytest.raises(
        UnknownName, match="no entity is called '天子吕业'; the nearest names are 河南天子铝业有限公司"
    ) as caught:
        g["天子吕业"]
    assert caught.value.nearest[0] == "河南天子铝业有限公司"
    assert isinstance(caught.value, KeyError)
    assert "天子吕业" not in g


def test_a_part_of_a_name_is_no_name_but_tells_whose_it_is(g):
    with pytest.raises(UnknownName) as caught:
        g["磨坊"]
    assert caught.value.nearest == ("老磨坊粮油",)


def test_a_name_unlike_any(g):
    with pytest.raises(UnknownName, match="no name is like it"):
        g["ΩΩΩ"]


def test_a_name_of_the_wrong_type(g):
    with pytest.raises(
        UnknownName, match="'布洛芬' is Product:布洛芬, and the question wants Enterprise or Organization or Park"
    ):
        g.partners("布洛芬")


def homonyms():
    graph = nx.MultiDiGraph()
    graph.add_node("Park:开发区", type="Park", label="开发区", aliases=())
    graph.add_node("Park:开发区(b.txt#1)", type="Park", label="开发区", aliases=())
    graph.add_node("Project:开发区", type="Project", label="开发区", aliases=())
    graph.add_node("Park:桐溪经济开发区", type="Park", label="桐溪经济开发区", aliases=("桐溪",))
    graph.add_node("Place:桐溪", type="Place", label="桐溪", aliases=())
    return graph


def test_an_ambiguous_name_tells_its_candidates_and_is_never_settled_in_silence():
    names = NameIndex(homonyms())
    with pytest.raises(AmbiguousName, match=r"'开发区' names 3 entities: .*ask for one by its id") as caught:
        names.look_up("开发区")
    assert caught.value.candidates == ("Park:开发区", "Park:开发区(b.txt#1)", "Project:开发区")
    assert isinstance(caught.value, LookupFailed)
    assert names.look_up("开发区", ["Project"]) == "Project:开发区"
    assert names.look_up("Park:开发区(b.txt#1)") == "Park:开发区(b.txt#1)"


def test_a_canonical_name_goes_before_an_alias():
    names = NameIndex(homonyms())
    assert names.look_up("桐溪") == "Place:桐溪"
    assert names.look_up("桐溪", ["Park"]) == "Park:桐溪经济开发区"


def test_a_form_as_it_is_written_goes_first():
    graph = nx.MultiDiGraph()
    graph.add_node("1", type="Honor", label="“专精特新”企业", aliases=())
    graph.add_node("2", type="Honor", label="专精特新企业", aliases=("ＡＢ",))
    graph.add_node("3", type="Honor", label="ab", aliases=("专精特新企业",))
    names = NameIndex(graph)
    assert names.look_up("专精特新企业") == "2"
    assert names.look_up("“专精特新”企业") == "1"
    assert names.look_up("ＡＢ") == "2"
    assert names.look_up("AB") == "3"
    with pytest.raises(AmbiguousName):
        names.look_up("「专精特新」企业")


def test_search_ranks_equal_forms_then_beginnings_then_mentions(g):
    assert [e.name for e in g.find("天子", type="Enterprise")] == ["河南天子铝业有限公司", "天子铝材"]
    assert [e.name for e in g.find("天子铝业")] == ["河南天子铝业有限公司"]
    assert [e.name for e in g.find("老磨坊粮油")] == ["老磨坊粮油"]
    assert [e.name for e in g.find("益海")] == ["益海小麦", "益海粮油", "益海特油", "益海特油项目"]
    assert [e.name for e in g.find("益海", type="项目")] == ["益海特油项目"]
    assert len(g.find("项目", limit=2)) == 2


def test_search_finds_nothing_and_says_so(g):
    with pytest.raises(UnknownName, match="no Park is called '天子'"):
        g.find("天子", type="园区")
    with pytest.raises(UnknownName):
        g.find("")


forms = st.text(st.sampled_from("天子铝业材海熙药 \nAa“”"), max_size=5)


@settings(deadline=None)
@given(st.lists(forms, max_size=8), forms)
def test_search_finds_just_the_forms_that_hold_the_part(labels, part):
    graph = nx.MultiDiGraph()
    for index, label in enumerate(labels):
        graph.add_node(str(index), label=label, type="X", aliases=())
    names = NameIndex(graph)

    def key(form):
        return "".join(form.split()).replace("“", "").replace("”", "").lower()

    expected = {str(i) for i, label in enumerate(labels) if key(part) and key(part) in key(label)}
    assert set(names.search(part)) == expected
