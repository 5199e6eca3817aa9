"""What a class may hand in: the solution, the blank release, mistakes and alternatives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torchgrade import notebook as nb
from torchgrade.authoring import read_source
from torchgrade.course import Course
from torchgrade.grade import Submission
from torchgrade.verify import apply, read_variants

__all__ = ["submissions_of"]

ROOT = Path(__file__).parents[1]


def submissions_of(name: str, folder: Path, count: int) -> list[Submission]:
    """Write the solution, the blank release and variants of all questions, in turn."""
    lab = Course(ROOT).lab(name)
    outline = read_source(lab)
    solved = nb.read(lab.solutions / lab.notebook.name)
    variants = [*read_variants(lab.mistakes), *read_variants(lab.alternatives)]
    chosen = variants[:: max(1, len(variants) // max(1, count - 2))][: max(0, count - 2)]
    made: list[Any] = [solved, nb.read(lab.release / lab.notebook.name)]
    names = ["solution", "blank", *(variant.name for variant in chosen)]
    made += [apply(variant, outline, solved) for variant in chosen]
    found = []
    for number in range(count):
        which = number % len(made)
        path = folder / f"{number:03d}-{names[which]}" / lab.notebook.name
        path.parent.mkdir(parents=True)
        nb.write(made[which], path)
        found.append(Submission(path.parent, path.parent.name))
    return found
