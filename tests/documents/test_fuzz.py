"""Whatever the bytes: a document whose text can be written as UTF-8, or a DocumentError, and nothing else."""

import os
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.documents import Limits, read_document, read_documents
from kg.documents.reader import FORMATS
from kg.errors import DocumentError
from kg.records import Document, Skip
from tests.documents.samples import article_page, docx_bytes, pdf_bytes, zip_bytes

TEXT = "远山智造科技有限公司落户云岭开发区，总投资3.5亿元。"
SEEDS = {
    ".txt": f"---\ntitle: 题\ndate: 2023-01-12\n---\n{TEXT}\n来源:周口日报 2023年1月12日\n".encode("gb18030"),
    ".md": f"# 题\n\n{TEXT}".encode("utf-16"),
    ".html": article_page("题", [TEXT] * 3, extra="<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>").encode("gb18030"),
    ".docx": docx_bytes(
        lambda document: (document.add_heading("题", 0), document.add_table(2, 2), document.add_paragraph(TEXT))
    ),
    ".pdf": pdf_bytes([[TEXT, "1"], [TEXT, "2"]]),
    ".zip": zip_bytes(
        {"a.txt": TEXT.encode(), "meta.csv": b"file,date\na.txt,2021\n", "b.zip": zip_bytes({"c.md": b"x"})}
    ),
}
LIMITS = Limits(file_bytes=1_000_000, chars=200_000, members=50, unpacked_bytes=2_000_000)
EFFORT = settings(
    max_examples=int(os.environ.get("KG_FUZZ", "60")),  # more by `make fuzz`
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def broken(draw, suffix):
    """The bytes of a real document with some overwritten, cut out, doubled or put in."""
    data = bytearray(SEEDS[suffix])
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        size = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["overwrite", "cut", "double", "insert", "end"]))
        if kind == "overwrite":
            data[at : at + size] = draw(st.binary(min_size=size, max_size=size))
        elif kind == "cut":
            del data[at : at + size]
        elif kind == "double":
            data[at:at] = data[at : at + size]
        elif kind == "insert":
            data[at:at] = draw(st.binary(max_size=8))
        else:
            del data[at:]
    return bytes(data)


def outcome(data, name):
    """The document, or the error that says why there is none."""
    try:
        return read_document(data, name, LIMITS)
    except DocumentError as error:
        return error


def check(data, name):
    found, again = outcome(data, name), outcome(data, name)
    if isinstance(found, Document):
        assert found.text.encode("utf-8").strip()
        assert found == again
    else:
        assert str(found).strip()
        assert (found.reason, str(found)) == (again.reason, str(again))


@pytest.mark.parametrize("suffix", sorted(set(SEEDS) - {".zip"}))
@EFFORT
@given(data=st.data())
def test_broken_documents(suffix, data):
    check(data.draw(broken(suffix)), f"a{suffix}")


@pytest.mark.parametrize("suffix", sorted(suffix for suffix in FORMATS if suffix))
@EFFORT
@given(data=st.binary(max_size=300))
def test_random_bytes(suffix, data):
    check(data, f"a{suffix}")


@EFFORT
@given(text=st.text(max_size=200))
def test_any_text_is_kept(text):
    if "---" in text or not text.strip() or not text.encode("utf-8", "ignore").decode("utf-8").isprintable():
        return
    check(text.encode("utf-8", "ignore"), "a.txt")


@EFFORT
@given(
    markup=st.lists(
        st.sampled_from(
            [
                "<table>",
                "<tr>",
                "<td rowspan=3>",
                "<td>",
                "<p>",
                "</p>",
                "<br>",
                "<a href=x>",
                "</a>",
                "甲",
                "<nav>",
                "</table>",
                "<div hidden>",
                "</div>",
                "<script>",
                "</script>",
                "&#0;",
                "&#xD800;",
                "<!--",
                "-->",
                "<svg>",
                "<title>",
                "</title>",
                "<h1>",
                "<frameset>",
                "<body>",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup(markup):
    check("".join(markup).encode(), "a.html")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("archives")


@EFFORT
@given(data=broken(".zip"))
def test_broken_archives(folder, data):
    path = folder / "a.zip"
    path.write_bytes(data)
    try:
        found = list(read_documents([path], limits=LIMITS))
    except DocumentError as error:  # a fault in meta.csv stops before any work
        found = [Skip("a.zip/meta.csv", error.reason, str(error))]
    assert found
    assert all(isinstance(item, Document | Skip) for item in found)
    assert len({item.id for item in found}) == len(found)
    assert list(folder.iterdir()) == [path]


@EFFORT
@example(names=["\x00", "\x000"])  # a name ends at a NUL: both are called nothing
@given(
    names=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=6, unique=True)
)
def test_any_names_in_an_archive(folder, names):
    path = Path(folder / "a.zip")
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Duplicate name")
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), TEXT)
    found = list(read_documents([path], limits=LIMITS))
    assert [item.id for item in found] == sorted({item.id for item in found})
    assert not [item.id for item in found if isinstance(item, Document) and ".." in item.id.split("/")]
