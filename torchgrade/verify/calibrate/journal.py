"""Finished trainings, one line each, written at once, so that none is repeated."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from torchgrade.files.decoding import decoded
from torchgrade.verify.calibrate.work import Training

__all__ = ["Journal", "Key"]

Key = tuple[str, str, int]
"""Data set, variant, seed."""


class Journal:
    """The trainings of one recipe, in a file of JSON lines.

    Args:
        path: the file, which may also contain lines of other recipes.
        digest: the recipe's digest.
    """

    def __init__(self, path: Path, digest: str) -> None:
        self._path, self._digest = path, digest
        path.parent.mkdir(parents=True, exist_ok=True)
        # A line that was cut short by a crash must not swallow the next one.
        if path.is_file() and not path.read_bytes().endswith(b"\n"):
            self._append("\n")

    def read(self) -> Mapping[Key, Training]:
        """Return the trainings of this recipe. Lines that can't be read are left out."""
        found: dict[Key, Training] = {}
        if not self._path.is_file():
            return found
        for line in self._path.read_text(encoding="utf-8").splitlines():
            try:
                content = decoded(json.loads(line), dict[str, Any])
                made_from = content.pop("made_from", "")
                training = decoded(content, Training)
            except ValueError:
                continue
            if made_from == self._digest:
                found[training.dataset, training.variant, training.seed] = training
        return found

    def add(self, training: Training) -> None:
        """Write a training; it is on the disk when this returns."""
        content = {"made_from": self._digest, **asdict(training)}
        self._append(json.dumps(content) + "\n")

    def _append(self, text: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
