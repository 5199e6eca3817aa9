"""A batch runs as many submissions at a time as it is told to, and makes the next one ready."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support import tiny
from torchgrade.engine.engine import StartGate
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.errors import AuthorError, GraderError
from torchgrade.grade import Submission, grade_all
from torchgrade.grade.parallel import JobGate, for_each, jobs_for
from torchgrade.records import Manifest
from torchgrade.sandbox.processes.cores import cores

CELLS = ["import time\nprint(time.monotonic())\ntime.sleep(1)\nprint(time.monotonic())\ndone = 1"]
TEST = "def test_done(done):\n    assert done == 1"


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_than_jobs_run_at_a_time(engine: IsolatedEngine, tmp_path: Path, jobs: int) -> None:
    bundle, made = tiny.make(tmp_path, CELLS, {"q1": TEST})
    begun, times = [], []
    batch = grade_all(
        bundle,
        [replace(made, name=name) for name in "abc"],
        engine,
        jobs=jobs,
        started=lambda submission: begun.append(submission.name),
    )
    for grade in (one.grade for one in batch):
        assert grade.score == grade.max_score, grade.message
        start, end = (float(word) for word in grade.outputs[0].text.split())
        times.append((start, end))
    assert sorted(begun) == list("abc")
    together = [sum(s <= start < e for s, e in times) for start, _ in times]
    assert max(together) == jobs


def test_a_turn_waits_for_its_place_and_says_how_long() -> None:
    places = threading.Semaphore(0)
    begun: list[bool] = []
    gate = JobGate(places, threading.Event(), lambda: begun.append(True))
    threading.Timer(0.2, places.release).start()
    with gate:
        assert begun == [True]
        assert gate.waited >= 0.1
        assert not places.acquire(blocking=False)
    assert places.acquire(blocking=False)


def test_a_folder_full_of_notebooks_keeps_nobody_waiting(tmp_path: Path) -> None:
    names = ["ada.ipynb", *(f"eve/{number:04}.ipynb" for number in range(100)), "zoe/lab", "zoe/x"]
    found = [Submission(tmp_path, name) for name in names]
    idle: Any = SimpleNamespace(stop=lambda: None)
    begun: list[str] = []

    def work(one: Submission, gate: StartGate) -> None:
        time.sleep(0.001)  # it is made ready, and the other one's turn comes meanwhile
        with gate:
            pass

    list(for_each(work, found, idle, started=lambda one: begun.append(one.name)))
    assert sorted(begun) == names
    early = set(begun[:50])  # threads of a busy machine overtake one another
    assert {"ada.ipynb", "zoe/lab", "zoe/x"} < early


def test_nobody_begins_after_the_end() -> None:
    places, stopped = threading.Semaphore(1), threading.Event()
    stopped.set()
    gate = JobGate(places, stopped, lambda: pytest.fail("it began"))
    with pytest.raises(GraderError, match="stopped"), gate:
        pass
    assert places.acquire(blocking=False)


def test_jobs_are_as_many_as_there_are_cores_uids_and_memory_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def memory(megabytes: int) -> None:
        monkeypatch.setattr("torchgrade.grade.parallel.container_memory", lambda: megabytes * 10**6)

    lab = Manifest("lab", "A lab", "", (), container_mb=1000)
    memory(10**6)
    assert jobs_for(lab) == min(cores(), 63)
    assert jobs_for(lab, 63) == 63
    with pytest.raises(AuthorError, match="at most 63"):
        jobs_for(lab, 64)
    memory(3999)
    assert jobs_for(lab, 3) == 3
    with pytest.raises(AuthorError, match=r"at most 3, .* 1,000 MB .* 3,999 MB"):
        jobs_for(lab, 4)
    memory(100)
    assert jobs_for(lab) == jobs_for(lab, 1) == 1, "one is always let try"


@pytest.mark.parametrize("taken", [1, 3])
def test_only_who_stops_before_the_end_ends_what_runs(tmp_path: Path, taken: int) -> None:
    """An engine that has done all is closed by whoever made it, who may have more for it."""
    stops: list[bool] = []
    engine: Any = SimpleNamespace(stop=lambda: stops.append(True))
    results = for_each(lambda one, gate: one.name, [Submission(tmp_path, n) for n in "abc"], engine)
    seen = [next(results) for _ in range(taken)]
    if taken == 3:
        assert next(results, None) is None
    results.close()
    assert len(set(seen)) == taken
    assert stops == ([] if taken == 3 else [True])
