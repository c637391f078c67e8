"""Graph against gold: what was found, what was missed, and what was made up.

How a doubt is decided stands in tests/gold/GUIDELINES.md.
"""

from kg.evaluate.matching import match
from kg.evaluate.report import CORE, Figures, Finding, Report
from kg.evaluate.scoring import evaluate, score

__all__ = ["CORE", "Figures", "Finding", "Report", "evaluate", "match", "score"]
