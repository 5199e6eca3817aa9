"""The isolated engine: hidden tests in one process, the student's code in another.

The supervisor's side: it starts the fork server, gives every submission a slot with a referee and a
player in it, and takes the referee's answer. It decodes no value of a student's.
"""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.closed_paths import closed_roots, closed_samples, refusal
from torchgrade.engine.engine import OPEN_GATE, Outcome, Selection, StartGate
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.protocol.job import Job, WorkerSpec, lines, send_line
from torchgrade.engine.referee.time_limit import STUCK
from torchgrade.engine.supervisor.make_job import job_for, outcome_of, training_data
from torchgrade.engine.supervisor.server import RefereeProcess, Server
from torchgrade.engine.supervisor.slots import Slots
from torchgrade.errors import AuthorError, GraderError
from torchgrade.sandbox.processes.clock import MOST
from torchgrade.sandbox.processes.disk import DiskWatch
from torchgrade.sandbox.processes.meter import memory_of
from torchgrade.sandbox.processes.process_tree import ProcessTree

__all__ = ["IsolatedEngine", "Walls"]

Walls = Literal["required", "wanted", "unneeded"]

_TRIES = 3
_TRIED, _TRIED_FIRST = 16, 400  # closed paths that each player tries, and the one before them all
_SLACK = 30.0  # seconds that a referee may take beyond its submission's own limit


class IsolatedEngine:
    """Grades in isolation; a context manager, since it keeps a fork server.

    Example:
        with IsolatedEngine() as engine:
            grade(bundle, submission, engine)

    Args:
        require_isolation: grade nothing unless all layers of the sandbox are there.
        walls: what if a submission's code could open what is closed to it: "required" grades
            nothing then, "wanted" says so in the grade. "unneeded" closes nothing, for an author's
            own work.
        explain: questions of whose failed cases details are kept for staff.
        single: there will be one submission: start sooner, in less memory.
    """

    name = "isolated"

    def __init__(
        self,
        *,
        require_isolation: bool = False,
        walls: Walls = "required",
        explain: Sequence[str] = (),
        single: bool = False,
    ) -> None:
        self._single = single
        self._require = require_isolation
        self._walls = walls
        self._proved: set[tuple[object, ...]] = set()
        self._tried: dict[tuple[object, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._explain = tuple(explain)
        self._lock = threading.Lock()
        self._slots = Slots()
        self._server: Server | None = None
        self._stops = 0

    def __enter__(self) -> IsolatedEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the fork server and everything that it started; a later run starts another."""
        with self._lock:
            server, self._server = self._server, None
            self._stops += 1
        if server is not None:
            server.close()
        self._slots.close()

    def settle(self) -> None:
        """Wait until all that ran in slots that nobody uses any more has ended."""
        self._slots.settle()

    def start(self) -> None:
        """Start the fork server ahead, in the background: it takes seconds."""
        threading.Thread(target=self._serve, name="start", daemon=True).start()

    def prove_walls(self, bundle: Bundle) -> None:
        """See `torchgrade.engine.engine.Engine`: a player without a notebook tries it all."""
        nothing, key = Path(os.devnull), (bundle.folder, bundle.closed)
        if key in self._proved:
            return
        job = Job(
            bundle="",
            digest="0" * 12,
            secret="",
            cells=(),
            memory=2**30,
            only_isolate=True,
            seconds=_SLACK,
            cell_seconds=0,
            case_seconds=0,
        )
        job = self._required(job)
        answer, _ = self._play(bundle, nothing, job, 1, OPEN_GATE, FirstLook(), _TRIED_FIRST)
        if said := _refused(answer):
            raise AuthorError(said)
        if "isolated" not in answer:
            raise GraderError(f"no player could be started: {answer.get('fault', 'it died')}")
        self._proved.add(key)

    def memory(self) -> int:
        """Add up the memory (PSS, bytes) of the fork server and of all that it started."""
        server = self._server
        return 0 if server is None else memory_of(root=server.pid)

    def run(
        self,
        bundle: Bundle,
        submission: Path,
        *,
        seconds: int,
        threads: int,
        digest: str | None = None,
        gate: StartGate = OPEN_GATE,
        look: FirstLook | None = None,
        tests: Selection | None = None,
    ) -> Outcome:
        """See :class:`torchgrade.engine.engine.Engine`; ``tests`` are all of them by default."""
        stops, look = self._stops, look or FirstLook()
        why, died_at, disk = "", list[Any](), False
        job = self._job(bundle, submission, seconds, tests or Selection(), digest)
        for attempt in range(1, _TRIES + 1):
            job = replace(job, last=attempt == _TRIES)
            answer, at = self._play(bundle, submission, job, threads, gate, look)
            shown = look.recall(job.secret)
            disk = disk or answer["disk"]
            if "result" in answer and shown is not None:
                outcome = outcome_of(shown, answer["result"], answer["isolation"], job.secret)
                flag = f"it took more than {bundle.manifest.disk_mb:,} MB of disk, or than there is"
                return replace(outcome, flags=(*outcome.flags, flag)) if disk else outcome
            if said := _refused(answer):
                raise GraderError(said)
            if "fault" in answer:
                raise GraderError(f"the referee failed:\n{answer['fault']}")
            if self._stops != stops:
                raise GraderError("grading was stopped")
            why = answer.get("lost") or "the referee died"
            if at and "lost" not in answer:
                job = replace(job, careful=True, stuck=tuple(at) if answer.get("stuck") else ())
            died_at = at
        raise GraderError(f"no grade in {_TRIES} tries: {why}, last at {died_at or 'the cells'}")

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
    ) -> list[Outcome]:
        """Run a notebook with each of some codes in the place of one cell, for its author.

        The cells before it run once, for all codes. Variants share the folder that they write to,
        and each has forks of its own of the processes: that is for an author's own work.

        Args:
            bundle: the autograder.
            submission: as for :meth:`run`.
            cell: the number of the cell in the notebook, from 1.
            codes: what stands in its place, each with a seed, which may be empty, for the random
                numbers from there on.
            seconds: the time that each may take.
            threads: as for :meth:`run`.
            tests: as for :meth:`run`; cells after the last check of these are left out.

        Raises:
            GraderError: one of them made it fail; :meth:`run` tells which.
        """
        variants = tuple((cell, code, seed) for code, seed in codes)
        job = self._job(bundle, submission, seconds, tests)
        job = replace(job, last=True, variants=variants)
        answer, _ = self._play(bundle, submission, job, threads, OPEN_GATE, FirstLook())
        if "result" not in answer:
            why = answer.get("fault") or answer.get("lost") or "the referee died"
            raise GraderError(f"variants of cell {cell} could not be run: {why}")
        return [
            outcome_of(one["shown"], one["result"], answer["isolation"], job.secret)
            for one in answer["result"]["family"]
        ]

    def _job(
        self,
        bundle: Bundle,
        submission: Path,
        seconds: int,
        tests: Selection,
        digest: str | None = None,
    ) -> Job:
        job = job_for(bundle, submission, seconds, tests, digest)
        return replace(self._required(job), explain=self._explain, little_memory=self._single)

    def _required(self, job: Job) -> Job:
        walls = self._walls == "required"
        return replace(job, require_isolation=self._require, require_walls=walls)

    def _play(
        self,
        bundle: Bundle,
        submission: Path,
        job: Job,
        threads: int,
        gate: StartGate,
        look: FirstLook,
        most: int = _TRIED,
    ) -> tuple[dict[str, Any], list[Any]]:
        """Have one referee grade; gives its answer and the test case that it was at.

        Of what is closed the player tries to open ``most`` files and folders.
        """
        slot = self._slots.take(submission, bundle.support_files)
        referee: RefereeProcess | None = None
        try:
            data, readable = training_data(bundle)
            closed, tried = self._closed(bundle, most)
            spec = WorkerSpec(
                slot=slot.number,
                folder=str(slot.folder),
                uid=slot.uid,
                seed=int(job.digest[:12], 16),
                threads=threads,
                data=data,
                readable=readable,
                closed=closed,
                tried=tried,
                memory=job.memory,
                cpu_seconds=(int(job.seconds) + 60) * max(threads, 2),
            )
            mine, theirs = socket.socketpair()
            with mine:
                referee = self._serve().start(spec, theirs)
                with contextlib.suppress(OSError):  # it died: that is seen as its answer is read
                    send_line(mine, job.to_dict())
                started = referee
                watch = DiskWatch(
                    slot.folder / "player",
                    lambda: ProcessTree(slot.uid, started.pid),
                    bundle.manifest.disk_mb * 2**20,
                )
                with gate, watch:
                    answer, at = self._converse(mine, referee, job, look)
            if not answer:
                referee.wait()
                answer = {"stuck": True} if os.WTERMSIG(referee.status) == STUCK else {}
            return {**answer, "disk": watch.rang}, at
        finally:
            self._slots.give_back(slot, referee)

    def _closed(self, bundle: Bundle, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Say what is closed, and what of that is tried besides; as it was at the first time."""
        if self._walls == "unneeded":
            return (), ()
        key = most, bundle.folder, bundle.closed
        with self._lock:
            if key not in self._tried:
                roots, samples = closed_roots(bundle), closed_samples(bundle, most)
                self._tried[key] = tuple(map(str, roots)), tuple(map(str, samples))
            return self._tried[key]

    def _converse(
        self, line: socket.socket, referee: RefereeProcess, job: Job, look: FirstLook
    ) -> tuple[dict[str, Any], list[Any]]:
        at: list[Any] = []
        seconds = job.seconds * (1 + len(job.variants)) * (1 if self._single else MOST)
        timer = threading.Timer(seconds + _SLACK, referee.kill)
        timer.start()
        try:
            with contextlib.suppress(OSError):  # what it says before it dies counts
                send_line(line, {"go": True})
            for content in lines(line):
                if "at" in content:
                    at = content["at"]
                elif "shown" in content:
                    look.keep(job.secret, content["shown"])
                    send_line(line, {"go": True})  # only now may a hidden case begin
                else:
                    return content, at
        except OSError:
            pass
        finally:
            timer.cancel()
        return {}, at

    def _serve(self) -> Server:
        """Give the fork server; start one if there is none, or if it is gone."""
        with self._lock:
            if self._server is not None and self._server.gone:
                self._server.close()
                self._server = None
            if self._server is None:
                self._server = Server(single=self._single)
            return self._server


def _refused(answer: dict[str, Any]) -> str:
    """Say why a referee did not grade, if it would not."""
    if "refused" in answer:
        return f"isolation was required, and is not full: {answer['refused']}"
    return refusal(answer["unwalled"]) if "unwalled" in answer else ""
