import importlib
import warnings

import pytest

import kg
from kg.errors import MissingPackage
from kg.query import font


@pytest.fixture
def manager(monkeypatch):
    matplotlib = importlib.import_module("matplotlib")
    with matplotlib.rc_context():
        yield importlib.import_module("matplotlib.font_manager")


def fonts(*names):
    return [type("Font", (), {"name": name, "fname": f"/{name}.ttf"})() for name in names]


def test_the_best_of_those_installed(manager, monkeypatch):
    import matplotlib as mpl

    monkeypatch.setattr(manager.fontManager, "ttflist", fonts("DejaVu Sans", "SimHei", "Noto Sans CJK JP"))
    assert kg.use_chinese_font() == "SimHei"
    assert mpl.rcParams["font.sans-serif"][0] == "SimHei"
    assert mpl.rcParams["axes.unicode_minus"] is False
    assert kg.use_chinese_font() == "SimHei"
    assert mpl.rcParams["font.sans-serif"].count("SimHei") == 1


def test_none_is_told_with_the_cure(manager, monkeypatch):
    monkeypatch.setattr(manager.fontManager, "ttflist", fonts("DejaVu Sans"))
    monkeypatch.setattr(manager, "findSystemFonts", list)
    with pytest.warns(UserWarning, match="apt-get install fonts-noto-cjk"):
        assert kg.use_chinese_font() is None


def test_a_font_installed_later_is_found(manager, monkeypatch):
    listed = fonts("DejaVu Sans")
    monkeypatch.setattr(manager.fontManager, "ttflist", listed)
    monkeypatch.setattr(manager, "findSystemFonts", lambda: ["/fonts/simhei.ttf", "/fonts/mono.ttf"])
    monkeypatch.setattr(manager.fontManager, "addfont", lambda _: listed.extend(fonts("SimHei")))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert kg.use_chinese_font() == "SimHei"


def test_without_matplotlib_the_message_tells_the_cure(monkeypatch):
    def refuse(name, *rest):
        raise ModuleNotFoundError("No module named 'matplotlib'", name="matplotlib")

    monkeypatch.setattr(font.importlib, "import_module", refuse)
    with pytest.raises(MissingPackage, match="pip install matplotlib"):
        font.use_chinese_font()
