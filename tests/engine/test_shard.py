"""Shards of extractions in Parquet files."""

from __future__ import annotations

import pytest

from kg.engine.shard import Filed, Row, read_rows, write_rows
from kg.errors import StoreError
from kg.records import Extraction
from kg.resolution.handover import read_block, write_blocks
from kg.store.store import extraction_text

ROW = Row("k", "d", "2024-03", extraction_text(Extraction("d")))


def test_rows_come_back_as_they_were_written(tmp_path):
    path = tmp_path / "rows.parquet"
    write_rows(path, [ROW])
    assert list(read_rows(path)) == [ROW]
    assert list(Filed((path,))) == [(Extraction("d"), "2024-03")]
    assert [each.name for each in tmp_path.iterdir()] == ["rows.parquet"]


@pytest.mark.parametrize("write", [lambda p: write_rows(p, [ROW]), lambda p: write_blocks(p, ["a", "b"])])
def test_what_cannot_be_written_says_what_to_do(write, tmp_path):
    with pytest.raises(StoreError, match=r"gone: cannot be written .*; make room"):
        write(tmp_path / "gone" / "file")


def test_a_block_is_read_alone(tmp_path):
    write_blocks(tmp_path / "blocks", ["a", {"b": 1}])
    assert read_block(tmp_path / "blocks", 1, 2) == {"b": 1}
