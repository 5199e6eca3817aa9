"""Runs notebooks of one lab, several at a time, and caches the results."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from torchgrade import notebook as nb
from torchgrade.bundle import Bundle
from torchgrade.course import Lab
from torchgrade.engine.engine import OPEN_GATE, Outcome, Selection, StartGate
from torchgrade.errors import GraderError, SubmissionError
from torchgrade.grade import Submission
from torchgrade.grade.submissions.take_in import TakenIn, take_in
from torchgrade.records import Manifest, QuestionSpec
from torchgrade.verify.cache import RunCache, digest, tools
from torchgrade.verify.proof import Case, Run
from torchgrade.verify.variant import Variant, make_file

__all__ = ["Engine", "NotebookRunner", "Task"]

_T = TypeVar("_T")
_TOGETHER = 8  # tasks that share a run: few enough to keep all cores busy


@dataclass(frozen=True)
class Task:
    """A notebook to run: with which tests, how many threads, and within how many seconds.

    ``cell`` is the number of the only cell in which it differs from others: such tasks may share
    the run of the cells before it; 0: it runs by itself. ``file`` changes what is handed in with
    it.
    """

    notebook: Any
    selection: Selection = dataclasses.field(default_factory=Selection)
    threads: int = 1
    seconds: int = 0  # 0: the lab's
    cell: int = 0
    file: Variant | None = None

    @cached_property
    def digest(self) -> str:
        """The hash of what is handed in, without text cells."""
        cells = [
            f"{nb.source(cell)}\0{cell.metadata.get('tags', [])}"
            for cell in self.notebook.cells
            if cell.cell_type == "code"
        ]
        return digest([*cells, *([self.file.code] if self.file else [])])


class Engine(Protocol):
    """Runs notebooks: the isolated engine of this machine, or a cluster of such engines."""

    def run(
        self,
        bundle: Bundle,
        submission: Path,
        *,
        seconds: int,
        threads: int,
        digest: str | None = None,
        gate: StartGate = OPEN_GATE,
        tests: Selection | None = None,
    ) -> Outcome:
        """Run a notebook; see :meth:`IsolatedEngine.run`."""
        raise NotImplementedError

    def run_variants(
        self,
        bundle: Bundle,
        submission: Path,
        cell: int,
        codes: Sequence[tuple[str, str]],
        *,
        seconds: int,
        threads: int,
        tests: Selection,
        digest: str | None = None,
    ) -> list[Outcome]:
        """Run notebooks that differ in a cell; see :meth:`IsolatedEngine.run_variants`."""
        raise NotImplementedError

    def stop(self) -> None:
        """End all runs."""


class NotebookRunner:
    """Runs notebooks of one lab.

    Args:
        lab: the lab.
        bundle: its autograder.
        extras: the folder with the files that are handed in with the notebook.
        engine: runs them.
        cache: the results of earlier runs.
        jobs: how many run at a time.
    """

    def __init__(
        self,
        lab: Lab,
        bundle: Bundle,
        extras: Path,
        engine: Engine,
        cache: RunCache,
        jobs: int,
    ) -> None:
        self._lab, self._bundle, self._extras = lab, bundle, extras
        self._engine, self._cache, self._jobs = engine, cache, jobs
        self._tests = {
            q.name: (bundle.folder / "tests" / f"{q.name}.py").read_bytes()
            for q in bundle.manifest.questions
            if not q.manual
        }
        self._common = digest([tools(), *self._surroundings()])

    def on(self, engine: Engine) -> NotebookRunner:
        """Return a runner like this one that uses another engine."""
        other = copy.copy(self)
        other._engine = engine
        return other

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that tests decide."""
        return tuple(self._tests)

    def run_all(self, tasks: Iterable[tuple[_T, Task]]) -> Iterator[tuple[_T, Run]]:
        """Run tasks, each with a name chosen by the caller; yield each run in the tasks' order."""
        named = list(tasks)
        with ThreadPoolExecutor(self._jobs) as pool:
            futures: dict[int, tuple[Future[list[Run]], int]] = {}
            try:
                for chunk in _chunks([task for _, task in named]):
                    future = pool.submit(self._run_together, [named[index][1] for index in chunk])
                    futures |= {index: (future, turn) for turn, index in enumerate(chunk)}
                for index, (name, _) in enumerate(named):
                    future, turn = futures[index]
                    yield name, future.result()[turn]
            except KeyboardInterrupt:
                self._engine.stop()  # what is running may take minutes
                raise
            finally:
                pool.shutdown(cancel_futures=True)

    def _run_together(self, tasks: list[Task]) -> list[Run]:
        """Run tasks that differ in one cell; those that are not in the cache share one run."""
        new = [task for task in tasks if self._missing(task)]
        if len(new) > 1:
            # If one of them makes it fail, each is run by itself below.
            with contextlib.suppress(GraderError):
                for task, whole in zip(new, self._play_variants(new), strict=True):
                    self._keep(task, whole, task.selection.questions or self.questions)
        return [self.run(task) for task in tasks]

    def run(self, task: Task) -> Run:
        """Run one notebook with those questions whose results are not in the cache."""
        asked = task.selection.questions or self.questions
        missing = self._missing(task)
        known: dict[str, Run] = {}
        if missing:
            selection = dataclasses.replace(task.selection, questions=missing)
            whole = self.play(dataclasses.replace(task, selection=selection))
            known = self._keep(task, whole, missing)
        runs = [run for name in asked if (run := known.get(name) or self._recall(name, task))]
        return Run(
            cases=tuple(case for run in runs for case in run.cases),
            pending=tuple(case for run in runs for case in run.pending),
            errors=max((run.errors for run in runs), key=len, default=()),
            fault=next((run.fault for run in runs if run.fault), ""),
            seconds=max((run.seconds for run in runs), default=0.0),
        )

    def _missing(self, task: Task) -> tuple[str, ...]:
        asked = task.selection.questions or self.questions
        return tuple(name for name in asked if self._recall(name, task) is None)

    def _recall(self, question: str, task: Task) -> Run | None:
        return self._cache.get(self._key(question, task))

    def _keep(self, task: Task, whole: Run, questions: Iterable[str]) -> dict[str, Run]:
        """Split a run by questions, and cache each part."""
        parts = {}
        for name in questions:
            cases = tuple(case for case in whole.cases if case.question == name)
            pending = tuple(case for case in whole.pending if case.question == name)
            parts[name] = dataclasses.replace(whole, cases=cases, pending=pending)
            # A fault may be the grader's, and gone the next time; another machine may have a GPU.
            if not whole.fault and not pending:
                self._cache.put(self._key(name, task), parts[name])
        return parts

    def play(self, task: Task) -> Run:
        """Run one notebook without looking into the cache."""
        start, gate = time.monotonic(), StartGate()
        try:
            with self._taken_in(task) as taken:
                outcome = self._engine.run(
                    self._within(task.seconds),
                    taken.folder,
                    seconds=task.seconds or self._bundle.manifest.seconds,
                    threads=task.threads,
                    tests=task.selection,
                    digest=taken.digest,
                    gate=gate,
                )
        except (SubmissionError, GraderError) as error:
            return Run(fault=str(error), seconds=time.monotonic() - start)
        return self._seen(outcome, time.monotonic() - start - gate.waited)

    def _play_variants(self, tasks: list[Task]) -> list[Run]:
        """Run notebooks that differ in one cell, running the cells before it only once."""
        first, start = tasks[0], time.monotonic()
        with self._taken_in(first) as taken:
            outcomes = self._engine.run_variants(
                self._within(first.seconds),
                taken.folder,
                first.cell,
                [
                    (nb.source(task.notebook.cells[task.cell - 1]), task.selection.seed)
                    for task in tasks
                ],
                seconds=first.seconds or self._bundle.manifest.seconds,
                threads=first.threads,
                tests=dataclasses.replace(first.selection, seed=""),
                digest=taken.digest,
            )
        each = (time.monotonic() - start) / len(tasks)
        return [self._seen(outcome, each) for outcome in outcomes]

    @contextlib.contextmanager
    def _taken_in(self, task: Task) -> Iterator[TakenIn]:
        """Hand a notebook in as a student would."""
        with tempfile.TemporaryDirectory(prefix="torchgrade-") as name:
            handed, taken = Path(name) / "handed", Path(name) / "taken"
            self._hand_in(task, handed)
            taken.mkdir()
            yield take_in(Submission(handed, "verify"), self._bundle.manifest, taken)

    def _seen(self, outcome: Outcome, seconds: float) -> Run:
        results = [result for results in outcome.questions.values() for result in results]
        if faults := [one.message for one in results if one.is_open and not one.pending]:
            return Run(fault=faults[0], seconds=seconds)
        found = _cases(self._bundle.manifest, outcome)
        return Run(
            cases=tuple(case for case, judged in found if judged),
            pending=tuple(case for case, judged in found if not judged),
            errors=tuple(f"cell {error.cell}: {error.error}" for error in outcome.errors),
            seconds=seconds,
            slowest=max(outcome.seconds.items(), key=lambda item: item[1], default=(0, 0.0)),
        )

    def _within(self, seconds: int) -> Bundle:
        """Return the autograder with limits that leave a run `seconds`."""
        if not seconds:
            return self._bundle
        manifest = self._bundle.manifest
        limits = {
            key: min(getattr(manifest, key), seconds) for key in ("cell_seconds", "case_seconds")
        }
        return dataclasses.replace(self._bundle, manifest=dataclasses.replace(manifest, **limits))

    def _hand_in(self, task: Task, folder: Path) -> None:
        folder.mkdir()
        nb.write(task.notebook, folder / self._lab.notebook.name)
        for name in self._lab.hand_in:
            if (self._extras / name).is_dir():
                shutil.copytree(self._extras / name, folder / name)
        if task.file:
            make_file(task.file, folder)

    def _key(self, question: str, task: Task) -> str:
        """Return a key of everything that a question's results with a notebook depend on."""
        how = [task.selection.order, task.selection.seed, str(task.threads), str(task.seconds)]
        return digest([self._common, self._tests[question], question, *how, task.digest])

    def _surroundings(self) -> Iterator[str | bytes]:
        manifest = self._bundle.manifest
        limits = manifest.seconds, manifest.cell_seconds, manifest.case_seconds, manifest.memory_mb
        names = manifest.datasets, manifest.objects, manifest.in_place, sorted(manifest.imports)
        yield repr((self._bundle.config.get("seed"), limits, names, manifest.inside))
        given = self._bundle.support_files
        handed = [self._extras / name for name in self._lab.hand_in]
        for folder in (given, self._bundle.private_files, *handed):
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if path.is_file():
                    yield path.relative_to(folder).as_posix()
                    yield path.read_bytes()


def _chunks(tasks: list[Task]) -> Iterator[list[int]]:
    """Group the indices of tasks that can share a run, a few at a time."""
    groups: dict[tuple[int, Selection, int, int], list[int]] = {}
    for index, task in enumerate(tasks):
        if task.cell:
            tests = dataclasses.replace(task.selection, seed="")
            key = task.cell, tests, task.seconds, task.threads
            groups.setdefault(key, []).append(index)
        else:
            yield [index]
    for group in groups.values():
        for start in range(0, len(group), _TOGETHER):
            yield group[start : start + _TOGETHER]


def _cases(manifest: Manifest, outcome: Outcome) -> list[tuple[Case, bool]]:
    """List the cases, each with whether it was judged."""
    specs: dict[str, QuestionSpec] = {question.name: question for question in manifest.questions}
    return [
        (
            Case(spec.test, name, spec.hidden, result.passed is True, spec.points, result.message),
            not result.pending,
        )
        for name, results in outcome.questions.items()
        for spec, result in zip(specs[name].cases, results, strict=True)
    ]
