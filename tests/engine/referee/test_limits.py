"""A hang or a death costs the test case in which it happened, and no other."""

from __future__ import annotations

import contextlib
import subprocess
import threading

import psutil
import pytest

from tests.support.cgroup import limited
from tests.support.tiny import Play
from torchgrade.engine.supervisor.isolated_engine import IsolatedEngine
from torchgrade.sandbox.processes.clock import MOST

CODE = """
    import ctypes, os, signal, time, torch

    def ok():
        return 1

    def loop():
        while True:
            pass

    def sleep():
        time.sleep(1000)

    def leave():
        os._exit(0)

    def kill():
        os.kill(os.getpid(), signal.SIGKILL)

    def stop():
        os.kill(os.getpid(), signal.SIGSTOP)

    def crash():
        ctypes.string_at(0)

    def hog():
        return [bytearray(2 ** 20) for _ in range(10 ** 6)]

    def creep():
        children, pieces = [], []
        for _ in range(4):
            if os.fork() == 0:
                piece = bytearray(os.urandom(1)) * (200 * 2 ** 20)
                time.sleep(1000)
        time.sleep(1000)

    def hang_up():
        for fd in range(3, 200):
            try:
                os.close(fd)
            except OSError:
                pass
        time.sleep(1000)

    def rubbish():
        for fd in range(3, 200):
            try:
                os.write(fd, b"\\xff" * 100)
            except OSError:
                pass
        time.sleep(1000)

    def stubborn():
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
"""

TEST = """
    def test_before(ok):
        assert ok() == 1

    def test_it({name}):
        try:
            {name}()
        except BaseException:
            pass

    def test_after(ok):
        assert ok() == 1
"""


@pytest.mark.parametrize(
    "name", ["loop", "sleep", "leave", "kill", "stop", "crash", "hang_up", "rubbish", "stubborn"]
)
def test_a_call_that_does_not_answer_costs_its_case_alone(play: Play, name: str) -> None:
    played = play([CODE], {"q1": TEST.format(name=name), "q2": TEST.format(name="ok")},
                  case_seconds=1)  # fmt: skip
    assert played.passed == {"q1": [True, False, True], "q2": [True, True, True]}
    assert "did not answer" in played.message("q1", 2)
    assert any("q1, case 2" in flag for flag in played.grade.flags)


def test_memory_of_one_process_and_of_all_together_is_bounded(play: Play) -> None:
    test = """
        def test_hog(hog):
            hog()

        def test_creep(creep):
            creep()

        def test_after(ok):
            assert ok() == 1
    """
    played = play([CODE], test, case_seconds=20, memory_mb=512)
    assert played.passed == {"q1": [False, False, True]}
    assert "memory" in played.message("q1", 1).lower()
    assert "memory" in played.message("q1", 2)


def test_what_takes_too_much_of_the_disk_costs_its_cell_alone(play: Play) -> None:
    """Twice, since a process that disappears gets another try; what was checked before stays."""
    cells = [
        CODE,
        """
        for number in range(10**6):
            with open(str(number), "wb") as file:
                file.write(bytes(10 * 2**20))
        """,
        "late = 1",
    ]
    test = """
        def test_after(ok):
            assert ok() == 1

        def test_late(late):
            assert late == 1
    """
    played = play(cells, test, disk_mb=64)
    assert played.passed == {"q1": [True, True]}
    assert any("of disk" in flag for flag in played.outcome.flags)


def test_what_took_too_much_memory_is_ended_with_all_that_it_started(play: Play) -> None:
    """Later cells have the memory, and pay for nothing that the one before left running."""
    cells = [
        """
        import os, time
        pids = []
        for number in range(4):
            open(f"alive-{number}", "w").close()
            pids.append(os.fork())
            if pids[-1] == 0:
                os.setsid()
                kept = bytearray(b"x") * (150 * 2 ** 20)
                while True:
                    os.utime(f"alive-{number}")
                    time.sleep(0.05)
        time.sleep(1000)
        """,
        """
        import os, time
        time.sleep(1)
        silent = [time.time() - os.stat(f"alive-{number}").st_mtime for number in range(4)]
        print(len(silent), sum(seconds > 0.5 for seconds in silent))
        """,
    ]
    played = play(cells, "def test_it(silent):\n    assert silent", memory_mb=400)
    assert not played.failed
    assert "400 MB of memory" in played.error(1)
    assert (played.output(2), played.error(2)) == ("4 4", "")


def test_an_endless_loop_of_the_tests_own_making_ends_too(play: Play) -> None:
    test = """
        def test_forever(ok):
            while True:
                try:
                    ok()
                except Exception:
                    pass

        def test_busy(ok):
            while True:
                try:
                    pass
                except Exception:
                    pass

        def test_after(ok):
            assert ok() == 1
    """
    assert play([CODE], test, case_seconds=1).passed == {"q1": [False, False, True]}


def test_a_death_is_confirmed_by_a_second_try(play: Play) -> None:
    """A process that dies once, by bad luck, costs nothing."""
    cell = """
        import os, pathlib
        first = pathlib.Path("first").resolve()

        def unlucky():
            if not first.exists():
                first.touch()
                os._exit(0)
            return 1
    """
    assert not play([cell], "def test_it(unlucky):\n    assert unlucky() == 1").failed


def test_a_cell_that_dies_once_by_bad_luck_costs_nothing(play: Play) -> None:
    cell = """
        import os, pathlib
        if not pathlib.Path("first").exists():
            pathlib.Path("first").touch()
            os._exit(0)
        a = 1
    """
    played = play([cell], "def test_a(a):\n    assert a == 1")
    assert not played.failed
    assert not played.outcome.errors


def test_every_case_may_die_and_each_is_said(play: Play) -> None:
    test = """
        def test_one(leave):
            leave()

        def test_two(crash):
            crash()

        def test_three(ok):
            assert ok() == 1
    """
    played = play([CODE], {"q1": test, "q2": test})
    assert played.passed == {"q1": [False, False, True], "q2": [False, False, True]}


def test_a_submission_has_a_limit_of_its_own(play: Play) -> None:
    cells = [CODE, "while True: pass", "late = True"]
    tests = {"q1": "def test_ok(ok):\n    assert ok() == 1"}
    played = play(cells, tests, seconds=4, cell_seconds=100, case_seconds=2)
    assert not played.failed
    assert "did not end" in played.error(2)
    assert "no time was left" in played.error(3)
    assert played.grade.seconds < 4 * MOST


def test_memory_that_snapshots_share_is_counted_once(play: Play) -> None:
    """Data of 200 MB and five snapshots of it do not take more than 600 MB."""
    cells = ["import numpy, time\nimages = numpy.ones(25_000_000)\ndef f():\n    return 1"]
    cells += [f'import otter\ngrader = otter.Notebook()\ngrader.check("q{i}")' for i in range(5)]
    tests = {f"q{i}": "def test_f(f):\n    assert f() == 1" for i in range(5)}
    played = play([*cells, "time.sleep(1.5)"], tests, memory_mb=600)
    assert played.grade.score == played.grade.max_score, played.grade
    assert not played.outcome.errors


def test_the_referee_has_a_limit_of_memory_too(play: Play) -> None:
    test = """
        def test_limit():
            import resource
            limits = [resource.getrlimit(kind)[0]
                      for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA)]
            assert any(limit != resource.RLIM_INFINITY for limit in limits)
    """
    assert not play(["a = 1"], test).failed


def test_a_test_that_is_stuck_in_c_costs_its_case_and_no_other(play: Play) -> None:
    """No alarm of Python's rings in there, however many cases a student's answers do it to."""
    cell = """
        def size(n):
            return 9 ** 9
    """
    test = """
        def test_before(size):
            assert size(1)

        def test_power(size):
            str(size(1) ** size(1))

        def test_network(size):
            import torch
            torch.nn.functional.conv2d(torch.zeros(1, 8, 600, 600), torch.zeros(64, 8, 301, 301))

        def test_dies(size):
            import os, signal
            os.kill(os.getpid(), signal.SIGKILL)

        def test_after(size):
            assert size(1)
    """
    played = play([cell], test, case_seconds=1)
    assert played.passed == {"q1": [True, False, False, False, True]}
    for case in (2, 3):
        assert "did not end within 1 s" in played.message("q1", case)
    assert "could not go on" in played.message("q1", 4)


def test_who_dies_as_the_system_kills_for_lack_of_memory_is_graded_again(
    play: Play, engine: IsolatedEngine
) -> None:
    """It kills players first, whoever takes the memory; here it kills a process of a group."""
    assert play(["a = 1"], "def test_a(a):\n    pass").passed == {"q1": [True]}, "all is warm"
    engine.settle()
    dies = "import os, signal, time\ntime.sleep(0.3)\nos.kill(os.getpid(), signal.SIGKILL)"
    server, referees, ended = psutil.Process(engine.host.pid()), set[int](), threading.Event()
    with limited(1.0, 2**24) as group:
        if group is None:
            pytest.skip("this machine lets us make no cgroup")

        def starve() -> None:
            while not ended.wait(0.01):
                for child in server.children():
                    with contextlib.suppress(psutil.NoSuchProcess):
                        # Orphans of players, which have uids of their own, are its children, too.
                        if child.uids().real in (0, *range(65520, 65534)):
                            referees.add(child.pid)
                if not group.kills and len(engine.processes()) >= 4:  # the fourth runs the cell
                    subprocess.run(["tail", "/dev/zero"], preexec_fn=group.join)

        other = threading.Thread(target=starve)
        other.start()
        try:
            grade = play([dies], "def test_a():\n    pass").grade
        finally:
            ended.set()
            other.join()
        assert group.kills == 1
    assert len(referees) == 2
    assert "cell 1" in str(grade.notes), "in a second try it is to blame"
