"""The pages that are made of the code."""

from __future__ import annotations

__all__ = ["made_pages"]


def made_pages() -> dict[str, str]:
    """Return all of them: page of the site -> its text."""
    return {}
