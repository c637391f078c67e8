"""The notebooks run top to bottom on the seed and on our own corpus, give no empty answer, and hold no outputs."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
EXPECTED = {
    "01": [
        "益海特油项目：项目，投资3亿元，处于投产阶段",
        "没有这个名称。是不是： 河南天子铝业有限公司",
        "锅圈食汇",
        "比亚迪",
        "鼓励",
    ],
    "02": ["新能源汽车配套零部件生产项目", "谋划", "未定亿元", "列举未全"],
    "03": ["投资：5亿元", "投资：6亿元", "只见于2023年", "终止", "省“专精特新”中小企业"],
    "04": [".graphml", ".gexf", "fact"],
}
PLOTS = {"01": 0, "02": 2, "03": 1, "04": 1}
VIEWS = {"01": 1, "02": 0, "03": 1, "04": 0}


@pytest.fixture
def desk(tmp_path):
    """A folder like the checkout, where notebooks may write an output folder without touching ours."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "tests" / "corpus").symlink_to(ROOT / "tests" / "corpus")
    return tmp_path


RUN = """
import sys, nbclient, nbformat
source, target, folder = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
resources = {"metadata": {"path": folder}}
nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources).execute()
nbformat.write(notebook, target)
"""


def executed(path, desk):
    """The outputs of the notebook, run in a process of its own, for kernels leave sockets behind."""
    command = [sys.executable, "-c", RUN, str(path), str(desk / "done.ipynb"), str(desk / "notebooks")]
    result = subprocess.run(command, check=False, capture_output=True, text=True, cwd=desk)
    assert result.returncode == 0, result.stderr
    notebook = nbformat.read(desk / "done.ipynb", as_version=4)
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def test_there_are_four():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.notebook
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_answers(path, desk):
    outputs = executed(path, desk)
    data = [output.get("data", {}) for output in outputs]
    shown = "\n".join([output.get("text", "") for output in outputs] + [d.get("text/plain", "") for d in data])
    html = "\n".join(d.get("text/html", "") for d in data)
    number = path.name[:2]
    for text in EXPECTED[number]:
        assert text in shown + html
    assert not re.search(r"<tbody>\s*</tbody>", html), "an answer is empty"
    assert "没有实体" not in shown
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert sum("image/png" in d for d in data) == PLOTS[number]
    assert html.count("<iframe srcdoc=") == VIEWS[number]
    assert not re.search(r'<(script|link|img)[^>]+(src|href)="?https?:', html), "an output loads from the network"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert notebook.cells[0].source.replace(" ", "").startswith(f"#{path.stem[3:]}".replace(" ", ""))
    assert notebook.metadata.keys() == {"kernelspec", "language_info"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_uses_the_public_page_alone(path):
    notebook = nbformat.read(path, as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert not re.search(r"(from|import) +kg\.|\._\w", code)
