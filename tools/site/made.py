"""The pages that are generated from code."""

from __future__ import annotations

from tools.site.api import checks_page, notebooks_page, plugin_points_page
from tools.site.commands import commands_page
from tools.site.labs import labs_pages
from tools.site.schemas import schemas_page

__all__ = ["made_pages"]


def made_pages() -> dict[str, str]:
    """Return all of them: page of the site -> its text."""
    return {
        "reference/commands.md": commands_page(),
        "reference/checks.md": checks_page(),
        "reference/notebooks.md": notebooks_page(),
        "reference/plugins.md": plugin_points_page(),
        "reference/schemas.md": schemas_page(),
        **labs_pages(),
    }
