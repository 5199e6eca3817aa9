"""Saves weights to a file that only better weights replace."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from torchgrade.student.weight_files import ACCURACY

if TYPE_CHECKING:
    from torch import nn

__all__ = ["accuracy_on_disk", "save_best"]


def save_best(
    model: nn.Module,
    path: str | Path,
    accuracy: float,
    *,
    dataset: str,
    notes: Mapping[str, object] | None = None,
    measure: Callable[[nn.Module], float] | None = None,
) -> bool:
    """Save the weights of a model, unless those in the file are as good or better.

    The file records its accuracy in the note ``val_accuracy``. It is written atomically, as by
    `torchgrade.save_weights`. Weights that don't fit the model are always replaced.

    Args:
        model: the model.
        path: the file, which ends in .safetensors.
        accuracy: the model's accuracy on validation images.
        dataset: the data set that it was trained on.
        notes: more notes for the file.
        measure: measures weights in a file without that note; without ``measure`` they are
            replaced.

    Returns:
        Whether the weights were saved.
    """
    from torchgrade.weights import save_weights

    if not accuracy > accuracy_on_disk(model, path, measure):
        return False
    save_weights(model, path, dataset=dataset, notes={**(notes or {}), ACCURACY: accuracy})
    return True


def accuracy_on_disk(
    model: nn.Module, path: str | Path, measure: Callable[[nn.Module], float] | None = None
) -> float:
    """Return the accuracy of the weights in a file; -1 if there are none that fit the model."""
    from torchgrade.weights import WeightsError, load_weights

    rival = copy.deepcopy(model)
    try:
        notes = load_weights(rival, path)
    except (WeightsError, OSError):
        return -1.0
    with contextlib.suppress(KeyError, ValueError):
        return float(notes[ACCURACY])
    return -1.0 if measure is None else measure(rival)
