"""Makes an nbgrader course from labs, or brings one up to date."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from torchgrade import notebook as nb
from torchgrade.authoring import archive
from torchgrade.authoring.leaks import find_leaks
from torchgrade.authoring.outline import Outline
from torchgrade.authoring.pipeline import Trees, read_source, staged
from torchgrade.authoring.secret import secret_lines
from torchgrade.course import SETTINGS, Course, Lab, read_manifest
from torchgrade.errors import AuthorError
from torchgrade.files.writing import publish, write_text
from torchgrade.nbgrader.authoring.notebook import source_notebook
from torchgrade.nbgrader.authoring.update import make_room
from torchgrade.nbgrader.course import CONFIG, open_application

__all__ = ["make_course"]

_CONFIGURE = """\
from torchgrade.nbgrader import configure

configure(c)
"""
_NEW = """\
# nbgrader's settings of this course; add your own below.
# https://nbgrader.readthedocs.io/en/stable/configuration/config_options.html
c = get_config()

{configure}
c.CourseDirectory.course_id = "{name}"
"""
_NOT_OURS = {"requirements.txt"}
"""Files in otter's release that a course does not need, as its server has them installed."""


def make_course(
    course: Course,
    labs: Sequence[Lab],
    root: Path,
    *,
    step: Callable[[str, str], None] = lambda lab, doing: None,
) -> Iterator[str]:
    """Add labs to the nbgrader course at ``root``, and yield the name of each.

    Submissions, marks, and everything else in the course are kept.

    Args:
        course: the labs' course.
        labs: the labs to add.
        root: the folder of the nbgrader course, which is made if it does not exist.
        step: called with the lab and the current step, for a progress display.

    Raises:
        AuthorError: a lab is invalid, or would overwrite something in the course.
    """
    if root.resolve() == course.root.resolve():
        raise AuthorError(f"{root} is the course with the labs; name another folder for nbgrader's")
    directory = _open(root)
    for lab in labs:
        step(lab.name, "reading the source")
        outline = read_source(lab)
        with (
            staged(course, lab) as trees,
            tempfile.TemporaryDirectory(prefix="torchgrade-nbgrader-") as folder,
        ):
            _put(lab, outline, trees, Path(folder), directory)
        step(lab.name, "nbgrader generate_assignment")
        _generate(lab, outline, directory)
        yield lab.name


def _open(root: Path) -> Any:
    """Write the configuration of a new course, or check that of an existing one.

    Returns:
        Its ``CourseDirectory`` in nbgrader: folders and gradebook.
    """
    from torchgrade.nbgrader.stubs import LeaveStubs

    path = root / CONFIG
    if not path.exists():
        name = root.resolve().name
        write_text(path, _NEW.format(configure=_CONFIGURE, name=name))
    application = open_application(root)
    steps = application.config.GenerateAssignment.get("preprocessors", ())
    if LeaveStubs not in steps:
        raise AuthorError(
            f"{path} does not put torchgrade's steps into nbgrader's; add these lines at its end:\n"
            f"{_CONFIGURE}"
        )
    return application.coursedir


def _put(lab: Lab, outline: Outline, trees: Trees, folder: Path, directory: Any) -> None:
    """Make a lab's source in ``folder``, then move it and its autograder into the course."""
    manifest = read_manifest(trees.autograder)
    notebook = source_notebook(outline, manifest, trees.autograder / "tests")
    target = Path(directory.format_path(directory.source_directory, ".", lab.name))
    _no_stranger(target / lab.notebook.name)
    made = folder / lab.name
    if target.is_dir():
        shutil.copytree(target, made)  # with an instructor's own files
    made.mkdir(exist_ok=True)
    shutil.copy(lab.source / SETTINGS, made)  # which marks labs of the course
    for path in trees.release.iterdir():
        if path.is_dir():
            shutil.copytree(path, made / path.name, dirs_exist_ok=True)
        elif path.suffix not in (".ipynb", ".whl") and path.name not in _NOT_OURS:
            shutil.copy(path, made)
    nb.write(notebook, made / lab.notebook.name)
    make_room(directory.db_url, lab.name, notebook)
    publish([(made, target), (trees.autograder, Path(directory.root, "autograder", lab.name))])


def _no_stranger(path: Path) -> None:
    """Refuse to overwrite a notebook that this command has not made."""
    if path.is_file():
        cells = nb.read(path).cells
        if not any("nbgrader" in c.metadata and "torchgrade" in c.metadata for c in cells):
            raise AuthorError(
                f"{path} was not made by `torchgrade nbgrader`, and would be lost; move it away"
            )


def _generate(lab: Lab, outline: Outline, directory: Any) -> None:
    """Let nbgrader make the release and its records, then search the release for leaks."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", lab.name, "--force"],
        cwd=directory.root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AuthorError(f"nbgrader generate_assignment {lab.name} failed:\n{done.stderr[-4000:]}")
    release = Path(directory.format_path(directory.release_directory, ".", lab.name))
    folders = (lab.course.resolve(), Path(directory.root), Path.home())
    if leaks := find_leaks(archive.tree(release), secret_lines(outline, lab), folders):
        shutil.rmtree(release)
        raise AuthorError(
            f"{lab.name}: students would see what they must not:\n  " + "\n  ".join(leaks)
        )
