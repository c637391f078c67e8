"""The figures that the benchmarks measured last: tests/benchmarks/figures.json, of which cost.png is drawn.

``python -m tests.benchmarks.figure`` draws cost.png beside README.md anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["draw", "figures", "record"]

FILE = Path(__file__).with_name("figures.json")
PICTURE = Path(__file__).parents[2] / "cost.png"


def figures() -> dict[str, Any]:
    """What is recorded: a table a benchmark, as a list of rows."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def record(name: str, rows: list[dict[str, float]]) -> None:
    """Keep the rows that the benchmark `name` measured, in place of those of its last run."""
    told = figures() | {name: [{key: round(value, 3) for key, value in row.items()} for row in rows]}
    FILE.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def draw(picture: Path) -> None:
    """Draw the cost curves: CPU and memory by articles, CPU by mentions."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    told = figures()
    figure = Figure(figsize=(12, 3.6), dpi=100, layout="tight")
    FigureCanvasAgg(figure)
    time, memory, resolution = figure.subplots(1, 3)
    for workers, colour in ((1, "#3b6fb6"), (2, "#d9822b")):
        rows = [row for row in told["build"] if row["workers"] == workers]
        x = [row["articles"] for row in rows]
        name = f"{workers} process{'es' if workers > 1 else ''}"
        time.plot(x, [row["cpu"] / row["articles"] * 1000 for row in rows], "o-", color=colour, label=name)
        memory.plot(x, [row["reading MB"] for row in rows], "o-", color=colour, label=f"{name}, reading")
        memory.plot(x, [row["MB"] for row in rows], "o--", color=colour, label=f"{name}, with the graph")
    time.set(xscale="log", xlabel="articles", ylabel="ms of CPU an article", ylim=(0, None), title="Text to graph")
    memory.set(xscale="log", yscale="log", xlabel="articles", ylabel="MB", title="Memory of the main process")
    rows = told["resolution"]
    resolution.plot([row["mentions"] for row in rows], [row["seconds"] for row in rows], "o-", color="#2f8f5b")
    resolution.set(xscale="log", yscale="log", xlabel="mentions", ylabel="s of CPU", title="Resolution")
    time.legend(frameon=False)
    memory.legend(frameon=False, fontsize=8)
    for axes in (time, memory, resolution):
        axes.grid(color="#e4e7eb")
    figure.savefig(picture, metadata={"Software": None})


if __name__ == "__main__":
    draw(PICTURE)
