"""Parses TOML files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from torchgrade.errors import AuthorError

__all__ = ["parse_toml"]


def parse_toml(path: Path) -> dict[str, object]:
    """Parse a TOML file.

    Raises:
        FileNotFoundError: there is none.
        AuthorError: it is not TOML.
    """
    try:
        parsed: dict[str, object] = msgspec.toml.decode(path.read_bytes())
    # A DecodeError is a ValueError, and so is an error about a number with thousands of digits.
    except (ValueError, RecursionError) as error:
        raise AuthorError(f"{path} is not a TOML file: {error}") from None
    return parsed
