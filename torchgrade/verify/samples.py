"""Sample submissions of a lab: its solution, its blank release, and typical mistakes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.course import Lab
from torchgrade.errors import AuthorError
from torchgrade.verify.variant import Variant, apply, make_file, read_variants

__all__ = ["some_mistakes", "write_sample", "write_samples"]


def write_samples(lab: Lab, folder: Path, *, mistakes: int = 3) -> dict[str, str]:
    """Write the solution, the blank release and ``mistakes`` wrong submissions below ``folder``.

    The lab must be built. Every submission gets its own folder, which is replaced if it exists;
    everything else below ``folder`` stays.

    Returns:
        The name of each folder, with a sentence on its content.

    Raises:
        AuthorError: the lab is not built, or one of its mistakes is invalid.
    """
    for built in (lab.solutions, lab.release):
        if not (built / lab.notebook.name).is_file():
            raise AuthorError(f"{built} is missing: run `torchgrade build {lab.name}` first")
    _copy(lab.solutions, lab, folder / "solution")
    _copy(lab.release, lab, folder / "blank")
    written = {"solution": "The lab's own solution.", "blank": "The release, as handed out."}
    for variant in some_mistakes(lab, mistakes):
        write_sample(lab, variant, folder / variant.name)
        written[variant.name] = variant.why
    return written


def some_mistakes(lab: Lab, count: int) -> Sequence[Variant]:
    """Pick mistakes from the questions that are worth most, one each, the same every time."""
    points = {q.name: float(q.config.get("points", 0)) for q in read_source(lab).questions}
    left = sorted(read_variants(lab.mistakes), key=lambda v: -points.get(v.question, 0))
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
    """Write the solved notebook with a variant in it, and the files that are handed in with it."""
    _copy(lab.solutions, lab, folder)
    notebook = folder / lab.notebook.name
    nb.write(apply(variant, read_source(lab), nb.read(notebook)), notebook)
    if variant.file:
        make_file(variant, folder)
    return folder


def _copy(source: Path, lab: Lab, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(source / lab.notebook.name, folder)
    for name in lab.hand_in:
        if (source / name).is_dir():
            shutil.copytree(source / name, folder / name)
    return folder
