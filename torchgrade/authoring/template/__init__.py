"""A minimal lab to start from: a tested question, a written one, a mistake.

It is in the folder ``new_lab`` beside this file, in the form of a lab below ``source/``.
"""

from __future__ import annotations

from pathlib import Path

from torchgrade import notebook as nb
from torchgrade.authoring import archive
from torchgrade.authoring.text import write_text_form
from torchgrade.course import Course, check_name
from torchgrade.errors import AuthorError
from torchgrade.files.writing import replacing

__all__ = ["new_lab"]

_TEMPLATE = Path(__file__).parent / "new_lab"


def new_lab(course: Course, name: str) -> Path:
    """Write ``source/<name>/``; it builds and grades as it is.

    Returns:
        The lab's folder.

    Raises:
        AuthorError: something with that name exists, or it is not a valid name for a lab.
    """
    check_name(name)
    target = course.root / "source" / name
    if target.exists():
        raise AuthorError(f"{target} already exists; choose another name")
    with replacing(target) as made:
        files = archive.tree(_TEMPLATE)
        named = {
            path.replace(_TEMPLATE.name, name): content.replace(
                _TEMPLATE.name.encode(), name.encode()
            )
            for path, content in files.items()
        }
        archive.write_tree(made, named)
        notebook = made / f"{name}.ipynb"
        nb.write(nb.normalise(nb.read(notebook)), notebook)  # ids of cells depend on their text
        write_text_form(notebook)
    return target
