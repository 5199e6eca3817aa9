"""The threshold in ``lab.toml``: its one line, and nothing else."""

from __future__ import annotations

import re
import sys

from torchgrade.course import SETTINGS, Lab
from torchgrade.errors import AuthorError
from torchgrade.files.writing import write_text

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

__all__ = ["target_of", "write_threshold"]


def target_of(lab: Lab, dataset: str) -> float:
    """Return the threshold that ``lab.toml`` sets for a data set.

    Raises:
        AuthorError: it sets none.
    """
    value = lab.thresholds.get(dataset)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
        raise AuthorError(
            f"{lab.source / SETTINGS}: expected an accuracy above 0 up to 1 at {dataset} in "
            f"[data.threshold], found {'nothing' if value is None else repr(value)}"
        )
    return float(value)


def write_threshold(lab: Lab, dataset: str, threshold: float) -> None:
    """Replace the number of a data set in ``[data.threshold]``; comments stay.

    Raises:
        AuthorError: the line is not of the form ``mnist = 0.985`` below ``[data.threshold]``.
    """
    path = lab.source / SETTINGS
    text = path.read_text(encoding="utf-8")
    line = rf"(?m)^(\[data\.threshold\][^\[]*?^\s*{re.escape(dataset)}\s*=\s*)[0-9.]+"
    changed = re.sub(line, rf"\g<1>{threshold:g}", text, count=1)
    expected = tomllib.loads(text)
    expected["data"]["threshold"][dataset] = threshold
    if tomllib.loads(changed) != expected:
        raise AuthorError(
            f"{path}: expected a line `{dataset} = ...` below [data.threshold], found another "
            f"form; write {threshold:g} there by hand"
        )
    write_text(path, changed)
