"""Two submissions at a time: what one of them takes is no matter of the other's score."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import tiny
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/schedstat").exists(), reason="the kernel does not say who stood in line"
)

HOG = """
    import os, time
    for _ in range(20):
        if os.fork() == 0:
            os.setsid()  # for a share of the processor of its own
            end = time.process_time() + 5
            while time.process_time() < end:
                pass
            os._exit(0)
    open("started", "w").close()
"""
HONEST = """
    def work():
        n = 0
        for _ in range(12_000_000):
            n += 1
        return n
"""


@pytest.fixture
def one_core(engine: IsolatedEngine) -> Iterator[IsolatedEngine]:
    """The engine, whose processes share a single processor."""
    server = engine.host.serve().pid
    before = os.sched_getaffinity(server)
    os.sched_setaffinity(server, {max(before)})
    yield engine
    os.sched_setaffinity(server, before)
    engine.settle()


def test_busy_processes_cost_their_neighbour_nothing(
    one_core: IsolatedEngine, tmp_path: Path
) -> None:
    found: dict[str, tiny.Played] = {}

    def play(name: str, cells: list[str], test: str, folder: Path, **limits: int) -> None:
        found[name] = tiny.play(one_core, folder / name, cells, test, **limits)

    def side_by_side(seconds: int) -> bool:
        """Play both; return whether the hog was there until the honest one had its grade."""
        hog = threading.Thread(
            target=play,
            args=("hog", [HOG, "time.sleep(60)"], "def test_it(time):\n    pass"),
            kwargs={
                "folder": tmp_path / str(seconds),
                "seconds": seconds,
                "cell_seconds": 2 * seconds,
            },
        )
        hog.start()
        test = "def test_it(work):\n    assert work() == 12_000_000"
        # The first cell takes as long as it takes until the hog is at work.
        cells = ["import time\ntime.sleep(1)", HONEST]
        play("honest", cells, test, tmp_path / str(seconds), case_seconds=1)
        lasted = hog.is_alive()
        hog.join()
        return lasted

    # On a machine with other work the honest one may take longer than a short-lived hog.
    assert any(map(side_by_side, (6, 24))), "nobody was in the way"
    assert not found["honest"].failed, found["honest"].grade.flags
    assert any("did not end" in error.error for error in found["hog"].outcome.errors)
