"""The slots of an engine: a number, a uid and folders for each submission that runs."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from torchgrade.engine.supervisor.server import RefereeProcess
from torchgrade.engine.supervisor.workdir import lay_out
from torchgrade.errors import GraderError
from torchgrade.sandbox.folders import clear
from torchgrade.sandbox.processes.reaper import end_adopted, end_uid, remove_left_files
from torchgrade.sandbox.uid_lease import UidLease, UidLeaseError, lease_uids, may_give_uids

__all__ = ["Slot", "Slots"]

COUNT = 64  # as many as a lease has uids


@dataclass(frozen=True)
class Slot:
    """What one submission has for itself; ``uid`` is None where the grader may give none."""

    number: int
    uid: int | None
    folder: Path


class Slots:
    """Gives places to submissions, and takes each back once all that ran there has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._returned = threading.Condition(self._lock)
        self._free = list(range(COUNT))[::-1]
        self._lost = 0  # places where something does not end
        self._retiring: set[threading.Thread] = set()
        self._leasing = threading.Lock()
        self._lease: UidLease | None = None
        self._closed = False  # the lease goes with the last that runs

    def take(self, submission: Path, given: Path) -> Slot:
        """Lay out the folders of a submission, with what the autograder gives.

        Where all places are taken, wait for one.

        Raises:
            GraderError: there is no uid for it, or no slot will ever be free again.
        """
        with self._returned:
            while not self._free:
                if self._lost == COUNT:
                    raise GraderError("in all places there are processes that do not end")
                self._returned.wait()
            number = self._free.pop()
        try:
            uid = self._uid(number)
            return Slot(number, uid, lay_out(submission, given, uid))
        except BaseException:
            self._put_back(number)
            raise

    def give_back(self, slot: Slot, referee: RefereeProcess | None) -> None:
        """End what runs in a slot and clear it, in the background."""
        retiring = threading.Thread(target=self._retire, args=(slot, referee))
        with self._lock:
            self._retiring.add(retiring)
            retiring.start()
        # The next one would run as the same user, or find what lies where everybody may write.
        if slot.uid is None or referee is None or not referee.shares_nothing:
            retiring.join()

    def settle(self) -> None:
        """Wait for the end of all that runs in slots that were given back."""
        with self._lock:
            retiring = list(self._retiring)
        for thread in retiring:
            thread.join()

    def close(self) -> None:
        """Settle, and let other graders have the uids as soon as nobody here has one."""
        self.settle()
        self._closed = True
        self._let_go()

    def _uid(self, number: int) -> int | None:
        if not may_give_uids():
            return None
        with self._leasing:
            self._closed = False
            if self._lease is None:
                try:
                    self._lease = lease_uids()
                except UidLeaseError as error:
                    raise GraderError(str(error)) from None
            return self._lease.uids[number]

    def _let_go(self) -> None:
        """Close the lease once nothing runs, if that was asked for: what does not end keeps it."""
        with self._leasing, self._lock:
            if self._closed and self._lease is not None and len(self._free) == COUNT:
                self._lease.close()
                self._lease = None

    def _retire(self, slot: Slot, referee: RefereeProcess | None) -> None:
        ended = False
        with suppress(OSError):  # TimeoutError: a process that hangs in the kernel
            self._end(slot.uid, referee)
            ended = True
        clear(slot.folder)
        with self._lock:
            self._retiring.discard(threading.current_thread())
        if ended:
            self._put_back(slot.number)
        else:
            with self._returned:
                self._lost += 1
                self._returned.notify_all()

    def _end(self, uid: int | None, referee: RefereeProcess | None) -> None:
        """End all that ran in a slot, as the fork server does unless it is gone."""
        if referee is not None:
            referee.kill()
            referee.wait()
        if uid is not None:
            end_uid(uid)
            if self._lease is not None and (referee is None or not referee.shares_nothing):
                remove_left_files(uid, self._lease.since)
        elif referee is not None and referee.orphaned:
            end_adopted()

    def _put_back(self, number: int) -> None:
        with self._returned:
            self._free.append(number)
            self._returned.notify()
        self._let_go()
