"""What is wrong with schemas/: every fault is collected, so that one run tells them all."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import SchemaError

__all__ = ["Faults", "Place"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, counted from 1; `file` is the path as messages show it."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Faults:
    """A collection of faults, kept in order of file and line whatever the order of finding."""

    def __init__(self) -> None:
        self._found: set[tuple[Place, str]] = set()

    def __len__(self) -> int:
        return len(self._found)

    def add(self, place: Place, found: str, expected: str, cure: str) -> None:
        """Note a fault: what was found at `place`, what was expected there, and what to do about it."""
        self._found.add((place, f"{found}; expected {expected}; {cure}"))

    def messages(self) -> list[str]:
        """One line a fault: ``file:line: found; expected; cure``."""
        return [f"{place}: {text}" for place, text in sorted(self._found)]

    def raise_if_any(self) -> None:
        """Raise all faults together.

        Raises
        ------
        kg.errors.SchemaError
            At least one fault was noted.
        """
        if self._found:
            raise SchemaError(self.messages())
