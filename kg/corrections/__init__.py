"""What people said of the graph: corrections as data, replayed at every build between resolution and assembly."""

from kg.corrections.read import read_corrections
from kg.corrections.record import Correction, Outcome
from kg.corrections.replay import replay

__all__ = ["Correction", "Outcome", "read_corrections", "replay"]
