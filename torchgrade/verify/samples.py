"""Sample submissions of a lab: its solution, its blank release, and typical wrong ones."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from torchgrade import notebook as nb
from torchgrade.build import read_source
from torchgrade.course import Lab
from torchgrade.verify.variant import Variant, apply, read_variants

__all__ = ["some_mistakes", "write_sample", "write_samples"]


def write_samples(lab: Lab, folder: Path, *, mistakes: int = 3) -> list[Path]:
    """Write the solution, the blank release and ``mistakes`` wrong submissions below ``folder``.

    The lab has to be built. Every submission has a folder of its own, named for what it is.
    """
    shutil.rmtree(folder, ignore_errors=True)
    written = [
        _copy(lab.solutions, lab, folder / "solution"),
        _copy(lab.release, lab, folder / "blank"),
    ]
    for variant in some_mistakes(lab, mistakes):
        written.append(write_sample(lab, variant, folder / variant.name))
    return written


def some_mistakes(lab: Lab, count: int) -> Sequence[Variant]:
    """Pick mistakes from as many different questions as there are, always the same ones."""
    left = read_variants(lab.mistakes)
    chosen: list[Variant] = []
    while left and len(chosen) < count:
        seen: set[str] = set()
        for variant in list(left):
            if variant.question not in seen and len(chosen) < count:
                seen.add(variant.question)
                chosen.append(variant)
                left.remove(variant)
    return chosen


def write_sample(lab: Lab, variant: Variant, folder: Path) -> Path:
    """Write the solved notebook with one variant in it, and what is handed in beside it."""
    _copy(lab.solutions, lab, folder)
    notebook = folder / lab.notebook.name
    nb.write(apply(variant, read_source(lab), nb.read(notebook)), notebook)
    return folder


def _copy(source: Path, lab: Lab, folder: Path) -> Path:
    folder.mkdir(parents=True)
    shutil.copy(source / lab.notebook.name, folder)
    for name in lab.hand_in:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name)
    return folder
