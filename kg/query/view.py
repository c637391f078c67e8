"""The page of a graph inside a notebook: an inline frame that needs no file and no network."""

from __future__ import annotations

from html import escape

__all__ = ["View"]


class View:
    """A page that a notebook shows inline, in JupyterLab, VS Code and what nbconvert makes of them.

    The page travels inside the notebook, in a frame of its own that may run its scripts but cannot reach the notebook.

    Parameters
    ----------
    html
        The whole page.
    height
        Of the frame, in CSS pixels.
    """

    def __init__(self, html: str, height: int = 640) -> None:
        self.html = html
        self.height = height

    def __repr__(self) -> str:
        return (
            f"<View of {len(self.html)} characters of HTML: shown in a notebook; save it with g.export('graph.html')>"
        )

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" width="100%" height="{self.height}" title="知识图谱" '
            'sandbox="allow-scripts allow-downloads allow-modals allow-popups" style="border:0"></iframe>'
        )
