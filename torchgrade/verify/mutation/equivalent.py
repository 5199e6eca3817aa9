"""Mutants that a lab's author declares equivalent: their fault changes nothing that matters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from torchgrade.course import Lab
from torchgrade.errors import AuthorError
from torchgrade.settings import parse_toml

__all__ = ["read_equivalent"]


def read_equivalent(lab: Lab) -> Mapping[str, str]:
    """Read a lab's `equivalent.toml`: the name of a mutant -> why it is not wrong.

    Raises:
        AuthorError: it is not TOML, or contains anything but reasons.
    """
    path: Path = lab.equivalent
    if not path.is_file():
        return {}
    reasons: dict[str, str] = {}
    for name, reason in parse_toml(path).items():
        if not isinstance(reason, str) or len(reason.split()) < 3:
            raise AuthorError(
                f"{path}: expected a reason of a few words for {name}, found {reason!r}"
            )
        reasons[name] = reason
    return reasons
