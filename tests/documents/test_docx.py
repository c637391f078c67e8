import io
import zipfile

import pytest

from kg.documents import Limits, read_document
from kg.documents.docx import read_docx
from kg.errors import EmptyDocument, OversizeDocument, UnreadableDocument
from tests.documents.samples import docx_bytes, docx_with_body, zip_bytes

TEXT = "远山智造科技有限公司落户云岭开发区。"


def text_of(body):
    return read_docx(docx_with_body(body), Limits()).text


def paragraph(inner):
    return f"<w:p>{inner}</w:p>"


def run(text, properties=""):
    return f"<w:r>{properties}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_paragraphs_headings_and_tables_in_their_order():
    def make(document):
        document.add_heading("开发区:凝聚力量", 0)
        document.add_heading("项目为王", 1)
        document.add_paragraph("第一段,").add_run("加粗").bold = True
        table = document.add_table(3, 3)
        for row, texts in enumerate(
            [["项目", "企业", "投资"], ["铝材项目", "天子铝业", "2亿元"], ["", "远山智造", ""]]
        ):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(1, 0).merge(table.cell(2, 0))
        document.add_paragraph("最后一段。")

    content = read_docx(docx_bytes(make), Limits())
    assert content.text.split("\n") == [
        "开发区:凝聚力量",
        "项目为王",
        "第一段,加粗",
        "项目 | 企业 | 投资",
        "铝材项目 | 天子铝业 | 2亿元",
        "铝材项目 | 远山智造 |",
        "最后一段。",
    ]
    assert content.metadata.title == "开发区:凝聚力量"


def test_a_document_of_one_table_row():
    def make(document):
        cells = document.add_table(1, 3).rows[0].cells
        for cell, text in zip(cells, ["远山智造", "落户", "云岭开发区"], strict=True):
            cell.text = text

    assert read_docx(docx_bytes(make), Limits()).text == "远山智造 | 落户 | 云岭开发区"


def test_all_changes_count_as_accepted():
    body = paragraph(
        run("甲公司")
        + f"<w:ins w:id='1' w:author='a'>{run('投资')}</w:ins>"
        + "<w:del w:id='2' w:author='a'><w:r><w:delText>撤资</w:delText></w:r></w:del>"
        + f"<w:moveFrom w:id='3'>{run('旧处')}</w:moveFrom><w:moveTo w:id='4'>{run('2亿元')}</w:moveTo>"
    )
    assert text_of(body) == "甲公司投资2亿元"


def test_links_controls_fields_and_tags():
    stops = "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
    body = (
        paragraph(f"<w:hyperlink>{run('远山智造')}</w:hyperlink><w:smartTag>{run('落户')}</w:smartTag>")
        + f"<w:sdt><w:sdtContent>{paragraph(run('云岭开发区'))}</w:sdtContent></w:sdt>"
        + paragraph("<w:r><w:instrText>HYPERLINK evil</w:instrText></w:r>" + run("见附件"))
        + paragraph(f"{stops}<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>")
        + paragraph("<w:r><w:t>2022</w:t><w:noBreakHyphen/><w:t>2023</w:t></w:r>")
    )
    assert text_of(body) == "远山智造落户\n云岭开发区\n见附件\n甲\t乙\n丙\n2022-2023"


def test_hidden_text_is_not_read():
    hidden, shown = "<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:vanish w:val='0'/></w:rPr>"
    assert text_of(paragraph(run("甲") + run("隐", hidden) + run("乙", shown))) == "甲乙"


def test_a_text_box_is_read_once_and_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph(run('框内公司'))}</w:txbxContent>"
    body = paragraph(
        run("正文") + f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(body) == "正文\n框内公司"


def test_cells_with_several_paragraphs_and_tables_in_cells():
    inner = f"<w:tbl><w:tr><w:tc>{paragraph(run('丙'))}</w:tc><w:tc>{paragraph(run('丁'))}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tc>{paragraph(run('甲公司'))}{paragraph(run('乙公司。'))}{inner}</w:tc>"
    assert text_of(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('')}</w:tc></w:tr></w:tbl>") == "甲公司 / 乙公司。丙 | 丁 |"


def test_notes_stand_at_the_end():
    data = docx_bytes(lambda document: document.add_paragraph("正文。"))
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>注:甲公司。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    assert read_docx(buffer.getvalue(), Limits()).text == "正文。\n注:甲公司。"


def test_strict_documents_and_documents_with_macros():
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(io.BytesIO(docx_with_body(paragraph(run(TEXT))))) as package:
        main = package.read("word/document.xml")
    relations = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="1" Target="/doc/main.xml"
        Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"/></Relationships>"""
    data = zip_bytes(
        {
            "_rels/.rels": relations.encode(),
            "doc/main.xml": main.replace(transitional.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro",
        }
    )
    document = read_document(data, "宏.docm", Limits())
    assert (document.text, document.reader) == (TEXT, "docx")


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/evil.dtd">',
    ],
)
def test_a_doctype_is_refused_before_anything_is_expanded(prologue):
    data = docx_with_body(paragraph(run("&amp;")), prologue=prologue)
    with pytest.raises(UnreadableDocument, match="has a DOCTYPE"):
        read_docx(data, Limits())


def test_a_doctype_in_utf_16_is_refused_too():
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "x">]><w>&a;</w>'
    with pytest.raises(UnreadableDocument, match="has a DOCTYPE"):
        read_docx(zip_bytes({"word/document.xml": xml.encode("utf-16")}), Limits())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes.fromhex("c1d00fa17be2665c04913f2a"), "damaged, or not what its ending says"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "encrypted document or an old .doc"),
        (zip_bytes({"a.txt": b"x"}), "without a Word document in it"),
        (zip_bytes({"word/document.xml": b"<w:p>"}), "word/document.xml in it is damaged"),
        (zip_bytes({"word/document.xml": b""}), "word/document.xml in it is damaged"),
    ],
)
def test_what_is_no_word_document(data, message):
    with pytest.raises(UnreadableDocument, match=message):
        read_docx(data, Limits())


def test_bombs():
    with pytest.raises(OversizeDocument, match="expands more than 200 times"):
        read_docx(docx_with_body(paragraph(run("0" * 5_000_000))), Limits())
    with pytest.raises(OversizeDocument, match="more than 1,000"):
        read_docx(docx_with_body(paragraph(run("长" * 1000))), Limits(file_bytes=1000))
    deep = "<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200
    with pytest.raises(UnreadableDocument, match="nested deeper than 40"):
        text_of(deep)


def test_a_document_without_text():
    with pytest.raises(EmptyDocument):
        read_document(docx_bytes(lambda document: document.add_paragraph("　")), "a.docx", Limits())
