"""Assignments of a few lines, made without `otter assign` and graded in a moment."""

from __future__ import annotations

import dataclasses
import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file

from torchgrade.bundle import Bundle, open_bundle
from torchgrade.engine.engine import Engine, Outcome
from torchgrade.grade import Submission, run_notebook
from torchgrade.records import CaseSpec, Grade, Manifest, QuestionSpec

HEAD = """\
from otter.test_files import test_case
OK_FORMAT = False
name = {name!r}
points = None
"""


@dataclass(frozen=True)
class Played:
    """What became of a tiny submission."""

    grade: Grade
    outcome: Outcome

    @property
    def passed(self) -> dict[str, list[bool]]:
        """By question, whether each case passed."""
        assert self.grade.status == "graded", self.grade.message
        return {
            question.name: [case.status == "passed" for case in question.cases]
            for question in self.grade.questions
        }

    @property
    def failed(self) -> list[str]:
        """The names of cases that failed, each with its message: empty where all passed."""
        assert self.grade.status == "graded", self.grade.message
        return [
            f"{case.name}: {case.message}"
            for question in self.grade.questions
            for case in question.cases
            if case.status != "passed"
        ] + [error.traceback for error in self.outcome.errors if self.grade.score == 0]

    def message(self, question: str, case: int = 1) -> str:
        """What a case, counted from 1, said as it failed."""
        assert self.grade.status == "graded", self.grade.message
        [found] = [q for q in self.grade.questions if q.name == question]
        return found.cases[case - 1].message

    def output(self, cell: int) -> str:
        """What a cell, counted from 1, showed."""
        return "\n".join(o.text for o in self.grade.outputs if o.cell == cell)

    def error(self, cell: int) -> str:
        """The error of a cell, counted from 1; empty if it had none."""
        return "\n".join(e.error for e in self.outcome.errors if e.cell == cell)


Play = Callable[..., Played]


def make(
    root: Path,
    cells: Sequence[Any],
    tests: Mapping[str, str],
    *,
    config: Mapping[str, Any] | None = None,
    files: Mapping[str, str] | None = None,
    handed: Mapping[str, str] | None = None,
    **settings: Any,
) -> tuple[Bundle, Submission]:
    """Write an autograder and a submission below `root`.

    Args:
        root: an empty folder.
        cells: texts of code cells, or cells.
        tests: question -> its test file: `def test_...` functions, which are worth a public point
            each unless they have decorators of their own, or doctests, one case each, apart by
            blank lines.
        config: of otter.
        files: support files, name -> content.
        handed: files that are handed in beside the notebook (with `hand_in`).
        settings: of the manifest.
    """
    folder, work = root / "autograder", root / "submission"
    (folder / "tests").mkdir(parents=True)
    work.mkdir(parents=True)
    questions = []
    for name, source in tests.items():
        path = folder / "tests" / f"{name}.py"
        path.write_text(_test_file(name, textwrap.dedent(source).strip()))
        questions.append(_question(path))
    manifest = Manifest("lab", "A tiny lab", "", tuple(questions))
    manifest = dataclasses.replace(manifest, **{"seconds": 60, **settings})
    (folder / "torchgrade.json").write_text(json.dumps(manifest.to_dict()))
    options = {"assignment_name": "lab", **(config or {})}
    (folder / "otter_config.json").write_text(json.dumps(options))
    for place, content in ((folder / "files", files or {}), (work, handed or {})):
        for name, text in content.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text)
    made = [
        nbformat.v4.new_code_cell(textwrap.dedent(cell).strip()) if isinstance(cell, str) else cell
        for cell in cells
    ]
    for index, cell in enumerate(made):
        cell.id = f"cell-{index}"  # the same cells make the same submission
    notebook = nbformat.v4.new_notebook(cells=made)
    notebook.metadata["otter"] = {"assignment_name": "lab"}
    nbformat.write(notebook, work / "lab.ipynb")
    with open_bundle(folder) as bundle:
        return bundle, Submission(work, "submission")


def play(
    engine: Engine,
    root: Path,
    cells: Sequence[Any],
    tests: Mapping[str, str] | str,
    threads: int = 1,
    **options: Any,
) -> Played:
    """Make a tiny assignment, and grade its submission; one text is the test of a question q1."""
    given = {"q1": tests} if isinstance(tests, str) else tests
    return Played(*run_notebook(*make(root, cells, given, **options), engine, threads=threads))


def _test_file(name: str, source: str) -> str:
    if not source.startswith(">>>"):
        if "@test_case" not in source:
            source = re.sub(r"^def test_", "@test_case(points=1)\ndef test_", source, flags=re.M)
        return HEAD.format(name=name) + source
    cases = [{"code": case, "hidden": False, "points": 1} for case in source.split("\n\n")]
    suite = {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": name, "points": None, "suites": [suite]}
    return f"OK_FORMAT = True\n\ntest = {test!r}\n"


def _question(path: Path) -> QuestionSpec:
    read = create_test_file(str(path), NBMetadataConfig())
    cases = tuple(CaseSpec.of(case) for case in read.test_cases)
    return QuestionSpec(
        read.name, sum(case.points for case in cases), all_or_nothing=False, cases=cases
    )
