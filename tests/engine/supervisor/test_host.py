"""Engines that share a fork server: each ends what it runs itself, and nothing else."""

from __future__ import annotations

import contextlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.support import tiny
from torchgrade.engine.supervisor.host import shared_host, sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.grade import run_notebook

TEST = "def test_done(done):\n    assert done == 1"
QUICK = ["done = 1"]


def test_one_that_is_stopped_ends_its_own_submission_alone(
    engine: IsolatedEngine, tmp_path: Path
) -> None:
    def players() -> list[psutil.Process]:
        found = []
        for referee in server.children():
            with contextlib.suppress(psutil.NoSuchProcess):  # it has just ended
                found += referee.children()
        return found

    with sharing_host(engine.host), ThreadPoolExecutor(2) as pool:
        one, other = IsolatedEngine(), IsolatedEngine()
        server = psutil.Process(engine.host.serve().pid)
        lasts = pool.submit(tiny.play, one, tmp_path / "a", ["import time; time.sleep(99)"], TEST)
        waits = pool.submit(
            tiny.play, other, tmp_path / "b", ["import time; time.sleep(2)", *QUICK], TEST
        )
        while len(players()) < 2:
            time.sleep(0.02)
        one.stop()
        assert players(), "the other one's"
        stopped, whole = lasts.result(60).grade, waits.result(60)
    assert (stopped.status, stopped.score) == ("ungraded", None)
    assert "stopped" in stopped.message
    assert whole.passed == {"q1": [True]}
    assert engine.host.serve().pid == server.pid
    assert tiny.play(one, tmp_path / "c", QUICK, TEST).passed == {"q1": [True]}


def test_each_has_its_own_demands(engine: IsolatedEngine, tmp_path: Path) -> None:
    fails = "def test_done(done):\n    secret = 42\n    assert done == secret"
    bundle, submission = tiny.make(tmp_path, QUICK, {"q1": fails})
    with sharing_host(engine.host):
        explaining, other = IsolatedEngine(explain=["q1"]), IsolatedEngine(walls="unneeded")
    assert explaining.host is other.host is engine.host
    (_, explained), (_, silent) = (
        run_notebook(bundle, submission, one) for one in (explaining, other)
    )
    assert "42" in str(explained.details)
    assert not silent.details


def test_a_host_of_a_block_ends_with_it(tmp_path: Path) -> None:
    with sharing_host() as host:
        with IsolatedEngine(walls="wanted") as one:
            assert tiny.play(one, tmp_path, QUICK, TEST).passed == {"q1": [True]}
        server = psutil.Process(host.serve().pid)
        assert server.is_running()
    assert not server.is_running()
    assert shared_host() is None


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_a_fork_has_to_start_its_own(engine: IsolatedEngine) -> None:
    with sharing_host(engine.host):
        assert shared_host() is engine.host
        child = os.fork()
        if child == 0:
            os._exit(3 if shared_host() is None else 4)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
