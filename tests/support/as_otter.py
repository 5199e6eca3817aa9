"""Grades a few lines as plain otter's autograder would, case by case."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.support import tiny
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook


def grade_as_otter(
    engine: IsolatedEngine, root: Path, cell: str, *bodies: str, settled: bool = True
) -> tiny.Played:
    """Grade a notebook of one cell by cases that take its names `a`, `b`, `f` and `g`.

    Args:
        engine: grades.
        root: a folder for what is made.
        cell: of the notebook.
        bodies: of the test functions; a first line `env` has one take all names.
        settled: nothing runs inside, as a solution has shown.
    """
    first, second = r"^(?:def |class )?([abfg])\b", r"^[abfgx], ([abfg])\b"
    names = sorted(
        {name for one in (first, second) for name in re.findall(one, cell, re.MULTILINE)}
    )
    tests = []
    for number, body in enumerate(bodies):
        taken = ["env"] if "env[" in body or "env." in body else names
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        tests.append(f"def test_{number}({', '.join(taken)}):\n{lines}")
    folder = Path(tempfile.mkdtemp(dir=root))
    bundle, submission = tiny.make(folder, [cell], {"q1": "\n\n".join(tests)})
    bundle = replace(bundle, foreign=True, inside=() if settled else None)
    played = tiny.Played(*run_notebook(bundle, submission, engine))
    engine.settle()
    return played
