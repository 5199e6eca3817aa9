"""Messages between the supervisor and the fork server, and from the supervisor to a referee.

    supervisor -> fork server    WorkerSpec, with the referee's end of a socket
    fork server -> supervisor    ServerReady, then Started and Ended for each referee
    supervisor -> referee        Job; Go when the submission may start; Go again when what a
                                 student may read has been kept

A referee's answers are in `report`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from torchgrade.engine.protocol.lines import Kind, Record

__all__ = ["Cell", "Ended", "Go", "Job", "Order", "ServerReady", "Started", "Variant", "WorkerSpec"]

Order = Literal["forward", "reverse", "twice"]


class WorkerSpec(Record, frozen=True):
    """What a referee and its player start with. It has no secrets: a player inherits its memory.

    Args:
        slot: the number of the slot.
        folder: contains the player's own folder, and the referee's.
        uid: the player's user id; None if the grader can't assign one.
        seed: the seed of the player's random numbers.
        threads: how many threads numerical libraries may use.
        data: the folder of the data set that the notebook may read.
        readable: the files in it that the player may open.
        closed: paths that the player must not be able to open.
        tried: those of them that it tries to open, as a test.
        memory: the most bytes that the player may use.
        cpu_seconds: the most CPU seconds for each of its processes.
        libraries: libraries that the fork server imports first, if it has not yet.
    """

    slot: int
    folder: str
    uid: int | None
    seed: int
    threads: int
    data: str = ""
    readable: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    memory: int = 4 * 2**30
    cpu_seconds: int = 600
    libraries: tuple[str, ...] = ()


class ServerReady(Record, frozen=True):
    """The fork server has imported everything.

    Args:
        pid: its process id.
        shares_nothing: whether no two players have a writable folder in common.
    """

    pid: int
    shares_nothing: bool


class Started(Kind, frozen=True):
    """The referee of a slot has started as this process."""

    slot: int
    pid: int


class Ended(Kind, frozen=True):
    """The referee of a slot has ended, with this status from `os.waitpid`."""

    slot: int
    status: int


class Cell(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A cell to run, with its number in the submitted notebook (0: we added it)."""

    number: int
    source: str


class Variant(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Alternative code for one cell, by the cell's number.

    With a ``seed``, all random numbers from there on are different.
    """

    cell: int
    source: str
    seed: str


class Job(Kind, frozen=True):
    """A referee's job, which it gets once its player has been forked.

    Args:
        bundle: the folder of the autograder.
        digest: the hash of the submission and of the selection's seed, in hexadecimal.
        key: identifies the submission together with all of the autograder's tests.
        cells: the cells of the notebook.
        seconds: the time limit for the whole submission.
        cell_seconds: the time limit for each cell.
        case_seconds: the time limit for each test case.
        memory: the most bytes for all of the player's processes together.
        seeds: the seed of the random inputs of each question's tests, by the stem of its test file.
        imports: names under which tests use modules without importing them -> the module.
        objects: questions whose tests may use the operators of a student's objects, or "*" for all.
        in_place: questions whose tests see changes that a call makes to its arguments, or "*".
        torch_seed: the seed for torch before each cell.
        fork_cases: an earlier referee died in a test case, so each case runs in a copy of this one.
        stuck: the case, as question and index, that was out of time when that referee died.
        last: this is the last try: a player that disappears is not replaced.
        require_isolation: refuse to grade if a layer of the sandbox is missing.
        require_walls: refuse to grade if the player could open what is closed to it.
        only_isolate: grade nothing, and only report the layers of the player's sandbox.
        explain: questions for whose failed cases details are recorded for staff.
        evaluation: the folder with the test part of the lab's data set, if the autograder brings
            it.
        questions: the questions whose tests run; none: all.
        order: as in :class:`torchgrade.engine.engine.Selection`.
        variants: alternative codes for one cell, each of which is graded in place of the notebook's
            own.
        inside: cases, as question and index, that run beside the student's objects, as in otter;
            None if that has not been decided.
        as_in_otter: the tests are plain otter's, not written for a referee.
        little_memory: return large blocks of memory to the system at once, though that takes time.
    """

    bundle: str
    digest: str
    key: str
    cells: tuple[Cell, ...]
    seconds: float
    cell_seconds: float
    case_seconds: float
    memory: int
    seeds: dict[str, str] = msgspec.field(default_factory=dict)
    imports: dict[str, str] = msgspec.field(default_factory=dict)
    objects: tuple[str, ...] = ()
    in_place: tuple[str, ...] = ()
    torch_seed: int | None = None
    fork_cases: bool = False
    stuck: tuple[str, int] | None = None
    last: bool = False
    require_isolation: bool = False
    require_walls: bool = False
    only_isolate: bool = False
    explain: tuple[str, ...] = ()
    evaluation: str = ""
    questions: tuple[str, ...] = ()
    order: Order = "forward"
    variants: tuple[Variant, ...] = ()
    inside: tuple[tuple[str, int], ...] | None = ()
    as_in_otter: bool = False
    little_memory: bool = False

    @property
    def is_unsettled(self) -> bool:
        """Whether it is undecided which cases run inside, so that those that need it do."""
        return self.as_in_otter and self.inside is None


class Go(Kind, frozen=True):
    """Continue: what the referee was waiting for has happened."""
