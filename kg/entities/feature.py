"""Features of a character for the tagger: n-grams, the words around it, and its class.

Every feature is a string; its first characters name the template, so that two templates never share a feature.
"""

from __future__ import annotations

from kg.text.lexicon import Lexicon

__all__ = ["character_features", "shape"]

PAD = 3


def shape(char: str) -> str:
    """The class of a character: ``0`` digit, ``a`` Latin letter, ``h`` Chinese; else the character itself."""
    if "\u4e00" <= char <= "\u9fff":
        return "h"
    if char.isdigit():
        return "0"
    if char.isascii() and char.isalpha():
        return "a"
    return char


def character_features(text: str, lexicon: Lexicon) -> list[list[str]]:
    """The features of each character of a line of normalised text, in its order."""
    words = lexicon.cut(text)
    tags = ["<", *(tag for _, _, tag in words), ">"]
    forms = ["<", *(text[start:end] for start, end, _ in words), ">"]
    padded = "\x02" * PAD + text + "\x03" * PAD
    shapes = [shape(char) for char in padded]
    features: list[list[str]] = []
    for number, (start, end, tag) in enumerate(words, start=1):
        before, form, after = forms[number - 1], forms[number], forms[number + 1]
        for position in range(start, end):
            place = "S" if end - start == 1 else "B" if position == start else "E" if position == end - 1 else "M"
            i = position + PAD
            features.append(
                [
                    "0" + padded[i],
                    "1" + padded[i - 1],
                    "2" + padded[i + 1],
                    "3" + padded[i - 2],
                    "4" + padded[i + 2],
                    "a" + padded[i - 1 : i + 1],
                    "b" + padded[i : i + 2],
                    "c" + padded[i - 2 : i],
                    "d" + padded[i + 1 : i + 3],
                    "e" + padded[i - 1 : i + 2],
                    "f" + padded[i - 2 : i + 1],
                    "g" + padded[i : i + 3],
                    "h" + padded[i - 3 : i],
                    "i" + padded[i + 1 : i + 4],
                    "w" + place + tag,
                    "x" + place + tag + tags[number + 1],
                    "y" + tags[number - 1] + place + tag,
                    "W" + place + form,
                    "X" + place + after,
                    "Y" + place + before,
                    "z" + shapes[i - 1] + shapes[i] + shapes[i + 1],
                ]
            )
    return features
