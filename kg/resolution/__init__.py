"""Mentions of all documents -> entities and relations: what is the same, with reasons; independent of order."""

from kg.resolution.resolve import Resolved, resolve
from kg.resolution.spread import resolve_shards

__all__ = ["Resolved", "resolve", "resolve_shards"]
