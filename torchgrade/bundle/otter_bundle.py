"""Opens an autograder of plain otter, deriving what torchgrade.json says for ours.

The test files are loaded by otter's own classes, which executes them; they are the instructor's.
Whatever would be graded differently than by otter is refused here, before anything is graded.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from torchgrade.bundle.otter_config import REFUSED, OtterConfig
from torchgrade.course import OTTER_CONFIG
from torchgrade.errors import AuthorError
from torchgrade.files.decoding import decoded
from torchgrade.records import CaseSpec, ForeignSpec, Manifest, QuestionSpec

__all__ = ["is_otter_bundle", "read_otter_bundle"]

_STAMP = re.compile(r"-autograder_\d{4}_\d{2}_\d{2}T\d{2}_\d{2}_\d{2}_\d+$")
"""What ``otter assign`` appends to the name of its zip."""

_UNUSED = {
    "pdf": "no PDF of a submission is made",
    "show_hidden": "results of hidden tests stay with staff",
    "show_stdout": "what a notebook prints stays with staff",
}
"""Settings that change no score; their authors should know that they have no effect here."""


def is_otter_bundle(folder: Path) -> bool:
    """Return whether a folder without ``torchgrade.json`` is an autograder of plain otter."""
    return (folder / "tests").is_dir() and (folder / OTTER_CONFIG).is_file()


def read_otter_bundle(folder: Path, name: str) -> tuple[Manifest, dict[str, Any], tuple[str, ...]]:
    """Derive the manifest from a folder's test files and configuration.

    Args:
        folder: the opened autograder.
        name: the name of the zip or folder, which names an assignment that has no name.

    Returns:
        The manifest, otter's configuration, and notes on settings that have no effect here.

    Raises:
        AuthorError: something in it is not supported, or broken; the message says what to do.
    """
    config = _configuration(folder)
    questions = _questions(folder)
    settings = decoded(config, OtterConfig)
    said = settings.assignment_name
    known = said or _STAMP.sub("", name)
    # It becomes a file name: a student's notebook is graded as LAB.ipynb.
    lab = re.sub(r"[^\w.-]+", "_", known).strip("._") or "assignment"
    manifest = Manifest(
        lab=lab,
        title=known,
        stamp="",
        questions=questions,
        hand_in=(".",),
        foreign=ForeignSpec(said, settings.score_threshold, settings.points_possible),
    )
    notes = tuple(
        f"{OTTER_CONFIG}: {key} has no effect here, {why}"
        for key, why in _UNUSED.items()
        if getattr(settings, key)
    )
    return manifest, config, notes


def _configuration(folder: Path) -> dict[str, Any]:
    """Read otter's configuration; refuse what the engines can't do like otter."""
    from otter.run.run_autograder.autograder_config import AutograderConfig

    path = folder / OTTER_CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(config, dict):
            raise ValueError(f"expected an object, found {config!r:.80}")
        AutograderConfig(config)
        decoded(config, OtterConfig)
    except Exception as error:  # otter's configuration may raise various errors
        raise AuthorError(f"{OTTER_CONFIG} is not one that otter can read: {error}") from None
    for key, why in REFUSED.items():
        if config.get(key):
            # A token is a secret: name it, but never show it.
            raise AuthorError(f"{OTTER_CONFIG} sets {key}, which is not supported: {why}")
    if config.get("lang", "python") != "python" or list((folder / "tests").glob("*.[rR]")):
        raise AuthorError("This autograder is for R, and only Python is graded; use `otter run`")
    return config


def _questions(folder: Path) -> tuple[QuestionSpec, ...]:
    tests = folder.resolve() / "tests"  # loading them changes the working folder
    nested = [path for path in tests.glob("*/**/*.py") if "OK_FORMAT" in path.read_text("utf-8")]
    if nested:
        raise AuthorError(
            f"{nested[0].relative_to(tests.parent)} is a test in a subfolder, where otter never "
            "looks: move it to tests/, or delete it"
        )
    found: dict[str, tuple[Path, QuestionSpec]] = {}
    with _at_work(tests.parent / "files"):
        for path in sorted(tests.glob("*.py")):  # the order in which otter runs them
            question = _question(path)
            if question.name in found:
                raise AuthorError(
                    f"tests/{found[question.name][0].name} and tests/{path.name} are both named "
                    f"{question.name!r}, and otter keeps the last: give each a name of its own"
                )
            found[question.name] = (path, question)
    if not found:
        raise AuthorError("This autograder has no tests/*.py: there is nothing to grade")
    return tuple(question for _, question in found.values())


def _question(path: Path) -> QuestionSpec:
    from otter.nbmeta_config import NBMetadataConfig
    from otter.test_files import create_test_file

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            test_file = create_test_file(str(path), NBMetadataConfig())
    except (Exception, SystemExit) as error:
        raise AuthorError(
            f"tests/{path.name} can't be loaded ({type(error).__name__}: {error}); otter would "
            "give every submission no result. Make the autograder again with otter 7"
        ) from None
    cases = tuple(CaseSpec.of(case) for case in test_file.test_cases)
    if not cases:
        raise AuthorError(f"tests/{path.name} has no test case: delete the file, or add one")
    return QuestionSpec(
        name=test_file.name,
        points=test_file.possible,
        all_or_nothing=bool(test_file.all_or_nothing),
        cases=cases,
    )


@contextlib.contextmanager
def _at_work(files: Path) -> Iterator[None]:
    """Change to where otter loads tests, the support files' folder; drop their modules later."""
    if not files.is_dir():
        yield
        return
    before, path, modules = os.getcwd(), list(sys.path), set(sys.modules)
    bytecode = sys.dont_write_bytecode
    sys.path.append(str(files))
    sys.dont_write_bytecode = True  # the folder may be the author's own
    os.chdir(files)
    try:
        yield
    finally:
        os.chdir(before)
        sys.path[:], sys.dont_write_bytecode = path, bytecode
        for name in set(sys.modules) - modules:
            origin = getattr(sys.modules[name], "__file__", None)
            if origin and Path(origin).is_relative_to(files):
                del sys.modules[name]
