"""Builds the site: stages its pages, makes HTML from them, checks every link."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.site import SiteError
from tools.site.links import faults
from tools.site.staging import publish_markdown, stage

__all__ = ["build"]


def build(site: Path) -> Path:
    """Build the whole site in a folder, strictly, and return the folder with its HTML.

    Raises:
        SiteError: a page is not in the navigation, a link is broken, or something is loaded from
            elsewhere.
    """
    for left_out in stage(site):
        print(f"no part of the site: {left_out}")
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    plain = {**os.environ, "NO_COLOR": "1"}
    if subprocess.run(command, cwd=site, check=False, env=plain).returncode:
        raise SiteError("it was not built, as said above")
    html = site / "html"
    publish_markdown(site)
    if found := faults(html):
        raise SiteError("\n".join(found))
    print(f"{len(list(html.rglob('*.html')))} pages: open {html / 'index.html'}")
    return html
