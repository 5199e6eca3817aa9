"""The page for markers, and its content security policy, which allows only its own script."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from markupsafe import Markup

from torchgrade.pages import templates_of

__all__ = ["page", "policy"]


@cache
def _script() -> str:
    return templates_of("torchgrade.marking", {}).get_template("mark.js").render().strip()


def _hash() -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()


@cache
def page() -> str:
    """Return the page, which contains nothing about the class."""
    made = templates_of("torchgrade.marking", {}, "torchgrade.results").get_template("mark.html")
    return made.render(script=Markup(_script()), script_hash=Markup(_hash()))


def policy() -> str:
    """Return the page's content security policy."""
    return (
        f"default-src 'none'; script-src '{_hash()}'; style-src 'unsafe-inline'; img-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
