from itertools import permutations
from pathlib import Path

from kg.documents.identity import identify
from kg.documents.source import Source


def source(path, root, members=()):
    return Source(
        tuple(path.removeprefix(root).strip("/").split("/")), tuple(root.strip("/").split("/")), Path(path), members
    )


def test_order_of_inputs_changes_nothing():
    sources = [
        source("/d/2021/a.txt", "/d/2021"),
        source("/d/2022/a.txt", "/d/2022"),
        source("/d/2022/2021/a.txt", "/d/2022"),
        source("/d/2022/2021/a.txt", "/d/2022/2021"),
        source("/e/2022/a.txt", "/e/2022"),
        source("/d/2022/b.txt", "/d/2022"),
    ]
    expected = {
        "2021/a.txt": "/d/2022/2021/a.txt",
        "d/2021/a.txt": "/d/2021/a.txt",
        "d/2022/a.txt": "/d/2022/a.txt",
        "e/2022/a.txt": "/e/2022/a.txt",
        "b.txt": "/d/2022/b.txt",
    }
    for order in permutations(sources):
        found = identify(order)
        assert {name: str(item.path) for name, item in found.items()} == expected
        assert list(found) == sorted(expected)


def test_what_no_folder_can_part_is_numbered():
    archive = Path("/d/a.zip")
    twins = [Source(("a.zip", "x.txt"), ("d",), archive, (index,)) for index in range(3)]
    assert {name: item.members for name, item in identify(reversed(twins)).items()} == {
        "a.zip/x.txt": (0,),
        "a.zip/x.txt#2": (1,),
        "a.zip/x.txt#3": (2,),
    }


def test_twins_of_two_archives():
    twins = [
        Source(("a.zip", "x.txt"), ("d", folder), Path(f"/d/{folder}/a.zip"), (index,))
        for folder in ("1", "2")
        for index in (0, 1)
    ]
    assert list(identify(twins)) == ["1/a.zip/x.txt", "1/a.zip/x.txt#2", "2/a.zip/x.txt", "2/a.zip/x.txt#2"]
