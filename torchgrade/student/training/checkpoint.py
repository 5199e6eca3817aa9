"""Checkpoints: files from which a training resumes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchgrade.files.writing import replacing

if TYPE_CHECKING:
    import torch

__all__ = ["read", "shapes", "write"]

_MOST = 1e9  # digits of an epoch, an accuracy


def write(path: Path, content: dict[str, Any]) -> None:
    """Write tensors and plain values atomically."""
    import torch

    with replacing(path) as unfinished:
        torch.save(content, unfinished)


def read(path: Path) -> dict[str, Any] | None:
    """Read what ``write`` wrote; None if the file is missing or invalid.

    Nothing in the file is executed: it may only contain tensors and plain values.
    """
    import torch

    try:
        content = torch.load(path, weights_only=True, map_location="cpu")
    except Exception:  # a damaged file may raise any error
        return None
    return content if isinstance(content, dict) and _is_whole(content) else None


def _is_whole(content: Mapping[str, Any]) -> bool:
    """Return whether the state is complete and has the right types: it may be another student's.

    The optimizer's state is checked once there is an optimizer: see ``optimizer_state``.
    """
    recipe, best, done = content.get("recipe"), content.get("best"), content.get("done")
    return (
        isinstance(recipe, dict)
        and all(map(_is_plain, recipe.values()))
        and type(recipe.get("epochs")) is int
        and type(done) is int
        and 0 <= done <= recipe["epochs"]
        and _is_state(content.get("model"))
        and isinstance(content.get("optimizer"), dict | None)
        and _is_random(content.get("random"))
        and isinstance(best, tuple)
        and len(best) == 4
        and (
            best[0] is None or (_is_state(best[0]) and shapes(best[0]) == shapes(content["model"]))
        )
        and _is_number(best[1])
        and type(best[2]) is int
        and 0 <= best[2] <= done
        and type(best[3]) is bool
        and all(_are_points(content.get(name)) for name in ("loss", "validation", "train_accuracy"))
    )


def _is_plain(value: object) -> bool:
    """Return whether a part of a recipe can be compared with another one."""
    if isinstance(value, dict):
        return all(type(one) is str for pair in value.items() for one in pair)
    return type(value) in (int, str)


def _is_state(value: object) -> bool:
    import torch

    return isinstance(value, dict) and all(
        type(name) is str and type(one) is torch.Tensor and _is_dense(one)
        for name, one in value.items()
    )


def _is_dense(tensor: torch.Tensor) -> bool:
    import torch

    return tensor.layout is torch.strided and tensor.is_cpu and not tensor.is_quantized


def shapes(state: Mapping[str, torch.Tensor]) -> dict[str, object]:
    """Return what must be equal in two states, so that one can replace the other."""
    return {name: (value.shape, value.dtype) for name, value in state.items()}


def _is_random(value: object) -> bool:
    """Return whether it may be the state of a generator, which PyTorch validates when it is set."""
    import torch

    try:
        torch.Generator().set_state(value)  # type: ignore[arg-type]
    except (TypeError, RuntimeError):
        return False
    return True


def _are_points(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(point, tuple | list)
        and len(point) == 2
        and _is_number(point[0])
        and (_is_number(point[1]) or type(point[1]) is float)  # a loss may be infinite
        for point in value
    )


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and -_MOST <= value <= _MOST  # type: ignore[operator]
