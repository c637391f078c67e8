import pytest

from kg.documents.header import Metadata, iso_date, read_table, split_header
from kg.errors import DocumentError, UnreadableDocument


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("2023-01-12", "2023-01-12"),
        ("2023年1月12日", "2023-01-12"),
        ("2023 年 1 月 12 日", "2023-01-12"),
        ("２０２３年１月", "2023-01"),
        ("2023/1/2", "2023-01-02"),
        ("2023.01.12", "2023-01-12"),
        ("20230112", "2023-01-12"),
        ("2023-01-12T09:30:00+08:00", "2023-01-12"),
        ("二○二三年一月十二日", "2023-01-12"),
        ("2023-01", "2023-01"),
        ("2023", "2023"),
        ("2023-02-30", None),
        ("20231345", None),
        ("去年12月", None),
        ("1月12日", None),
        ("2021-2023年", None),
        ("", None),
        ("周口日报", None),
    ],
)
def test_dates(stated, iso):
    assert iso_date(stated) == iso


def test_header_is_taken_off_and_read_line_by_line():
    text = (
        '---\ntitle: 开发区: 凝聚力量\n来源：周口日报\ntags:\n  - 招商\ndate: "2023年1月12日"\n---\n正文。\n'.replace(
            "\n", "\r\n"
        )
    )
    assert split_header(text) == (Metadata("开发区: 凝聚力量", "周口日报", "2023-01-12"), "正文。\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "---\n一条线\n---\n正文",
        "---\n# 标题: 一\n---\n正文",
        "---\nlayout: post\n---\n正文",
        "正文\n---\ntitle: 甲\n---\n",
        "---\ntitle: 甲\n正文,没有第二条线",
        "",
        "---",
    ],
)
def test_what_is_no_header_stays_in_the_text(text):
    assert split_header(text) == (Metadata(), text)


def test_header_with_a_date_that_is_none():
    with pytest.raises(UnreadableDocument, match="the header: '去年' is not a date; write 2023-01-12"):
        split_header("---\ntitle: 甲\ndate: 去年\n---\n正文")


def test_unclosed_header_of_many_lines_costs_nothing():
    text = "---\n" + "a: b\n" * 200_000
    assert split_header(text) == (Metadata(), text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_table(encoding):
    data = '文件,标题,来源,日期\r\na.txt,"开发区,力量",周口日报,2023/1/12\r\n子\\b.txt,,,\r\n,无文件,,\r\n'.encode(
        encoding
    )
    assert read_table(data, "meta.csv") == {
        "a.txt": Metadata("开发区,力量", "周口日报", "2023-01-12"),
        "子/b.txt": Metadata(),
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "meta.csv:1: no column 'file'"),
        (b"name,title\na.txt,b\n", "meta.csv:1: no column 'file'"),
        ("file,date\na.txt,2023\nb.txt,不详\n".encode(), "meta.csv:3: '不详' is not a date"),
        (b"\x89PNG\r\n\x1a\n", "meta.csv: the content is a PNG image"),
        (b'file\n"' + b"a" * 200_000 + b'"\n', "meta.csv: not a table"),
    ],
)
def test_faults_of_a_table_name_file_and_line(data, message):
    with pytest.raises(DocumentError, match=message):
        read_table(data, "meta.csv")


def test_fields_fall_back_one_by_one():
    assert Metadata(title="甲").or_else(Metadata("乙", "报", "2023")) == Metadata("甲", "报", "2023")
