"""Runs notebooks of one lab, several at a time, and remembers what they showed."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from torchgrade import notebook as nb
from torchgrade.course import Lab
from torchgrade.errors import GraderError, SubmissionError
from torchgrade.grade import Bundle, IsolatedEngine, Outcome, Selection, Submission
from torchgrade.grade.intake import take_in
from torchgrade.records import Manifest, QuestionSpec
from torchgrade.verify.memory import Memory, digest, tools
from torchgrade.verify.proof import Case, Run

__all__ = ["Examiner", "Task"]

_T = TypeVar("_T")


@dataclass(frozen=True)
class Task:
    """A notebook to run: which tests, with how many threads, and in how many seconds at most."""

    notebook: Any
    selection: Selection = dataclasses.field(default_factory=Selection)
    threads: int = 1
    seconds: int = 0  # 0: those of the lab


class Examiner:
    """Runs notebooks of one lab.

    Args:
        lab: the lab.
        bundle: its autograder.
        extras: the folder with what is handed in beside the notebook.
        engine: what runs them.
        memory: what was seen before.
        jobs: how many run at a time.
    """

    def __init__(
        self,
        lab: Lab,
        bundle: Bundle,
        extras: Path,
        engine: IsolatedEngine,
        memory: Memory,
        jobs: int,
    ) -> None:
        self._lab, self._bundle, self._extras = lab, bundle, extras
        self._engine, self._memory, self._jobs = engine, memory, jobs
        self._tests = {
            q.name: (bundle.folder / "tests" / f"{q.name}.py").read_bytes()
            for q in bundle.manifest.questions
            if not q.manual
        }
        self._common = digest([tools(), *self._surroundings()])

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that tests decide."""
        return tuple(self._tests)

    def run_all(self, tasks: Iterable[tuple[_T, Task]]) -> Iterator[tuple[_T, Run]]:
        """Run tasks, each with a name of the caller's, and give each run in the tasks' order."""
        with ThreadPoolExecutor(self._jobs) as pool:
            futures = [(name, pool.submit(self.run, task)) for name, task in tasks]
            try:
                for name, future in futures:
                    yield name, future.result()
            finally:
                pool.shutdown(cancel_futures=True)

    def run(self, task: Task) -> Run:
        """Run one notebook, as far as its questions have not been seen with it before."""
        asked = task.selection.questions or self.questions
        keys = {name: self._key(name, task) for name in asked}
        known = {name: run for name, key in keys.items() if (run := self._memory.get(key))}
        missing = tuple(name for name in asked if name not in known)
        if missing:
            selection = dataclasses.replace(task.selection, questions=missing)
            whole = self.play(dataclasses.replace(task, selection=selection))
            for name in missing:
                cases = tuple(case for case in whole.cases if case.question == name)
                known[name] = dataclasses.replace(whole, cases=cases)
                if not whole.fault:  # that may be ours, and gone the next time
                    self._memory.put(keys[name], known[name])
        runs = [known[name] for name in asked]
        return Run(
            cases=tuple(case for run in runs for case in run.cases),
            errors=max((run.errors for run in runs), key=len, default=()),
            fault=next((run.fault for run in runs if run.fault), ""),
            seconds=max((run.seconds for run in runs), default=0.0),
        )

    def play(self, task: Task) -> Run:
        """Run one notebook, whether or not it was seen before."""
        manifest = self._bundle.manifest
        start = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix="torchgrade-") as name:
                handed, taken = Path(name) / "handed", Path(name) / "taken"
                self._hand_in(task.notebook, handed)
                taken.mkdir()
                folder = take_in(Submission(handed, "verify"), manifest, taken).folder
                outcome = self._engine.run(
                    self._within(task.seconds),
                    folder,
                    seconds=task.seconds or manifest.seconds,
                    threads=task.threads,
                    tests=task.selection,
                )
        except (SubmissionError, GraderError) as error:
            return Run(fault=str(error), seconds=time.monotonic() - start)
        return Run(
            cases=_cases(manifest, outcome),
            errors=tuple(f"cell {error.cell}: {error.error}" for error in outcome.errors),
            seconds=time.monotonic() - start,
        )

    def _within(self, seconds: int) -> Bundle:
        """Give the autograder with limits that leave a run `seconds`."""
        if not seconds:
            return self._bundle
        manifest = self._bundle.manifest
        limits = {
            key: min(getattr(manifest, key), seconds) for key in ("cell_seconds", "case_seconds")
        }
        return dataclasses.replace(self._bundle, manifest=dataclasses.replace(manifest, **limits))

    def _hand_in(self, notebook: Any, folder: Path) -> None:
        folder.mkdir()
        nb.write(notebook, folder / self._lab.notebook.name)
        for name in self._lab.hand_in:
            if (self._extras / name).is_dir():
                shutil.copytree(self._extras / name, folder / name)

    def _key(self, question: str, task: Task) -> str:
        """Name all that one question's results with a notebook depend on: not its prose."""
        cells = [
            f"{nb.source(cell)}\0{cell.metadata.get('tags', [])}"
            for cell in task.notebook.cells
            if cell.cell_type == "code"
        ]
        how = [task.selection.order, task.selection.seed, str(task.threads), str(task.seconds)]
        return digest([self._common, self._tests[question], question, *how, *cells])

    def _surroundings(self) -> Iterator[str | bytes]:
        manifest = self._bundle.manifest
        limits = manifest.seconds, manifest.cell_seconds, manifest.case_seconds, manifest.memory_mb
        names = manifest.datasets, manifest.objects, manifest.in_place, sorted(manifest.imports)
        yield repr((self._bundle.config.get("seed"), limits, names))
        given = self._bundle.support_files
        handed = [self._extras / name for name in self._lab.hand_in]
        for folder in (given, *handed):
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if path.is_file():
                    yield path.relative_to(folder).as_posix()
                    yield path.read_bytes()


def _cases(manifest: Manifest, outcome: Outcome) -> tuple[Case, ...]:
    specs: dict[str, QuestionSpec] = {question.name: question for question in manifest.questions}
    return tuple(
        Case(spec.test, name, spec.hidden, result.passed is True, spec.points, result.message)
        for name, results in outcome.questions.items()
        for spec, result in zip(specs[name].cases, results, strict=True)
    )
