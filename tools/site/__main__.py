"""Build the site: `python -m tools.site` writes site/html, and fails if a page is invalid."""

from __future__ import annotations

import sys

from tools.site import SiteError
from tools.site.building import build
from tools.site.staging import ROOT

if __name__ == "__main__":
    try:
        build(ROOT / "site")
    except SiteError as error:
        sys.exit(f"the site is not right:\n{error}")
