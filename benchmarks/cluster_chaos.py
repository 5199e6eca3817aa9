"""Submissions graded on a Dask cluster whose workers, scheduler and command are killed.

    python benchmarks/cluster_chaos.py
    python benchmarks/cluster_chaos.py --real --submissions 60 --every 15

It is the real command, `torchgrade grade --cluster tcp://...`. Every few seconds one of four
workers is killed, by SIGKILL, and started again as a batch system would; once the scheduler is, and
once the command itself, which then goes on with --resume. In the end each submission must have one
grade, the right one, and none that was there before the command was killed may be made again.

Workers are simulated: each submission takes a part of a second in which nothing is computed, as
this is about who has what, and not about the engine. With `--real` they grade. A submission that
was running on three workers that were killed is given up, as it should be: with S seconds each, a
kill every T seconds and W workers the chance of that is (S / (T W)) ** 3 for each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["TORCHGRADE_OFFLINE"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support import simulated, tiny
from tests.support.machines import Machines

__all__ = ["Report", "chaos"]

LIMIT = 3600
"""Seconds that one command may take."""


@dataclass
class Report:
    """What was killed, and what is wrong in the end."""

    submissions: int
    seconds: float = 0.0
    killed: Counter[str] = field(default_factory=Counter)
    before: int = 0
    tries: int = 0
    problems: list[str] = field(default_factory=list)


def chaos(
    submissions: int, *, workers: int = 4, every: float = 10.0, seed: int = 1, real: bool = False
) -> Report:
    """Grade submissions amid kills, and look at what comes of it."""
    report, draw = Report(submissions), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="chaos-") as name:
        root = Path(name)
        scores = _hand_in(root, submissions, draw, real)
        start = time.monotonic()
        with Machines(root / "cluster", workers, simulated=not real) as machines:
            ended = threading.Event()
            killer = threading.Thread(target=_kill, args=(machines, every, draw, ended, report))
            killer.start()
            try:
                _grade_twice(root, machines, submissions, report)
            finally:
                ended.set()
                killer.join()
            report.tries = sum(machines.times_tried().values())
        report.seconds = time.monotonic() - start
        _compare(root / "out", scores, report)
    return report


def _hand_in(root: Path, submissions: int, draw: random.Random, real: bool) -> dict[str, float]:
    """Make an autograder and submissions, each its own, and return their right scores."""
    test = "def test_twice(twice):\n    assert twice(2) == 4"
    other = "def test_name(name):\n    assert len(name) == 5"
    scores = {}
    bundle, made = tiny.make(root / "made", ["pass"], {"q1": test, "q2": other})
    shutil.copytree(bundle.folder, root / "lab")
    notebook = json.loads(next(made.path.rglob("*.ipynb")).read_text())
    for number in range(submissions):
        name = f"s{number:04}"
        right = draw.random() < 0.5
        code = f"name = {name!r}\n\ndef twice(x):\n    return {'2 * x' if right else 'x + 1'}"
        takes = simulated.cell(seconds=round(draw.uniform(0.1, 0.5), 3))
        notebook["cells"][0]["source"] = f"{takes}\n{code}"
        (root / "inbox" / name).mkdir(parents=True)
        (root / "inbox" / name / "lab.ipynb").write_text(json.dumps(notebook))
        scores[name] = (2.0 if right else 1.0) if real else simulated.SCORE
    return scores


def _grade_twice(root: Path, machines: Machines, submissions: int, report: Report) -> None:
    out = root / "out"
    command = [
        *(sys.executable, "-m", "torchgrade", "grade", "--autograder", str(root / "lab")),
        *(str(root / "inbox"), "--out", str(out), "--cluster", machines.address),
    ]
    with (root / "log").open("wb") as log:
        first = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)
        _wait(first, out, submissions // 3)
        machines.restart_scheduler()
        report.killed["scheduler"] += 1
        _wait(first, out, submissions // 2)
        first.kill()
        first.wait()
        report.killed["command"] += 1
        before = {path: path.stat().st_mtime_ns for path in _grades(out)}
        report.before = len(before)
        code = subprocess.run(
            [*command, "--resume"], cwd=root, stdout=log, stderr=log, timeout=LIMIT
        ).returncode
    if code:
        report.problems.append(f"exit code {code}: {(root / 'log').read_text()[-2000:]}")
    again = [path for path, when in before.items() if path.stat().st_mtime_ns != when]
    report.problems += [f"{path.parent.name} was graded before, and again" for path in again]


def _wait(command: subprocess.Popen[bytes], out: Path, grades: int) -> None:
    deadline = time.monotonic() + LIMIT
    while command.poll() is None and len(_grades(out)) < grades and time.monotonic() < deadline:
        time.sleep(0.2)


def _grades(out: Path) -> list[Path]:
    return list(out.glob("submissions/*/grade.json"))


def _kill(
    machines: Machines,
    every: float,
    draw: random.Random,
    ended: threading.Event,
    report: Report,
) -> None:
    while not ended.wait(every):
        machines.kill(draw.randrange(len(machines.workers)))
        report.killed["worker"] += 1


def _compare(out: Path, scores: dict[str, float], report: Report) -> None:
    if not (out / "grades.json").is_file():
        report.problems.append("there are no grades of all")
        return
    grades: list[dict[str, Any]] = json.loads((out / "grades.json").read_text())["grades"]
    counted = Counter(one["submission"] for one in grades)
    report.problems += [
        f"{name} has {counted[name]} grades" for name in scores if counted[name] != 1
    ]
    report.problems += [
        f"{one['submission']}: {one['status']}, {one['score']}: {one['message']}"
        for one in grades
        if one["score"] != scores.get(one["submission"])
    ]


def main() -> int:
    """Print what was killed and what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="workers grade")
    chosen = parser.parse_args()
    report = chaos(
        chosen.submissions,
        workers=chosen.workers,
        every=chosen.every,
        seed=chosen.seed,
        real=chosen.real,
    )
    print(f"{report.submissions} submissions in {report.seconds:.0f} s")
    print("killed:", ", ".join(f"{what} {count}" for what, count in report.killed.items()))
    print(f"written when the command was killed: {report.before}; tries in all: {report.tries}")
    print(f"lost, doubled or wrong: {len(report.problems)}")
    for problem in report.problems[:20]:
        print(" ", problem)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
