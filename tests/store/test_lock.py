"""The lock of a folder: one at a time, free when its process is gone, and nothing left behind."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from kg.errors import ExportError
from kg.store.lock import LOCK, locked

HOLD = """
import sys
from pathlib import Path
from kg.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock of ``tmp_path / "out"``."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "out")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    process.stdin.close()


def test_the_lock_is_gone_afterwards(tmp_path):
    with locked(tmp_path / "out"):
        assert (tmp_path / "out" / LOCK).exists()
    assert list((tmp_path / "out").iterdir()) == []


def test_the_second_waits_and_says_so_once(tmp_path, holder):
    said = []

    def waiting():
        said.append("waiting")
        threading.Timer(0.3, holder.stdin.close).start()

    with locked(tmp_path / "out", waiting):
        assert holder.wait(10) == 0
    assert said == ["waiting"]


def test_patience_ends_with_an_error(tmp_path, holder):
    with (
        pytest.raises(ExportError, match="another kg has been working in it for 0 s"),
        locked(tmp_path / "out", patience=0.1),
    ):
        raise AssertionError
    assert holder.poll() is None


def test_a_killed_process_leaves_the_lock_free(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert (tmp_path / "out" / LOCK).exists()
    with locked(tmp_path / "out", lambda: pytest.fail("waited for the dead")):
        pass
    assert list((tmp_path / "out").iterdir()) == []


def test_an_error_frees_the_lock(tmp_path):
    def fails():
        with locked(tmp_path / "out"):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with locked(tmp_path / "out", lambda: pytest.fail("waited")):
        pass


def test_many_at_once_come_one_after_the_other(tmp_path):
    inside, most = [], []

    def work():
        with locked(tmp_path / "out"):
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 12
