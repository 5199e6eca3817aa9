"""HTML pages: the one place where templates are loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Filters", "templates_of"]

Filters = Mapping[str, Callable[..., object]]
"""Functions that templates call, by their names there."""


def templates_of(package: str, filters: Filters, *others: str) -> Environment:
    """Return the templates of a package, with autoescaping.

    A variable that a template uses but does not get is an error.

    Args:
        package: the package whose folder ``templates`` to load.
        filters: filters for its templates.
        others: packages with templates that these include or extend.
    """
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in (package, *others)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters)
    return made
