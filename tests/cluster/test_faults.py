"""Workers die, freeze and lack something, schedulers restart: each submission is graded once."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import simulated, tiny
from torchgrade.cli.batch import Ended, Options, run
from torchgrade.cluster import Where
from torchgrade.errors import AuthorError, GraderError

pytest.importorskip("distributed", reason="the extra `cluster` is missing")

from benchmarks.cluster_chaos import chaos
from tests.support.machines import Machines

QUIET = {"seconds": 0.2}


def inbox(root: Path, whats: Mapping[str, Mapping[str, object]]) -> Path:
    """Make an autograder, and a submission for each student that does what it is told to."""
    for name, what in whats.items():
        cells = [f"{simulated.cell(**what)}\nname = {name!r}"]
        test = "def test_name(name):\n    assert name"
        bundle, made = tiny.make(root / "made" / name, cells, {"q1": test})
        (root / "inbox" / name).mkdir(parents=True)
        shutil.copy(next(made.path.rglob("*.ipynb")), root / "inbox" / name / "lab.ipynb")
    shutil.copytree(bundle.folder, root / "lab")
    return root / "inbox"


def graded(root: Path, machines: Machines, **more: float) -> Ended:
    where = Where("address", address=machines.address, **more)  # type: ignore[arg-type]
    return run(Options(root / "lab", [root / "inbox"], root / "out", cluster=where))


def statuses(ended: Ended) -> dict[str, str]:
    return {grade.submission: grade.status for grade in ended.batch.grades}


def test_who_kills_two_workers_is_graded_by_the_third_as_first_seen(tmp_path: Path) -> None:
    """What it showed first is final: it may have met hidden tests by then."""
    inbox(tmp_path, {"ada": {"die": 2}, **{f"s{n}": QUIET for n in range(6)}})
    with Machines(tmp_path / "cluster", 2) as machines:
        ended = graded(tmp_path, machines)
        tries = machines.times_tried()
    assert set(statuses(ended).values()) == {"graded"}
    ada = ended.batch.grades[0]
    assert tries[ada.digest] == 3
    assert ada.outputs[0].text.startswith("try 1 ")


def test_who_kills_three_workers_is_given_up_and_nobody_else(tmp_path: Path) -> None:
    inbox(tmp_path, {"ada": {"die": 9}, "bob": {"garble": 9}, **{f"s{n}": QUIET for n in range(6)}})
    with Machines(tmp_path / "cluster", 2) as machines:
        ended = graded(tmp_path, machines)
        tries = machines.times_tried()
    assert statuses(ended) == {
        "ada": "ungraded",
        "bob": "ungraded",
        **{f"s{n}": "graded" for n in range(6)},
    }
    ada, bob = ended.batch.grades[:2]
    assert "a process of the grader's sent what is no " in bob.message
    assert tries[bob.digest] == 3
    assert "3 workers were lost while they ran it; " in ada.message
    assert tries[ada.digest] == 3


@pytest.mark.slow(reason="waits for a network: test_dispatch.py has the same without one")
def test_a_frozen_worker_is_waited_for_no_longer_than_asked(tmp_path: Path) -> None:
    inbox(tmp_path, {"ada": {"freeze": 1}, "bob": QUIET, "cyd": QUIET})
    with Machines(tmp_path / "cluster", 2) as machines:
        ended = graded(tmp_path, machines, patience=3.0)
    assert set(statuses(ended).values()) == {"graded"}


@pytest.mark.slow(reason="waits for a network: test_dispatch.py has the same without one")
def test_a_frozen_worker_that_goes_on_is_used_again(tmp_path: Path) -> None:
    """What it says of an order that another has now counts for nothing."""
    inbox(tmp_path, {"ada": {"freeze": 1}, "bob": {"seconds": 9}})
    with Machines(tmp_path / "cluster", 2) as machines:
        timer = threading.Timer(12, lambda: [machines.kill(n, signal.SIGCONT) for n in (0, 1)])
        timer.start()
        ended = graded(tmp_path, machines, patience=3.0)
        timer.join()
    assert [grade.submission for grade in ended.batch.grades] == ["ada", "bob"]
    assert set(statuses(ended).values()) == {"graded"}


@pytest.mark.slow(reason="waits for a network: test_dispatch.py has the same without one")
def test_a_scheduler_may_restart(tmp_path: Path) -> None:
    inbox(tmp_path, {f"s{n}": {"seconds": 1} for n in range(12)})
    with Machines(tmp_path / "cluster", 2) as machines:
        restart = threading.Thread(target=_restart_once_busy, args=(machines,))
        restart.start()
        ended = graded(tmp_path, machines)
        restart.join()
    assert len(ended.batch.grades) == 12
    assert set(statuses(ended).values()) == {"graded"}


def _restart_once_busy(machines: Machines) -> None:
    while len(machines.times_tried()) < 3:
        time.sleep(0.05)
    machines.restart_scheduler()


@pytest.mark.slow(reason="waits for a network: test_dispatch.py has the same without one")
def test_a_scheduler_that_stays_away_ends_the_run_and_says_how_to_go_on(tmp_path: Path) -> None:
    inbox(tmp_path, {f"s{n}": {"seconds": 1} for n in range(6)})
    with Machines(tmp_path / "cluster", 1) as machines:
        threading.Timer(4, machines.scheduler.kill).start()
        with pytest.raises(GraderError, match="--resume"):
            graded(tmp_path, machines, wait=3.0)


@pytest.mark.slow(reason="waits for a network: test_dispatch.py has the same without one")
def test_a_command_that_is_killed_goes_on_with_resume(tmp_path: Path) -> None:
    inbox(tmp_path, {f"s{n}": {"seconds": 0.5} for n in range(10)})
    out = tmp_path / "out"
    with Machines(tmp_path / "cluster", 2) as machines:
        command = [
            *(sys.executable, "-m", "torchgrade", "grade", "--autograder", str(tmp_path / "lab")),
            *(str(tmp_path / "inbox"), "--out", str(out), "--cluster", machines.address),
        ]
        first = subprocess.Popen(command, cwd=tmp_path)
        while len(list(out.glob("submissions/*/grade.json"))) < 3:
            time.sleep(0.05)
            assert first.poll() is None
        first.kill()
        first.wait()
        before = {path: path.stat().st_mtime_ns for path in out.glob("submissions/*/grade.json")}
        subprocess.run([*command, "--resume"], check=True, cwd=tmp_path)
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())
    grades = json.loads((out / "grades.json").read_text())["grades"]
    assert [one["submission"] for one in grades] == [f"s{n}" for n in range(10)]
    assert {one["status"] for one in grades} == {"graded"}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({simulated.OLDER: "1.9.0"}, r"torch 1\.9\.0 \(here "),
        ({simulated.LACKS: "there is no Landlock"}, "there is no Landlock"),
    ],
)
def test_a_worker_that_lacks_something_gets_no_work(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    inbox(tmp_path, {"ada": QUIET})
    with (
        Machines(tmp_path / "cluster", 1, environment=environment) as machines,
        pytest.raises(AuthorError, match=said),
    ):
        graded(tmp_path, machines)
    assert machines.times_tried() == {}
    assert not (tmp_path / "out").exists()


def test_a_disk_of_a_worker_that_is_full_is_said_to_be(tmp_path: Path) -> None:
    inbox(tmp_path, {"ada": {"full": 2}, "bob": {"full": 9}, "cyd": QUIET})
    with Machines(tmp_path / "cluster", 2) as machines:
        ended = graded(tmp_path, machines)
    assert statuses(ended) == {"ada": "graded", "bob": "ungraded", "cyd": "graded"}
    assert "the disk of a worker is full" in ended.batch.grades[1].message


def test_what_needs_a_gpu_is_completed_where_one_is_announced(tmp_path: Path) -> None:
    inbox(tmp_path, {"ada": {"gpu": 1}, "bob": {"gpu": 1}, "cyd": QUIET})
    with Machines(tmp_path / "cluster", 1, options=("--resources", "GPU=1")) as machines:
        ended = graded(tmp_path, machines)
        tries = machines.times_tried()
    assert [one.pending_questions for one in ended.batch.grades] == [()] * 3
    assert [tries[one.digest] for one in ended.batch.grades] == [2, 2, 1]


def test_what_needs_a_gpu_waits_where_there_is_none_and_is_completed_later(tmp_path: Path) -> None:
    folder = inbox(tmp_path, {"ada": {"gpu": 1}})
    with Machines(tmp_path / "cluster", 1) as machines:
        [grade] = graded(tmp_path, machines).batch.grades
    assert grade.pending_questions == ("q1",)
    with Machines(tmp_path / "another", 1, gpus=1) as machines:
        where = Where("address", address=machines.address)
        out = tmp_path / "out"
        ended = run(Options(tmp_path / "lab", [folder], out, merge=out, cluster=where))
    [grade] = ended.batch.grades
    assert (grade.submission, grade.pending_questions) == ("ada", ())


@pytest.mark.slow(reason="waits for a network: test_dispatch.py has the same without one")
def test_an_address_at_which_nobody_answers_is_said_to_be_one(tmp_path: Path) -> None:
    inbox(tmp_path, {"ada": QUIET})
    where = Where("address", address="tcp://127.0.0.1:1")
    with pytest.raises(AuthorError, match="no scheduler answers"):
        run(Options(tmp_path / "lab", [tmp_path / "inbox"], tmp_path / "out", cluster=where))


@pytest.mark.slow(reason="kills for a minute; test_dispatch.py has every order of faults")
def test_no_grade_is_lost_doubled_or_wrong_amid_kills() -> None:
    report = chaos(60, every=3.0, seed=2)
    assert not report.problems, "\n".join(report.problems)
    assert report.killed["worker"] >= 3
    assert 0 < report.before < 60
