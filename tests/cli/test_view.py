import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.export.html import write_html
from kg.export.json import write_json
from tests.samples import gold_graph


@pytest.fixture
def output(tmp_path):
    """An output folder with a graph and no page."""
    write_json(gold_graph("seed"), tmp_path / "graph.json")
    return tmp_path


@pytest.fixture
def opened(monkeypatch):
    """The addresses that would be opened; no browser starts."""
    addresses = []
    monkeypatch.setattr("webbrowser.open", lambda address: addresses.append(address) or True)
    return addresses


def run(*args):
    return CliRunner().invoke(main, ["view", *map(str, args)], catch_exceptions=False)


def test_the_page_of_an_output_folder_is_opened_as_it_is(output, opened):
    page = output / "graph.html"
    page.write_text("old page", encoding="utf-8")
    result = run(output)
    assert (result.exit_code, result.output) == (0, "")
    assert opened == [page.resolve().as_uri()]
    assert page.read_text(encoding="utf-8") == "old page"


@pytest.mark.parametrize("name", ["", "graph.json"])
def test_the_page_is_written_where_there_is_only_a_graph(output, opened, name):
    result = run(output / name, "--no-open")
    page = output / "graph.html"
    assert (result.exit_code, result.output) == (0, f"{page.resolve()}\n")
    assert opened == []
    assert "河南天子铝业有限公司" in page.read_text(encoding="utf-8")


def test_a_page_can_be_named_itself(output, opened):
    page = output / "其他.html"
    write_html(gold_graph("seed"), page)
    assert run(page).exit_code == 0
    assert opened == [page.resolve().as_uri()]


def test_without_a_browser_the_path_is_told(output, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    result = run(output)
    assert (
        result.output == f"no browser could be started; open this file yourself: {(output / 'graph.html').resolve()}\n"
    )


def test_what_does_not_exist_is_an_error_that_says_how_to_build_it(tmp_path):
    result = run(tmp_path / "nothing")
    assert result.exit_code == 1
    assert result.stderr.endswith(f"Build it with: kg build INPUT... -o {tmp_path / 'nothing'}\n")


def test_a_folder_without_a_graph_is_an_error(tmp_path):
    result = run(tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'graph.json'}: there is no such file" in result.stderr
