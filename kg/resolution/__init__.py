"""Mentions of all documents -> entities and relations: what is the same, with reasons; independent of order."""

from kg.resolution.resolve import Resolved, resolve

__all__ = ["Resolved", "resolve"]
