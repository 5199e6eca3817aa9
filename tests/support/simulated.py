"""Workers of Dask's that grade nothing: each submission says how long it takes, and what it does.

Dask loads this module into a worker (`--preload`), where a cell such as

    # simulate: seconds=0.2 die=2

takes 0.2 s and kills its first two workers, by SIGKILL; `freeze` stops them instead, `full` finds
their disk full, `garble` has them answer what is no grade, and `gpu=1` leaves a case pending until
a worker completes the grade. How often it was tried is counted by files in a folder that the
environment names.
"""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from torchgrade.cluster import tasks
from torchgrade.cluster.station import Station
from torchgrade.cluster.versions import versions
from torchgrade.cluster.wire import Chunk, Done, Files, Item, Setup
from torchgrade.engine.first_look import FirstLook
from torchgrade.engine.protocol.report import Shown
from torchgrade.errors import AuthorError
from torchgrade.records import CaseGrade, CellOutput, Grade, QuestionGrade

__all__ = ["COUNTED", "LACKS", "OLDER", "SCORE", "Simulated", "cell", "dask_setup"]

COUNTED = "SIMULATED_TRIES"
"""The variable of the environment that names the folder: a file a try, by the submission."""

LACKS, OLDER = "SIMULATED_LACKS", "SIMULATED_OLDER"
"""Variables that say what a worker lacks, and which version of torch it has."""

SCORE = 3.0
"""The score of each."""

_WORDS = re.compile(r"(seconds|die|freeze|full|garble|gpu)=([\w.]+)")


def cell(**what: object) -> str:
    """Return the source of a cell that says what a submission does."""
    return "# simulate: " + " ".join(f"{name}={value}" for name, value in what.items())


class Simulated(Station):
    """A station without an engine."""

    def start(self) -> None:
        pass

    def prepare(self, setup: Setup) -> int:
        if why := os.environ.get(LACKS):
            raise AuthorError(why)
        if not setup.content:
            return super().prepare(setup)  # trainings are real
        self._runs[setup.run] = ()  # type: ignore[assignment]  # nobody asks
        return 64

    def end(self, run: str) -> None:
        if self._runs.pop(run, None) is None:
            super().end(run)

    def grade(
        self,
        token: str,
        chunk: Chunk,
        item: Item,
        files: Files,
        *,
        begun: Callable[[], None],
        look: FirstLook,
    ) -> Done:
        begun()
        notebook = json.loads(dict(files)[b"lab.ipynb"])
        source = "\n".join("".join(each["source"]) for each in notebook["cells"])
        what = dict(_WORDS.findall(source))
        tries = _count(item.digest)
        time.sleep(float(what.get("seconds", 0)) / 2)
        said = CellOutput(1, f"try {tries} in {self.name}")
        shown = Shown(questions={}, errors=(), outputs=(said,), seconds=(), notes=())
        look.keep("key", shown)
        time.sleep(float(what.get("seconds", 0)) / 2)
        if tries <= int(what.get("full", 0)):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if tries <= int(what.get("die", 0)):
            os.kill(os.getpid(), signal.SIGKILL)
        if tries <= int(what.get("freeze", 0)):
            os.kill(os.getpid(), signal.SIGSTOP)
        if item.earlier is not None:
            grade = replace(item.earlier, pending=0.0, questions=(), message=self.name)
            return Done(token=token, number=item.number, grade=grade)
        case = CaseGrade("q1 - 1", "pending", True, 0.0, 1.0, gpu=True)
        kept = look.recall("key")
        grade = Grade(
            submission="" if tries <= int(what.get("garble", 0)) else self.name,
            status="graded",
            max_score=SCORE,
            score=SCORE,
            digest=item.digest,
            questions=(QuestionGrade("q1", 0.0, 1.0, (case,), 1.0),) if "gpu" in what else (),
            outputs=kept.outputs if kept else (),
        )
        return Done(token=token, number=item.number, grade=grade)


def _count(digest: str) -> int:
    """Count a try, and return which one it is."""
    folder = Path(os.environ[COUNTED])
    with tempfile.NamedTemporaryFile(dir=folder, prefix=f"{digest}-", delete=False):
        pass
    return len(list(folder.glob(f"{digest}-*")))


def dask_setup(worker: object) -> None:
    """Called by Dask in a worker: from now on its station is a simulated one."""
    tasks.Station = Simulated  # type: ignore[misc]
    if older := os.environ.get(OLDER):
        tasks.versions = lambda: {**versions(), "torch": older}
