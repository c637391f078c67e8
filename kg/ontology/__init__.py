"""The ontology: schemas/*.yaml and lists -> Ontology."""

from kg.ontology.model import EntityType, Ontology, Realis, RelationType, Rule, Slot, Stage, WordList

__all__ = ["EntityType", "Ontology", "Realis", "RelationType", "Rule", "Slot", "Stage", "WordList"]
