"""An engine for an author's own notebooks: otter's rules, without starting a kernel each time.

`otter run` takes eight seconds a submission, a tenth of a second of which is the notebook's. To run
every mistake of every lab, the tests fork a process that has imported everything, and run the
cells there in IPython with otter's own checks. It protects from nothing: for our own files only.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import shutil
import signal
import sys
import traceback
import warnings
from pathlib import Path

import nbformat
import torch
from IPython.core.interactiveshell import InteractiveShell
from otter.check.notebook import Notebook
from otter.execute import Checker
from otter.execute.preprocessor import GradingPreprocessor

from torchgrade import datasets
from torchgrade import notebook as nb
from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.engine import CaseOutcome, CellError, Outcome
from torchgrade.errors import GraderError


class ForkEngine:
    """Runs a notebook in a fork of this process."""

    name = "fork"

    def __init__(self) -> None:
        for module in ("matplotlib.pyplot", "torchvision.models"):
            importlib.import_module(module)  # once, for every fork
        for train in (True, False):
            datasets.tensors("digits", train=train)  # read once, for every fork

    def run(
        self, bundle: Bundle, submission: Path, *, seconds: int, threads: int, **_: object
    ) -> Outcome:
        answer = submission / "__answer__.json"
        child = os.fork()
        if child == 0:
            try:
                signal.alarm(seconds)
                torch.set_num_threads(1)
                answer.write_text(json.dumps(_run(bundle, submission)))
            except BaseException:
                answer.with_suffix(".txt").write_text(traceback.format_exc())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        if not answer.is_file():
            why = answer.with_suffix(".txt")
            raise GraderError(why.read_text() if why.is_file() else "the fork died")
        result = json.loads(answer.read_text())
        return Outcome(
            {name: tuple(CaseOutcome(**c) for c in cases) for name, cases in result[0].items()},
            tuple(CellError(**error) for error in result[1]),
        )


def _run(bundle: Bundle, folder: Path) -> list[object]:
    os.environ |= {"TORCHGRADE_OFFLINE": "1", "MPLBACKEND": "Agg"}
    warnings.simplefilter("ignore")  # pytest makes errors of them; a student's kernel does not
    os.chdir(folder)
    for files in (bundle.support_files, bundle.private_files):
        if files.is_dir():
            shutil.copytree(files, folder, dirs_exist_ok=True)
    shutil.copytree(bundle.folder / "tests", folder / "tests")
    notebook = nbformat.read(folder / f"{bundle.manifest.lab}.ipynb", as_version=4)
    numbers = {cell.id: number for number, cell in enumerate(notebook.cells, start=1)}
    prepare = GradingPreprocessor()
    prepare._notebook_name = "otter_notebook"
    prepare.filter_ignored_cells(notebook)
    prepare.add_checks(notebook)
    Notebook.init_grading_mode("./tests")
    sys.path.append(str(folder))
    shell = InteractiveShell.instance()
    shell.enable_gui = lambda *a, **k: None
    shell.user_ns["otter_notebook"] = Notebook
    errors = []
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            result = shell.run_cell(nb.source(cell))
            error = result.error_before_exec or result.error_in_exec
            if error is not None and cell.id in numbers:
                text = f"{type(error).__name__}: {error}"
                errors.append(
                    {
                        "cell": numbers[cell.id],
                        "error": text,
                        "traceback": "".join(traceback.format_exception(error)),
                    }
                )
        for test in sorted((folder / "tests").glob("*.py")):
            Checker.check_if_not_already_checked(f"./tests/{test.name}", shell.user_ns)
    questions = {
        test_file.name: [
            {"passed": result.passed, "message": result.message}
            for result in test_file.test_case_results
        ]
        for test_file in Checker.get_results()
    }
    return [questions, errors]
