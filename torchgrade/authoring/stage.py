"""Runs the real ``otter assign`` in a temporary folder, and makes our three trees of its output."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torchgrade import notebook as nb
from torchgrade.authoring import archive, cache
from torchgrade.authoring.container import OTTERS, container_files
from torchgrade.authoring.outline import Outline
from torchgrade.authoring.private_files import lay_apart
from torchgrade.authoring.requirements import release_requirements, requirements
from torchgrade.calibration import outstanding
from torchgrade.course import MANIFEST, SETTINGS, SIGNATURES, Lab
from torchgrade.errors import AuthorError
from torchgrade.records import CaseSpec, Manifest, QuestionSpec
from torchgrade.settings import without_late

__all__ = ["Staged", "Trees", "stage"]


_FIRST_CELL = "# Initialize Otter\n"

_AGENTS = Path(__file__).parent / "template" / "AGENTS.md"
"""Instructions in a release for an AI assistant: teach, and don't solve."""


@dataclass(frozen=True)
class Trees:
    """The paths of a lab's three trees."""

    release: Path
    autograder: Path
    solutions: Path


@dataclass(frozen=True)
class Staged(Trees):
    """Trees that are not published yet, with the manifest of the autograder."""

    manifest: Manifest


def stage(lab: Lab, outline: Outline, folder: Path) -> Staged:
    """Make release, autograder and solutions of ``lab`` below ``folder``.

    Raises:
        AuthorError: ``otter assign`` refused the notebook.
    """
    out = _assign(lab, folder)
    made = Staged(
        folder / "release", folder / "autograder", folder / "solutions", Manifest("", "", "", ())
    )
    for path in (made.release, made.autograder, made.solutions):
        path.mkdir()

    student = nb.read(out / "student" / lab.notebook.name)
    solved = nb.read(out / "autograder" / lab.notebook.name)
    # otter leaves hidden tests in the solved notebook, but solutions are for people to read.
    solved.metadata["otter"] = student.metadata["otter"]
    _copy_others(out / "student", made.release, lab)
    _copy_others(out / "student", made.solutions, lab)
    stamp = _stamp(student, made.release, lab)
    code = [nb.source(cell) for cell in solved.cells if cell.cell_type == "code"]
    for notebook in (student, solved):
        notebook.metadata["torchgrade"] = {"lab": lab.name, "stamp": stamp}
        _with_cards(notebook)
    nb.write(nb.normalise(student), made.release / lab.notebook.name)
    nb.write(nb.normalise(solved), made.solutions / lab.notebook.name)
    for name in lab.hand_in:
        _copy(lab.source / name, made.solutions / name)

    [zipped] = (out / "autograder").glob("*-autograder_*.zip")
    with zipfile.ZipFile(zipped) as content:
        content.extractall(made.autograder)
    lay_apart(lab, outline, made.autograder)
    needed = requirements(made.autograder / "environment.yml")
    images = lab.settings.data is not None or any(
        b"torchvision" in content for content in archive.tree(made.release).values()
    )
    listed = release_requirements(archive.wheel_name(student=True), needed, images=images)
    (made.release / "requirements.txt").write_text(listed, encoding="utf-8")
    if not (made.release / _AGENTS.name).exists():  # a lab may have its own
        shutil.copy(_AGENTS, made.release)
    _for_container(made.autograder, needed)
    manifest = _manifest(lab, outline, stamp, code, made.autograder / "tests")
    text = json.dumps(manifest.to_dict(), indent=1, sort_keys=True)
    (made.autograder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    if lab.signatures.is_file():
        shutil.copy(lab.signatures, made.autograder / SIGNATURES)
    return Staged(made.release, made.autograder, made.solutions, manifest)


def _with_cards(notebook: Any) -> None:
    """Make otter's first cell load the extension that shows its results as cards.

    If torchgrade is not installed, the magic prints a line, and the notebook goes on.
    """
    for cell in notebook.cells:
        if cell.cell_type == "code" and nb.source(cell).startswith(_FIRST_CELL):
            cell.source = f"{nb.source(cell).rstrip()}\n%load_ext torchgrade.student"
            return


def _stamp(student: Any, release: Path, lab: Lab) -> str:
    """Return the stamp of a release, to which the notebook is added in its form without a stamp.

    What torchgrade itself adds, such as versions of packages, is not there yet.
    """
    student.metadata.pop("torchgrade", None)
    nb.write(nb.normalise(student), release / lab.notebook.name)
    return cache.stamp(release)


def _assign(lab: Lab, folder: Path) -> Path:
    """Run ``otter assign`` on a copy of the source, so that it leaves nothing behind there."""
    from otter.assign import main as otter_assign

    source, out = folder / "source", folder / "otter"
    # Support folders are handed out whole, and a leftover in one may be an old solution.
    shutil.copytree(lab.source, source, ignore=shutil.ignore_patterns(*archive.LEFTOVERS))
    if lab.settings.late is not None:  # a new deadline needs no new release or autograder
        settings = source / SETTINGS
        settings.write_text(without_late(settings.read_text("utf-8")), encoding="utf-8")
    logging.getLogger("otter").setLevel(logging.WARNING)
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            # If its own run of the tests crashes, it compares 0 with 0, and says "all passed":
            # torchgrade grades the solved notebook itself.
            otter_assign(str(source / lab.notebook.name), str(out), no_run_tests=True, no_pdfs=True)
    except Exception as error:
        raise AuthorError(
            f"otter assign refused {lab.notebook}: {type(error).__name__}: {error}"
        ) from error
    return out


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    else:
        raise AuthorError(f"{source} is missing: hand_in in the lab's settings lists it")


def _copy_others(student: Path, target: Path, lab: Lab) -> None:
    for path in student.iterdir():
        if path.name != lab.notebook.name:
            _copy(path, target / path.name)


def _for_container(autograder: Path, needed: str) -> None:
    """Replace otter's scripts for Gradescope's container by ours, which install requirements."""
    files = container_files(needed)
    for name in OTTERS:
        (autograder / name).unlink()
    archive.write_tree(autograder, files)


def _questions(lab: Lab, outline: Outline, tests: Path) -> tuple[QuestionSpec, ...]:
    """Read the questions' tests as otter does; raise if points don't add up."""
    from otter.nbmeta_config import NBMetadataConfig
    from otter.test_files import create_test_file

    questions, problems = [], []
    for question in outline.questions:
        name, title = question.name, outline.title(question)
        if question.manual:
            points = float(question.config.get("points", 1))
            questions.append(QuestionSpec(name, points, manual=True, title=title))
            continue
        try:
            test_file = create_test_file(str(tests / f"{name}.py"), NBMetadataConfig())
        except Exception as error:
            problems.append(f"{outline.where}, the tests of {name}: {error}")
            continue
        cases = tuple(CaseSpec.of(case) for case in test_file.test_cases)
        points, whole = sum(case.points for case in cases), test_file.all_or_nothing
        stated = question.config.get("points")
        if isinstance(stated, (int, float)) and abs(stated - points) > 1e-9:
            problems.append(
                f"{outline.where}, cell {question.cell}: expected the cases of {name} to "
                f"add up to its {stated:g} points, found {points:g}"
            )
        questions.append(QuestionSpec(name, points, all_or_nothing=whole, cases=cases, title=title))
    total = sum(question.points for question in questions)
    if not problems and abs(total - lab.points) > 1e-9:
        problems.append(
            f"{outline.where}: expected {lab.points:g} points in all (lab.toml), found {total:g}"
        )
    if problems:
        raise AuthorError("\n".join(problems))
    return tuple(questions)


def _manifest(lab: Lab, outline: Outline, stamp: str, code: Sequence[str], tests: Path) -> Manifest:
    """Make the manifest of an autograder.

    ``code`` is that of the solved notebook's cells, as the author wrote it: seeds depend on it.
    """
    limits = lab.settings.limits
    return Manifest(
        lab=lab.name,
        title=lab.title,
        stamp=stamp,
        questions=_questions(lab, outline, tests),
        hand_in=lab.hand_in,
        seconds=limits.seconds,
        cell_seconds=limits.cell or limits.seconds,
        case_seconds=limits.case,
        memory_mb=limits.memory_mb,
        disk_mb=limits.disk_mb,
        container_mb=limits.container_mb,
        datasets=lab.datasets,
        leaderboard=lab.leaderboard,
        objects=lab.settings.tests.objects,
        in_place=lab.settings.tests.in_place,
        inside=lab.settings.tests.inside,
        imports=nb.imported_names(code),
        outstanding=outstanding(lab),
        salt=hashlib.sha256("\n".join(code).encode()).hexdigest(),
    )
