"""Normalised text with a map back to the source, its sentences and clauses, quantities and dates."""

from kg.text.date import Moment, moments
from kg.text.normalise import NormalisedText, compact, normalise
from kg.text.quantity import Quantity, plain, quantities
from kg.text.sentence import clauses, paragraphs, sentences

__all__ = [
    "Moment",
    "NormalisedText",
    "Quantity",
    "clauses",
    "compact",
    "moments",
    "normalise",
    "paragraphs",
    "plain",
    "quantities",
    "sentences",
]
