"""Who works on a build: this process, the processes of a pool, or a cluster of Dask; the results are the same.

An engine is given sources (places, not documents) and gives what came of each, in any order; and it is given a pure
function with tasks for it, which is how what was read is resolved (`kg.resolution.spread`). Nothing of a document is
held by an engine once its reading was given.
"""

from __future__ import annotations

from kg.engine.local import local
from kg.engine.pool import cores, pooled
from kg.engine.reading import Engine, Reader, Reading, Settings

__all__ = ["Engine", "Reader", "Reading", "Settings", "cores", "local", "pooled"]
