"""Packages that some formats need and that a plain installation does not bring."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

from kg.errors import MissingPackage

__all__ = ["needed"]


def needed(name: str) -> Any:
    """The module `name` of a package that is installed with ``kg[exports]``.

    Raises
    ------
    MissingPackage
        The package is not installed; the message says how to install it.
    """
    package = name.partition(".")[0]
    if importlib.util.find_spec(package) is None:
        raise MissingPackage(f"this format needs the package {package}; install it with: pip install 'kg[exports]'")
    return importlib.import_module(name)
