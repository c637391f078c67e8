"""Every command has help that says what it does, and help is quick: it loads no stage."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

import kg
from kg.cli import COMMANDS, main

HEAVY = ("spacy", "pandas", "pyvis", "openpyxl", "lxml", "pycrfsuite", "matplotlib", "yaml", "numpy")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name):
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"Usage: main {name} ")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_of_a_command_has_help(name):
    command = main.get_command(click.Context(main), name)
    assert command.help, name
    assert [p.name for p in command.params if isinstance(p, click.Option) and not p.help] == []


@pytest.mark.parametrize("option", ["--schemas", "--corrections"])
def test_a_shared_option_reads_the_same_in_every_command(option):
    commands = {name: main.get_command(click.Context(main), name) for name in COMMANDS}
    texts = {
        name: (parameter.help, parameter.metavar)
        for name, command in commands.items()
        for parameter in command.params
        if option in parameter.opts
    }
    assert texts.keys() >= {"build", "remove", "review"}
    assert len(set(texts.values())) == 1


def test_help_lists_every_command_with_what_it_does():
    output = CliRunner().invoke(main, ["--help"]).output
    for name, what in COMMANDS.items():
        assert f"  {name}" in output
        assert what.split()[0] in output


def test_an_unknown_command_is_a_wrong_command_line():
    result = CliRunner().invoke(main, ["bild"])
    assert result.exit_code == 2
    assert "No such command 'bild'" in result.output


def test_the_version_is_that_of_the_package():
    assert CliRunner().invoke(main, ["--version"]).output == f"kg, version {kg.__version__}\n"


@pytest.mark.parametrize(
    "code", ["import kg", "import kg.cli; kg.cli.main(['--help'], standalone_mode=False)"], ids=["import", "help"]
)
def test_help_and_import_load_nothing_heavy(code):
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    loaded = {name.partition(".")[0] for name in json.loads(told.stdout.splitlines()[-1])}
    assert loaded.isdisjoint(HEAVY)


def test_the_package_runs_as_a_module():
    told = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, encoding="utf-8", check=True)
    assert told.stdout == f"kg, version {kg.__version__}\n"
