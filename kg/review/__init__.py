"""The sheet in which people decide: written from a graph, read back into corrections."""

from kg.review.decision import read_decisions
from kg.review.sheet import write_review

__all__ = ["read_decisions", "write_review"]
