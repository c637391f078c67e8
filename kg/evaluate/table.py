"""A report as figures and as text."""

from __future__ import annotations

from collections.abc import Iterable

from kg.evaluate.report import CORE, Figures, Report

__all__ = ["figures", "table"]

INVESTMENTS = ("investment_cny", "investment_usd")
REST = ("area_m2", "capacity", "start", "finish")
CATEGORIES = ("entity", "relation", "attribute", "edge attribute")
Row = dict[str, int | float]


def figures(report: Report) -> dict[str, Row | int]:
    """The figures of every type and attribute, of the core entities and of all relations, by name of the row."""
    rows: dict[str, Row | int] = {"documents": report.documents}
    for category in CATEGORIES:
        for name in report.names(category):
            rows[f"{category} {name}"] = _row(report, category, [name])
    rows["core entities"] = _row(report, "entity", CORE)
    rows["relations"] = _row(report, "relation", report.names("relation"))
    rows["investments"] = _row(report, "attribute", INVESTMENTS)
    rows["plans as facts"] = report.plans_as_facts
    rows["facts as plans"] = report.facts_as_plans
    return rows


def _row(report: Report, category: str, names: Iterable[str]) -> Row:
    chosen = list(names)
    row: Row = {
        key: round(value, 3) if isinstance(value, float) else value
        for key, value in report.figures(category, chosen)._asdict().items()
    }
    row["optional"] = sum(report.optional[category, name] for name in chosen)
    row["absent"] = sum(report.absent[category, name] for name in chosen)
    return row


def table(report: Report) -> str:
    """The figures as text: a row for each name first, the key figures in the last twelve lines."""
    lines = [f"{'':26}{'right':>7}{'wrong':>7}{'missed':>7}{'P':>7}{'R':>7}{'F1':>7}"]
    for category in CATEGORIES:
        for name in report.names(category):
            right, wrong, missed, precision, recall, f1 = report.figures(category, [name])
            title = name if category != "edge attribute" else f"edge {name}"
            lines.append(f"{title:26}{right:7}{wrong:7}{missed:7}{precision:7.3f}{recall:7.3f}{f1:7.3f}")
    return "\n".join([*lines, "", *_key_figures(report)])


def _key_figures(report: Report) -> list[str]:
    core, relations = report.figures("entity", CORE), report.figures("relation")
    others = [name for name in report.names("entity") if name not in CORE]
    kinds = report.names("relation")
    return [
        f"documents         {report.documents}",
        f"core entities     {_ratios(core)}   {_each(report, 'entity', CORE)}",
        f"other entities    {_each(report, 'entity', others)}",
        f"relations         {_ratios(relations)}",
        *(f"  {_each(report, 'relation', kinds[first : first + 4])}" for first in range(0, len(kinds), 4)),
        f"investments       {_share(report, 'attribute', INVESTMENTS)}",
        f"stages            things {_share(report, 'attribute', ['stage'])}",
        f"                  relations {_share(report, 'edge attribute', ['stage'])}",
        f"other attributes  {', '.join(f'{name} {_brief(report, name)}' for name in REST)}",
        f"plans as facts    {report.plans_as_facts}   facts as plans {report.facts_as_plans}",
    ]


def _ratios(figures: Figures) -> str:
    return f"F1 {figures.f1:.3f}  P {figures.precision:.3f}  R {figures.recall:.3f}"


def _each(report: Report, category: str, names: Iterable[str]) -> str:
    return "  ".join(f"{name} {report.figures(category, [name]).f1:.3f}" for name in names)


def _share(report: Report, category: str, names: Iterable[str]) -> str:
    """How many gold values came out right, of all and of those whose thing was found, and how many were made up."""
    chosen = list(names)
    right, wrong, missed, _, recall, _ = report.figures(category, chosen)
    found = right + missed - sum(report.absent[category, name] for name in chosen)
    near = right / found if found else 0.0
    return f"{right} of {right + missed} right ({recall:.3f}); of things found {near:.3f}; {wrong} wrong"


def _brief(report: Report, name: str) -> str:
    right, wrong, missed, *_ = report.figures("attribute", [name])
    return f"{right}/{right + missed} (wrong {wrong})"
