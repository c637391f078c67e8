"""Common words of Chinese and the most likely cut of a text into them.

The cut is only a feature of the tagger; names are matched on characters (a word cutter would cut
迪川|通达|成 in 迪川通达成战略合作).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

__all__ = ["Lexicon", "lexicon"]

LONGEST = 5
KEPT = 256  # cuts that are remembered


class Lexicon:
    """Words with frequencies and parts of speech.

    Parameters
    ----------
    words, frequencies, tags
        The words, how often each was counted, and its part of speech, in the same order.
    """

    def __init__(self, words: Sequence[str], frequencies: Sequence[int], tags: Sequence[str]) -> None:
        total = math.log(sum(frequencies) or 1)
        self._cost = dict(zip(words, [total - nats for nats in map(math.log, frequencies)], strict=True))
        self._tag = dict(zip(words, tags, strict=True))
        self._unknown = total
        longer = {(word[0], min(len(word), LONGEST)) for word in words if len(word) > 1}
        self._reach = dict(sorted(longer))  # the length of the longest word that begins with a character
        self._cuts: dict[str, tuple[tuple[int, int, str], ...]] = {}

    def cost(self, word: str) -> float:
        """The price of a word in nats; that of an unknown character where it is none."""
        return self._cost.get(word, self._unknown)

    def gain(self, left: str, right: str) -> float:
        """How much likelier `left` and `right` are as one text than as two, in nats; 0 without a word on the border."""
        if not self._crosses(left, right):
            return 0.0
        return self._price(left) + self._price(right) - self._price(left + right)

    def _crosses(self, left: str, right: str) -> bool:
        """Whether any word lies on the border of `left` and `right`, likely or not."""
        return any(
            left[-behind:] + right[:ahead] in self._cost
            for behind in range(1, min(LONGEST, len(left) + 1))
            for ahead in range(1, min(LONGEST - behind, len(right)) + 1)
        )

    def _price(self, text: str) -> float:
        return sum(self._cost.get(text[start:end], self._unknown) for start, end, _ in self.cut(text))

    def cut(self, text: str) -> list[tuple[int, int, str]]:
        """The cut of least cost, as ``(start, end, part of speech)``; characters of no word have the tag ``x``.

        Linear in the length of `text`; a tie goes to the longer last word.
        """
        found = self._cuts.get(text)
        if found is None:  # every stage asks for the cut of the same document and its lines
            if len(self._cuts) >= KEPT:
                self._cuts.clear()
            self._cuts[text] = found = tuple(self._cut(text))
        return list(found)

    def _cut(self, text: str) -> list[tuple[int, int, str]]:
        size = len(text)
        best = [0.0] * (size + 1)
        back = [0] * (size + 1)
        best[1:] = [math.inf] * size
        cost, unknown, reach = self._cost, self._unknown, self._reach
        for i in range(size):
            here = best[i]
            char = text[i]
            price = here + cost.get(char, unknown)
            if price < best[i + 1]:
                best[i + 1], back[i + 1] = price, i
            longest = reach.get(char)
            if longest:
                for j in range(i + 2, min(i + longest, size) + 1):
                    word = cost.get(text[i:j])
                    if word is not None and here + word <= best[j]:
                        best[j], back[j] = here + word, i
        words = []
        end = size
        while end:
            start = back[end]
            words.append((start, end, self._tag.get(text[start:end], "x")))
            end = start
        words.reverse()
        return words


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that comes with kg (from jieba's dictionary, MIT; see the head of kg/models/words.tsv)."""
    lines = (files("kg") / "models" / "words.tsv").read_text(encoding="utf-8").splitlines()
    cells = "\t".join(line for line in lines if not line.startswith("#")).split("\t")
    return Lexicon(cells[0::3], list(map(int, cells[1::3])), cells[2::3])
