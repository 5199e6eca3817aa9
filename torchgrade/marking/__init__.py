"""Marking written answers by people: one question at a time, on a page that this machine serves."""

from __future__ import annotations

from torchgrade.errors import AuthorError

__all__ = ["require_parts"]


def require_parts() -> None:
    """Check that the page's dependencies are installed.

    Raises:
        AuthorError: they are not; the message says what to install.
    """
    try:
        import latex2mathml  # noqa: F401 - whether they are there
        import markdown_it  # noqa: F401
        import nh3  # noqa: F401
        import sqlalchemy  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ModuleNotFoundError as error:
        raise AuthorError(
            f"torchgrade mark needs {error.name}, which is not installed: "
            "pip install 'torchgrade[mark]'"
        ) from None
