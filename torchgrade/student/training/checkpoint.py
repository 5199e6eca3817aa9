"""Where a training stands, in a file from which it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchgrade.files.writing import replacing

if TYPE_CHECKING:
    import torch

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
    return content if isinstance(content, dict) and _is_whole(content) else None


def _is_whole(content: Mapping[str, Any]) -> bool:
    """Return whether all is there, and what it should be: the file may be another student's."""
    best, done = content.get("best"), content.get("done")
    return (
        isinstance(content.get("recipe"), dict)
        and type(done) is int
        and 0 <= done <= content["recipe"].get("epochs", 0)
        and _is_state(content.get("model"))
        and isinstance(content.get("optimizer"), dict | None)
        and _is_random(content.get("random"))
        and isinstance(best, tuple)
        and len(best) == 4
        and (
            best[0] is None
            or (_is_state(best[0]) and _shapes(best[0]) == _shapes(content["model"]))
        )
        and all(map(_is_number, best[1:]))
        and all(_are_points(content.get(name)) for name in ("loss", "validation", "train_accuracy"))
    )


def _is_state(value: object) -> bool:
    import torch

    return isinstance(value, dict) and all(type(one) is torch.Tensor for one in value.values())


def _shapes(state: Mapping[str, torch.Tensor]) -> dict[str, object]:
    return {name: value.shape for name, value in state.items()}


def _is_random(value: object) -> bool:
    import torch

    own = torch.get_rng_state()
    return type(value) is torch.Tensor and (value.shape, value.dtype) == (own.shape, own.dtype)


def _are_points(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(point, tuple | list) and len(point) == 2 and all(map(_is_number, point))
        for point in value
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
