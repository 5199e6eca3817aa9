"""The isolated engine: hidden tests in one process, the student's code in another.

The supervisor's side: it starts the fork server, gives every submission a slot with a referee and a
player in it, and takes the referee's answer. It decodes no value of a student's.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from torchgrade.errors import GraderError
from torchgrade.grade.bundle import Bundle
from torchgrade.grade.clock import MOST
from torchgrade.grade.engine import NO_TURN, Outcome, Selection, Turn
from torchgrade.grade.first_look import FirstLook
from torchgrade.grade.footprint import memory_of
from torchgrade.grade.job import Job, Seat, lines, send_line
from torchgrade.grade.server import Server, Slot
from torchgrade.grade.slots import Slots
from torchgrade.grade.task import job_for, outcome_of, training_data

__all__ = ["IsolatedEngine"]

_TRIES = 3
_SLACK = 30.0  # seconds that a referee may take beyond its submission's own limit


class IsolatedEngine:
    """Grades in isolation; a context manager, since it keeps a fork server.

    Example:
        with IsolatedEngine() as engine:
            grade(bundle, submission, engine)

    Args:
        require_isolation: grade nothing unless all layers of the sandbox are there.
        explain: questions of whose failed cases details are kept for staff.
        single: there will be one submission: start sooner, in less memory.
    """

    name = "isolated"

    def __init__(
        self, *, require_isolation: bool = False, explain: Sequence[str] = (), single: bool = False
    ) -> None:
        self._single = single
        self._require = require_isolation
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
        turn: Turn = NO_TURN,
        look: FirstLook | None = None,
        tests: Selection | None = None,
    ) -> Outcome:
        """See :class:`torchgrade.grade.engine.Engine`; ``tests`` are all of them by default."""
        stops, look = self._stops, look or FirstLook()
        doomed: list[tuple[str, int]] = []
        died_at: list[list[Any]] = []
        why = ""
        job = self._job(bundle, submission, seconds, tests or Selection())
        for attempt in range(1, _TRIES + 1):
            job = replace(job, doomed=tuple(doomed), last=attempt == _TRIES)
            answer, at = self._play(bundle, submission, job, threads, turn, look)
            shown = look.recall(job.secret)
            if "result" in answer and shown is not None:
                return outcome_of(bundle, shown, answer["result"], answer["isolation"], job.secret)
            if "refused" in answer:
                raise GraderError(f"isolation was required, and is not full: {answer['refused']}")
            if "fault" in answer:
                raise GraderError(f"the referee failed:\n{answer['fault']}")
            if self._stops != stops:
                raise GraderError("grading was stopped")
            why = answer.get("lost") or "the referee died"
            if at and at in died_at and "lost" not in answer:
                doomed.append((str(at[0]), int(at[1])))
            died_at.append(at or [])
        raise GraderError(
            f"no grade in {_TRIES} tries: {why}, last at {died_at[-1] or 'the cells'}"
        )

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
        answer, _ = self._play(bundle, submission, job, threads, NO_TURN, FirstLook())
        if "result" not in answer:
            why = answer.get("fault") or answer.get("lost") or "the referee died"
            raise GraderError(f"variants of cell {cell} could not be run: {why}")
        return [
            outcome_of(bundle, one["shown"], one["result"], answer["isolation"], job.secret)
            for one in answer["result"]["family"]
        ]

    def _job(self, bundle: Bundle, submission: Path, seconds: int, tests: Selection) -> Job:
        job = job_for(bundle, submission, seconds, tests)
        return replace(
            job,
            require_isolation=self._require,
            explain=self._explain,
            little_memory=self._single,
        )

    def _play(
        self,
        bundle: Bundle,
        submission: Path,
        job: Job,
        threads: int,
        turn: Turn,
        look: FirstLook,
    ) -> tuple[dict[str, Any], list[Any]]:
        """Have one referee grade; gives its answer and the test case that it was at."""
        place = self._slots.take(submission, bundle.support_files)
        slot: Slot | None = None
        try:
            data, readable = training_data(bundle)
            seat = Seat(
                slot=place.number,
                folder=str(place.folder),
                uid=place.uid,
                seed=int(job.digest[:12], 16),
                threads=threads,
                data=data,
                readable=readable,
                memory=job.memory,
                cpu_seconds=(int(job.seconds) + 60) * max(threads, 2),
            )
            mine, theirs = socket.socketpair()
            with mine:
                slot = self._serve().start(seat, theirs)
                with contextlib.suppress(OSError):  # it died: that is seen as its answer is read
                    send_line(mine, job.to_dict())
                with turn:
                    return self._converse(mine, slot, job, look)
        finally:
            self._slots.give_back(place, slot)

    def _converse(
        self, line: socket.socket, slot: Slot, job: Job, look: FirstLook
    ) -> tuple[dict[str, Any], list[Any]]:
        at: list[Any] = []
        seconds = job.seconds * (1 + len(job.variants)) * (1 if self._single else MOST)
        timer = threading.Timer(seconds + _SLACK, slot.kill)
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
