"""What word a character is part of, as a number: its place in the word and the part of speech."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kg.text.lexicon import Lexicon

__all__ = ["WORDS", "word_numbers"]

#: The parts of speech of `kg.text.lexicon` that are told apart; the last stands for all others.
PARTS = (
    *("x", "n", "v", "m", "vn", "ns", "a", "d", "p", "nr", "uj", "zg", "q", "t", "r"),
    *("f", "j", "b", "c", "ng", "nz", "ul", "u", "s", "nt", "nrt", "ad", "l", "g", ""),
)
NUMBER = {part: 4 * number for number, part in enumerate(PARTS)}
ALONE, FIRST, MIDDLE, LAST = range(4)
WORDS = 4 * len(PARTS)


def word_numbers(text: str, lexicon: Lexicon) -> npt.NDArray[np.intp]:
    """For each character of a text a number below `WORDS`, ``(n,)``."""
    numbers = np.zeros(len(text), np.intp)
    for start, end, part in lexicon.cut(text):
        number = NUMBER.get(part, NUMBER[""])
        if end - start == 1:
            numbers[start] = number + ALONE
        else:
            numbers[start:end] = number + MIDDLE
            numbers[start], numbers[end - 1] = number + FIRST, number + LAST
    return numbers
