"""How commands on grades say what is left open."""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.cli.display import errors

__all__ = ["say_open"]

_LISTED = 50  # lines


def say_open(what: str, problems: Sequence[str]) -> bool:
    """List who has none of something, and why; return whether there are any.

    Args:
        what: what each lacks, as "no score".
        problems: a line for each.
    """
    for line in problems[:_LISTED]:
        errors.print(f"{what}: {line}", style="yellow", markup=False, soft_wrap=True)
    if len(problems) > _LISTED:
        errors.print(f"{what}: and {len(problems) - _LISTED} more", style="yellow")
    return bool(problems)
