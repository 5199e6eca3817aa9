"""What a run of `torchgrade grade` is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torchgrade.cluster import Where
from torchgrade.engine.supervisor.isolated_engine import Walls
from torchgrade.grade import Attempts
from torchgrade.nbgrader.recorder import Recorder
from torchgrade.settings import Late

__all__ = ["Options"]


@dataclass(frozen=True)
class Options:
    """What is graded, by what, and where the grades go.

    Args:
        autograder: the folder of an autograder, or its zip.
        paths: notebooks, zips, or folders of them; to complete an earlier run, all of its
            submissions or some.
        out: where all that comes of it is written.
        jobs: how many run at a time; 0: one a core that this process may use, as memory allows.
        engine: what runs them: "isolated" or "otter".
        require_isolation: refuse to grade where a layer of the sandbox is missing.
        walls: "required", or "wanted" to grade where a submission's code could open what is closed.
        closed: files and folders besides these that it must not be able to open.
        resume: keep what a run that was stopped has done in ``out``.
        explain: questions of which a page for staff says why they were graded as they were.
        pack: the autograder's zip, to put verdicts on test cases into that need a GPU.
        merge: the ``out`` of an earlier run, which may be the same: only what is pending there is
            graded, or the questions of ``only``.
        shard: grade every n-th submission, in the order of their names, from the k-th on, as
            (k, n); None: all.
        only: questions that are graded anew, of the submissions in ``merge``.
        solution: the assignment's own solution, on which is settled where the tests of plain
            otter's autograder run; None: the one that lies beside it, if there is one.
        accept_differences: grade although a test says something else of it than in otter.
        recorder: puts the grades of these submissions into a gradebook.
        roster: a table of who is in the class, with which submissions are joined.
        attempts: which of several submissions of one student counts.
        overrides: a table of points that people gave in place of those of tests; None: the file
            ``overrides.csv`` in ``out``, or else in ``merge``, where there is one.
        late: what it costs to hand in late; None: nothing.
        cluster: where submissions are graded; None: here.
    """

    autograder: Path
    paths: Sequence[Path]
    out: Path
    jobs: int = 1
    engine: str = "isolated"
    require_isolation: bool = False
    walls: Walls = "required"
    closed: Sequence[Path] = ()
    resume: bool = False
    explain: Sequence[str] = ()
    pack: Path | None = None
    merge: Path | None = None
    only: Sequence[str] = ()
    shard: tuple[int, int] | None = None
    solution: Path | None = None
    accept_differences: bool = False
    recorder: Recorder | None = None
    roster: Path | None = None
    attempts: Attempts = "latest"
    overrides: Path | None = None
    late: Late | None = None
    cluster: Where | None = None
