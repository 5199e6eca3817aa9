"""Reads the threshold in ``lab.toml``, and replaces that one number."""

from __future__ import annotations

from typing import Any

from torchgrade.course import SETTINGS, Lab
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_text

__all__ = ["target_of", "write_threshold"]


def target_of(lab: Lab, dataset: str) -> float:
    """Return the threshold that ``lab.toml`` sets for a data set, an accuracy in (0, 1].

    Raises:
        AuthorError: it does not set one.
    """
    if not dataset:
        raise AuthorError(
            f"{lab.source / SETTINGS}: expected a data set in [data] and an accuracy in "
            f"[data.threshold], found none: {lab.name} has nothing to calibrate"
        )
    value = lab.thresholds.get(dataset)
    if value is None:
        raise AuthorError(
            f"{lab.source / SETTINGS}: expected an accuracy above 0 up to 1 at {dataset} in "
            "[data.threshold], found nothing"
        )
    return value


def write_threshold(lab: Lab, dataset: str, threshold: float) -> None:
    """Replace a data set's number in ``[data.threshold]``, and change nothing else in the file."""
    import tomlkit  # from the extra `calibrate`, which verifying a lab does not need

    path = lab.source / SETTINGS
    document: Any = tomlkit.parse(path.read_bytes())
    document["data"]["threshold"][dataset] = threshold
    write_text(path, tomlkit.dumps(document))
