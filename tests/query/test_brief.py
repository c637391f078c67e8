import pytest


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "天子铝业",
            (
                "河南天子铝业有限公司（又称天子铝业）：企业，落户开发区，为宇通、比亚迪供货，生产工业铝型材、电池托盘，"
                "获评省“专精特新”中小企业库；计划：投资建设新能源汽车配套零部件生产项目。"
            ),
        ),
        (
            "益海特油项目",
            (
                "益海特油项目：项目，投资3亿元，处于投产阶段，完成时间2022-07，由益海特油投资建设，落户开发区，"
                "销往云南、华南、四川、广东，生产特种油脂。"
            ),
        ),
        (
            "网红直播中心",
            (
                "网红直播中心：园区，投资2亿元，面积6,000平方米，处于投产阶段，落户开发区，有众星优品、海选文化、笑播文化落户，"
                "隶属开发区，涉及直播电商产业。"
            ),
        ),
        ("杭州迪安诊断", "杭州迪安诊断：企业，涉及检验检测产业；在谈：落户开发区。"),
        ("比亚迪", "比亚迪：企业，由河南天子铝业有限公司供货。"),
        ("巴奴", "巴奴：企业，与老磨坊粮油合作。"),
        ("年产2000吨食品级低聚木糖项目", None),
    ],
)
def test_one_sentence(g, name, sentence):
    brief = g[name].brief
    assert brief.count("。") == 1
    assert sentence is None or brief == sentence


def test_many_names_are_counted(g):
    assert "有三川司法鉴定中心、众星优品、天子铝材、娃哈哈等26个落户" in g["开发区"].brief


def test_what_ended_and_what_is_rumour_are_told_as_such(small):
    assert small["甲公司"].brief == "甲公司：企业；终止：与乙公司合作。"
    assert small["丙公司"].brief == "丙公司：企业；据称：为丙公司供货。"
