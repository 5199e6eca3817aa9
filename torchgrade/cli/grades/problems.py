"""How commands on grades report what is left open."""

from __future__ import annotations

from collections.abc import Sequence

from torchgrade.cli.display import errors

__all__ = ["print_problems"]

_LISTED = 50  # lines
_NAMED = 5
"""Students named for the same reason; more are only counted, as a class may have 600."""


def print_problems(what: str, problems: Sequence[str]) -> bool:
    """List those that lack something, with the reason; return whether there are any.

    Args:
        what: what each lacks, as "no score".
        problems: a line for each: its name, a colon, and the reason.
    """
    alike: dict[str, list[str]] = {}
    for line in problems:
        who, _, why = line.partition(": ")
        alike.setdefault(why, []).append(who)
    lines = [line for why, who in alike.items() for line in _lines(why, who)]
    for line in lines[:_LISTED]:
        errors.print(f"{what}: {line}", style="yellow", markup=False, soft_wrap=True)
    if len(lines) > _LISTED:
        errors.print(f"{what}: and {len(lines) - _LISTED} more", style="yellow")
    return bool(problems)


def _lines(why: str, who: Sequence[str]) -> list[str]:
    if not why:
        return list(who)
    if len(who) <= _NAMED:
        return [f"{one}: {why}" for one in who]
    return [f"{len(who)}: {why}: {'; '.join(who[:_NAMED])} and {len(who) - _NAMED} more"]
