"""Normalised text with a map back to the source, its sentences and clauses, quantities and dates."""

from kg.text.amount import Quantity
from kg.text.date import Moment, iso_month, moments, resolve_date
from kg.text.form import form_key
from kg.text.normalise import NormalisedText, compact, normalise
from kg.text.quantity import plain, quantities
from kg.text.sentence import clauses, paragraphs, sentences

__all__ = [
    "Moment",
    "NormalisedText",
    "Quantity",
    "clauses",
    "compact",
    "form_key",
    "iso_month",
    "moments",
    "normalise",
    "paragraphs",
    "plain",
    "quantities",
    "resolve_date",
    "sentences",
]
