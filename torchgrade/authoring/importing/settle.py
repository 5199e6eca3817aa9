"""Decides by an imported lab's solution, if it builds, which questions run inside."""

from __future__ import annotations

import contextlib
import re
from dataclasses import replace

from torchgrade.authoring.importing.lab_folder import Imported, inside_settings
from torchgrade.authoring.pipeline import staged
from torchgrade.authoring.trial import questions_inside
from torchgrade.bundle import open_bundle
from torchgrade.course import SETTINGS, Course
from torchgrade.engine.engine import Engine
from torchgrade.errors import AuthorError

__all__ = ["settle_inside"]

_LISTED = re.compile(r"(?:^#.*\n)*^inside = \[.*\]\n", re.MULTILINE)


def settle_inside(course: Course, made: Imported, engine: Engine) -> Imported:
    """Add to `inside` in lab.toml the questions whose tests the solution passes only there.

    Args:
        course: the lab's course.
        made: the imported lab. If a build refuses it, it is not changed: the author will see why.
        engine: grades the solution, and what fails once more, inside.

    Returns:
        The lab, with a note on what was added.
    """
    lab = course.lab(made.folder.name)
    found: list[str] = []
    with (
        contextlib.suppress(AuthorError),
        staged(course, lab) as trees,
        open_bundle(trees.autograder) as bundle,
    ):
        found = questions_inside(trees.solutions, bundle, engine)
    if not found:
        return made
    known = [*lab.settings.tests.inside]
    path = made.folder / SETTINGS
    text = _LISTED.sub("", path.read_text(encoding="utf-8"))
    path.write_text(text + inside_settings([*known, *found]), encoding="utf-8")
    said = f"only so does the solution pass, they are `inside` in lab.toml, too: {', '.join(found)}"
    return replace(made, notes=(*made.notes, said))
