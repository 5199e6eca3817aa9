"""The trusted side: one disposable process for each submission, forked from the fork server.

It forks its player before it knows anything of the job, reads the job, runs the notebook through
the player, tests every question, and answers the supervisor in JSON. It scores nothing.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import os
import socket
import sys
import time
import traceback
from collections import deque
from pathlib import Path
from typing import Any

import torch
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file

from torchgrade.grade import sandbox
from torchgrade.grade.cases import CaseRun, run_case
from torchgrade.grade.cells import cells_of
from torchgrade.grade.game import Game, LostError, Process
from torchgrade.grade.job import Job, Seat, lines, send_line
from torchgrade.grade.mirror import give, mirror
from torchgrade.grade.namespace import CUSTOMARY, names_of
from torchgrade.grade.remote import Allowed, Recorded, Remote
from torchgrade.grade.seating import seat_player
from torchgrade.grade.shell import Shell
from torchgrade.grade.watchdog import Watchdog

__all__ = ["referee"]

_LEAST = 1.0  # seconds that a case is given


def referee(line: socket.socket, seat: Seat, shell: Shell) -> None:
    """Be the referee of one submission. Never returns to the fork server's code."""
    code = 1
    try:
        first, isolation = seat_player(line, seat, shell)
        job = Job(**next(lines(line)))
        missing = sandbox.missing(isolation)
        if missing and job.require_isolation:
            send_line(line, {"refused": "; ".join(missing)})
            return
        first.fork_ahead()
        result = _Referee(line, job, seat, first).run()
        send_line(line, {"result": {**result, "isolation": isolation}})
        code = 0
    except LostError as error:
        _tell(line, {"lost": str(error)})
    except BaseException:
        _tell(line, {"fault": traceback.format_exc()[-8000:]})
    finally:
        os._exit(code)


def _tell(line: socket.socket, content: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        send_line(line, content)


class _Referee:
    def __init__(self, line: socket.socket, job: Job, seat: Seat, first: Process) -> None:
        self._line, self._job, self._seat = line, job, seat
        self._until = time.monotonic() + job.seconds
        self._own = Path(seat.folder) / "referee"
        self._theirs = Path(seat.folder) / "player"
        self._flags: list[str] = []
        self._details: list[tuple[str, int, str]] = []
        self._first = first
        known = {**CUSTOMARY, **job.imports}
        self._broken: set[str] = set()  # questions in which a process died
        self._imports = {k: v for k, v in known.items() if v != "matplotlib.pyplot"}
        self._watchdog = Watchdog(seat.uid, first.pid, job.memory)
        self._processes: dict[str, Process] = {}  # by question, where its cases run
        self._waiting: dict[
            str, Process
        ] = {}  # of those: another one, which is forked for each case
        os.environ["TORCHGRADE_SEED"] = job.secret
        os.environ["TORCHGRADE_OFFLINE"] = "1"
        sys.path[:] = [path for path in sys.path if path]  # never the folder with student's files
        os.chdir(self._own)
        torch.set_num_threads(seat.threads)

    def run(self) -> dict[str, Any]:
        """Play, test, and say what was seen."""
        job = self._job
        give(Path(job.bundle) / "files", self._own)  # test files may read them as they load
        tests = sorted((Path(job.bundle) / "tests").glob("*.py"))
        files = {
            path.stem: create_test_file(str(path), NBMetadataConfig())
            for path in tests
            if not job.questions or path.stem in job.questions
        }
        game = Game(
            self._first,
            cells_of(job),
            {stem: self._names(test_file) for stem, test_file in files.items()},
            job.cell_seconds,
            self._until - job.seconds / 4,  # tests have a quarter of the time for themselves
            self._watchdog,
            torch_seed=job.seed if job.seed_variable is None else None,
        )
        try:
            game.play()
        except LostError:
            if not job.last:
                raise
            self._flags.append(
                "the notebook ended processes that only wait; what it left is graded"
            )
        if game.cuda:
            self._flags.append("CUDA was in use: each question was tested in a replay of the cells")
        mirror(self._theirs, self._own)
        give(Path(job.bundle) / "files", self._own)
        sys.addaudithook(_no_pickles)
        questions = self._test_all(game, files)
        errors = [
            {
                "cell": outcome["cell"],
                "error": outcome["error"],
                "traceback": outcome.get("traceback", ""),
            }
            for outcome in game.outcomes
            if outcome["error"] and outcome["cell"]
        ]
        outputs = [
            {"cell": outcome["cell"], "text": text}
            for outcome in game.outcomes
            if outcome["cell"] and (text := _shown(outcome))
        ]
        return {
            "questions": questions,
            "errors": errors,
            "outputs": outputs,
            "flags": self._flags,
            "details": self._details,
        }

    def _names(self, test_file: Any) -> list[str] | None:
        """List the names that a question's tests use; None if it can be any."""
        found = [names_of(case, self._imports) for case in test_file.test_cases]
        if None in found:
            return None
        return sorted(set().union(*(names for names in found if names is not None)))

    def _test_all(self, game: Game, files: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        """Run the public cases of all questions before any hidden one.

        A public case's message is shown to the student, so it must not be able to hold what the
        student's code learnt from a hidden one.
        """
        runs: dict[tuple[str, int], CaseRun] = {}
        for hidden in (False, True):
            waiting = deque(
                (stem, index)
                for stem, test_file in files.items()
                for index, case in enumerate(test_file.test_cases)
                if bool(case.hidden) == hidden
            )
            if self._job.order == "reverse":
                waiting.reverse()
            elif self._job.order == "twice":
                waiting.extend(list(waiting))
            slow: set[str] = set()
            later: list[tuple[str, int]] = []
            while waiting or later:
                place = waiting.popleft() if waiting else later.pop(0)
                if waiting and place[0] in slow:
                    later.append(place)  # the rest of a question that hangs: others come first
                    continue
                run = self._test(game, files[place[0]], *place)
                if place not in runs or runs[place].passed:
                    runs[place] = run
                if run.timed_out:
                    slow.add(place[0])
        return {
            test_file.name: [
                {"passed": runs[stem, i].passed, "message": runs[stem, i].message}
                for i in range(len(test_file.test_cases))
            ]
            for stem, test_file in files.items()
        }

    def _test(self, game: Game, test_file: Any, name: str, index: int) -> CaseRun:
        send_line(self._line, {"at": [name, index]})
        if (name, index) in {tuple(item) for item in self._job.doomed}:
            self._flags.append(f"{name}, case {index + 1}: the referee died in it, twice")
            return _failed("The grader could not go on with what the code under test gave it.")
        left = self._until - time.monotonic()
        if left <= 0:
            return _failed("No time was left: the notebook and the tests before took all of it.")
        try:
            run = self._try(game, test_file, name, index, left)
        except LostError:
            if not self._job.last:
                raise
            return _failed("The code under test ended the process that it was to be tested in.")
        if run.unsupported:
            raise RuntimeError(f"test case {index + 1} of {name}: {run.unsupported}")
        if run.died:
            self._flags.append(f"{name}, case {index + 1}: {run.died}")
        if not run.passed and run.details:
            self._details.append((test_file.name, index, run.details))
        return run

    def _try(self, game: Game, test_file: Any, name: str, index: int, left: float) -> CaseRun:
        """Run a case in its question's process; where that dies, in forks of another such one.

        A death that happens twice is the code's doing; one alone may be bad luck.
        """
        run = functools.partial(
            run_case,
            test_file,
            index,
            imports=self._imports,
            seed=_seed(self._job.secret, f"{name} {index}"),
            explain=name in self._job.explain,
            # No case may take all the time that is left to the others.
            seconds=min(self._job.case_seconds, max(left / 4, _LEAST)),
        )
        if name in game.values:
            return run(Recorded(game.values[name]), tick=self._watchdog)
        for tried in (False, True):
            if name in self._broken and name not in self._waiting and not game.cuda:
                self._waiting[name] = game.replay(name)
            if name in self._waiting:
                process = game.fork(self._waiting[name])
            else:
                process = self._processes.pop(name) if name in self._processes else game.at(name)
            allowed = Allowed(*self._allowed(name))
            remote = Remote(process.channel, allowed)
            if allowed.in_place:
                remote.after_call = functools.partial(mirror, self._theirs, self._own)
            result = run(remote, tick=functools.partial(self._tick, process))
            if result.died:
                self._broken.add(name)
            if result.died or name in self._waiting:
                process.end()
            else:
                self._processes[name] = process
            if not result.died or result.timed_out or tried:
                break
        return result

    def _tick(self, process: Process) -> str:
        return self._watchdog() or ("its process ended" if process.gone else "")

    def _allowed(self, name: str) -> tuple[bool, bool]:
        job = self._job
        return (
            name in job.objects or "*" in job.objects,
            name in job.in_place or "*" in job.in_place,
        )


def _shown(outcome: dict[str, Any]) -> str:
    """Put what a cell printed and displayed together, as text."""
    parts = [outcome.get("stdout", ""), *outcome.get("outputs", [])]
    return "\n".join(part.rstrip("\n") for part in parts if part)[:25_000]


def _failed(message: str) -> CaseRun:
    run = CaseRun()
    run.message = message
    return run


def _seed(secret: str, label: str) -> int:
    digest = hmac.new(secret.encode(), label.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:7], "big")


def _no_pickles(event: str, arguments: Any) -> None:
    """Refuse to unpickle: whatever file a test reads, a student may have written it."""
    if event == "pickle.find_class":
        module, name = arguments[:2]
        raise RuntimeError(f"a test must not unpickle what a student hands in ({module}.{name})")
