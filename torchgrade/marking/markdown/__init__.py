"""Markdown that anybody may have written, as HTML that can do nothing, with its formulas."""

from __future__ import annotations

from torchgrade.marking.markdown.rendering import plain, rendered, rendered_line

__all__ = ["plain", "rendered", "rendered_line"]
