"""Compare grades of otter assignments with otter's own, question by question.

    python benchmarks/assignments.py FOLDER... --out table.md

Each FOLDER holds source notebooks of otter (`# ASSIGNMENT CONFIG`), a clone of a course's
repository for instance; nothing is fetched. Of each one `otter assign` makes an autograder; otter
and torchgrade grade the solution, the blank notebook, and two copies of the solution in which
answers are spoiled.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from torchgrade import notebook as nb
from torchgrade.bundle import Bundle, open_bundle
from torchgrade.engine.engine import Engine
from torchgrade.engine.otter import OtterEngine
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError
from torchgrade.grade import Submission, run_notebook
from torchgrade.grade.placement import place_cases

_CONFIG = re.compile(r"# ASSIGNMENT CONFIG\b")
_MINUTES = 10


@dataclass
class Row:
    """What became of one assignment."""

    name: str
    cases: int = 0
    inside: int = 0
    agreed: int = 0
    compared: int = 0
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        notes = "; ".join(self.notes).replace("|", "/").replace("\n", " ")
        numbers = f"{self.cases} | {self.inside} | {self.agreed} of {self.compared}"
        return f"| {self.name} | {numbers} | {notes} |"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("assignments.md"))
    options = parser.parse_args()
    head = ["| assignment | cases | inside | questions agreed | notes |", "|---|---|---|---|---|"]
    rows = []
    with IsolatedEngine(walls="wanted") as engine:
        for source in (found for folder in options.folders for found in sources(folder)):
            rows.append(compare(source, engine))
            print(rows[-1], flush=True)
            options.out.write_text("\n".join([*head, *map(str, rows)]) + "\n", "utf-8")


def sources(folder: Path) -> Iterator[Path]:
    """Find otter's source notebooks for Python below a folder."""
    for path in sorted(folder.rglob("*.ipynb")):
        try:
            cells = nbformat.read(path, as_version=4).cells
        except Exception:
            continue  # no notebook, whatever it is called
        if any(cell.cell_type == "raw" and _CONFIG.match(cell.source) for cell in cells):
            yield path


def compare(source: Path, engine: IsolatedEngine) -> Row:
    """Compare both engines on an assignment."""
    row = Row(f"{source.parent.name}/{source.name}")
    with tempfile.TemporaryDirectory() as folder:
        try:
            zipped, solution, blank = assigned(source, Path(folder))
            with open_bundle(zipped) as bundle:
                placement = place_cases(bundle, _submission(solution), engine, OtterEngine())
                placed = replace(bundle, inside=placement.inside)
                row.cases, row.inside = len(bundle.cases), len(placement.inside)
                row.notes += [str(difference) for difference in placement.differences]
                for what, path in variants(solution, blank, Path(folder)):
                    _compare(row, what, _submission(path), placed, engine)
        except (AuthorError, subprocess.SubprocessError, OSError, IndexError) as error:
            row.notes.append(f"not compared: {str(error)[-200:]}")
    return row


def assigned(source: Path, folder: Path) -> tuple[Path, Path, Path]:
    """Run `otter assign`; return the autograder's zip, the solution and the blank notebook."""
    command = [sys.executable, "-m", "otter", "assign", "--no-pdfs", "--no-run-tests"]
    run = subprocess.run(
        [*command, source.name, str(folder / "made")],
        cwd=source.parent,
        capture_output=True,
        text=True,
        timeout=60 * _MINUTES,
        check=False,
    )
    if run.returncode:
        raise OSError(f"otter assign: {run.stderr.strip().splitlines()[-1]}")
    made = folder / "made"
    zipped = next((made / "autograder").glob("*-autograder_*.zip"), None)
    if zipped is None:
        raise OSError("otter assign made no autograder of it")
    return zipped, made / "autograder" / source.name, made / "student" / source.name


def variants(solution: Path, blank: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what is graded: the solution, the blank, and two spoiled copies."""
    yield "solution", solution
    yield "blank", blank
    for remainder in (0, 1):
        notebook = nb.read(solution)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        answers = [cell for cell in code if "grader." not in nb.source(cell)][1:]
        for cell in answers[remainder::2]:
            cell.source = "pass"
        path = folder / f"spoiled{remainder}" / solution.name
        path.parent.mkdir()
        nb.write(notebook, path)
        yield f"spoiled {remainder + 1}", path


def _compare(row: Row, what: str, submission: Submission, bundle: Bundle, engine: Engine) -> None:
    theirs, ours = (run_notebook(bundle, submission, each)[0] for each in (OtterEngine(), engine))
    if theirs.status != "graded" or ours.status != "graded":
        row.notes.append(f"{what}: otter {theirs.status}, torchgrade {ours.status}")
        return
    scores = {question.name: question.score for question in theirs.questions}
    for question in ours.questions:
        row.compared += 1
        if abs(question.score - scores[question.name]) < 1e-9:
            row.agreed += 1
        else:
            row.notes.append(
                f"{what}, {question.name}: otter {scores[question.name]:g}, "
                f"torchgrade {question.score:g}"
            )


def _submission(path: Path) -> Submission:
    return Submission(path, path.name)


if __name__ == "__main__":
    main()
