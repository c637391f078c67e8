import pytest

from kg.documents import Limits, page_of, read_document
from kg.documents.pdf import read_pdf
from kg.errors import EmptyDocument, OversizeDocument, UnreadableDocument
from tests.documents.samples import pdf_bytes


def text_of(pages):
    return read_pdf(pdf_bytes(pages), Limits()).text


def test_lines_stay_as_the_page_has_them_and_pages_are_known():
    pages = [["远山智造落户云岭", "远山智造科技有限公司落户云岭开发", "区，总投资3.5亿元。"], ["第二页的话。"]]
    text = text_of(pages)
    assert text == "远山智造落户云岭\n远山智造科技有限公司落户云岭开发\n区，总投资3.5亿元。\n\f第二页的话。"
    assert page_of(text, text.index("3.5亿元")) == 1
    assert page_of(text, text.index("第二页")) == 2


@pytest.mark.parametrize(
    "style", ["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 5 页", "{}/5", "Page {} of 5", "· {} ·", "第{}页/共5页"]
)
def test_page_numbers_are_dropped(style):
    pages = [
        [f"第{name}部分的话。", "甲公司签约。", style.format(number)]
        for number, name in enumerate("一二三四五", start=1)
    ]
    assert text_of(pages) == "\n\f".join(f"第{name}部分的话。\n甲公司签约。" for name in "一二三四五")


def test_running_heads_stay_once():
    pages = [[f"开发区简报 2023年第{number}期", f"第{number}件事。", "内部资料"] for number in range(1, 4)]
    assert text_of(pages) == "开发区简报 2023年第1期\n第1件事。\n\f第2件事。\n\f第3件事。"


def test_numbers_that_are_no_page_numbers_stay():
    assert text_of([["2022", "年度总结", "总投资", "20000"]]) == "2022\n年度总结\n总投资\n20000"
    assert text_of([["一、招商", "二、项目"], ["一、投产", "三、企业"]]) == "一、招商\n二、项目\n\f一、投产\n三、企业"


def test_metadata_from_the_text():
    pages = [["远山智造落户云岭", "来源：周口日报 2023年1月12日", "正文。"]]
    document = read_document(pdf_bytes(pages), "a.pdf", Limits())
    assert (document.title, document.publisher, document.date) == ("远山智造落户云岭", "周口日报", "2023-01-12")
    assert (document.reader, document.encoding) == ("pdf", "fonts")


def test_pages_of_images_have_no_text():
    with pytest.raises(EmptyDocument, match="run OCR on it first"):
        read_document(pdf_bytes([[], []]), "scan.pdf", Limits())


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>",
        b"\0" * 64,
        pdf_bytes([["甲"]])[:200],
    ],
)
def test_damaged_files(data):
    with pytest.raises(UnreadableDocument, match="damaged"):
        read_pdf(data, Limits())


def test_a_file_with_a_password():
    # The password is checked before anything else is read, so a dictionary with a wrong key is enough.
    data = pdf_bytes([["甲"]]).replace(
        b"trailer<<",
        b"trailer<</ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]/Encrypt<</Filter/Standard"
        b"/V 2/R 3/Length 128/P -1/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    )
    with pytest.raises(UnreadableDocument, match="encrypted with a password; save it without one first"):
        read_pdf(data, Limits())


def test_limits():
    with pytest.raises(OversizeDocument, match="more than 10 characters"):
        read_pdf(pdf_bytes([["甲" * 8], ["乙" * 8]]), Limits(chars=10))
    with pytest.raises(OversizeDocument, match="more than 5,000 pages"):
        read_pdf(pdf_bytes([[]] * 5001), Limits())
