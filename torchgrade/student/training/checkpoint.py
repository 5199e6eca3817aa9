"""Where a training stands, in a file from which it goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torchgrade.files.writing import replacing

__all__ = ["read", "write"]


def write(path: Path, content: dict[str, Any]) -> None:
    """Write tensors and plain values, whole or not at all."""
    import torch

    with replacing(path) as unfinished:
        torch.save(content, unfinished)


def read(path: Path) -> dict[str, Any] | None:
    """Read what ``write`` wrote; None if there is nothing of that kind.

    Nothing in the file is run: it may hold tensors and plain values alone.
    """
    import torch

    try:
        content = torch.load(path, weights_only=True, map_location="cpu")
    except Exception:  # a damaged file ends in whatever the reader stumbles over
        return None
    return content if isinstance(content, dict) else None
