"""The trusted side: one disposable process for each submission, forked from the fork server.

It forks its player before it knows anything of the job, reads the job, runs the notebook through
the player, tests every question, and answers the supervisor in JSON. It scores nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file

from torchgrade.datasets.files import are_being_read
from torchgrade.engine.player.shell import Shell
from torchgrade.engine.protocol.job import Job, WorkerSpec, lines, send_line
from torchgrade.engine.protocol.reasons import note_of
from torchgrade.engine.proxies.namespace import CUSTOMARY, names_of
from torchgrade.engine.referee.case import CaseRun
from torchgrade.engine.referee.collect_files import collect_files, copy_given
from torchgrade.engine.referee.execution import Execution
from torchgrade.engine.referee.folder_snapshot import FolderSnapshot
from torchgrade.engine.referee.outcomes import Cell, kept_outputs
from torchgrade.engine.referee.process import LostError, Process
from torchgrade.engine.referee.spawn import spawn_player
from torchgrade.engine.referee.test_run import Runs, TestRun
from torchgrade.engine.referee.watchdog import Watchdog
from torchgrade.notes import Note
from torchgrade.sandbox import isolate
from torchgrade.sandbox.privileges import drop_privileges
from torchgrade.sandbox.processes import heap
from torchgrade.sandbox.processes.clock import Clock
from torchgrade.sandbox.processes.process_tree import ProcessTree
from torchgrade.sandbox.walls import NO_WALLS
from torchgrade.texts import printable

__all__ = ["referee"]

_RESEED = """\
__import__("random").seed({seed})
__import__("numpy").random.seed({seed})
_ = __import__("torch").manual_seed({seed})
"""


def referee(line: socket.socket, spec: WorkerSpec, shell: Shell) -> None:
    """Be the referee of one submission. Never returns to the fork server's code."""
    code = 1
    try:
        first, isolation = spawn_player(line, spec, shell)
        said = lines(line)
        job = Job(**next(said))
        missing = isolate.missing(isolation)
        if missing and job.require_isolation:
            send_line(line, {"refused": "; ".join(missing)})
            return
        if job.require_walls and any(layer.startswith(NO_WALLS) for layer in missing):
            send_line(line, {"unwalled": isolation})
            return
        if job.only_isolate:
            send_line(line, {"isolated": isolation})
            return
        first.fork_ahead()
        if job.little_memory:
            heap.keep_no_large_blocks()
        ready = _Referee(line, said, job, spec, first)
        if not job.variants:  # an author's own work, whose files are put back as they were
            drop_privileges(Path(spec.folder) / "referee")
        next(said)  # once the gate is open
        result = ready.run()
        send_line(line, {"result": result, "isolation": isolation})
        code = 0
    except LostError as error:
        _tell(line, {"lost": str(error)})
    except BaseException:
        _tell(line, {"fault": printable(traceback.format_exc()[-8000:])})
    finally:
        os._exit(code)


def _tell(line: socket.socket, content: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        send_line(line, content)


class _Referee:
    def __init__(
        self,
        line: socket.socket,
        said: Iterator[dict[str, Any]],
        job: Job,
        spec: WorkerSpec,
        first: Process,
    ) -> None:
        self._line, self._said, self._job, self._first = line, said, job, first
        self._own_folder = Path(spec.folder) / "referee"
        self._player_folder = Path(spec.folder) / "player"
        known = {**CUSTOMARY, **job.imports}
        self._imports = {k: v for k, v in known.items() if v != "matplotlib.pyplot"}
        tree = ProcessTree(spec.uid)
        # Who grades one submission alone may be given an end by the wall: a container.
        self._clock = Clock(None if job.little_memory else tree.pids)
        self._watchdog = Watchdog(tree, first.pid, job.memory)
        os.environ["TORCHGRADE_SEED"] = job.secret
        os.environ["TORCHGRADE_OFFLINE"] = "1"
        os.environ["TORCHGRADE_EVALUATION"] = job.evaluation
        sys.path[:] = [path for path in sys.path if path]  # never the folder with student's files
        os.chdir(self._own_folder)
        # Test files may read what the autograder brings as they load.
        copy_given(Path(job.bundle) / "files", self._own_folder)
        tests = sorted((Path(job.bundle) / "tests").glob("*.py"), key=_natural)
        self._questions = [path.stem for path in tests]
        self._files = {
            path.stem: create_test_file(str(path), NBMetadataConfig())
            for path in tests
            if not job.questions or path.stem in job.questions
        }
        self._cells = [Cell(*cell) for cell in job.cells]
        sys.addaudithook(_no_pickles)

    def run(self) -> dict[str, Any]:
        """Play, test, and say what was seen and has not been said."""
        if self._job.variants:
            return {"family": list(self._family(self._cells))}
        return self._grade(self._execution(self._first, self._cells), self._settle)

    def _family(self, cells: list[Cell]) -> Iterator[dict[str, Any]]:
        """Grade variants of one cell: what stands before it is run once for all of them."""
        number = self._job.variants[0][0]
        index = [cell.number for cell in cells].index(number)
        before = self._execution(self._first, cells[:index])
        before.run()
        base = before.at_end()
        folders = [self._player_folder, self._own_folder]
        before_each = FolderSnapshot(folders, self._own_folder.with_name("kept"))
        secret = self._job.secret
        for _, code, seed in self._job.variants:
            before_each.restore()
            first = [Cell(0, _RESEED.format(seed=_number(secret, seed)))] if seed else []
            self._job = replace(self._job, secret=secret + seed)
            os.environ["TORCHGRADE_SEED"] = self._job.secret
            execution = self._execution(base, [*first, Cell(number, code), *cells[index + 1 :]])
            execution.enough = bool(self._job.questions)
            shown: list[dict[str, Any]] = []
            result = self._grade(execution, shown.append, more=True)
            yield {"shown": shown[0], "result": result}
            execution.end()

    def _execution(self, first: Process, cells: list[Cell]) -> Execution:
        job = self._job
        until = self._clock.count() + job.seconds
        return Execution(
            first,
            cells,
            {stem: self._names(test_file) for stem, test_file in self._files.items()},
            job.cell_seconds,
            until - job.seconds / 4,  # tests have a quarter of the time for themselves
            self._clock,
            self._watchdog,
            torch_seed=job.torch_seed,
            others=self._questions,
        )

    def _settle(self, shown: dict[str, Any]) -> None:
        """Hand over what a student may read, and wait until it is before_each."""
        send_line(self._line, {"shown": shown})
        next(self._said)

    def _grade(
        self, execution: Execution, settle: Callable[[dict[str, Any]], None], *, more: bool = False
    ) -> dict[str, Any]:
        """Run a notebook, and test every question.

        Args:
            execution: of the notebook.
            settle: takes what the student may read, before any hidden case begins: whatever the
                code does from then on can only change verdicts on hidden cases.
            more: this is not the last one that the referee grades.
        """
        job, flags, notes = self._job, list[str](), list[str]()
        try:
            execution.run()
        except LostError:
            if not job.last:
                raise
            flags.append(Note.REPLAYED.text())
            notes.append(Note.REPLAYED.text())
        if execution.cuda:
            flags.append("CUDA was in use: each question was tested in a replay of the cells")
        collect_files(self._player_folder, self._own_folder, Path(job.bundle) / "files")
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
        settle(self._shown(execution, public, notes))
        hidden = tests.run(hidden=True)
        if more:  # else all that the player started is ended at once, when the referee is
            tests.end()
        details: list[tuple[str, int, str]] = []
        own: dict[str, None] = {}
        order = list(self._files)
        runs = (public | hidden).items()
        for (stem, index), run in sorted(runs, key=lambda r: (order.index(r[0][0]), r[0][1])):
            if run.died:
                flags.append(f"{stem}, case {index + 1}: {run.died}")
            elif run.ungraded:
                flags.append(f"{stem}, case {index + 1}: not graded, and not through the student")
            if run.details and not run.passed:
                details.append((self._files[stem].name, index, run.details))
            if run.own_decides and run.passed:
                own[self._files[stem].name] = None
        if own:
            flags.append(
                "operators of the student's own classes had a say, as they have in plain otter, in "
                + ", ".join(own)
            )
        return {"questions": self._verdicts(hidden), "flags": flags, "details": details}

    def _verdicts(self, runs: Runs) -> dict[str, list[dict[str, Any] | None]]:
        """Say what became of each question's cases, in their order; None of those not in `runs`."""

        def verdict(run: CaseRun | None) -> dict[str, Any] | None:
            if run is None:
                return None
            passed = None if run.pending or run.ungraded else run.passed
            gpu = run.gpu and not run.ungraded
            return {"passed": passed, "message": run.message, "gpu": gpu}

        return {
            test_file.name: [
                verdict(runs.get((stem, index))) for index in range(len(test_file.test_cases))
            ]
            for stem, test_file in self._files.items()
        }

    def _shown(self, execution: Execution, public: Runs, notes: list[str]) -> dict[str, Any]:
        """Say what became of the cells and of public cases."""
        cells = [outcome for outcome in execution.outcomes if outcome.cell]
        return {
            "questions": self._verdicts(public),
            "errors": [
                {
                    "cell": outcome.cell,
                    "error": str(outcome.why or outcome.error),
                    "traceback": outcome.traceback,
                    "why": str(outcome.why or ""),
                    "note": note_of(outcome.why, outcome.cell),
                }
                for outcome in cells
                if outcome.error or outcome.why
            ],
            "outputs": kept_outputs(cells),
            "seconds": [[outcome.cell, outcome.seconds] for outcome in cells],
            "notes": notes,
        }

    def _names(self, test_file: Any) -> list[str] | None:
        """List the names that a question's tests use; None if it can be any."""
        found = [names_of(case, self._imports) for case in test_file.test_cases]
        if None in found:
            return None
        return sorted(set().union(*(names for names in found if names is not None)))


def _natural(path: Path) -> list[str]:
    """Sort q2 before q10: a question's process ends with its tests, and early ones have much."""
    return [part.zfill(9) for part in re.split(r"(\d+)", path.stem)]


def _number(secret: str, seed: str) -> int:
    return int(hashlib.sha256((secret + seed).encode()).hexdigest()[:8], 16)


def _no_pickles(event: str, arguments: Any) -> None:
    """Refuse to unpickle: whatever file a test reads, a student may have written it.

    Not so those of a data set: they are this machine's own, and have a checksum.
    """
    if event == "pickle.find_class" and not are_being_read():
        module, name = arguments[:2]
        raise RuntimeError(f"a test must not unpickle what a student hands in ({module}.{name})")
