"""A killed build, a full disk, two builds at once: the next build gives the bytes of an undisturbed one."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

import pytest

from kg.export.json import read_json

CRASHES = int(os.environ.get("KG_CRASHES", "3"))  # 100 by `make fuzz`
ARTICLES = {
    "a.txt": "河北远山智造科技有限公司落户云岭开发区。",
    "b.txt": "岚州储能有限公司与河北远山智造科技有限公司签订战略合作协议。",
    "c.txt": "岚州储能有限公司落户云岭开发区。",
}
CORRECTIONS = """# 我们的更正
- do: confirm
  entity: 企业:岚州储能有限公司
  by: 王芳
  on: 2024-03-05
  why: 电话核实
"""
DIES = """
import os, pathlib, signal, sys
count = int(sys.argv.pop(1))
replace = pathlib.Path.replace
def dying(self, target):
    global count
    count -= pathlib.Path(target).parent.name == "out"
    if count < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
pathlib.Path.replace = dying
from kg.cli import main
main()
"""


def command(*arguments):
    return [sys.executable, "-m", "kg", "build", *map(str, arguments)]


def build(folder, **options):
    return subprocess.run(
        command("in", "-o", "out"), cwd=folder, capture_output=True, encoding="utf-8", check=False, **options
    )


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith("store.sqlite")}


def write(folder, articles):
    (folder / "in").mkdir(parents=True, exist_ok=True)
    (folder / "out").mkdir(exist_ok=True)
    for name, text in articles.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    (folder / "out" / "corrections.yaml").write_text(CORRECTIONS, encoding="utf-8")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What the articles give, and the seconds that it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    write(folder, ARTICLES)
    began = time.monotonic()
    assert build(folder).returncode == 0
    return contents(folder / "out"), time.monotonic() - began


@pytest.fixture(scope="module")
def output_of_old(tmp_path_factory):
    """An output of fewer articles."""
    folder = tmp_path_factory.mktemp("old")
    write(folder, {"a.txt": ARTICLES["a.txt"]})
    assert build(folder).returncode == 0
    return folder / "out"


@pytest.fixture
def older(output_of_old):
    """Make a folder with all articles and an output of fewer, that the disturbed build is to bring up to date."""

    def made(folder):
        shutil.rmtree(folder / "out", ignore_errors=True)
        shutil.copytree(output_of_old, folder / "out")
        write(folder, ARTICLES)

    return made


def assert_whole_and_mended(folder, expected):
    """Every file that stands there is an old or a new one, whole; and the next build gives what is expected."""
    read_json(folder / "out")
    assert (folder / "out" / "corrections.yaml").read_text(encoding="utf-8") == CORRECTIONS
    result = build(folder)
    assert result.returncode == 0, result.stderr
    assert contents(folder / "out") == expected


def test_killed_at_random_moments(tmp_path, undisturbed, older):
    expected, seconds = undisturbed
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    killed = 0
    for _ in range(CRASHES):
        older(tmp_path)
        process = subprocess.Popen(
            command("in", "-o", "out"), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 1.0) * seconds)
        process.kill()
        killed += process.wait() == -signal.SIGKILL
        assert_whole_and_mended(tmp_path, expected)
    assert killed > 0


@pytest.mark.parametrize("files", [0, 2, 4])
def test_killed_before_a_file_is_put_in_place(files, tmp_path, undisturbed, older):
    expected, _ = undisturbed
    older(tmp_path)
    process = subprocess.run(
        [sys.executable, "-c", DIES, str(files), "build", "in", "-o", "out"], cwd=tmp_path, check=False
    )
    assert process.returncode == -signal.SIGKILL
    left = set(contents(tmp_path / "out")) - set(expected)
    assert any(name.endswith(".tmp") for name in left)
    assert_whole_and_mended(tmp_path, expected)


def small(size):
    """Limit the files of a process to `size` bytes, as a full disk would; writing more is an error, not a signal."""

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("size", [1000, 100_000], ids=lambda size: f"{size} bytes")
def test_no_room_for_the_files(size, tmp_path, undisturbed, older):
    expected, _ = undisturbed
    older(tmp_path)
    before = contents(tmp_path / "out")
    result = build(tmp_path, preexec_fn=small(size))
    assert result.returncode == 1
    assert result.stderr.startswith("error: ")
    assert "make room" in result.stderr
    assert "Traceback" not in result.stderr
    after = contents(tmp_path / "out")
    assert set(after) == set(before)
    assert all(data in (before[name], expected[name]) for name, data in after.items())
    assert_whole_and_mended(tmp_path, expected)


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own where it may be mounted, else a folder; and how to fill it, or to limit a build to it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    yield folder, mounted.returncode == 0
    if mounted.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(disk, undisturbed, older):
    folder, mounted = disk
    expected, _ = undisturbed
    older(folder)
    before = contents(folder / "out")
    filler = folder / "filler"
    limits = {"preexec_fn": small(200_000)}
    if mounted:
        room = shutil.disk_usage(folder).free
        filler.write_bytes(b"\0" * (room - 200_000))
        limits = {"env": os.environ | {"TMPDIR": str(folder)}}
    result = build(folder, **limits)
    assert result.returncode == 1
    assert result.stderr.startswith("error: ")
    assert "make room" in result.stderr
    after = contents(folder / "out")
    assert all(data in (before[name], expected[name]) for name, data in after.items())
    filler.unlink(missing_ok=True)
    assert_whole_and_mended(folder, expected)


def test_two_builds_at_once(tmp_path, undisturbed):
    expected, _ = undisturbed
    write(tmp_path, ARTICLES)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    both = [subprocess.Popen(command("in", "-o", "out"), cwd=tmp_path, **pipes) for _ in range(2)]
    told = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert contents(tmp_path / "out") == expected
    assert sum("another kg is working in out; waiting for its end" in errors for _, errors in told) <= 1
