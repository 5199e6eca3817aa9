"""The engine outlives what it started, and ends what it started."""

from __future__ import annotations

import os
import signal
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.support import tiny
from tests.support.tiny import Play
from torchgrade.engine.supervisor import server
from torchgrade.engine.supervisor.host import Host, sharing_host
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.engine.supervisor.server import KilledError, Server
from torchgrade.errors import GraderError

SLOW = ["import time\nstart = 1", "time.sleep(1.5)\ndone = start"]
TEST = "def test_done(done):\n    assert done == 1\n\ndef test_no(done):\n    assert done == 2"
HALF = {"q1": [True, False]}
DEADLINE = 30.0


def server_of(engine: IsolatedEngine) -> psutil.Process:
    return psutil.Process(engine.host.serve().pid)


def wait_for(found: Callable[[], list[psutil.Process]]) -> psutil.Process:
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        processes = found()
        if processes:
            return processes[0]
        time.sleep(0.05)
    raise AssertionError("it did not start")


def while_it_runs(
    engine: IsolatedEngine,
    play: Play,
    act: Callable[[], object],
    *,
    cells: list[str] = SLOW,
    tests: str | dict[str, str] = TEST,
) -> tiny.Played:
    """Grade a submission, and do something once its player runs."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(play, cells, tests)
        try:
            wait_for(lambda: [p for r in server_of(engine).children() for p in r.children()])
            act()
        finally:
            played = future.result(120)
    return played


@pytest.fixture
def started(engine: IsolatedEngine, play: Play) -> IsolatedEngine:
    """The engine, with a fork server that runs."""
    assert play(["done = 1"], TEST).passed == HALF
    return engine


def test_a_killed_referee_is_replaced_and_the_grade_is_right(
    started: IsolatedEngine, play: Play
) -> None:
    killed = while_it_runs(started, play, lambda: server_of(started).children()[0].kill())
    assert killed.passed == HALF


def test_a_killed_first_player_costs_nothing(started: IsolatedEngine, play: Play) -> None:
    def kill() -> None:
        server_of(started).children()[0].children()[0].kill()

    assert while_it_runs(started, play, kill).passed == HALF


def test_all_of_a_killed_player_costs_nothing(started: IsolatedEngine, play: Play) -> None:
    def kill() -> None:
        for process in server_of(started).children()[0].children(recursive=True):
            process.kill()

    assert while_it_runs(started, play, kill).passed == HALF


@pytest.mark.skipif(sys.platform != "linux", reason="PDEATHSIG is Linux's")
def test_a_killed_fork_server_is_replaced_and_the_grade_is_right(
    started: IsolatedEngine, play: Play
) -> None:
    """Nor goes on what outlives its parents: only the supervisor is there to end it."""
    cell = """
        import ctypes, os, time
        if os.fork() == 0:
            ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
            ctypes.CDLL(None).prctl(15, b"tg-left", 0, 0, 0)
            if os.fork() == 0:
                time.sleep(120)
            time.sleep(120)
            os._exit(0)
        time.sleep(3)
        done = 1
    """
    server = server_of(started)
    below = server.children(recursive=True)

    def left() -> list[psutil.Process]:
        return [p for p in psutil.process_iter(["name"]) if p.info["name"] == "tg-left"]

    def kill() -> None:
        wait_for(lambda: left()[1:])
        killed.extend(left())
        server.kill()

    killed = list[psutil.Process]()
    assert while_it_runs(started, play, kill, cells=[textwrap.dedent(cell)]).passed == HALF
    assert server_of(started).pid != server.pid
    assert not [p for p in below if p.is_running()]
    assert len(killed) >= 2
    assert not [p for p in killed if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    started.settle()
    assert not left()


def test_what_a_cell_leaves_running_ends_with_its_grade(
    started: IsolatedEngine, play: Play
) -> None:
    cell = """
        import os, subprocess, time
        left = subprocess.Popen(["sleep", "1234.5"], start_new_session=True)
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    time.sleep(1234)
            os._exit(0)
        done = 1
    """
    assert play([cell], TEST).passed == HALF
    assert server_of(started).children(recursive=True) == []
    assert not [p for p in psutil.process_iter(["cmdline"])
                if p.info["cmdline"] == ["sleep", "1234.5"]]  # fmt: skip


def test_two_submissions_side_by_side_do_not_mix(
    started: IsolatedEngine, play: Play, tmp_path: Path
) -> None:
    def one(number: int) -> str:
        cells = [f"number = {number}", "import time\ntime.sleep(0.2)", "print(number)"]
        test = "def test_number(number):\n    raise AssertionError(f'got {number}')"
        played = tiny.play(started, tmp_path / f"side-{number}", cells, test)
        assert played.output(3) == str(number)
        return played.message("q1").rpartition("got ")[2]

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(one, range(6))) == [str(number) for number in range(6)]


def test_the_layers_of_the_sandbox_are_recorded(started: IsolatedEngine, play: Play) -> None:
    layers = play(["done = 1"], TEST).grade.isolation
    assert len(layers) >= 6
    assert all(type(layer) is str and layer for layer in layers)
    if os.geteuid() == 0:
        assert not any(layer.startswith("no ") and "uid" in layer for layer in layers)


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's players have no uid of their own")
def test_isolation_that_is_required_and_not_full_is_refused(
    started: IsolatedEngine, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = not any(layer.startswith("no ") for layer in play(["done = 1"], TEST).grade.isolation)
    monkeypatch.setattr(started, "require_isolation", True)
    assert (play(["done = 1"], TEST).grade.status == "graded") is full
    # A supervisor that thinks that it is no root gives its players' seats no uid.
    monkeypatch.setattr("torchgrade.engine.supervisor.workdir.os.geteuid", lambda: 1000)
    refused = play(["done = 1"], TEST).grade
    assert refused.status == "ungraded"
    assert refused.score is None
    assert "isolation was required, and is not full: no " in refused.message
    monkeypatch.setattr(started, "require_isolation", False)
    lax = play(["done = 1"], TEST)
    assert lax.passed == HALF
    assert any(layer.startswith("no ") for layer in lax.grade.isolation)


def test_a_stopped_engine_leaves_no_process_and_starts_again(
    started: IsolatedEngine, play: Play
) -> None:
    cells = ["import subprocess, time\nsubprocess.Popen(['sleep', '1234.5'])\ntime.sleep(60)"]
    server = server_of(started)
    below: list[psutil.Process] = []

    def stop() -> None:
        wait_for(lambda: [p for p in server.children(recursive=True) if p.name() == "sleep"])
        below.extend(server.children(recursive=True))
        started.stop()

    stopped = while_it_runs(started, play, stop, cells=cells).grade
    assert stopped.status == "ungraded"
    assert "stopped" in stopped.message
    until = time.monotonic() + DEADLINE
    while any(p.is_running() for p in [server, *below]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [p for p in [server, *below] if p.is_running()]
    assert threading.active_count() < 20
    assert play(["done = 1"], TEST).passed == HALF


def test_a_stopped_process_of_the_players_ends_with_its_grade(
    started: IsolatedEngine, play: Play
) -> None:
    def freeze() -> None:
        server = server_of(started)  # not before a cell runs: the referee waits for its player
        wait_for(lambda: [p for p in server.children(recursive=True) if p.name() == "sleep"])
        for process in server.children()[0].children(recursive=True)[:1]:
            process.send_signal(signal.SIGSTOP)

    begins = "import subprocess\nsubprocess.Popen(['sleep', '1234.5'])"
    played = while_it_runs(started, play, freeze, cells=[begins, *SLOW])
    assert played.grade.status in ("graded", "ungraded")
    assert server_of(started).children(recursive=True) == []


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[IsolatedEngine]:
    """An engine on a host of its own, whose fork server was killed as it first started."""
    folder = tmp_path_factory.mktemp("fresh")
    starts = folder / "python"
    starts.write_text(
        f'#!/bin/sh\nif mkdir {folder}/first; then kill -9 $$; fi\nexec {sys.executable} "$@"\n'
    )
    starts.chmod(0o755)
    host = Host()
    with sharing_host(host):
        engine = IsolatedEngine()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", str(starts))
        host.serve()
    assert (folder / "first").is_dir()
    yield engine
    host.close()


def test_libraries_are_imported_once_and_for_who_names_them(
    fresh: IsolatedEngine, tmp_path: Path
) -> None:
    """torch.func comes with torch's compiler, which is imported for a class in any case."""
    names = ("pandas"[::-1], "torch._dynamo.symbolic_convert"[::-1])
    unnamed = f"import sys\nfound = [name[::-1] in sys.modules for name in {names}]"
    named = f"{unnamed}  # pandas, torch.func"
    tests = {
        f"q{number}": f"def test_found(found):\n    assert found[{number}]" for number in (0, 1)
    }
    for number, cell in enumerate((unnamed, unnamed, named, unnamed)):
        played = tiny.play(fresh, tmp_path / str(number), [cell], tests)
        assert played.passed == {key: [number > 1] for key in tests}


def test_a_fork_server_that_is_killed_as_it_starts_is_started_once_more(
    fresh: IsolatedEngine, tmp_path: Path
) -> None:
    played = tiny.play(fresh, tmp_path / "a", ["x = 1"], "def test_x(x):\n    assert x == 1")
    assert played.passed == {"q1": [True]}


def test_a_fork_server_that_is_killed_each_time_says_by_what(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ends = tmp_path / "python"
    ends.write_text("#!/bin/sh\nkill -9 $$\n")
    ends.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(ends))
    with pytest.raises(KilledError, match=r"it was ended by Killed \(the system does so where mem"):
        Server()


@pytest.mark.parametrize(
    ("waits", "how"), [("sleep 60", "0 s of CPU"), ("while :; do :; done", "[1-9] s of CPU")]
)
def test_a_fork_server_that_hangs_or_computes_for_ever_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, waits: str, how: str
) -> None:
    hangs = tmp_path / "python"
    hangs.write_text(f"#!/bin/sh\n{waits}\n")
    hangs.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(hangs))
    for name, seconds in (("_START", 0.5), ("_STILL", 3.0), ("_LOOK", 0.2)):
        monkeypatch.setattr(server, name, seconds)
    with pytest.raises(GraderError, match=f"nothing came from it in .* s, {how}"):
        Server()


def test_a_fork_server_that_does_not_start_says_how_it_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ends = tmp_path / "python"
    ends.write_text("#!/bin/sh\necho no torch\nexit 3\n")
    ends.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(ends))
    with IsolatedEngine() as engine:
        played = tiny.play(engine, tmp_path / "a", ["x = 1"], "def test_x(x):\n    assert x == 1")
    assert played.grade.status == "ungraded"
    assert "did not start, it ended with status 3" in played.grade.message
    assert "no torch" in played.grade.message
