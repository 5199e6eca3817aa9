"""Pages for people: the one place where templates become HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Filters", "templates_of"]

Filters = Mapping[str, Callable[..., object]]
"""Functions that templates call, by their names there."""


def templates_of(package: str, filters: Filters, *others: str) -> Environment:
    """Return the templates of a package, with everything escaped that anybody may have written.

    A name that a template uses and that it is not given is an error.

    Args:
        package: whose folder ``templates`` is meant.
        filters: what its templates call.
        others: packages whose templates they build on.
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
