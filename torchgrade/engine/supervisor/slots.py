"""The slots of an engine: a number, a uid and folders for each running submission."""

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
    """The resources of one submission; ``uid`` is None if the grader can't assign one."""

    number: int
    uid: int | None
    folder: Path


class Slots:
    """Assigns slots to submissions, and reuses each once everything that ran there has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._returned = threading.Condition(self._lock)
        self._free = list(range(COUNT))[::-1]
        self._lost = 0  # slots in which something does not end
        self._retiring: set[threading.Thread] = set()
        self._leasing = threading.Lock()
        self._lease: UidLease | None = None
        self._closed = False  # the lease ends with the last running submission

    def take(self, submission: Path, given: Path) -> Slot:
        """Lay out the folders of a submission, with the autograder's files.

        If all slots are taken, wait for one.

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
        """Kill what runs in a slot and clear it, in the background."""
        retiring = threading.Thread(target=self._retire, args=(slot, referee))
        with self._lock:
            self._retiring.add(retiring)
            retiring.start()
        # The next one would run as the same user, or find files in world-writable folders.
        if slot.uid is None or referee is None or not referee.shares_nothing:
            retiring.join()

    def settle(self) -> None:
        """Wait for the end of everything in slots that were given back."""
        with self._lock:
            retiring = list(self._retiring)
        for thread in retiring:
            thread.join()

    def close(self) -> None:
        """Settle, and release the uids to other graders as soon as none is in use here."""
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
        """Close the lease once nothing runs, if requested: processes that don't end keep it."""
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
        """Kill everything that ran in a slot, as the fork server does unless it is gone."""
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
