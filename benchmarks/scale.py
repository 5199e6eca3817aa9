"""How grading on a cluster scales, and what it costs the machine with the command.

    python benchmarks/scale.py              # a quarter of an hour
    python benchmarks/scale.py --quick      # three minutes
    python benchmarks/scale.py --workers 1 2 --sizes 100 --real 24

- *Efficiency*: submissions that take half a second each, graded by 1, 2, 4 and 8 workers of one
  thread. Half a second of waiting, not of computing, so that the cores of this machine don't
  decide: what is lost is what handing out, taking in and writing costs. 100 % is what one worker
  does, times their number.
- *Cost*: submissions that take no time, 100, 1,000 and 10,000 of them, on four workers: seconds a
  submission of the command, which takes in, sends, and writes all that a grade has. It bounds how
  many a second one command can keep up with, on however many machines.
- *Real*: the lab dropout_scaling, graded by the engine, with as many workers as this machine has
  cores at most; beside it `--jobs` on the same machine, which is what a cluster has to match.
- *Projection*: what the figures above say of 16 machines with 8 cores. Nobody has measured that.

Each run is the whole of `torchgrade grade`, from what is handed in to the report. Rates count from
the first submission that begins to the last grade that is written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["TORCHGRADE_OFFLINE"] = "1"
sys.path.insert(0, str(Path(__file__).parents[1]))

import psutil

from tests.support import simulated, tiny
from tests.support.machines import Machines
from torchgrade.cli.batch import Options, run
from torchgrade.cli.display import Live
from torchgrade.cluster import Where
from torchgrade.grade import Submission

__all__ = ["Rate", "measure"]

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Rate:
    """What a run took: from the first submission that began, in all, and CPU of the command."""

    submissions: int
    seconds: float
    whole: float
    cpu: float

    @property
    def per_second(self) -> float:
        """Submissions a second."""
        return self.submissions / self.seconds


def simulate(root: Path, submissions: int, seconds: float) -> Options:
    """Hand in submissions that take so long each."""
    cells = [simulated.cell(seconds=seconds), "name = 1"]
    bundle, made = tiny.make(root / "made", cells, {"q1": "def test_name(name):\n    pass"})
    notebook = json.loads(next(made.path.rglob("*.ipynb")).read_text())
    for number in range(submissions):
        folder = root / "inbox" / f"s{number:05}"
        folder.mkdir(parents=True)
        notebook["cells"][1]["source"] = f"name = {number}"
        (folder / "lab.ipynb").write_text(json.dumps(notebook))
    return Options(bundle.folder, [root / "inbox"], root / "out")


def copy_real(root: Path, submissions: int) -> Options:
    """Hand in copies of the solution of a lab."""
    for number in range(submissions):
        folder = root / "inbox" / f"s{number:05}"
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "solutions/dropout_scaling/dropout_scaling.ipynb", folder)
    return Options(ROOT / "autograder/dropout_scaling", [root / "inbox"], root / "out")


def measure(options: Options, machines: Machines | None = None, jobs: int = 1) -> Rate:
    """Grade, and say how long that took."""
    begun: list[float] = []

    def started(live: Live, submission: Submission) -> None:
        begun.append(time.monotonic())

    Live.started = started  # type: ignore[method-assign]
    where = Where("address", address=machines.address) if machines else None
    start, cpu = time.monotonic(), time.process_time()
    ended = run(Options(options.autograder, options.paths, options.out, jobs=jobs, cluster=where))
    now = time.monotonic()
    assert {grade.status for grade in ended.batch.grades} == {"graded"}
    count = len(ended.batch.grades)
    return Rate(count, now - min(begun), now - start, time.process_time() - cpu)


def on_workers(submissions: int, seconds: float, workers: int, *, real: bool = False) -> Rate:
    """Grade with so many workers of one thread, which have graded one before: they are warm."""
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        root = Path(name)
        first = copy_real(root / "0", workers) if real else simulate(root / "0", 1, 0)
        options = copy_real(root / "1", submissions) if real else None
        options = options or simulate(root / "1", submissions, seconds)
        with Machines(root / "cluster", workers, simulated=not real) as machines:
            measure(first, machines)
            return measure(options, machines)


def here(submissions: int, jobs: int) -> Rate:
    """Grade real submissions without a cluster."""
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        return measure(copy_real(Path(name), submissions), jobs=jobs)


def efficiency(counts: list[int], seconds: float, each: int) -> None:
    """Print how near the rate of several workers comes to that of one, times their number."""
    print(f"\nefficiency, {seconds} s a submission, {each} for each worker")
    print("| workers of one thread | submissions a second | of one worker's, times theirs |")
    print("|---|---|---|")
    one = 0.0
    for count in counts:
        rate = on_workers(each * count, seconds, count).per_second
        one = one or rate / count
        print(f"| {count} | {rate:.2f} | {rate / (one * count):.0%} |", flush=True)


def cost(sizes: list[int]) -> float:
    """Print what a submission costs the command; return the seconds of the largest class."""
    print("\ncost of a submission that takes no time, four workers")
    print("| submissions | s a submission | of the command's CPU | whole run, s |")
    print("|---|---|---|---|")
    each = 0.0
    for size in sizes:
        rate = on_workers(size, 0.0, 4)
        each = rate.cpu / size
        print(
            f"| {size:,} | {rate.seconds / size:.4f} | {each:.4f} | {rate.whole:.0f} |", flush=True
        )
    return each


def main() -> None:
    """Measure all, and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer submissions of each kind")
    quick = "--quick" in sys.argv
    sizes = [100, 1000] if quick else [100, 1000, 10_000]
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 4, 8])
    parser.add_argument(
        "--each", type=int, default=16 if quick else 40, help="submissions for each worker"
    )
    parser.add_argument("--sizes", type=int, nargs="*", default=sizes)
    parser.add_argument(
        "--real", type=int, default=16 if quick else 50, help="real submissions; 0: none"
    )
    chosen = parser.parse_args()
    cores = len(psutil.Process().cpu_affinity())
    load = os.getloadavg()[0]
    print(f"{cores} cores, Python {platform.python_version()}, load {load:.1f} before")
    efficiency(chosen.workers, 0.5, chosen.each)
    each = cost(chosen.sizes) if chosen.sizes else 0.0
    if chosen.real:
        print(f"\nreal, {chosen.real} solutions of dropout_scaling")
        print("| | submissions a second |\n|---|---|")
        for count in range(1, cores + 1):
            rate = here(chosen.real, count).per_second
            print(f"| --jobs {count} | {rate:.2f} |", flush=True)
            rate = on_workers(chosen.real, 0, count, real=True).per_second
            print(f"| --cluster, {count} workers | {rate:.2f} |", flush=True)
    if each:
        print(
            f"\nprojection, not measured: one command keeps up with {1 / each:.0f} submissions a "
            f"second; 16 machines with 8 cores give as many where one takes {128 * each:.1f} s, "
            "and scale as the workers above where it takes longer"
        )
    print(f"load {os.getloadavg()[0]:.1f} after")


if __name__ == "__main__":
    main()
