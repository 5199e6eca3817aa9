"""The wire format between the command and workers: typed records, and files as bytes.

Dask pickles function calls, but arguments and messages are bytes in our own format, decoded
strictly. No byte from a student is ever unpickled.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar

import msgspec

from torchgrade.engine.engine import Selection
from torchgrade.engine.protocol.lines import Kind, Record, decode, encode
from torchgrade.engine.protocol.report import CaseOutcome, CellError, Shown
from torchgrade.errors import GraderError
from torchgrade.records import Grade

__all__ = [
    "ANSWERS",
    "RESULTS",
    "WORDS",
    "Begun",
    "Chunk",
    "Done",
    "Fault",
    "Files",
    "Item",
    "Kept",
    "Lacks",
    "Look",
    "Machine",
    "Play",
    "Played",
    "Ready",
    "Result",
    "Seen",
    "Setup",
    "Stale",
    "Train",
    "Trained",
    "Unprepared",
    "Wants",
    "Work",
    "pack",
    "read_files",
    "unpack",
    "write_files",
]

R = TypeVar("R", bound=Record)

Files = list[tuple[bytes, bytes]]
"""Files below a folder: their names, as bytes, and their contents."""


class Setup(Record, frozen=True):
    """The setup of a run.

    ``content`` is the hash of the autograder's files, ``build`` its own build; if nothing is
    graded, both are empty, and there are only trainings on ``dataset``. ``closed`` are closed paths
    of the command's machine, which may also exist on a worker.
    """

    run: str
    content: str
    lab: str
    build: str
    dataset: str
    inside: tuple[tuple[str, int], ...] | None
    closed: tuple[str, ...]
    require_isolation: bool
    walls: Literal["required", "wanted", "unneeded"]
    explain: tuple[str, ...]


class Item(Kind, frozen=True):
    """A submission, without people, whom workers need not know.

    ``earlier`` is the grade to complete, or in which ``questions`` are regraded, and ``key`` and
    ``shown`` are what a student may read of an earlier attempt, if there was one.
    """

    number: int
    digest: str
    release: str
    flags: tuple[str, ...]
    notes: tuple[str, ...]
    seconds: float
    earlier: Grade | None = None
    questions: tuple[str, ...] = ()
    key: str = ""
    shown: Shown | None = None


class Play(Kind, frozen=True):
    """An author's notebook to run within these limits, in seconds, for a cell and a case.

    With ``codes`` it is run once for each: code, and a seed, for the cell with that number.
    """

    number: int
    digest: str
    threads: int
    seconds: int
    limits: tuple[int, int]
    tests: Selection
    cell: int = 0
    codes: tuple[tuple[str, str], ...] = ()


class Train(Kind, frozen=True):
    """An author's training: see :class:`torchgrade.verify.calibrate.work.Task`."""

    number: int
    where: str
    code: str
    definitions: str
    support: tuple[tuple[str, str], ...]
    dataset: str
    variant: str
    seed: int


Work = Item | Play | Train
"""Work for a worker; the number identifies it."""


class Chunk(Record, frozen=True):
    """What a thread of a worker does, one after the other."""

    run: str
    station: str
    threads: int
    items: tuple[Work, ...]


class Word(Kind, frozen=True):
    """A worker's message; ``token`` identifies its order."""

    token: str


class Machine(Word, frozen=True):
    """The worker's identity: ``station`` changes each time that the process starts."""

    station: str
    versions: dict[str, str]
    cores: int


class Wants(Word, frozen=True):
    """The worker does not have the autograder yet."""


class Lacks(Word, frozen=True):
    """The worker can't grade for this run, and why."""

    why: str


class Ready(Word, frozen=True):
    """The worker is ready, for so many submissions at a time."""

    most: int


class Unprepared(Word, frozen=True):
    """The worker has restarted since it was ready."""


class Begun(Word, frozen=True):
    """The worker begins to run a submission."""

    number: int


class Look(Word, frozen=True):
    """What a student may read of a submission; the worker waits for the answer."""

    number: int
    key: str
    shown: Shown


class Done(Word, frozen=True):
    """The outcome of a submission: its grade or, in ``why``, the reason why there is none.

    ``details`` are for staff: question, case and details of a failed test.
    """

    number: int
    grade: Grade | None
    details: tuple[tuple[str, int, str], ...] = ()
    why: str = ""


class Seen(Record, frozen=True):
    """The results of an author's notebook that verify needs."""

    questions: dict[str, tuple[CaseOutcome, ...]]
    errors: tuple[CellError, ...]
    seconds: tuple[tuple[int, float], ...]


class Played(Word, frozen=True):
    """The outcome of an author's notebook, in so many seconds or, in ``why``, why there is none."""

    number: int
    seen: tuple[Seen, ...] = ()
    seconds: float = 0.0
    why: str = ""


class Trained(Word, frozen=True):
    """The outcome of a training; ``raised`` is an error of its own code, ``why`` any other."""

    number: int
    accuracy: float = 0.0
    seconds: float = 0.0
    device: str = ""
    torch: str = ""
    raised: str = ""
    why: str = ""


class Fault(Word, frozen=True):
    """A fault of ours, or a full disk: the worker has not done the rest of its order."""

    why: str


Result = Done | Played | Trained
"""The outcome of a worker's work."""

RESULTS = (Done, Played, Trained)
WORDS = (Machine, Wants, Lacks, Ready, Unprepared, Begun, Look, *RESULTS, Fault)


class Kept(Kind, frozen=True):
    """The final version of what a submission showed: hidden tests may run."""

    key: str
    shown: Shown


class Stale(Kind, frozen=True):
    """Another worker has the submission, so this one stops."""


ANSWERS = (Kept, Stale)


def pack(record: Record, files: Sequence[Files]) -> bytes:
    """Encode a record, and the files that go with it."""
    return msgspec.msgpack.encode((encode(record), list(files)))


def unpack(data: bytes, kind: type[R]) -> tuple[R, list[Files]]:
    """Decode the result of :func:`pack`.

    Raises:
        GraderError: it has another form.
    """
    try:
        head, files = msgspec.msgpack.decode(data, type=tuple[bytes, list[Files]])
    except msgspec.DecodeError as error:
        raise GraderError(f"an order has another form: {error}") from None
    return decode(head, kind), files


def read_files(folder: Path) -> Files:
    """Read all files below a folder; no links."""
    return [
        (os.fsencode(path.relative_to(folder)), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    ]


def write_files(files: Files, folder: Path) -> None:
    """Write files below a new folder.

    Raises:
        GraderError: a path is outside of the folder.
    """
    folder.mkdir(mode=0o700)
    for name, content in files:
        parts = PurePosixPath(os.fsdecode(name)).parts
        if not parts or ".." in parts or parts[0] == "/":
            raise GraderError(f"a file that is sent would lie outside of its folder: {name!r}")
        path = folder.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
