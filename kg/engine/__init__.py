"""Who reads the documents: this process, the processes of a pool, or a cluster of Dask; the readings are the same.

An engine is given sources (places, not documents) and gives what came of each, in any order. Nothing of a document is
held by an engine once its reading was given.
"""

from __future__ import annotations

from kg.engine.local import local
from kg.engine.pool import cores, pooled
from kg.engine.reading import Engine, Reader, Reading, Settings

__all__ = ["Engine", "Reader", "Reading", "Settings", "cores", "local", "pooled"]
