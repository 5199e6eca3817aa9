"""Grades many submissions, a third of them hostile, while processes of the grader are killed.

    python benchmarks/chaos.py
    python benchmarks/chaos.py --submissions 24 --seed 7
    python benchmarks/chaos.py --jobs 1

It is the real command, `torchgrade grade --autograder ... --jobs 2`, on the lab that tests/redteam
attacks. A thread kills referees, first players, players at work and snapshots at random moments;
once the command itself is killed, all that it had started must be gone soon, and the same command
goes on with --resume. In the end every submission must have exactly one grade, the one that it
gets in a calm run.

A submission is hit once at most, by design: of two deaths at one place the engine takes the second
for the code's own doing, so two hits may change a grade. The seed decides what is handed in, whom a
strike chooses and how long the pauses are; what is alive at that moment, the machine decides.

About two minutes for 300 submissions on two cores. The exit code is 1 if anything went wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import glob
import json
import os
import platform
import random
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["TORCHGRADE_OFFLINE"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from tests.redteam import lab
from tests.redteam.attack import MARK, Attack, attacks
from torchgrade import notebook as nb

__all__ = ["Report", "chaos"]

KINDS = ("read", "forge", "tamper", "leak")
QUICK = (
    "exhaust_exit_first",
    "exhaust_exit_last",
    "exhaust_exit_midway",
    "exhaust_kill_self",
    "exhaust_recursion",
    "exhaust_segfault",
)
"""Exhausting attacks that are over at once; others wait for limits, and show nothing more here."""

HONEST = ("honest", "solution", "blank")
VICTIMS = ("referee", "first player", "player at work", "snapshot")
PATIENCE = 30.0
"""Seconds in which all that a killed supervisor had started must be gone."""

LIMIT = 3600
"""Seconds that one command may take."""

_NUMBER = re.compile(rb"chaos submission (\d+)\.")


@dataclass
class Report:
    """What was done to the grader, and what it made of that.

    ``problems`` has a line for every submission whose grade is missing, doubled or wrong, and for
    every other promise that was broken.
    """

    submissions: int
    hostile: int
    strikes: list[tuple[float, str, int]] = field(default_factory=list)
    graded_before: int = 0
    orphans: int = 0
    orphans_gone: float = 0.0
    seconds: float = 0.0
    calm_seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    @property
    def kills(self) -> Counter[str]:
        """How many of each kind of process were killed."""
        return Counter(kind for _, kind, _ in self.strikes)


def chaos(submissions: int, seed: int, *, every: float = 0.1, jobs: int = 2) -> Report:
    """Grade ``submissions`` in chaos, and compare with a calm run.

    Args:
        submissions: how many.
        seed: of what is chosen.
        every: mean seconds between two attempts to kill; those in which a submission that was
            hit before is being graded are left out.
        jobs: as for the command.
    """
    # A player's uid has to get at its folder: every folder above it must let others through.
    folder = Path(tempfile.mkdtemp(prefix="torchgrade-chaos-"))
    folder.chmod(0o711)
    try:
        return _chaos(folder, submissions, random.Random(seed), every, jobs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for path in [p for place in ("/tmp", "/dev/shm") for p in glob.glob(f"{place}/{MARK}*")]:
            with contextlib.suppress(OSError):
                os.unlink(path)


def _chaos(folder: Path, count: int, chance: random.Random, every: float, jobs: int) -> Report:
    field_ = lab.make(folder / "course")
    plan, known = _plan(count, chance)
    report = Report(count, sum(kind in known for kind in plan))
    for number, kind in enumerate(plan):
        _hand_in(field_, kind, known, number, folder / "in" / f"{number:04d}-{kind}")
    names = {f"{number:04d}-{kind}": kind for number, kind in enumerate(plan)}
    for number, kind in enumerate(sorted(set(plan)), start=count):
        _hand_in(field_, kind, known, number, folder / "calm-in" / kind)

    start = time.monotonic()
    calm = _Run(folder, field_, "calm", jobs)
    calm.start()
    calm.finish(report)
    expected = {grade["submission"]: grade for grade in calm.grades()}
    report.calm_seconds = time.monotonic() - start
    for kind, attack in known.items():
        if kind in plan and not _honest(expected.get(kind), attack):
            report.problems.append(f"calm: {kind} earns {_said(expected.get(kind))}")

    start = time.monotonic()
    run = _Run(folder, field_, "", jobs)
    hit: set[int] = set()
    run.start()
    with _Killer(run, chance, every, hit, report):
        target = max(1, int(count * chance.uniform(0.3, 0.6)))
        _wait_for(run, target)
        _kill_supervisor(run, report)
    before = {path: _identity(path) for path in run.written()}
    report.graded_before = len(before)
    run.start("--resume")
    with _Killer(run, chance, every, hit, report):
        run.finish(report)
    report.seconds = time.monotonic() - start

    for path, identity in before.items():
        first = json.loads(identity[2])
        if first["status"] == "ungraded":  # --resume grades it again, as it should
            report.problems.append(f"{path.parent.name} was {_said(first)} before the kill")
        elif _identity(path) != identity:
            report.problems.append(f"{path.parent.name} was graded twice")
    _compare(run, names, expected, known, report)
    return report


def _plan(count: int, chance: random.Random) -> tuple[list[str], dict[str, Attack]]:
    """Choose what is handed in: a third hostile, all kinds of it as evenly as it goes."""
    root = os.geteuid() == 0
    usable = {
        attack.name: attack
        for attack in attacks()
        if attack.lab == "trials"
        and attack.where != "file"
        and attack.statuses == ("graded",)
        and attack.seconds >= 60
        and (attack.kind in KINDS or attack.name in QUICK)
        and (root or attack.needs != "root")
    }
    # What a plain process survives harmlessly first: a short run is then the same everywhere.
    order = sorted(usable)
    chance.shuffle(order)
    hostile = [order[number % len(order)] for number in range(count // 3)]
    plan = hostile + [HONEST[number % 3] for number in range(count - len(hostile))]
    chance.shuffle(plan)
    return plan, usable


def _hand_in(
    field_: lab.Field, kind: str, known: dict[str, Attack], number: int, folder: Path
) -> None:
    """Write one submission; a line in it says which it is, and makes it like no other."""
    folder.mkdir(parents=True)
    path = folder / "trials.ipynb"
    if kind in known:
        known[kind].submission(field_, folder)
        notebook = nb.read(path)
    elif kind == "honest":
        notebook = field_.honest("trials")
    else:
        built = field_.labs["trials"]
        notebook = nb.read((built.solutions if kind == "solution" else built.release) / path.name)
    notebook.cells.append(nbformat.v4.new_markdown_cell(f"chaos submission {number}."))
    nb.write(nb.normalise(notebook), path)


class _Run:
    """The command, as a process, into one folder."""

    def __init__(self, folder: Path, field_: lab.Field, name: str, jobs: int) -> None:
        self._in = folder / f"{name}-in".lstrip("-")
        self.out = folder / f"{name}-out".lstrip("-")
        self.places = folder / "places"
        self.places.mkdir(exist_ok=True)
        self.places.chmod(0o711)
        self._log = folder / "log"
        self._command = [
            str(Path(sysconfig.get_path("scripts")) / "torchgrade"),
            *("grade", "--autograder", str(field_.labs["trials"].autograder)),
            *("--out", str(self.out), "--jobs", str(jobs), str(self._in)),
        ]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *more: str) -> None:
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*self._command, *more],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "TMPDIR": str(self.places)},
            )

    def finish(self, report: Report) -> None:
        """Wait for its end, which must be a good one."""
        assert self.process is not None
        try:
            code = self.process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        if code:
            said = self._log.read_text(errors="replace")[-1500:]
            report.problems.append(f"the command ended with exit code {code}:\n{said}")

    def written(self) -> list[Path]:
        """List the grades that lie there by now."""
        return sorted((self.out / "submissions").rglob("grade.json"))

    def grades(self) -> list[dict[str, Any]]:
        """Read the grades that the command wrote down at its end."""
        with contextlib.suppress(OSError):
            return list(json.loads((self.out / "grades.json").read_text())["grades"])
        return []

    def in_flight(self) -> set[int] | None:
        """Tell which submissions are being graded now; None where one can't be told."""
        found = set()
        for place in self.places.glob("torchgrade-*/player"):
            try:
                match = _NUMBER.search((place / "trials.ipynb").read_bytes())
            except OSError:
                match = None
            if match is None:
                return None
            found.add(int(match[1]))
        return found


class _Killer(threading.Thread):
    """Kills what the fork server has started, at random moments, while the command runs."""

    def __init__(
        self, run: _Run, chance: random.Random, every: float, hit: set[int], report: Report
    ) -> None:
        super().__init__(daemon=True)
        self._run, self._every, self._hit, self._report = run, every, hit, report
        self._chance = random.Random(chance.random())
        self._over = threading.Event()
        self._begun = time.monotonic()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(self._chance.expovariate(1 / self._every)):
            with contextlib.suppress(psutil.Error):
                self._strike()

    def _strike(self) -> None:
        running = self._run.in_flight()
        if not running or running & self._hit:
            return
        found = victims(self._run.process.pid)
        kinds = [kind for kind in VICTIMS if found[kind]]
        if not kinds:
            return
        kind = self._chance.choice(kinds)
        victim = self._chance.choice(found[kind])
        running |= self._run.in_flight() or set()
        if running & self._hit:
            return  # another has begun since
        victim.kill()
        self._hit |= running | (self._run.in_flight() or set())
        at = round(time.monotonic() - self._begun, 2)
        self._report.strikes.append((at, kind, victim.pid))


def victims(supervisor: int) -> dict[str, list[psutil.Process]]:
    """Sort the processes that a supervisor's fork server has started."""
    found: dict[str, list[psutil.Process]] = {kind: [] for kind in VICTIMS}
    for server in psutil.Process(supervisor).children():
        if "torchgrade.engine.supervisor.forkserver" not in server.cmdline():
            continue
        for referee in server.children():
            if os.geteuid() == 0 and referee.uids().real != 0:
                continue  # it ends a uid's processes for the fork server
            found["referee"].append(referee)
            players = sorted(referee.children(), key=lambda process: process.create_time())
            found["first player"] += players[:1]
            for process in referee.children(recursive=True):
                if process not in players[:1]:
                    with contextlib.suppress(psutil.Error):
                        busy = process.status() in (psutil.STATUS_RUNNING, psutil.STATUS_DISK_SLEEP)
                        found["player at work" if busy else "snapshot"].append(process)
    return found


def _wait_for(run: _Run, target: int) -> None:
    deadline = time.monotonic() + LIMIT
    while len(run.written()) < target and run.process.poll() is None:
        assert time.monotonic() < deadline, "the command does not get on"
        time.sleep(0.05)


def _kill_supervisor(run: _Run, report: Report) -> None:
    """Kill the command, and wait until all that it had started is gone."""
    if run.process.poll() is not None:
        report.problems.append("the command ended before it could be killed")
        return
    orphans = psutil.Process(run.process.pid).children(recursive=True)
    run.process.send_signal(signal.SIGKILL)
    run.process.wait()
    begun = time.monotonic()
    _, left = psutil.wait_procs(orphans, PATIENCE)
    report.orphans, report.orphans_gone = len(orphans), time.monotonic() - begun
    for process in left:
        report.problems.append(f"outlived the supervisor: {process}")
        with contextlib.suppress(psutil.Error):
            process.kill()
    # What it was at is lost with it; the places that it had made are nobody's now.
    shutil.rmtree(run.places)
    run.places.mkdir()
    run.places.chmod(0o711)


def _identity(path: Path) -> tuple[int, int, bytes]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, path.read_bytes()


def _compare(
    run: _Run,
    names: dict[str, str],
    expected: dict[str, Any],
    known: dict[str, Attack],
    report: Report,
) -> None:
    """Look for grades that are missing, doubled or wrong."""
    grades = run.grades()
    times = Counter(grade["submission"] for grade in grades)
    files = Counter(json.loads(path.read_text())["submission"] for path in run.written())
    for what, counted in (("grades.json", times), ("grade.json files", files)):
        for name in sorted(set(names) | set(counted)):
            if counted[name] != (name in names):
                report.problems.append(f"{what}: {name} is there {counted[name]} times")
    for grade in grades:
        kind = names.get(grade["submission"], "")
        calm = expected.get(kind)
        attack = known.get(kind)
        exact = attack is None or attack.honest[0] == attack.honest[1]
        right = calm is not None and grade["status"] == calm["status"]
        if right and exact:
            right = _cases(grade) == _cases(calm)
        if right and attack is not None:
            right = _honest(grade, attack)
        if not right:
            report.problems.append(
                f"{grade['submission']} got {_said(grade)}, in a calm run {_said(calm)}"
            )


def _honest(grade: dict[str, Any] | None, attack: Attack) -> bool:
    if grade is None or grade["status"] not in attack.statuses:
        return False
    low, high = attack.honest
    return grade["score"] is not None and bool(low <= grade["score"] <= high)


def _cases(grade: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [
        (case["name"], case["status"], case["score"])
        for question in grade["questions"]
        for case in question["cases"]
    ]


def _said(grade: dict[str, Any] | None) -> str:
    if grade is None:
        return "no grade"
    failed = ", ".join(
        f"{case['name']}: {case['message'].strip()[-200:]}"
        for question in grade["questions"]
        for case in question["cases"]
        if case["status"] != "passed"
    )
    said = grade["message"].strip()[-1500:]
    return f"{grade['status']} {grade['score']} {said} {grade['flags']} (not passed: {failed})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it, and print what was killed and what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--submissions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--every", type=float, default=0.1, help="mean seconds between strikes")
    parser.add_argument("--list", action="store_true", help="list every process that was killed")
    options = parser.parse_args(arguments)
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f}, {'root' if os.geteuid() == 0 else 'an ordinary user'}, "
        f"seed {options.seed}"
    )
    report = chaos(options.submissions, options.seed, every=options.every, jobs=options.jobs)
    table = Table(title=f"{report.submissions} submissions, {report.hostile} of them hostile")
    table.add_column("what")
    table.add_column("value", justify="right")
    for kind in VICTIMS:
        table.add_row(f"killed: {kind}", str(report.kills[kind]))
    table.add_row("killed: supervisor", "1")
    table.add_row("grades written when it was killed", str(report.graded_before))
    table.add_row("processes that it left", str(report.orphans))
    table.add_row("all of them gone after", f"{report.orphans_gone:.2f} s")
    table.add_row("seconds in chaos, both commands", f"{report.seconds:.0f}")
    table.add_row("seconds of the calm run, one of each kind", f"{report.calm_seconds:.0f}")
    table.add_row("problems", str(len(report.problems)))
    console.print(table)
    for at, kind, pid in report.strikes if options.list else ():
        console.print(f"{at:8.2f} s  {kind}  (process {pid})")
    for problem in report.problems:
        console.print(problem, markup=False)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
