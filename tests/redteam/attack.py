"""An attack: one file of `attacks/`, its headers, and the submission that it makes.

The docstring says in one sentence what is tried; then, after a blank line, come headers:

    class: read | forge | tamper | leak | exhaust | files | weights
    where: start | end | each | q4_squares | file
    lab: trials
    honest: 10              what the honest part earns; `0..10` where the attack may spoil its own
                            work, and how much of it depends on what the platform has
    status: graded          or `rejected`, or `graded rejected` where either is right
    seconds: 60             the limit for the whole submission
    unsandboxed: no         yes: harmless in a plain process too, so that benchmarks may run it
    needs:                  root
    slow:                   why it is not tried with every commit, if so

All that follows is the attack: a cell (or several, parted by `# %%`) that goes before everything
(`start`), after everything (`end`), before each check (`each`), or before that of one question.
With `where: file` it is a module whose `build(honest, folder)` writes the submission into an empty
folder and returns its path.

Exhausting attacks have an upper bound of their own, so that a grader that fails them lives to say
so. Cheats that got through say "redteam-win:" where a student would see it, which is a canary.
"""

from __future__ import annotations

import ast
import copy
import os
import re
import runpy
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from tests.redteam.lab import HONEST, Field
from torchgrade import notebook as nb
from torchgrade.grade import Submission

FOLDER = Path(__file__).parent / "attacks"
CLASSES = ("read", "forge", "tamper", "leak", "exhaust", "files", "weights")
MARK = "redteam-mark"
"""How every file begins that an attack writes outside of its own folder."""

PROCESS = f"rt{os.getpid():07d}"
"""The name of every process of an attack that this process handed in; others run beside it."""

_HEADERS = {"class", "where", "lab", "honest", "status", "seconds", "unsandboxed", "needs", "slow"}

# Children inherit the name, and the tests look for it when a submission has been graded.
_NAME_ITSELF = f"""\
import ctypes as _ctypes
try:
    _ctypes.CDLL(None).prctl(15, b"{PROCESS}", 0, 0, 0)
except Exception:
    pass
del _ctypes"""


@dataclass(frozen=True)
class Attack:
    """One file of the folder `attacks`."""

    path: Path
    tries: str
    kind: str
    where: str
    lab: str
    honest: tuple[float, float]
    statuses: tuple[str, ...]
    seconds: int
    unsandboxed: bool
    needs: str
    slow: str
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the file, for tables and test ids."""
        return self.path.stem

    def submission(self, field: Field, folder: Path) -> Submission:
        """Write the submission into the empty ``folder``."""
        honest = field.honest(self.lab)
        if self.where == "file":
            sys.dont_write_bytecode = True
            path = runpy.run_path(str(self.path))["build"](honest, folder)
        else:
            path = folder / f"{self.lab}.ipynb"
            honest.cells = self.mixed(honest.cells)
            nb.write(nb.normalise(honest), path)
            if self.lab == "handed":
                (folder / "weights").mkdir()
                shutil.copy(field.weights, folder / "weights")
                path = folder
        return Submission(path, self.name, student=self.name)

    def mixed(self, cells: list[Any]) -> list[Any]:
        """Return the cells of an honest notebook, otter's or nbgrader's, with the attack's."""
        own = [nbformat.v4.new_code_cell(source) for source in self.cells]
        first = nbformat.v4.new_code_cell(_NAME_ITSELF)
        if self.where == "start":
            return [first, *own, *cells]
        if self.where == "end":
            return [first, *cells, *own]
        mixed, places = [first], 0
        for cell in cells:
            check = re.match(r'grader\.check\("(\w+)"\)|# (\w+) - 1: ', nb.source(cell))
            if check and self.where in ("each", check[1] or check[2]):
                mixed += copy.deepcopy(own)
                places += 1
            mixed.append(cell)
        assert places, f"{self.path.name}: no check of {self.where}"
        return mixed


def load(path: Path) -> Attack:
    """Read one attack; an unknown or missing header is an AssertionError."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    docstring = ast.get_docstring(tree)
    assert docstring, f"{path.name} has no docstring"
    sentence, _, rest = docstring.partition("\n\n")
    headers = {"where": "each", "lab": "trials", "status": "graded", "seconds": "60"}
    for line in rest.splitlines():
        key, _, value = line.partition(":")
        assert key in _HEADERS, f"{path.name}: unknown header {key!r}"
        headers[key] = value.strip()
    assert headers.get("class") in CLASSES, f"{path.name}: class is {headers.get('class')!r}"
    low, _, high = headers.get("honest", f"{HONEST[headers['lab']]:g}").partition("..")
    body = "\n".join(text.splitlines()[tree.body[0].end_lineno :])
    cells = [cell.strip() for cell in re.split(r"(?m)^# %%.*$", body)]
    for cell in cells if headers["where"] != "file" else ():
        compile(cell, str(path), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return Attack(
        path=path,
        tries=" ".join(sentence.split()),
        kind=headers["class"],
        where=headers["where"],
        lab=headers["lab"],
        honest=(float(low), float(high or low)),
        statuses=tuple(headers["status"].split()),
        seconds=int(headers["seconds"]),
        unsandboxed=headers.get("unsandboxed", "no") == "yes",
        needs=headers.get("needs", ""),
        slow=headers.get("slow", ""),
        cells=tuple(cells),
    )


def attacks() -> list[Attack]:
    """Every attack, by class and name."""
    found = [load(path) for path in FOLDER.glob("*.py")]
    return sorted(found, key=lambda attack: (CLASSES.index(attack.kind), attack.name))
