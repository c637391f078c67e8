"""Entities and relations -> networkx.MultiDiGraph."""

from kg.graph.assemble import assemble

__all__ = ["assemble"]
