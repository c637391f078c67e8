"""An answer: rows under Chinese column names, as a DataFrame, as records, or as text."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import MissingPackage

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Answer", "answer", "pandas", "yi"]

_YI = 100_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under `columns`; what is not known is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """One dict a row.

        Examples
        --------
        >>> Answer(("企业", "合作方"), (("海熙药业", "方达集团"),)).records()
        [{'企业': '海熙药业', '合作方': '方达集团'}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def frame(self) -> pd.DataFrame:
        """A DataFrame; a column of whole numbers with gaps is ``Int64``, so that yuan stay whole.

        Raises
        ------
        MissingPackage
            pandas is not installed.
        """
        pd = pandas()
        frame = pd.DataFrame(list(self.rows), columns=list(self.columns))
        for index, column in enumerate(self.columns):
            values = [row[index] for row in self.rows]
            if values and not any(value is not None for value in values):
                frame[column] = float("nan")
            elif None in values and all(map(_whole, values)):
                frame[column] = pd.array(values, dtype="Int64")
        return frame


def answer(columns: str | Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Answer:
    """The `columns` of `rows`, in their order; a string names them with blanks between."""
    columns = columns.split() if isinstance(columns, str) else columns
    return Answer(tuple(columns), tuple(tuple(row[column] for column in columns) for row in rows))


def _whole(value: Any) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool))


def yi(yuan: float | None) -> float | None:
    """Yuan as 亿元, to the ten-thousandth (万元).

    Examples
    --------
    >>> yi(2_000_000_000), yi(7_800_000), yi(None)
    (20.0, 0.078, None)
    """
    return None if yuan is None else round(yuan / _YI, 4)


def pandas() -> Any:
    """The module pandas, which is loaded with the first answer.

    Raises
    ------
    MissingPackage
        It is not installed.
    """
    try:
        return importlib.import_module("pandas")
    except ModuleNotFoundError as error:
        if error.name != "pandas":
            raise
        raise MissingPackage(
            "answers are pandas DataFrames, and pandas is not installed; install it with: pip install pandas "
            "(the command `kg query` and the networkx graph .nx work without it)"
        ) from error
