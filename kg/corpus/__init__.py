"""The corpus: gold JSON (tests/gold/GUIDELINES.md) and marked text (tests/gold/FORMAT.md) -> GoldDocument."""

from kg.corpus.document import GoldDocument, GoldEntity, GoldRelation, passage, spans_of
from kg.corpus.fault import faults, shared_faults
from kg.corpus.read import read_gold

__all__ = ["GoldDocument", "GoldEntity", "GoldRelation", "faults", "passage", "read_gold", "shared_faults", "spans_of"]
