"""The documentation's site: staged from docs/ and the code, built with Zensical, checked."""

__all__ = ["SiteError"]


class SiteError(Exception):
    """The site can't be built from its pages; the message names each place."""
