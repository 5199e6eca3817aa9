"""The other graders, by their commands: `otter run` and `nbgrader autograde`."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import Any

import nbformat
from rich.progress import track

from torchgrade import notebook as nb
from torchgrade.bundle import Bundle
from torchgrade.grade import Submission

__all__ = ["SCRIPTS", "nbgrader_autograde", "otter_run"]

SCRIPTS = Path(sysconfig.get_path("scripts"))


def otter_run(
    bundle: Bundle, peers: list[Submission], folder: Path, threads: int, python_path: str = ""
) -> list[tuple[float, float]]:
    """Return seconds and score of each submission with the command `otter run`."""
    folder.mkdir()
    notebook = f"{bundle.manifest.lab}.ipynb"
    bundle.pack(folder / "autograder.zip")
    found = []
    for submission in track(peers, "otter run"):
        out = folder / submission.name
        out.mkdir()
        shutil.copy(submission.path / notebook, out)
        begun = time.perf_counter()
        zipped = str(folder / "autograder.zip")
        command = "otter", "run", notebook, "-a", zipped, "-o", str(out)
        _call(out, threads, *command, python_path=python_path)
        seconds = time.perf_counter() - begun
        tests = json.loads((out / "results.json").read_text())["tests"]
        found.append((seconds, sum(float(test.get("score") or 0) for test in tests)))
    return found


def nbgrader_autograde(
    bundle: Bundle, peers: list[Submission], folder: Path, threads: int
) -> tuple[float, list[float]]:
    """Return seconds per submission, and the scores, with the command `nbgrader autograde`."""
    from nbgrader.api import Gradebook

    lab = bundle.manifest.lab
    source = folder / "source" / lab
    source.mkdir(parents=True)
    shutil.copytree(bundle.support_files, source, dirs_exist_ok=True)
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n"
        "c.ExecutePreprocessor.timeout = 300\nc.Execute.timeout = 300\n"
    )
    release = nb.read(Path(__file__).parents[1] / "release" / lab / f"{lab}.ipynb")
    nbformat.write(_with_grade_cells(release, bundle), source / f"{lab}.ipynb")
    _call(folder, threads, "nbgrader", "generate_assignment", lab)
    for submission in peers:
        place = folder / "submitted" / submission.name / lab
        shutil.copytree(bundle.support_files, place)
        notebook = nb.read(submission.path / f"{lab}.ipynb")
        nbformat.write(_with_grade_cells(notebook, bundle), place / f"{lab}.ipynb")
    begun = time.perf_counter()
    _call(folder, threads, "nbgrader", "autograde", lab)
    seconds = (time.perf_counter() - begun) / len(peers)
    with Gradebook(f"sqlite:///{folder}/gradebook.db", course_id="bench") as gradebook:
        scores = [float(gradebook.find_submission(lab, peer.name).score) for peer in peers]
    return seconds, scores


def _with_grade_cells(notebook: Any, bundle: Bundle) -> Any:
    """Put a grade cell for each test of a question where the question was checked."""
    cells = []
    for cell in notebook.cells:
        text = nb.source(cell)
        check = re.match(r'grader\.check\("(\w+)"\)', text)
        if check:
            cells += _grade_cells(bundle, check[1])
        elif "otter_ignore" in cell.metadata.get("tags", ()) or (
            cell.cell_type == "code" and ("grader." in text or "grader =" in text)
        ):
            continue  # what otter leaves out, and what needs otter
        elif cell.cell_type != "raw":
            cells.append(cell)
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"
    return made


def _grade_cells(bundle: Bundle, question: str) -> list[Any]:
    text = (bundle.folder / "tests" / f"{question}.py").read_text(encoding="utf-8")
    cells = []
    for function in ast.parse(text).body:
        if not isinstance(function, ast.FunctionDef):
            continue
        [mark] = [m for m in function.decorator_list if isinstance(m, ast.Call)]
        points = {k.arg: ast.literal_eval(k.value) for k in mark.keywords}["points"]
        names = ", ".join(argument.arg for argument in function.args.args)
        function.decorator_list = []
        cell = nbformat.v4.new_code_cell(f"{ast.unparse(function)}\n\n\n{function.name}({names})")
        cell.metadata["nbgrader"] = {
            "schema_version": 3,
            "grade": True,
            "solution": False,
            "locked": True,
            "task": False,
            "points": points,
            "grade_id": f"{question}-{function.name}",
        }
        cells.append(cell)
    return cells


def _call(folder: Path, threads: int, command: str, *arguments: str, python_path: str = "") -> None:
    done = subprocess.run(
        [str(SCRIPTS / command), *arguments],
        cwd=folder,
        env={
            **os.environ,
            "OMP_NUM_THREADS": str(threads),
            "PYTHONPATH": python_path,
            "IPYTHONDIR": str(folder / "ipython"),
            "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
            "JUPYTER_CONFIG_DIR": str(folder / "config"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{command} {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
