"""What was extracted from which document, in one SQLite file, so that a build works only on what changed."""

from kg.store.store import Store

__all__ = ["Store"]
