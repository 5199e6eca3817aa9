"""The options of a run of `torchgrade grade`."""

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
    """What to grade, with which autograder, and where the grades go.

    Args:
        autograder: the folder of an autograder, or its zip.
        paths: notebooks, zips, or folders of them; to complete an earlier run, some or all of its
            submissions.
        out: the folder for all results.
        jobs: how many to run at once; 0: one per available core, as memory allows.
        engine: what runs them: "isolated" or "otter".
        require_isolation: refuse to grade if a layer of the sandbox is missing.
        walls: "required", or "wanted" to grade even if a submission's code could open closed files.
        closed: further files and folders that it must not be able to open.
        resume: keep what an interrupted run has written to ``out``.
        explain: questions for which to write a page for staff that explains their grades.
        pack: the autograder's zip, into which to put verdicts on test cases that need a GPU.
        merge: the ``out`` of an earlier run, perhaps the same folder: only what is pending there is
            graded, or the questions in ``only``.
        shard: (k, n) to grade every n-th submission, in the order of their names, from the k-th on;
            None: all.
        only: questions to grade again, of the submissions in ``merge``.
        solution: the assignment's solution, by which it is decided where the tests of a plain otter
            autograder run; None: the one beside the autograder, if there is one.
        accept_differences: grade even if a test's verdict on the solution differs from otter's.
        recorder: puts the grades into a gradebook.
        roster: the class list, with which submissions are matched.
        attempts: which of a student's several submissions counts.
        overrides: a table of points that people gave in place of the tests' points; None: the file
            ``overrides.csv`` in ``out``, or else in ``merge``, where there is one.
        late: the rule for late work; None: lateness costs nothing.
        cluster: the cluster to grade on; None: this machine.
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
