import json
from pathlib import Path

import pytest

from kg.errors import SchemaError
from kg.ontology.load import load

HEAD = "# source: own\n# licence: MIT\n"
CASES = Path(__file__).parent.parent / "cases.jsonl"


@pytest.fixture
def lists(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own" / "lists").mkdir(parents=True)
    return tmp_path / "own" / "lists"


def faults(directory):
    with pytest.raises(SchemaError) as error:
        load(directory)
    return list(error.value.faults)


def test_a_byte_order_mark_is_no_part_of_the_first_word(lists):
    case = next(c for c in map(json.loads, CASES.read_text(encoding="utf-8").splitlines()) if c["id"] == "in-bom")
    rows = bytes.fromhex(case["input"]["files"]["lexicon.csv"]["hex"])
    assert rows.startswith(b"\xef\xbb\xbf")
    words = b"\r\n".join(row.partition(b",")[0] for row in rows.splitlines())
    (lists / "names.txt").write_bytes(words + b"\r\n" + HEAD.encode())
    ontology = load(lists.parent)
    assert ontology.words("names") == ("远山智造", "云岭开发区")
    assert ontology.words("names")[0] == case["expect"]["lexicon_first_entry"]
    assert case["expect"]["no_name_contains"].encode().decode("unicode_escape") not in "".join(ontology.words("names"))


def test_source_and_licence_are_kept_and_words_folded_in_the_order_of_the_file(lists):
    text = (
        "# source: 工商登记\n# licence: CC0-1.0\n# filter: none\n\n迪信通（中迪）\n  ＡＢＣ集团 \n# by hand\n甲公司\n"
    )
    (lists / "names.txt").write_text(text, encoding="utf-8")
    found = load(lists.parent).word_lists["names"]
    assert found.words == ("迪信通(中迪)", "ABC集团", "甲公司")
    assert (found.name, found.source, found.licence) == ("names", "工商登记", "CC0-1.0")


def test_the_words_of_a_list_of_the_same_name_are_added(lists):
    (lists / "countries.txt").write_text(HEAD + "亚特兰蒂斯\n日本\n", encoding="utf-8")
    shipped, own = load(), load(lists.parent)
    assert own.words("countries") == (*shipped.words("countries"), "亚特兰蒂斯")
    assert own.word_lists["countries"].source == "own compilation; own"
    assert own.words("cities") == shipped.words("cities")


def test_a_list_that_does_not_extend_replaces_the_one_of_the_same_name(lists):
    (lists / "countries.txt").write_text(HEAD + "# extends: false\n亚特兰蒂斯\n", encoding="utf-8")
    assert load(lists.parent).words("countries") == ("亚特兰蒂斯",)


def test_all_faults_of_all_lists_are_told_together(lists):
    (lists / "bare.txt").write_text("甲公司\n乙公司\n甲公司\n", encoding="utf-8")
    (lists / "empty.txt").write_text(HEAD, encoding="utf-8")
    (lists / "row.txt").write_text(HEAD + "甲公司,Enterprise\n", encoding="utf-8")
    (lists / "gbk.txt").write_bytes(HEAD.encode() + "甲公司\n".encode("gbk"))
    (lists / "switch.txt").write_text("# extends: no\n" + HEAD + "甲公司\n", encoding="utf-8")
    (lists / "names.csv").write_text("甲公司\n", encoding="utf-8")
    assert faults(lists.parent) == [
        (
            "own/lists/bare.txt:1: the list has no licence; expected a head line `# licence: …`; "
            "say under which licence they may be used"
        ),
        (
            "own/lists/bare.txt:1: the list has no source; expected a head line `# source: …`; "
            "say where the words come from"
        ),
        (
            "own/lists/bare.txt:3: the word 甲公司 stands twice, first in line 1; expected it once; "
            "remove one of the two lines"
        ),
        "own/lists/empty.txt:1: the list has no words; expected one word a line; add words, or remove the file",
        (
            "own/lists/gbk.txt:3: the byte 0xbc is not UTF-8; expected a file in UTF-8; "
            "save the file with the encoding UTF-8"
        ),
        (
            "own/lists/names.csv:1: the file is unknown; expected one of: entities.yaml, relations.yaml, stages.yaml, "
            "cues.yaml, patterns.yaml, schemas.yaml, rules/*.yaml, lists/*.txt; rename, move or remove it"
        ),
        (
            "own/lists/row.txt:3: the line '甲公司,Enterprise' holds ','; expected one word a line; "
            "give each word a line of its own"
        ),
        "own/lists/switch.txt:1: extends is 'no'; expected true or false; write one of the two",
    ]
