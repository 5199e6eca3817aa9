"""Rewrap an autograder that plain ``otter assign`` made, so that Gradescope isolates students."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from torchgrade.authoring import archive
from torchgrade.authoring.container import OTTERS, container_files
from torchgrade.authoring.requirements import requirements
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.bundle.placement import PLACEMENT, placement_file
from torchgrade.errors import AuthorError

__all__ = ["pack"]


def pack(
    path: Path, out: Path | None = None, place: Callable[[Bundle], Bundle] = lambda bundle: bundle
) -> tuple[Path, tuple[str, ...]]:
    """Write a zip with the same tests and settings, our scripts, and the wheel of torchgrade.

    Args:
        path: a zip or folder that ``otter assign`` (or ``otter generate``) made.
        out: the zip to write; beside ``path``, as ``NAME-isolated.zip``, if None.
        place: decides where tests run; the result goes into the zip.

    Returns:
        The zip, and notes on settings that have no effect in it.

    Raises:
        AuthorError: it is not such an autograder, or has unsupported settings.
    """
    target = out or path.with_name(f"{path.stem}-isolated.zip")
    if target.resolve() == path.resolve():
        raise AuthorError(f"--out is {path} itself: expected another name, so that it is kept")
    with open_bundle(path) as bundle, tempfile.TemporaryDirectory(prefix="torchgrade-") as folder:
        if not bundle.foreign:
            raise AuthorError(
                f"{path} was made by `torchgrade build`, and goes to Gradescope as it is"
            )
        bundle = place(bundle)
        tree = archive.tree(bundle.folder)
        files = {name: content for name, content in tree.items() if name not in OTTERS}
        files |= container_files(requirements(bundle.folder / "environment.yml"))
        if bundle.inside is not None:
            files[PLACEMENT] = placement_file(bundle.inside)
        wheel = archive.wheel(Path(folder))
        files[wheel.name] = wheel.read_bytes()
        target.parent.mkdir(parents=True, exist_ok=True)
        archive.write_zip(target, files)
        return target, bundle.notes
