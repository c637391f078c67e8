import pytest

from kg.documents import Limits
from kg.documents.header import Metadata
from kg.documents.html import read_html
from kg.errors import BinaryDocument, OversizeDocument

PARAGRAPHS = [
    "1月11日，云岭经济开发区举行2023年一季度重点项目集中签约仪式，13个项目现场签约，总投资68.5亿元。",
    "其中，河南天子铝业有限公司投资2亿元建设高端铝材项目，计划今年6月投产，达产后年产铝型材5000吨。",
    "“我们看中的是这里的营商环境。”远山智造科技有限公司董事长李明说，企业从洽谈到签约只用了21天。",
]
TABLE = """<table border="1"><tr><th>项目</th><th>企业</th><th>投资</th></tr>
<tr><td rowspan="2">高端铝材<br>项目</td><td><b>天子</b>铝业</td><td>2亿元</td></tr><tr><td>远山智造</td><td></td></tr>
<tr><td colspan="2">合计</td><td>2亿元</td></tr></table>"""
ROWS = ["项目 | 企业 | 投资", "高端铝材 项目 | 天子铝业 | 2亿元", "高端铝材 项目 | 远山智造 |", "合计 | 2亿元"]


def read(page, **limits):
    return read_html(page.encode("utf-8"), Limits(**limits))


def page_of_government(extra=""):
    from tests.documents.samples import article_page

    return article_page("云岭开发区13个项目集中签约", PARAGRAPHS, extra=extra)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page,
        lambda page: page.replace('class="', 'data-x="'),
        lambda page: page.replace("<p>　　", "<div>").replace("</p>", "</div>"),
        lambda page: page.replace("<p>　　", "　　").replace("</p>", "<br><br>"),
        lambda page: page.replace("<p>", '<p><span style="font-size:16pt"><font face="宋体">').replace(
            "</p>", "</font></span></p><p>&nbsp;</p>"
        ),
    ],
    ids=["plain", "without classes", "divs", "breaks", "from Word"],
)
def test_the_article_and_nothing_but_the_article(change):
    content = read(change(page_of_government(TABLE)))
    lines = content.text.split("\n")
    body = [line for line in lines if "发布时间" not in line and "来源" not in line]
    assert body == ["云岭开发区13个项目集中签约", *PARAGRAPHS, *ROWS]
    assert content.metadata == Metadata("云岭开发区13个项目集中签约", "周口日报", "2023-01-12")


def test_headings_lists_and_captions_inside_the_article_stay():
    extra = "<h2>项目为王</h2><ul><li>甲公司：投资3亿元</li><li>乙公司：投资1亿元</li></ul><p>图为签约现场</p>"
    extra += "".join(f"<p>{paragraph}</p>" for paragraph in reversed(PARAGRAPHS))
    lines = read(page_of_government(extra)).text.split("\n")
    at = lines.index("项目为王")
    assert lines[at : at + 4] == ["项目为王", "甲公司：投资3亿元", "乙公司：投资1亿元", "图为签约现场"]
    assert lines[at + 4 :] == PARAGRAPHS[::-1]


def test_a_page_of_one_paragraph():
    assert read("<html><body><p>远山智造落户云岭。</p></body></html>").text == "远山智造落户云岭。"
    assert read("远山智造落户<b>云岭</b>。<script>x</script>").text == "远山智造落户云岭。"


@pytest.mark.parametrize(
    "page", ["<html></html>", "<p> </p>", "<script>var a=1</script>", "<title>题</title>", "<!-- x -->"]
)
def test_a_page_without_text(page):
    assert read(page).text == ""


def test_what_is_not_shown_is_not_read():
    hidden = '<p style="display: none">隐藏公司落户。</p><p hidden>秘密公司落户。</p>'
    hidden += "<template>模板公司落户。</template><!-- 注释公司落户。 -->"
    assert read(f"<body><p>远山智造落户云岭。</p>{hidden}</body>").text == "远山智造落户云岭。"


def test_meta_elements_of_a_government_site():
    meta = '<meta name="ArticleTitle" content="题名"><meta name="PubDate" content="2022-10-12 15:24">'
    meta += '<meta name="ContentSource" content="市发改委">'
    page = page_of_government().replace("<script>", meta + "<script>", 1)
    content = read(page)
    assert content.metadata == Metadata("题名", "市发改委", "2022-10-12")
    assert content.text.startswith("题名\n")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("远山智造落户_云岭网", "远山智造落户"),
        ("远山智造落户 - 云岭经济开发区", "远山智造落户"),
        ("远山智造落户-云岭经济开发区管委会", "远山智造落户"),
        ("中国-东盟产业园开工", "中国-东盟产业园开工"),
        ("远山智造落户", "远山智造落户"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title, expected):
    assert read(f"<title>{title}</title><p>{PARAGRAPHS[0]}</p>").metadata.title == expected


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_pages_in_gb_whatever_they_declare(declared):
    from tests.documents.samples import article_page

    page = article_page(
        "镕城喆润科技落户", ["㐂来储能有限公司与喆润科技（镕城）有限公司同日签约。" * 3], charset=declared
    )
    content = read_html(page.encode("gb18030"), Limits())
    assert content.encoding == "gb18030"
    assert "㐂来储能有限公司与喆润科技（镕城）有限公司同日签约。" in content.text
    assert "\ufffd" not in content.text


def test_markup_in_text_stays_text():
    content = read("<p>甲公司&lt;script&gt;alert(1)&lt;/script&gt;与乙公司 A&amp;B 签约，投资 &gt; 2亿元。</p>")
    assert content.text == "甲公司<script>alert(1)</script>与乙公司 A&B 签约，投资 > 2亿元。"


def test_entities_are_not_expanded():
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    text = read(f"{bomb}<body><p>远山智造&b;落户&f;云岭。</p></body>").text
    assert "aaaa" not in text
    assert "root:" not in text
    assert "远山智造" in text


def test_deep_and_wide_pages():
    for tag in ("<div>", "<b>", "<table><tr><td>"):
        with pytest.raises(OversizeDocument, match="nested deeper than 256, or 10 MB of text in one piece"):
            read(tag * 20_000 + "远山智造落户云岭。")
    assert read("<div>" * 200 + "远山智造落户云岭。" + "</div>" * 200).text == "远山智造落户云岭。"
    with pytest.raises(OversizeDocument, match="more than 200,000 elements"):
        read("<i></i>" * 200_001)
    with pytest.raises(OversizeDocument, match="more than 100 characters"):
        read("<p>" + "长" * 200, chars=100)


def test_a_layout_table_is_read_as_blocks():
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<table><tr><td><table><tr><td>栏目</td><td>栏目</td></tr></table></td><td>{text}</td></tr></table>"
    assert read(page).text.split("\n")[-3:] == PARAGRAPHS


def test_an_image_is_no_page():
    with pytest.raises(BinaryDocument, match="JPEG"):
        read_html(b"\xff\xd8\xff\xe0", Limits())


def test_a_page_too_large_for_trafilatura_keeps_its_text():
    rows = "".join(f"<tr><td>第{number}个项目</td><td>远山智造</td></tr>" for number in range(400))
    tables = "".join(f"<table>{row}</table>" for row in rows.split("</tr>"))
    boxes = "".join(f"<table><tr><td><p>{paragraph}</p></td></tr></table>" for paragraph in PARAGRAPHS * 150)
    lines = read(f"<body>{tables}{boxes}<p>豫ICP备05000000号</p></body>").text.split("\n")
    assert lines == [f"第{number}个项目 | 远山智造" for number in range(400)] + PARAGRAPHS * 150
