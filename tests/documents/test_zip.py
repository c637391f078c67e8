import io
import struct
import zipfile

import pytest

from kg.documents import Limits, read_documents
from kg.documents.zip import open_archive
from kg.errors import DocumentError, OversizeDocument, UnreadableDocument
from kg.records import Document
from tests.documents.samples import zip_bytes

TEXT = "远山智造科技有限公司落户云岭开发区。"
DATA = TEXT.encode("utf-8")


def read(folder, data, name="集.zip", **limits):
    (folder / name).write_bytes(data)
    return {found.id: found for found in read_documents([folder / name], limits=Limits(**limits))}


def test_members_stand_below_the_name_of_their_archive(tmp_path):
    found = read(tmp_path, zip_bytes({"b.txt": DATA, "子/a.md": DATA, "./c.txt": DATA, "子\\d.txt": DATA}))
    assert list(found) == ["集.zip/b.txt", "集.zip/c.txt", "集.zip/子/a.md", "集.zip/子/d.txt"]
    assert {document.text for document in found.values()} == {TEXT}


def test_folders_and_files_of_the_system_are_passed_over(tmp_path):
    files = {"子/": b"", "__MACOSX/._a.txt": b"\0", "子/.DS_Store": b"\0", "子/a.txt": DATA}
    assert list(read(tmp_path, zip_bytes(files))) == ["集.zip/子/a.txt"]


def test_archives_in_archives_to_the_depth(tmp_path):
    inner = zip_bytes({"深/a.txt": DATA, "b.txt": DATA})
    outer = zip_bytes({"内.zip": inner, "c.txt": DATA, "更.zip": zip_bytes({"内.zip": inner})})
    found = read(tmp_path, outer)
    assert {name: found[name].text for name in found if name != "集.zip/更.zip/内.zip"} == {
        "集.zip/c.txt": TEXT,
        "集.zip/内.zip/b.txt": TEXT,
        "集.zip/内.zip/深/a.txt": TEXT,
    }
    too_deep = found["集.zip/更.zip/内.zip"]
    assert (too_deep.reason, too_deep.message) == ("oversize", "archives in archives, deeper than 2; unpack it first")


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_names_that_are_not_marked_as_utf_8(tmp_path, codec):
    placeholder = "x" * len("开发区".encode(codec))
    data = zip_bytes({f"{placeholder}.txt": DATA}).replace(placeholder.encode(), "开发区".encode(codec))
    assert list(read(tmp_path, data)) == ["集.zip/开发区.txt"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "/etc/passwd.txt", "子/../../a.txt", "C:\\a.txt", "\\\\host\\a.txt"]
)
def test_names_that_lead_out_are_refused(tmp_path, name):
    found = read(tmp_path, zip_bytes({name: DATA, "b.txt": DATA}))
    assert len(found) == 2
    assert found.pop("集.zip/b.txt").text == TEXT
    [refused] = found.values()
    assert (refused.reason, refused.message) == ("unreadable", "a name that leads out of its archive; it is not read")


def test_links_in_an_archive_are_refused(tmp_path):
    skip = read(tmp_path, zip_bytes({"a.txt": b"/etc/passwd"}, links=["a.txt"]))["集.zip/a.txt"]
    assert (skip.reason, skip.message) == ("unreadable", "a symbolic link in an archive; it is not followed")


def test_a_bomb_of_zeros_is_not_unpacked(tmp_path):
    bomb = zip_bytes({"bomb.txt": b"0" * 20_000_000, "a.txt": DATA})
    assert len(bomb) < 25_000
    found = read(tmp_path, bomb)
    assert found["集.zip/bomb.txt"].reason == "oversize"
    assert "expands more than 200 times" in found["集.zip/bomb.txt"].message
    assert found["集.zip/a.txt"].text == TEXT


def test_members_that_unpack_to_too_much(tmp_path):
    members = {"a.txt": b"a" * 5001, "b.txt": b"a" * 100}
    found = read(tmp_path, zip_bytes(members, compression=zipfile.ZIP_STORED), file_bytes=5000)
    assert "unpacks to 5,001 bytes, more than 5,000" in found["集.zip/a.txt"].message
    assert isinstance(found["集.zip/b.txt"], Document)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"members": 2}, "an archive of more than 2 members; split it"),
        ({"unpacked_bytes": 2000}, "an archive that unpacks to more than 2,000 bytes; split it"),
        ({"unpacked_bytes": 100}, "an archive of more than 100 bytes; split it"),
    ],
)
def test_the_whole_of_an_archive_is_bounded_with_those_in_it(tmp_path, limits, message):
    data = zip_bytes({"a.txt": b"a" * 1000, "内.zip": zip_bytes({"b.txt": b"a" * 1000})})
    found = read(tmp_path, data, **limits)
    assert {name: (skip.reason, skip.message) for name, skip in found.items()} == {"集.zip": ("oversize", message)}


def test_a_member_that_declares_less_than_it_holds(tmp_path):
    data = bytearray(zip_bytes({"a.txt": b"a" * 100_000}))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(signature) + place, 10)
    skip = read(tmp_path, bytes(data))["集.zip/a.txt"]
    assert skip.reason == "unreadable"
    assert "damaged in its archive" in skip.message


def test_a_directory_of_more_than_any_archive_has_is_not_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(300):
            archive.writestr(f"{number:03}" + "x" * 60_000, b"")
    with pytest.raises(OversizeDocument, match="a directory of more than 16,000,000 bytes"):
        open_archive(buffer.getvalue(), Limits())


def test_encrypted_members(tmp_path):
    data = bytearray(zip_bytes({"a.txt": DATA}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    skip = read(tmp_path, bytes(data))["集.zip/a.txt"]
    assert (skip.reason, skip.message) == ("unreadable", "encrypted; unpack it with its password first")


def test_damaged_members_and_archives(tmp_path):
    data = bytearray(zip_bytes({"a.txt": DATA * 50, "b.txt": DATA}))
    data[data.index(b"a.txt") + 8] ^= 0xFF
    found = read(tmp_path, bytes(data))
    assert "damaged in its archive" in found["集.zip/a.txt"].message
    assert found["集.zip/b.txt"].text == TEXT
    for broken in (b"", b"PK", bytes(data[:40]), b"\0" * 500):
        skip = read(tmp_path, broken)["集.zip"]
        assert skip.reason == "unreadable"
        assert "damaged, or not what its ending says" in skip.message


def test_two_members_of_one_name_are_both_read(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "第一")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "第二")
    found = read(tmp_path, buffer.getvalue())
    assert {name: document.text for name, document in found.items()} == {
        "集.zip/a.txt": "第一",
        "集.zip/a.txt#2": "第二",
    }


def test_a_table_in_an_archive(tmp_path):
    inner = zip_bytes({"子/a.txt": DATA, "子/meta.csv": b"file,date\na.txt,2021\n"})
    table = "file,publisher,date\nb.txt,周口日报,2023年1月\n".encode()
    found = read(tmp_path, zip_bytes({"内.zip": inner, "b.txt": DATA, "meta.csv": table}))
    assert {name: (document.publisher, document.date) for name, document in found.items()} == {
        "集.zip/b.txt": ("周口日报", "2023-01"),
        "集.zip/内.zip/子/a.txt": (None, "2021"),
    }


def test_faults_of_a_table_in_an_archive(tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_bytes({"meta.csv": b"file,date\na.txt,never\n", "a.txt": DATA}))
    with pytest.raises(DocumentError, match=r"a\.zip/meta\.csv:2: 'never' is not a date"):
        read_documents([tmp_path])
    data = bytearray(zip_bytes({"meta.csv": b"file,date\na.txt,2021\n" * 9, "a.txt": DATA}))
    data[data.index(b"meta.csv") + 12] ^= 0xFF
    found = read(tmp_path, bytes(data))
    assert found["集.zip/meta.csv"].reason == "unreadable"
    assert found["集.zip/a.txt"].date is None


def test_archives_are_closed_and_reopened_in_turn(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.zip").write_bytes(zip_bytes({"b.txt": DATA, "a/c.txt": DATA}))
    found = list(read_documents([tmp_path]))
    assert [document.id for document in found] == [
        f"{n}.zip/{member}" for n in range(3) for member in ("a/c.txt", "b.txt")
    ]
    assert {document.text for document in found} == {TEXT}


def test_open_archive_names_the_fault():
    with pytest.raises(UnreadableDocument, match="File is not a zip file"):
        open_archive(b"not a zip", Limits())


@pytest.mark.parametrize("members", [{}, {"a.txt": "远山智造落户云岭开发区。"}])
def test_an_archive_whose_directory_lists_nothing_is_named(tmp_path, members):
    data = zip_bytes(members)
    at = data.rindex(b"PK\x05\x06")
    emptied = data[: at + 8] + struct.pack("<HHLL", 0, 0, 0, at) + data[at + 20 :]  # it begins where it ends
    (tmp_path / "a.zip").write_bytes(emptied)
    (skip,) = read_documents([tmp_path / "a.zip"])
    assert skip.reason == "unreadable"
    assert "lists nothing" in skip.message
