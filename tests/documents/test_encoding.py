import codecs
import json
from pathlib import Path

import pytest

from kg.documents.encoding import codec_of, decode
from kg.errors import BinaryDocument, UndecodableDocument

CASES = Path(__file__).parents[1] / "cases.jsonl"
SENTENCE = "喆润科技（镕城）有限公司落户云岭开发区，㐂来储能有限公司同日签约。"
TRADITIONAL = "遠山智造科技有限公司落戶雲嶺開發區,總投資二十億元,預計明年建成投產。"


def case_bytes(name, file):
    cases = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return bytes.fromhex(next(case for case in cases if case["id"] == name)["input"]["files"][file]["hex"])


@pytest.mark.parametrize(
    ("file", "text", "encoding"),
    [("a.txt", SENTENCE, "gb18030"), ("c.txt", "你好", "gb18030"), ("d.txt", SENTENCE, "utf-16-le")],
)
def test_gb_and_utf_16_files_of_the_case(file, text, encoding):
    assert decode(case_bytes("in-gbk-gb18030", file)) == (text, encoding)


def test_page_that_declares_gb2312_is_gb18030():
    text, encoding = decode(case_bytes("in-gbk-gb18030", "b.html"), "gb2312")
    assert encoding == "gb18030"
    assert SENTENCE in text


def test_byte_order_mark_is_no_part_of_the_text():
    assert decode(case_bytes("in-bom", "a.txt")) == ("远山智造落户云岭开发区。", "utf-8-sig")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"), "utf-32-le"),
        (b"\x84\x31\x95\x33" + SENTENCE.encode("gb18030"), "gb18030"),
        (f"{SENTENCE}\r\n2023".encode("utf-16-le"), "utf-16-le"),
        (f"{SENTENCE}\r\n2023".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings_of_one_sentence(data, encoding):
    text, found = decode(data)
    assert found == encoding
    assert text.removesuffix("\r\n2023") == SENTENCE


def test_traditional_text_in_big5_and_in_gbk():
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, "big5hkscs")
    assert decode(TRADITIONAL.encode("gbk")) == (TRADITIONAL, "gb18030")


@pytest.mark.parametrize("word", ["学", "开工", "签约", "一期", "园区", "目", "元", "落户", "投产", "镕城", "鏈接"])
def test_a_word_in_gbk_is_not_read_as_letters_of_other_scripts(word):
    assert decode(word.encode("gbk")) == (word, "gb18030")


@pytest.mark.parametrize("text", ["café", "Top-Toys·2023", "°C", "№ 5", "🚀", "①", "a“b”", "GDP 3.5%", "©2023"])
def test_utf_8_without_chinese_stays_utf_8(text):
    assert decode(text.encode()) == (text, "utf-8")


def test_line_endings_and_inner_marks_stay():
    text = "一\r\n二\r三\n四\u2028五\ufeff六\ufffd\x0c七"
    assert decode(text.encode()) == (text, "utf-8")


def test_damaged_utf_8_is_refused_and_never_read_as_gbk():
    data = bytearray((SENTENCE * 20).encode())
    data[99] = 0xFF
    with pytest.raises(UndecodableDocument, match="byte 99 is not utf-8"):
        decode(bytes(data))
    with pytest.raises(UndecodableDocument, match="cut short"):
        decode((SENTENCE * 20).encode()[:-1])


def test_bytes_of_no_encoding():
    with pytest.raises(UndecodableDocument, match="save the file as UTF-8"):
        decode("Größe für Straße".encode("latin-1") * 3)
    with pytest.raises(UndecodableDocument, match="utf-16-le"):
        decode(codecs.BOM_UTF16_LE + b"\x41")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        (b"%PDF-1.7\n", r"ending \.pdf"),
        (b"PK\x03\x04\x14\0", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "old Office file"),
        (bytes(range(256)) * 4, "NUL bytes"),
        (b"\x01\x02\x03\x04 text", "control characters"),
        (b"\0" * 100, "NUL bytes"),
        ("远山\0智造落户云岭".encode(), "NUL bytes"),
    ],
)
def test_what_is_no_text(data, message):
    with pytest.raises(BinaryDocument, match=message):
        decode(data)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        (" gb18030 ", "gb18030"),
        ("x-none", None),
        ("", None),
        (None, None),
        ("Big5", "big5hkscs"),
        ("UTF-8", "utf-8"),
        ("us-ascii", None),
        ("base64", None),
        ("rot13", None),
        ("a\0b", None),
    ],
)
def test_labels(label, codec):
    assert codec_of(label) == codec


def test_valid_utf_8_is_believed_before_a_label():
    assert decode(SENTENCE.encode(), "gb2312") == (SENTENCE, "utf-8")
    assert decode("你好".encode("gbk"), "utf-8") == ("你好", "gb18030")
