"""The slots of an engine: a number, a uid and folders for each submission that runs."""

from __future__ import annotations

import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from torchgrade.grade.server import Slot
from torchgrade.grade.workplace import claim_uids, clear, lay_out, may_give_uids

__all__ = ["Place", "Slots"]

_COUNT = 64


@dataclass(frozen=True)
class Place:
    """What one submission has for itself; ``uid`` is None where the grader may give none."""

    number: int
    uid: int | None
    folder: Path


class Slots:
    """Gives places to submissions, and takes each back once all that ran there has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free = list(range(_COUNT))[::-1]
        self._retiring: set[threading.Thread] = set()
        self._claim: socket.socket | None = None
        self._first_uid = 0

    def take(self, submission: Path, given: Path) -> Place:
        """Lay out the folders of a submission, with what the autograder gives."""
        if not self._free:
            self.settle()
        with self._lock:
            number = self._free.pop()
        uid = self._uid(number)
        return Place(number, uid, lay_out(submission, given, uid))

    def give_back(self, place: Place, slot: Slot | None) -> None:
        """End what runs in a slot and clear its place, in the background."""
        retiring = threading.Thread(target=self._retire, args=(place, slot))
        with self._lock:
            self._retiring.add(retiring)
            retiring.start()
        if place.uid is None:  # the next one would run as the same user
            retiring.join()

    def settle(self) -> None:
        """Wait for the end of all that runs in slots that were given back."""
        with self._lock:
            retiring = list(self._retiring)
        for thread in retiring:
            thread.join()

    def close(self) -> None:
        """Settle, and let other graders have the uids."""
        self.settle()
        with self._lock:
            claim, self._claim = self._claim, None
        if claim is not None:
            claim.close()

    def _uid(self, number: int) -> int | None:
        with self._lock:
            if self._claim is None and sys.platform == "linux":
                self._first_uid, self._claim = claim_uids(_COUNT)
        uid = self._first_uid + number
        return uid if self._first_uid and may_give_uids(self._first_uid + _COUNT) else None

    def _retire(self, place: Place, slot: Slot | None) -> None:
        if slot is not None:
            slot.kill()
            slot.wait()
        clear(place.folder)
        with self._lock:
            self._free.append(place.number)
            self._retiring.discard(threading.current_thread())
