import ast
import hashlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kg.documents import Limits, page_of, read_document, read_documents
from kg.errors import DocumentError, KgError, MissingExtra
from kg.records import Document, Skip
from tests.documents.samples import article_page, docx_bytes, pdf_bytes, zip_bytes

CASES = Path(__file__).parents[1] / "cases.jsonl"
TEXT = "远山智造科技有限公司落户云岭开发区。"


def case(name):
    cases = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return next(found for found in cases if found["id"] == name)


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return folder


def read(*inputs, **limits):
    return {found.id: found for found in read_documents(list(inputs), limits=Limits(**limits))}


def test_case_in_gbk_gb18030(tmp_path):
    files = case("in-gbk-gb18030")["input"]["files"]
    expect = case("in-gbk-gb18030")["expect"]
    found = read(write(tmp_path, {name: bytes.fromhex(file["hex"]) for name, file in files.items()}))
    assert {name: document.text for name, document in found.items()} == {
        "a.txt": expect["a.txt"],
        "b.html": expect["b.html"],
        "c.txt": "你好",
        "d.txt": expect["d.txt"],
    }
    assert [document.encoding for document in found.values()] == ["gb18030", "gb18030", "gb18030", "utf-16-le"]


def test_case_in_empty_binary_trad(tmp_path):
    case_ = case("in-empty-binary-trad")
    row = ["远山智造", "落户", "云岭开发区"]

    def table(document):
        cells = document.add_table(1, 3).rows[0].cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text

    files = {
        "empty.txt": b"",
        "blank.txt": "\u3000\n\n",
        "photo.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1",
        "broken.docx": bytes.fromhex("c1d00fa17be2665c04913f2a"),
        "table.docx": docx_bytes(table),
        "trad.txt": case_["input"]["files"]["trad.txt"],
        "simp.txt": case_["input"]["files"]["simp.txt"],
    }
    found = read(write(tmp_path, files))
    assert len(found) == 7
    skipped = {name: skip.reason for name, skip in found.items() if isinstance(skip, Skip)}
    assert skipped == case_["expect"]["skipped"]
    assert found["table.docx"].text == " | ".join(row)
    assert found["trad.txt"].text == "遠山智造科技有限公司落戶雲嶺開發區。"


def test_text_is_the_file_with_its_line_endings(tmp_path):
    raw = "\ufeff# 标题\r\n\r\n" + TEXT + "\n\t第二段。\r"
    found = read(write(tmp_path, {"a.md": raw, "b.txt": raw}))
    for name, reader in (("a.md", "md"), ("b.txt", "txt")):
        document = found[name]
        assert document.text == raw.removeprefix("\ufeff")
        assert (document.reader, document.encoding, document.title) == (reader, "utf-8-sig", "标题")
        assert document.checksum == hashlib.sha256(raw.encode("utf-8")).hexdigest()


def test_ids_are_sorted_relative_paths_whatever_the_order(tmp_path):
    write(tmp_path, {"in/乙.txt": TEXT, "in/甲/一.txt": TEXT, "in/甲/2023/二.md": TEXT, "other.txt": TEXT})
    expected = ["other.txt", "乙.txt", "甲/2023/二.md", "甲/一.txt"]
    assert list(read(tmp_path / "in", tmp_path / "other.txt")) == expected
    assert list(read(tmp_path / "other.txt", tmp_path / "in")) == expected


def test_equal_ids_get_the_folder_above_in_front(tmp_path):
    write(
        tmp_path, {"x/2021/a.txt": "二〇二一", "x/2022/a.txt": "二〇二二", "y/2022/a.txt": "另", "x/2022/b.txt": TEXT}
    )
    found = read(tmp_path / "x/2021", tmp_path / "x/2022", tmp_path / "y/2022/a.txt")
    assert {name: document.text for name, document in found.items()} == {
        "2021/a.txt": "二〇二一",
        "b.txt": TEXT,
        "x/2022/a.txt": "二〇二二",
        "y/2022/a.txt": "另",
    }


def test_a_file_given_twice_is_read_once(tmp_path):
    write(tmp_path, {"in/子/a.txt": TEXT})
    assert list(read(tmp_path / "in", tmp_path / "in/子/a.txt", tmp_path / "in/子")) == ["子/a.txt"]


def test_missing_inputs_are_told_together_before_any_work(tmp_path):
    write(tmp_path, {"a.txt": TEXT})
    with pytest.raises(DocumentError, match=r"no such file or folder: .*nowhere.*, .*neither"):
        read_documents([tmp_path / "a.txt", tmp_path / "nowhere", tmp_path / "neither"])


def test_an_empty_folder_gives_nothing(tmp_path):
    assert read(tmp_path) == {}


def test_files_of_the_system_are_no_documents(tmp_path):
    write(tmp_path, {".DS_Store": b"\0", "~$报告.docx": b"\0", "Thumbs.db": b"\0", ".git/config": "x", "a.txt": TEXT})
    assert list(read(tmp_path)) == ["a.txt"]


def test_files_without_a_reader_are_skips_with_the_cure(tmp_path):
    found = read(write(tmp_path, {"a.doc": b"\xd0\xcf", "b.xlsx": b"PK", "c.jpg": b"\xff\xd8\xff", "无结尾": TEXT}))
    assert [found[name].reason for name in ("a.doc", "b.xlsx", "c.jpg")] == ["unreadable"] * 3
    assert "save it as .docx" in found["a.doc"].message
    assert "no reader for .xlsx; kg reads .docm, .docx, .htm" in found["b.xlsx"].message
    assert found["无结尾"].text == TEXT


def test_header_comes_before_table_and_table_before_text(tmp_path):
    body = "远山智造落户\n来源:周口日报 2023年1月12日\n" + TEXT
    write(
        tmp_path,
        {
            "a.txt": "---\ndate: 2020-02-02\n---\n" + body,
            "b.txt": body,
            "子/c.html": article_page("远山智造落户", [TEXT]),
            "子/d.txt": body,
            "meta.csv": "文件,标题,日期\na.txt,表中标题,2021\nb.txt,,2021-05\n子/c.html,,2022\n子/d.txt,远,1999\n",
            "子/meta.csv": "file,publisher,date\nd.txt,近,2001-01-01\n",
        },
    )
    found = read(tmp_path)
    told = {name: (document.title, document.publisher, document.date) for name, document in found.items()}
    assert told == {
        "a.txt": ("表中标题", "周口日报", "2020-02-02"),
        "b.txt": ("远山智造落户", "周口日报", "2021-05"),
        "子/c.html": ("远山智造落户", "周口日报", "2022"),
        "子/d.txt": ("远山智造落户", "近", "2001-01-01"),
    }
    assert found["a.txt"].text == body


def test_a_fault_in_a_table_stops_before_any_work(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "子/meta.csv": "file,date\na.txt,昨天\n"})
    with pytest.raises(DocumentError, match=r"子/meta.csv:2: '昨天' is not a date"):
        read_documents([tmp_path])


def test_symbolic_links_do_not_lead_out_of_the_folder(tmp_path):
    write(tmp_path, {"秘密/a.txt": "秘密", "in/b.txt": TEXT, "in/子/c.txt": TEXT})
    (tmp_path / "in/out.txt").symlink_to(tmp_path / "秘密/a.txt")
    (tmp_path / "in/外").symlink_to(tmp_path / "秘密", target_is_directory=True)
    (tmp_path / "in/nothing").symlink_to(tmp_path / "in/nowhere")
    (tmp_path / "in/same.txt").symlink_to(tmp_path / "in/b.txt")
    (tmp_path / "in/子/loop").symlink_to(tmp_path / "in", target_is_directory=True)
    found = read(tmp_path / "in")
    assert list(found) == ["b.txt", "nothing", "out.txt", "外", "子/c.txt"]
    assert "a symbolic link to nothing" in found["nothing"].message
    for name in ("out.txt", "外"):
        assert found[name].reason == "unreadable"
        assert "not followed" in found[name].message


def test_pipes_and_sockets_are_not_waited_for(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        found = read(tmp_path, tmp_path / "pipe.txt")
    assert {name: skip.reason for name, skip in found.items()} == {"pipe.txt": "unreadable", "socket.txt": "unreadable"}
    assert "not a regular file" in found["pipe.txt"].message


def test_a_file_that_goes_or_is_refused_is_a_skip(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "b.txt": TEXT})
    documents = read_documents([tmp_path])
    (tmp_path / "b.txt").unlink()
    first, second = documents
    assert isinstance(first, Document)
    assert (second.id, second.reason) == ("b.txt", "unreadable")
    assert "the system refuses it" in second.message


def test_limits(tmp_path):
    write(tmp_path, {"bytes.txt": "a" * 2001, "chars.txt": "a" * 1001, "fits.txt": "a" * 1000})
    found = read(tmp_path, file_bytes=2000, chars=1000)
    assert found["bytes.txt"].reason == found["chars.txt"].reason == "oversize"
    assert "more than 2,000 bytes" in found["bytes.txt"].message
    assert "more than 1,000 characters" in found["chars.txt"].message
    assert found["fits.txt"].text == "a" * 1000


def test_a_line_of_a_million_characters(tmp_path):
    sentence = "远山智造科技有限公司落户云岭开发区,总投资20亿元。"
    text = sentence * (1_000_000 // len(sentence) + 1)
    found = read(write(tmp_path, {"long.txt": text.encode("gbk"), "long.md": text}))
    assert len(text) > 1_000_000
    assert found["long.txt"].text == found["long.md"].text == text


def test_file_names_in_gbk_have_readable_ids(tmp_path):
    raw = os.fsencode(tmp_path) + b"/" + "开发区.txt".encode("gbk")
    Path(os.fsdecode(raw)).write_text(TEXT, encoding="utf-8")
    assert read(tmp_path)["开发区.txt"].text == TEXT


READ = """
import sys, warnings
from pathlib import Path
warnings.filterwarnings("error", category=EncodingWarning, module=r"kg(\\.|$)")
from kg.documents import read_documents
for found in read_documents([Path(sys.argv[1])]):
    print(ascii((found.id, getattr(found, "text", None), getattr(found, "date", None))))
"""


def test_the_locale_changes_nothing(tmp_path):
    files = {
        "开发区.txt": TEXT.encode("gbk"),
        "乙®.md": TEXT,
        "丙.html": f"<p>{TEXT}</p>",
        "丁.pdf": pdf_bytes([[TEXT]]),
    }
    files |= {"集.zip": zip_bytes({"开.txt": TEXT.encode()}), "meta.csv": "文件,日期\n开发区.txt,2023\n".encode("gbk")}
    files["戊.docx"] = docx_bytes(lambda document: document.add_paragraph(TEXT))
    write(tmp_path, files)
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "PATH": os.environ["PATH"]}
    command = [sys.executable, "-X", "warn_default_encoding", "-c", READ, str(tmp_path)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, env=plain, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    expected = [
        (name, TEXT, "2023" if name == "开发区.txt" else None) for name in sorted({*files} - {"meta.csv", "集.zip"})
    ]
    expected.append(("集.zip/开.txt", TEXT, None))
    assert [ast.literal_eval(line) for line in done.stdout.splitlines()] == sorted(expected)


@pytest.mark.parametrize(
    ("name", "module", "data"),
    [
        ("a.html", "trafilatura", article_page("题", [TEXT]).encode()),
        ("a.html", "lxml", article_page("题", [TEXT]).encode()),
        ("a.pdf", "pypdfium2", pdf_bytes([[TEXT]])),
    ],
)
def test_without_the_extra_a_skip_names_the_pip_line(tmp_path, monkeypatch, name, module, data):
    monkeypatch.setitem(sys.modules, module, None)
    skip = read(write(tmp_path, {name: data}))[name]
    assert skip.reason == MissingExtra.reason == "needs kg[documents]"
    assert 'pip install "kg[documents]"' in skip.message


def test_txt_md_and_docx_need_no_extra(tmp_path, monkeypatch):
    files = {"a.txt": TEXT, "a.md": TEXT, "a.docx": docx_bytes(lambda document: document.add_paragraph(TEXT))}
    for module in ("lxml", "trafilatura", "pypdfium2", "opencc", "docx"):
        monkeypatch.setitem(sys.modules, module, None)
    assert {document.text for document in read(write(tmp_path, files)).values()} == {TEXT}


def test_one_document_is_in_memory_at_a_time(tmp_path):
    write(tmp_path, {"a.txt": TEXT, "b.txt": TEXT})
    documents = read_documents([tmp_path])
    assert next(documents).id == "a.txt"
    (tmp_path / "b.txt").write_text("改过", encoding="utf-8")
    assert next(documents).text == "改过"


def test_everything_that_is_found_is_a_document_or_a_skip(tmp_path):
    write(
        tmp_path, {"a.txt": TEXT, "b.pdf": b"%PDF-broken", "c.zip": zip_bytes({"d.txt": TEXT.encode(), "e.bin": b"\0"})}
    )
    found = read(tmp_path)
    assert {name: type(item).__name__ for name, item in found.items()} == {
        "a.txt": "Document",
        "b.pdf": "Skip",
        "c.zip/d.txt": "Document",
        "c.zip/e.bin": "Skip",
    }


def test_reading_writes_nothing(tmp_path):
    write(
        tmp_path,
        {
            "in/a.zip": zip_bytes({"../../evil.txt": b"x", "b.txt": TEXT.encode()}),
            "in/c.html": article_page("题", [TEXT]),
        },
    )
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    read(tmp_path / "in")
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def test_read_document_raises_where_read_documents_skips():
    with pytest.raises(KgError, match="0 bytes"):
        read_document(b"", "a.txt", Limits())


def test_pages_are_parted_by_form_feeds():
    text = "第一页\n\f第二页\n\f\n\f第四页"
    assert [page_of(text, text.index(page)) for page in ("第一页", "第二页", "第四页")] == [1, 2, 4]
