import pytest

from kg.documents.byline import find_metadata, first_heading

BODY = "\n本报讯(记者 刘航)1月11日,开发区举行签约仪式,2022年12月30日开工的项目建成投产。" * 6


@pytest.mark.parametrize(
    ("text", "publisher", "date"),
    [
        ("开发区签约\n来源:周口日报 2023年1月12日" + BODY, "周口日报", "2023-01-12"),
        ("开发区签约\n发布时间：2023-01-12 09:30　来源：周口日报　浏览次数：3" + BODY, "周口日报", "2023-01-12"),
        ("开发区签约\n2023-01-12 09:30:00 来源：新华网" + BODY, "新华网", "2023-01-12"),
        ("开发区签约\n《周口日报》2023年1月12日 第3版" + BODY, "周口日报", "2023-01-12"),
        ("开发区签约\n（2023年1月12日）" + BODY, None, "2023-01-12"),
        ("开发区签约" + BODY + "\n二○二三年一月十二日", None, "2023-01-12"),
        ("开发区签约" + BODY + "\n(来源:周口日报)", "周口日报", None),
        ("开发区签约\n来源:光明日报客户端2022-10-29 11:02" + BODY, "光明日报客户端", "2022-10-29"),
        ("开发区签约\n访问量:12 发布时间:2025-03-24 来源: 访问量: 3" + BODY, None, "2025-03-24"),
    ],
)
def test_what_is_said_plainly(text, publisher, date):
    found = find_metadata(text)
    assert (found.publisher, found.date) == (publisher, date)


@pytest.mark.parametrize(
    "text",
    [
        "开发区签约" + BODY,
        "开发区签约\n新华社郑州1月12日电(记者 李明)" + BODY,
        "开发区签约\n2023年1月12日,总投资20亿元的项目在开发区开工。" + BODY,
        "大事记\n2022年3月5日\n甲公司签约。\n2022年4月6日\n乙公司签约。\n2022年5月7日\n丙公司签约。",
        "开发区签约\n资金来源:财政拨款2023年1月12日到位" + BODY,
        "开发区签约\n2023年2月30日" + BODY,
        "",
    ],
)
def test_no_date_is_better_than_a_guess(text):
    found = find_metadata(text)
    assert (found.publisher, found.date) == (None, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "\n\n投资20亿元的中兴新业港项目\n\n# 开发区:凝聚奋进力量 书写精彩华章 #\n\n正文。",
            "开发区:凝聚奋进力量 书写精彩华章",
        ),
        ("# **远山智造**落户\n正文。", "远山智造落户"),
        ("　　远山智造落户云岭\r\n正文。", "远山智造落户云岭"),
        ("首页 > 新闻中心 > 正文\n远山智造落户云岭\n正文。", "远山智造落户云岭"),
        ("2023年1月12日\n远山智造落户云岭\n正文。", "远山智造落户云岭"),
        ("原标题:远山智造落户云岭\n正文。", "远山智造落户云岭"),
        ("远山智造落户云岭开发区,总投资20亿元。\n第二段", None),
        ("远山智造 | 落户 | 云岭开发区", None),
        ("甲" * 61, None),
        ("", None),
    ],
)
def test_titles(text, title):
    assert first_heading(text) == title


def test_a_line_of_a_million_characters():
    text = "远山智造落户云岭开发区,总投资20亿元,2023年1月12日。" * 40_000
    found = find_metadata(text)
    assert (found.title, found.publisher, found.date) == (None, None, None)
