"""Keeps students' HTML and scripts out of pages that others open.

nbgrader puts an answer's HTML into formgrader's page unescaped. A script there acts as the person
who has opened it, who may give marks: an answer could give itself all points.
"""

from __future__ import annotations

import html
from typing import Any

from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

__all__ = ["SAFE_OUTPUTS", "markdown_to_html"]

SAFE_OUTPUTS = [
    "image/svg+xml",  # shown as an image, in which scripts don't run
    "image/png",
    "image/jpeg",
    "text/markdown",
    "text/latex",
    "text/plain",
]
"""Types of output that a page may show, in order of preference; tables also have text."""


@pass_context
def markdown_to_html(context: Any, source: str) -> str:
    """Render Markdown as nbconvert does, with HTML shown as text unless it is the author's.

    Locked cells are the author's, since they are restored before a submission is graded.

    Args:
        context: Jinja's context, with the cell.
        source: Markdown with formulas.
    """
    cell = context.get("cell", {})
    described = cell.get("metadata", {}).get("nbgrader", {})
    own = bool(described.get("locked") and described.get("grade_id"))
    make = _Renderer if own else _Escaping
    renderer = make(
        escape=not own, allow_harmful_protocols=own, attachments=cell.get("attachments", {})
    )
    return str(MarkdownWithMath(renderer=renderer).render(source))


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """Shows a missing picture as browsers do, while nbconvert makes no page at all."""

    def _embed_image_or_attachment(self, src: str) -> str:
        try:
            return str(super()._embed_image_or_attachment(src))
        except InvalidNotebook:
            return src


class _Escaping(_Renderer):
    """Also escapes a diagram's source, which nbconvert puts into the page unescaped."""

    def block_mermaidjs(self, code: str) -> str:
        return str(super().block_mermaidjs(html.escape(code)))
