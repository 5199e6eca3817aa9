"""The isolated engine: hidden tests run in one process, the student's code in another.

This is the supervisor's side: it starts the fork server, gives every submission a slot with a
referee and a player, and takes the referee's report. It decodes no value from a student's code.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import msgspec

from torchgrade.bundle.bundle import Bundle
from torchgrade.engine.closed_paths import closed_roots, closed_samples
from torchgrade.engine.engine import OPEN_GATE, Outcome, Selection, StartGate
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.protocol.job import Job, Variant, WorkerSpec
from torchgrade.engine.protocol.report import (
    Fault,
    Graded,
    GradedVariants,
    IsolatedOnly,
    Lost,
)
from torchgrade.engine.supervisor.attempt import Attempt, give_job
from torchgrade.engine.supervisor.host import Host, shared_host
from torchgrade.engine.supervisor.make_job import (
    job_for,
    job_of_layers,
    libraries_of,
    outcome_of,
    training_data,
)
from torchgrade.engine.supervisor.server import RefereeProcess
from torchgrade.engine.supervisor.slots import Slot
from torchgrade.errors import AuthorError, GraderError
from torchgrade.sandbox.processes.clock import MOST
from torchgrade.sandbox.processes.meter import memory_of
from torchgrade.sandbox.processes.process_tree import descendants

__all__ = ["IsolatedEngine", "Walls"]

Walls = Literal["required", "wanted", "unneeded"]

_TRIES = 3
_TRIED, _TRIED_FIRST = 16, 400  # closed paths that each player tries, and the first one
_SLACK = 30.0  # seconds that a referee may take beyond its submission's limit


class IsolatedEngine:
    """Grades in isolation; a context manager, since it owns a fork server.

    The fork server is its own, except in a block of
    :func:`torchgrade.engine.supervisor.host.sharing_host`.

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
        self.require_isolation = require_isolation
        self._walls = walls
        self._proved: set[tuple[object, ...]] = set()
        self._tried: dict[tuple[object, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._explain = tuple(explain)
        self._lock = threading.Lock()
        lent = None if single else shared_host()
        self.host = lent or Host(single=single)
        self._own_host = lent is None
        self._running: set[RefereeProcess] = set()
        self._stops = 0

    def __enter__(self) -> IsolatedEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop everything that this engine runs, and the fork server if it is not shared.

        A later run starts another.
        """
        with self._lock:
            self._stops += 1
            running = list(self._running)
        if self._own_host:
            self.host.close()
            return
        for referee in running:
            referee.kill()
        self.settle()

    def settle(self) -> None:
        """Wait until everything in slots that are no longer used has ended."""
        self.host.slots.settle()

    def start(self) -> None:
        """Start the fork server ahead, in the background: it takes seconds."""
        self.host.start()

    def prove_walls(self, bundle: Bundle) -> None:
        """See `torchgrade.engine.engine.Engine`: a player without a notebook makes the attempts."""
        key = bundle.folder, bundle.closed
        if key in self._proved:
            return
        job, nothing = self._demanding(job_of_layers(_SLACK)), Path(os.devnull)
        done = self._attempt(bundle, nothing, job, threads=1, tried=_TRIED_FIRST)
        if done.refused:
            raise AuthorError(done.refused)
        if not isinstance(done.ending, IsolatedOnly):
            why = done.failure if isinstance(done.ending, Fault) else "it died"
            raise GraderError(f"no player could be started: {why}")
        self._proved.add(key)

    def memory(self) -> int:
        """Return the memory (PSS, bytes) of the fork server and everything that it started."""
        server = self.host.pid()
        return 0 if server is None else memory_of(root=server)

    def processes(self) -> list[int]:
        """List the processes of the fork server and everything that it started."""
        server = self.host.pid()
        return [] if server is None else [server, *descendants(server)]

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
        disk_full = False
        job = self._job(bundle, submission, seconds, tests or Selection(), digest)
        for number in range(1, _TRIES + 1):
            job = msgspec.structs.replace(job, last=number == _TRIES)
            done = self._attempt(bundle, submission, job, threads=threads, gate=gate, look=look)
            shown = look.recall(job.key)
            disk_full = disk_full or done.disk_full
            if isinstance(done.ending, Graded) and shown is not None:
                ending = done.ending
                outcome = outcome_of(shown, ending.result, ending.isolation, job)
                flag = f"it took more than {bundle.manifest.disk_mb:,} MB of disk, or than there is"
                return replace(outcome, flags=(*outcome.flags, flag)) if disk_full else outcome
            if done.refused:
                raise GraderError(done.refused)
            if isinstance(done.ending, Fault):
                raise GraderError(f"the referee failed:\n{done.failure}")
            if self._stops != stops:
                raise GraderError("grading was stopped")
            if done.at and not isinstance(done.ending, Lost):
                stuck = (done.at.question, done.at.index) if done.stuck else None
                job = msgspec.structs.replace(job, fork_cases=True, stuck=stuck)
        at = [done.at.question, done.at.index] if done.at else "the cells"
        raise GraderError(f"no grade in {_TRIES} tries: {done.failure}, last at {at}")

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
        """Run a notebook several times, each time with other code in one cell; for its author.

        The cells before it run once for all variants. Each variant has its own forks of the
        processes, but all share the folder that they write to, so this is only for an author's own
        work.

        Args:
            bundle: the autograder.
            submission: as for :meth:`run`.
            cell: the number of the cell in the notebook, from 1.
            codes: the replacements for it, each with a seed, perhaps empty, for random numbers from
                there on.
            seconds: the time limit for each.
            threads: as for :meth:`run`.
            tests: as for :meth:`run`; cells after the last check of these are skipped.
            digest: as for :meth:`run`.

        Raises:
            GraderError: one of them made it fail; :meth:`run` can tell which.
        """
        variants = tuple(Variant(cell, code, seed) for code, seed in codes)
        job = self._job(bundle, submission, seconds, tests, digest)
        job = msgspec.structs.replace(job, variants=variants)
        done = self._attempt(bundle, submission, job, threads=threads)
        if not isinstance(done.ending, GradedVariants):
            raise GraderError(f"variants of cell {cell} could not be run: {done.failure}")
        isolation = done.ending.isolation
        return [outcome_of(one.shown, one.result, isolation, job) for one in done.ending.results]

    def _job(
        self,
        bundle: Bundle,
        submission: Path,
        seconds: int,
        tests: Selection,
        digest: str | None = None,
    ) -> Job:
        job = self._demanding(job_for(bundle, submission, seconds, tests, digest))
        return msgspec.structs.replace(job, explain=self._explain, little_memory=self._single)

    def _demanding(self, job: Job) -> Job:
        """Return a job that also says which parts of the sandbox are required."""
        walls = self._walls == "required"
        return msgspec.structs.replace(
            job, require_isolation=self.require_isolation, require_walls=walls
        )

    def _attempt(
        self,
        bundle: Bundle,
        submission: Path,
        job: Job,
        *,
        threads: int,
        gate: StartGate = OPEN_GATE,
        look: FirstLook | None = None,
        tried: int = _TRIED,
    ) -> Attempt:
        """Run a job with one referee, in its own slot.

        The player tries to open ``tried`` of the closed files and folders.
        """
        slot = self.host.slots.take(submission, bundle.support_files)
        referee: RefereeProcess | None = None
        try:
            spec = self._spec(bundle, job, slot, threads, tried)
            mine, theirs = socket.socketpair()
            with mine, theirs:  # which nobody takes over if no fork server starts
                referee = self._referee(spec, theirs)
                seconds = job.seconds * (1 + len(job.variants)) * (1 if self._single else MOST)
                return give_job(
                    referee,
                    mine,
                    job,
                    spec,
                    gate=gate,
                    look=look or FirstLook(),
                    seconds=seconds + _SLACK,
                    disk=bundle.manifest.disk_mb * 2**20,
                )
        finally:
            if referee is not None:
                with self._lock:
                    self._running.discard(referee)
            self.host.slots.give_back(slot, referee)

    def _referee(self, spec: WorkerSpec, line: socket.socket) -> RefereeProcess:
        """Start a referee, which :meth:`stop` will kill."""
        referee = self.host.serve().start(spec, line)
        with self._lock:
            self._running.add(referee)
        return referee

    def _spec(self, bundle: Bundle, job: Job, slot: Slot, threads: int, tried: int) -> WorkerSpec:
        data, readable = training_data(bundle)
        closed, samples = self._closed(bundle, tried)
        return WorkerSpec(
            slot=slot.number,
            folder=str(slot.folder),
            uid=slot.uid,
            seed=int(job.digest[:12], 16),
            threads=threads,
            data=data,
            readable=readable,
            closed=closed,
            tried=samples,
            memory=job.memory,
            cpu_seconds=(int(job.seconds) + 60) * max(threads, 2),
            libraries=libraries_of(job),
        )

    def _closed(self, bundle: Bundle, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the closed paths, and those that a player tries to open; they are cached."""
        if self._walls == "unneeded":
            return (), ()
        key = most, bundle.folder, bundle.closed
        with self._lock:
            if key not in self._tried:
                roots, samples = closed_roots(bundle), closed_samples(bundle, most)
                self._tried[key] = tuple(map(str, roots)), tuple(map(str, samples))
            return self._tried[key]
