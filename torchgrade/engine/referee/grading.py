"""Grade one submission in the referee: run its cells, test its questions, and report both."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file

from torchgrade.datasets.files import cache_folder
from torchgrade.engine.protocol.job import Cell, Job, WorkerSpec
from torchgrade.engine.protocol.report import Result, Shown, VariantResult
from torchgrade.engine.protocol.requests import Judge
from torchgrade.engine.protocol.supervisor_line import SupervisorLine
from torchgrade.engine.proxies.namespace import CUSTOMARY, names_of
from torchgrade.engine.proxies.otter_tests import TestFile
from torchgrade.engine.referee.cases.access_policy import AccessPolicy
from torchgrade.engine.referee.cases.case import SEED, seed_generators, seed_of
from torchgrade.engine.referee.cases.case_source import request_for
from torchgrade.engine.referee.cases.inside import may_go_inside
from torchgrade.engine.referee.cases.untrusted_code import guard_templates, install_audit_hook
from torchgrade.engine.referee.collect_files import (
    collect_files,
    copy_given,
    given_folders,
    names_below,
)
from torchgrade.engine.referee.execution import Execution
from torchgrade.engine.referee.folder_snapshot import FolderSnapshot
from torchgrade.engine.referee.process import LostError, Process
from torchgrade.engine.referee.test_run import Runs, TestRun
from torchgrade.engine.referee.verdicts import result_of, shown_of
from torchgrade.engine.referee.watchdog import Watchdog
from torchgrade.notes import Note
from torchgrade.sandbox.processes.clock import Clock
from torchgrade.sandbox.processes.process_tree import ProcessTree

__all__ = ["Grading"]

_RESEED = """\
__import__("random").seed({seed})
__import__("numpy").random.seed({seed})
_ = __import__("torch").manual_seed({seed})
"""


class Grading:
    """Everything that a referee needs to grade, prepared before the submission may start.

    Args:
        line: the connection to the supervisor.
        job: what to grade, and how.
        spec: what the player was started with.
        first: the player's first process, which waits.
    """

    def __init__(self, line: SupervisorLine, job: Job, spec: WorkerSpec, first: Process) -> None:
        self._line, self._job, self._first = line, job, first
        self._own_folder = Path(spec.folder) / "referee"
        self._player_folder = Path(spec.folder) / "player"
        known = {**CUSTOMARY, **job.imports}
        self._imports = {k: v for k, v in known.items() if v != "matplotlib.pyplot"}
        tree = ProcessTree(spec.uid)
        # Only a container, which grades one submission, may have a wall-clock deadline.
        self._clock = Clock(None if job.little_memory else tree.pids)
        self._watchdog = Watchdog(tree, first.pid, job.memory, alone=job.little_memory)
        os.environ["TORCHGRADE_OFFLINE"] = "1"
        os.environ["TORCHGRADE_EVALUATION"] = job.evaluation
        sys.path[:] = [path for path in sys.path if path]  # never the student's folder
        os.chdir(self._own_folder)
        # Tests import the autograder's modules, even if a notebook left one of the same name.
        sys.path += [str(folder) for folder in self._given if folder.is_dir()]
        sys.dont_write_bytecode = True
        # Test files may read the autograder's files as they load.
        for folder in self._given:
            copy_given(folder, self._own_folder)
        guard_templates()
        tests = sorted((Path(job.bundle) / "tests").glob("*.py"), key=_natural)
        self._questions = [path.stem for path in tests]
        self._files: dict[str, TestFile] = {
            path.stem: _loaded(path, job.seeds[path.stem])
            for path in tests
            if not job.questions or path.stem in job.questions
        }
        data = (spec.data, job.evaluation, os.environ.get("TORCHGRADE_DATA"), cache_folder())
        policy = AccessPolicy(
            [self._own_folder.parent],
            [*self._given, *(Path(path) for path in data if path)],
            [*spec.closed, job.bundle],
        )
        install_audit_hook(self._own_folder, names_below(self._given), Path(job.bundle), policy)

    @property
    def _given(self) -> tuple[Path, ...]:
        """The folders of the autograder's files: those for everybody, and those only for tests."""
        return given_folders(Path(self._job.bundle))

    def submission(self) -> Result:
        """Run the notebook and its tests; report what a student may read before hidden cases."""
        return self._grade(self._execution(self._first, self._job.cells), self._settle)

    def variants(self) -> Iterator[VariantResult]:
        """Grade variants of one cell; the cells before it run once for all of them."""
        cells, variants = self._job.cells, self._job.variants
        index = [cell.number for cell in cells].index(variants[0].cell)
        before = self._execution(self._first, cells[:index])
        before.run()
        base = before.at_end()
        folders = [self._player_folder, self._own_folder]
        clean = FolderSnapshot(folders, self._own_folder.with_name("kept"))
        seeds = self._job.seeds
        for variant in variants:
            clean.restore()
            reseed = _RESEED.format(seed=_number(self._job.digest, variant.seed))
            first = (Cell(0, reseed),) if variant.seed else ()
            others = {name: seed + variant.seed for name, seed in seeds.items()}
            self._job = msgspec.structs.replace(self._job, seeds=others)
            own = Cell(variant.cell, variant.source)
            execution = self._execution(base, (*first, own, *cells[index + 1 :]))
            execution.enough = bool(self._job.questions)
            shown: list[Shown] = []
            result = self._grade(execution, shown.append, more=True)
            yield VariantResult(shown=shown[0], result=result)
            execution.end()

    def _execution(self, first: Process, cells: tuple[Cell, ...]) -> Execution:
        job = self._job
        until = self._clock.count() + job.seconds
        return Execution(
            first,
            cells,
            {stem: self._names(test_file) for stem, test_file in self._files.items()},
            job.cell_seconds,
            until - job.seconds / 4,  # a quarter of the time is reserved for tests
            self._clock,
            self._watchdog,
            torch_seed=job.torch_seed,
            others=self._questions,
            public=self._public_cases() if job.as_in_otter else {},
        )

    def _settle(self, shown: Shown) -> None:
        """Report what a student may read, and wait until it has been kept."""
        self._line.report(shown)
        self._line.wait_for_go()

    def _grade(
        self, execution: Execution, settle: Callable[[Shown], None], *, more: bool = False
    ) -> Result:
        """Run a notebook, and test every question.

        Args:
            execution: the notebook's execution.
            settle: takes what the student may read, before any hidden case begins: from then on,
                the code can only affect verdicts on hidden cases.
            more: whether the referee grades another one after this.
        """
        job, flags, notes = self._job, list[str](), list[str]()
        try:
            execution.run()
        except LostError:
            if not job.last or self._watchdog.starved:
                raise
            flags.append(Note.REPLAYED.text())
            notes.append(Note.REPLAYED.text())
        if execution.cuda:
            flags.append("CUDA was in use: each question was tested in a replay of the cells")
        collect_files(self._player_folder, self._own_folder, self._given)
        tests = TestRun(
            self._line,
            job,
            execution,
            self._files,
            self._imports,
            execution.until + job.seconds / 4,
            self._watchdog,
            self._player_folder,
            self._own_folder,
        )
        public = tests.run(hidden=False)
        self._check_memory(execution, public)  # before anything is shown
        settle(shown_of(self._files, public, execution.outcomes, notes))
        hidden = tests.run(hidden=True)
        self._check_memory(execution, hidden)
        if more:  # otherwise everything that the player started ends with the referee
            tests.end()
        return result_of(self._files, public, hidden, flags)

    def _check_memory(self, execution: Execution, runs: Runs) -> None:
        """Raise LostError if a process has died, and the system has killed some."""
        cells, cases = execution.outcomes, runs.values()
        died = any(cell.died for cell in cells) or any(case.died for case in cases)
        if died and self._watchdog.starved:
            raise LostError("memory ran out, and the system killed processes: use fewer jobs")

    def _names(self, test_file: TestFile) -> list[str] | None:
        """List the names that a question's tests use; None if these may be any."""
        if may_go_inside(self._job, test_file):
            return None  # it needs a process
        found = [names_of(case, self._imports) for case in test_file.test_cases]
        if None in found:
            return None
        return sorted(set().union(*(names for names in found if names is not None)))

    def _public_cases(self) -> dict[str, list[Judge]]:
        return {
            name: [request_for(one, i) for i, case in enumerate(one.test_cases) if not case.hidden]
            for name, one in self._files.items()
        }


def _loaded(path: Path, secret: str) -> TestFile:
    """Load a test file, seeding first, since it may draw random numbers."""
    os.environ[SEED] = secret
    seed_generators(seed_of(secret, path.stem))
    test_file: TestFile = create_test_file(str(path), NBMetadataConfig())
    return test_file


def _natural(path: Path) -> list[str]:
    """Sort q2 before q10: early questions' processes use much memory, so test them first."""
    return [part.zfill(9) for part in re.split(r"(\d+)", path.stem)]


def _number(digest: str, seed: str) -> int:
    return int(hashlib.sha256((digest + seed).encode()).hexdigest()[:8], 16)
