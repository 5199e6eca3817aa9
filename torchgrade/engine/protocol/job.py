"""What the supervisor tells the fork server and a referee, and what the fork server answers.

    supervisor -> fork server    WorkerSpec, with the referee's end of a line
    fork server -> supervisor    ServerReady, then Started and Ended for each referee
    supervisor -> referee        Job, then Go: once as the submission may start, and once as what a
                                 student may read is kept

What a referee answers is in `report`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from torchgrade.engine.protocol.lines import Kind, Record

__all__ = ["Cell", "Ended", "Go", "Job", "Order", "ServerReady", "Started", "Variant", "WorkerSpec"]

Order = Literal["forward", "reverse", "twice"]


class WorkerSpec(Record, frozen=True):
    """What a referee and its player start with. It holds no secret: a player inherits its memory.

    Args:
        slot: the number of the slot.
        folder: has the player's own folder in it, and the referee's.
        uid: of the player; None where the grader may give none.
        seed: of the player's random numbers.
        threads: of numerical libraries.
        data: the folder of the data set that the notebook may read.
        readable: its files, which the player may open.
        closed: what the player must not be able to open.
        tried: what of that it tries to open.
        memory: bytes that the player may take.
        cpu_seconds: that each of its processes may take.
        libraries: that the fork server imports first, if it has not.
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
        pid: its number.
        shares_nothing: no two players have a folder in common where they may write.
    """

    pid: int
    shares_nothing: bool


class Started(Kind, frozen=True):
    """The referee of a slot has started, as this process."""

    slot: int
    pid: int


class Ended(Kind, frozen=True):
    """The referee of a slot has ended, with this status of `os.waitpid`."""

    slot: int
    status: int


class Cell(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A cell to run, with its number in the submitted notebook (0: added by us)."""

    number: int
    source: str


class Variant(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Another code of one cell, by its number.

    Where there is a ``seed``, all random numbers from there on are others.
    """

    cell: int
    source: str
    seed: str


class Job(Kind, frozen=True):
    """What a referee is told once its player is on its own.

    Args:
        bundle: the folder of the autograder.
        digest: the hash of the submission and of the selection's seed, in hexadecimal digits.
        key: names the submission together with all of the autograder's tests.
        cells: of the notebook.
        seconds: that the whole submission may take.
        cell_seconds: that each cell may take.
        case_seconds: that each test case may take.
        memory: bytes that all processes of the player together may take.
        seeds: of the random inputs of each question's tests, by the stem of its test file.
        imports: names of modules that tests use without importing them -> the module.
        objects: questions whose tests may use operators of a student's objects, or "*" for all.
        in_place: questions whose tests feel what a call changes in its arguments, or "*".
        torch_seed: with which torch is seeded before each cell.
        careful: a referee before this one died in a test case: each runs in a copy of it now.
        stuck: the case, as question and index, whose time was up when that referee died.
        last: a player that disappears is not given another try.
        require_isolation: grade nothing where a layer of the sandbox is missing.
        require_walls: grade nothing where the player could open what is closed to it.
        only_isolate: grade nothing at all, and say which layers the player's sandbox has.
        explain: questions of whose failed cases details are kept for staff.
        evaluation: the folder with the test part of the lab's data set, where the autograder
            brings it.
        questions: those whose tests are run; none: all.
        order: as in :class:`torchgrade.engine.engine.Selection`.
        variants: other codes of one cell: each is graded in the place of the notebook's own.
        inside: cases, as question and index, that run beside the student's objects, as in otter;
            None where nobody has settled that.
        as_in_otter: tests are plain otter's, which nobody wrote for a referee.
        little_memory: large blocks are given back at once, though that takes time.
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
    careful: bool = False
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
        """Whether cases run inside that ask for what can't be had from outside."""
        return self.as_in_otter and self.inside is None


class Go(Kind, frozen=True):
    """Go on: what the referee waits for has come."""
