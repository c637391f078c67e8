import pytest
from click.testing import CliRunner

import kg.cli.validate
from kg.cli import main
from kg.ontology.load import load


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    return tmp_path / "own"


def test_sound_schemas_are_counted(own):
    (own / "entities.yaml").write_text(
        'entities:\n  - {name: Campus, label: 校区, letter: C, color: "#123456", shape: box, definition: a campus}\n',
        encoding="utf-8",
    )
    result = CliRunner().invoke(main, ["validate", "--schemas", "own"])
    ontology = load()
    assert result.output == (
        f"schemas are sound: 9 entity types, 12 relations, {len(ontology.rules)} rules, "
        f"{len(ontology.word_lists)} lists\n"
    )
    assert result.exit_code == 0


def test_the_schemas_of_kg_are_sound():
    result = CliRunner().invoke(main, ["validate"])
    assert result.output.startswith("schemas are sound: 8 entity types, 12 relations, ")
    assert result.exit_code == 0


def test_all_faults_are_printed_and_the_exit_code_is_1(own):
    (own / "relations.yaml").write_text("relations:\n  - {name: makes, label: 3}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["validate", "--schemas", "own"])
    assert result.output.splitlines() == [
        "own/relations.yaml:2: label is '3'; expected a text; put it in quotes",
        (
            "own/relations.yaml:2: name is 'makes'; expected a name such as SETTLES_IN; "
            "write it in capitals with underscores"
        ),
        (
            "own/relations.yaml:2: relation has no key domain; expected a line such as "
            "`domain: [Enterprise, Project]`; add it"
        ),
        "own/relations.yaml:2: relation has no key range; expected a line such as `range: [Park]`; add it",
        "the schemas have 4 faults",
    ]
    assert result.exit_code == 1


def test_an_example_that_the_engine_reads_otherwise_is_a_fault(monkeypatch):
    fault = "rules/settles_in.yaml:4: settles_in.enter does not find 远山智造 → 云岭开发区"
    monkeypatch.setattr(kg.cli.validate, "_example_faults", lambda _: [fault])
    result = CliRunner().invoke(main, ["validate"])
    assert result.output.splitlines() == [fault, "the schemas have 1 fault"]
    assert result.exit_code == 1
