"""Builds labs: check, stage, look for leaks, grade solution and blank, publish, all or nothing."""

from __future__ import annotations

import contextlib
import functools
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from torchgrade import notebook as nb
from torchgrade.authoring import archive, cache
from torchgrade.authoring.assignment_config import without_effect
from torchgrade.authoring.evaluation import evaluation_set
from torchgrade.authoring.leaks import find_leaks
from torchgrade.authoring.lint import lint
from torchgrade.authoring.outline import Outline, read_outline
from torchgrade.authoring.private_files import private_contents, warnings_of
from torchgrade.authoring.secret import answer_files, messages_of_tests, secret_lines
from torchgrade.authoring.stage import Staged, Trees, stage
from torchgrade.authoring.stubs import check_stubs
from torchgrade.authoring.trial import prove_blank, prove_solution
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.course import Course, Lab
from torchgrade.engine.engine import Engine
from torchgrade.engine.new_engine import new_engine
from torchgrade.errors import AuthorError
from torchgrade.files.writing import publish

__all__ = ["Built", "Trees", "build", "read_source", "staged"]


@dataclass(frozen=True)
class Built:
    """The result of building one lab.

    ``differences`` are paths below the course that ``--check`` found to differ. ``pending`` are
    test cases that the solution has not passed yet: they need a GPU, and this machine has none.
    ``warnings`` are things that its author may want to change.
    """

    lab: str
    status: Literal["built", "unchanged", "differs", "failed"]
    seconds: float = 0.0
    message: str = ""
    differences: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@contextlib.contextmanager
def staged(course: Course, lab: Lab) -> Iterator[Trees]:
    """Yield the trees of a lab: the published ones, or new ones if its source has changed.

    Raises:
        AuthorError: the source is invalid, or students would see something they must not.
    """
    if cache.is_current(course, lab):
        yield Trees(lab.release, lab.autograder, lab.solutions)
        return
    with tempfile.TemporaryDirectory(prefix="torchgrade-build-") as name:
        yield _stage(lab, Path(name))[1]


def build(
    course: Course,
    labs: Sequence[Lab],
    *,
    check: bool = False,
    step: Callable[[str, str], None] = lambda lab, doing: None,
) -> Iterator[Built]:
    """Build labs one after the other; a lab that fails leaves its last good output untouched.

    Args:
        course: the course of the labs.
        labs: the labs to build.
        check: publish nothing, and compare what is published with a new build.
        step: called with the lab and the current step, for a progress display.
    """
    engine = new_engine(walls="unneeded")
    try:
        for lab in labs:
            start = time.monotonic()
            tell = functools.partial(step, lab.name)
            try:
                result = _build(course, lab, engine, check, tell)
            except AuthorError as error:
                result = Built(lab.name, "failed", message=str(error))
            seconds = round(time.monotonic() - start, 2)
            yield replace(result, seconds=seconds)
    finally:
        engine.stop()


def _build(
    course: Course, lab: Lab, engine: Engine, check: bool, step: Callable[[str], None]
) -> Built:
    step("comparing")
    if cache.is_current(course, lab):
        return Built(lab.name, "unchanged")
    with tempfile.TemporaryDirectory(prefix="torchgrade-build-") as name:
        outline, staged = _stage(lab, Path(name), step)
        step("grading the solution")
        with open_bundle(staged.autograder) as bundle:
            pending = prove_solution(lab, outline, staged, bundle, engine)
            step("grading the blank release")
            prove_blank(outline, staged, bundle, engine)
            warnings = (
                *warnings_of(lab, outline),
                *without_effect(outline),
                *_outdated(lab, bundle),
            )
        step("packing")
        packed = _pack(lab, staged, Path(name))
        if check:
            different = _differences(lab, staged, packed)
            if different:
                return Built(lab.name, "differs", differences=different)
            if lab.autograder_zip.is_file():
                cache.remember(course, lab)
            return Built(lab.name, "unchanged", pending=pending, warnings=warnings)
        step("publishing")
        shutil.copy(packed.wheel, staged.release)
        publish([*_pairs(lab, staged), (packed.zip, lab.autograder_zip)])
    cache.remember(course, lab)
    return Built(lab.name, "built", pending=pending, warnings=warnings)


def _outdated(lab: Lab, bundle: Bundle) -> Iterator[str]:
    if names := bundle.outdated_signatures:
        asked = " ".join(f"--question {name}" for name in names)
        command = f"torchgrade verify {lab.name} {asked} --signatures"
        yield (
            f"{lab.signatures}: the tests of {', '.join(names)} have changed since; grades name no "
            f"mistakes there until `{command}` updates it"
        )


def _stage(
    lab: Lab, folder: Path, step: Callable[[str], None] = lambda doing: None
) -> tuple[Outline, Staged]:
    """Read and check a source, and make its trees below a folder, checked for leaks."""
    step("reading the source")
    outline = read_source(lab)
    lint(outline, lab)
    step("otter assign")
    made = stage(lab, outline, folder)
    step("looking for leaks")
    solved, released = (nb.read(f / lab.notebook.name) for f in (made.solutions, made.release))
    check_stubs(outline, solved, released, lab.given)
    _no_leaks(lab, outline, made)
    return outline, made


def read_source(lab: Lab) -> Outline:
    """Read the source notebook of a lab; raises ``AuthorError`` if it is not a notebook."""
    try:
        notebook = nb.read(lab.notebook)
    except nb.NotebookError as error:
        raise AuthorError(f"{lab.notebook}: {error}") from None
    if why := nb.why_not_otters(lab.notebook.read_bytes()):
        raise AuthorError(
            f"{lab.notebook}: {why}, so plain `otter assign` can't read it. Open it in JupyterLab "
            "with a Python kernel, and save it"
        )
    where = lab.notebook.relative_to(lab.course).as_posix()
    return read_outline(notebook, where, lab.source)


def _no_leaks(lab: Lab, outline: Outline, staged: Staged) -> None:
    folders = (lab.course.resolve(), Path.home())
    files = archive.tree(staged.release)
    leaks = find_leaks(files | messages_of_tests(outline), secret_lines(outline, lab), folders)
    leaks += [
        f"{name}: comes from {whose}, and nothing else refers to it"
        for name, whose in answer_files(outline).items()
        if name in files
    ]
    handed = {content for name in lab.hand_in for content in _binaries(lab.source / name)}
    leaks += [
        f"{name}: is what students are to hand in ({', '.join(lab.hand_in)})"
        for name, content in files.items()
        if content in handed
    ]
    private = private_contents(lab, outline)
    leaks += [
        f"{name}: is the private file {private[content]}"
        for name, content in files.items()
        if content in private
    ]
    if leaks:
        raise AuthorError(
            f"{lab.name}: students would see what they must not (a line that they are meant to see "
            f"can be named in `given` of lab.toml):\n  " + "\n  ".join(leaks)
        )


def _binaries(path: Path) -> Iterator[bytes]:
    """Yield the content of each file that is not text: a README beside weights is for students."""
    for file in (path, *path.rglob("*")):
        content = file.read_bytes() if file.is_file() else b""
        try:
            content.decode()
        except UnicodeDecodeError:
            yield content


@dataclass(frozen=True)
class _Packed:
    wheel: Path  # for students
    zip: Path


def _pack(lab: Lab, staged: Staged, folder: Path) -> _Packed:
    wheel = archive.wheel(folder)
    files = archive.tree(staged.autograder) | {wheel.name: wheel.read_bytes()}
    files |= evaluation_set(lab)  # only in the zip, which is not committed
    archive.write_zip(folder / lab.autograder_zip.name, files)
    return _Packed(archive.wheel(folder, student=True), folder / lab.autograder_zip.name)


def _differences(lab: Lab, staged: Staged, packed: _Packed) -> tuple[str, ...]:
    """List the published files that differ from a new build.

    The zip and the wheel, which are not committed, only count if they exist.
    """
    expected: dict[str, bytes] = {}
    for ours, theirs in _pairs(lab, staged):
        prefix = theirs.relative_to(lab.course).as_posix()
        expected |= {f"{prefix}/{name}": content for name, content in archive.tree(ours).items()}
    found = cache.outputs(lab)
    made = {
        f"{lab.release.relative_to(lab.course).as_posix()}/{packed.wheel.name}": packed.wheel,
        lab.autograder_zip.relative_to(lab.course).as_posix(): packed.zip,
    }
    for name, path in made.items():
        if name in found:
            expected[name] = path.read_bytes()
    names = sorted(expected.keys() | found.keys())
    return tuple(name for name in names if expected.get(name) != found.get(name))


def _pairs(lab: Lab, staged: Staged) -> tuple[tuple[Path, Path], ...]:
    return (
        (staged.release, lab.release),
        (staged.autograder, lab.autograder),
        (staged.solutions, lab.solutions),
    )
