"""Renders untrusted Markdown, with formulas, as harmless HTML."""

from __future__ import annotations

from torchgrade.marking.markdown.rendering import plain, rendered, rendered_line

__all__ = ["plain", "rendered", "rendered_line"]
