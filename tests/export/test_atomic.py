import stat

import pytest

from kg.export.atomic import atomic_write


def test_the_new_file_takes_the_place_of_the_old(tmp_path):
    path = tmp_path / "部门" / "名单.txt"
    for text in ("一\n", "二\r\n"):
        with atomic_write(path) as file:
            file.write(text)
    assert path.read_bytes() == "二\r\n".encode()
    assert [p.name for p in path.parent.iterdir()] == ["名单.txt"]


def test_a_failure_leaves_the_old_file_alone(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def fail():
        with atomic_write(path, "wb") as file:
            file.write(b"half")
            assert path.read_bytes() == b"old"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


def test_mode_and_links_are_kept(tmp_path):
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    with atomic_write(link) as file:
        file.write("new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_the_longest_name_of_the_system_can_be_written(tmp_path):
    path = tmp_path / ("a" * 255)
    with atomic_write(path) as file:
        file.write("x")
    assert path.read_text(encoding="utf-8") == "x"
