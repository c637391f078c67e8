"""A font with Chinese for matplotlib, found among those that are installed."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kg.errors import MissingPackage

__all__ = ["FONTS", "use_chinese_font"]

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "SimSun",
    "Arial Unicode MS",
    "Droid Sans Fallback",
)
"""Fonts of Windows, macOS and Linux that hold simplified Chinese, the best to read first.

Of a collection matplotlib knows the first face alone: Noto Sans CJK goes by its Japanese name and holds Chinese too.
"""


def use_chinese_font() -> str | None:
    """Let matplotlib write Chinese; the name of the font, or None with a warning where there is none.

    A font that was installed after matplotlib last looked is found as well. The minus sign is written as a hyphen,
    which every Chinese font has.

    Raises
    ------
    MissingPackage
        matplotlib is not installed.
    """
    try:
        matplotlib = importlib.import_module("matplotlib")
    except ModuleNotFoundError as error:
        raise MissingPackage("plots need the package matplotlib; install it with: pip install matplotlib") from error
    manager = importlib.import_module("matplotlib.font_manager")
    name = _best(font.name for font in manager.fontManager.ttflist) or _best(_add_new(manager))
    if name is None:
        warnings.warn(
            "no font with Chinese was found, so plots will show boxes instead of Chinese; install one, for example "
            "with: apt-get install fonts-noto-cjk (Debian, Ubuntu), dnf install google-noto-sans-cjk-fonts (Fedora); "
            "Windows and macOS have one. Then run this again",
            stacklevel=2,
        )
        return None
    matplotlib.rcParams["font.sans-serif"] = [name, *(f for f in matplotlib.rcParams["font.sans-serif"] if f != name)]
    matplotlib.rcParams["font.family"] = "sans-serif"
    matplotlib.rcParams["axes.unicode_minus"] = False
    return name


def _best(names: Iterable[str]) -> str | None:
    known = set(names)
    return next((font for font in FONTS if font in known), None)


def _add_new(manager: Any) -> list[str]:
    """The names of the fonts that are installed and that matplotlib does not know yet; it knows them afterwards."""
    known = {Path(font.fname) for font in manager.fontManager.ttflist}
    for path in sorted(set(map(Path, manager.findSystemFonts())) - known):
        if any(word in path.name.lower() for word in ("cjk", "han", "hei", "wqy", "sim", "yahei", "pingfang", "sc")):
            manager.fontManager.addfont(str(path))
    return [font.name for font in manager.fontManager.ttflist]
